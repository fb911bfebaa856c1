/** The SQL of lists: which candidates there are for somebody. */
import { and, count, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { selectSeenCandidateIds } from '../applications/list-queries.ts'
import { asRow, type CandidateRow, emailKeyOf, present, selectCandidates } from './queries.ts'

export interface CandidateFilter {
  viewer: Viewer
  email?: string | undefined
  tag?: string | undefined
  source?: string | undefined
}

export async function listCandidates(
  q: Read,
  page: IdPage,
  filter: CandidateFilter,
): Promise<CandidateRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.candidates.id, slots, variant)
  return selectCandidates(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countCandidates(q: Read, filter: CandidateFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.candidates)
    .where(matching(q, slots, filters)),
)

/** Whether this one is there for the viewer. */
export async function isSeen(q: Read, viewer: Viewer, id: string): Promise<boolean> {
  return (await listSeenOf(q, viewer, [id])).length > 0
}

/** Of these candidates those that are seen. */
export async function listSeenOf(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await selectSeen(q, { ...valuesOf(viewer), ids }, variantOf(viewer))).map(({ id }) => id)
}

const selectSeen = query(
  (q, slots: Slots<ViewerValues & { ids: readonly string[] }>, variant: ViewerVariant) => {
    const { candidates: c } = q.tables
    return q
      .select({ id: c.id })
      .from(c)
      .where(and(present(q), visible(q, slots, variant), q.can.oneOf(c.id, slots.ids)))
  },
)

/** What a list is asked with. What it is not filtered by has no place in it. */
type Asked = ViewerValues & { email_key: string; tag: string; source: string }
/** Which filters there are. */
type Filters = ViewerVariant & { email: boolean; tag: boolean; source: boolean }

function askedOf({ viewer, email, tag, source }: CandidateFilter): [Asked, Filters] {
  return [
    { ...valuesOf(viewer), email_key: emailKeyOf(email ?? ''), tag: tag ?? '', source: source ?? '' },
    {
      ...variantOf(viewer),
      ...{ email: email !== undefined, tag: tag !== undefined, source: source !== undefined },
    },
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { candidates: c } = q.tables
  return and(
    present(q),
    visible(q, slots, filters),
    filters.email ? eq(c.email_key, slots.email_key) : undefined,
    filters.tag ? inArray(c.id, selectTagged(q, slots)) : undefined,
    filters.source ? eq(c.source, slots.source) : undefined,
  )
}

function selectTagged(q: Reading, { tag }: Slots<Pick<Asked, 'tag'>>) {
  const { candidate_tags: t } = q.tables
  return q
    .select({ id: t.candidate_id })
    .from(t)
    .where(and(q.mine(t), eq(t.tag, tag)))
}

/** Who applied for a job that the viewer owns or reviews. */
function visible(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  if (variant.sees_all) return undefined
  return inArray(q.tables.candidates.id, selectSeenCandidateIds(q, slots, variant))
}
