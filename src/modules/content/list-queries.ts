/** The SQL of lists: which content there is for somebody. */
import { and, count, eq, exists, or } from 'drizzle-orm'
import type { Viewer } from '../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../access/viewer-values.ts'
import type { Read } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { asRow, type ContentRow, columnsOf, live } from './queries.ts'
import type { ContentStatus } from './schema.ts'

export interface ContentFilter {
  status?: ContentStatus | undefined
  kind?: string | undefined
  author_id?: string | undefined
  tag?: string | undefined
}

export async function listContent(
  q: Read,
  viewer: Viewer,
  page: IdPage,
  filter: ContentFilter,
): Promise<ContentRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(viewer, filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { content } = q.tables
  const { unseen, order } = inPage(content.id, slots, variant)
  return q
    .select(columnsOf(content))
    .from(content)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countContent(q: Read, viewer: Viewer, filter: ContentFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(viewer, filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.content)
    .where(matching(q, slots, filters)),
)

interface Asked extends ViewerValues {
  status: string
  kind: string
  author_id: string
  tag: string
}

const FILTERS = ['status', 'kind', 'author_id', 'tag'] as const
/** Which of them there are. */
type Filters = ViewerVariant & Record<(typeof FILTERS)[number], boolean>

function askedOf(viewer: Viewer, filter: ContentFilter): [Asked, Filters] {
  const { status = '', kind = '', author_id = '', tag = '' } = filter
  const isAsked = Object.fromEntries(FILTERS.map((name) => [name, filter[name] !== undefined]))
  return [
    { ...valuesOf(viewer), status, kind, author_id, tag },
    // One for each of the names above.
    { ...variantOf(viewer), ...isAsked } as Filters,
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { content, content_tags: tags } = q.tables
  const equal = (['status', 'kind', 'author_id'] as const).map((name) =>
    filters[name] ? eq(content[name], slots[name]) : undefined,
  )
  const ofTag = q
    .select({ id: tags.content_id })
    .from(tags)
    .where(and(q.mine(tags), eq(tags.tag, slots.tag), eq(tags.content_id, content.id)))
  return and(live(q), visible(q, slots, filters), ...equal, filters.tag ? exists(ofTag) : undefined)
}

/** As `maySee` in rules.ts. */
function visible(q: Reading, { me }: Slots<ViewerValues>, { sees_all }: ViewerVariant) {
  if (sees_all) return undefined
  const { content } = q.tables
  return or(eq(content.status, 'published'), eq(content.author_id, me))
}
