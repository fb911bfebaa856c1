/** The SQL of lists: which candidates there are for somebody. */
import { and, asc, count, eq, exists, gt, lte, sql } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import type { Step } from '../../../lib/paging/in-steps.ts'
import { isOfReviewedJob } from '../applications/list-queries.ts'
import { emailKeyOf, present } from './queries.ts'

export interface CandidateFilter {
  viewer: Viewer
  /** They are among these. */
  ids?: readonly string[] | undefined
  email?: string | undefined
  tag?: string | undefined
  source?: string | undefined
}

/** In the order of making, or against it. */
export async function listIds(q: Read, page: IdPage, filter: CandidateFilter): Promise<string[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectIds(q, { ...values, ...asked }, { ...variant, ...filters })).map(({ id }) => id)
}

const selectIds = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { candidates: c } = q.tables
  const { unseen, order } = inPage(c.id, slots, variant)
  return q
    .select({ id: sql`${c.id}`.mapWith(String) })
    .from(q.can.through(c, indexFor(variant)))
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

/** Of the next ones after an id, `most` at most, those that match. */
export async function countNext(
  q: Read,
  filter: CandidateFilter,
  after: string,
  most: number,
): Promise<Step<number>> {
  const [asked, filters] = askedOf(filter)
  const [border] = await selectBorder(q, { ...asked, after, passed: most - 1 }, filters)
  const until = border?.id ?? null
  const values = { ...asked, after, until: until ?? '' }
  const [row] = await selectTotal(q, values, { ...filters, ends: until !== null })
  return { found: row?.total ?? 0, until }
}

const selectBorder = query((q, slots: Slots<Asked & { after: string; passed: number }>, filters: Filters) => {
  const { candidates: c } = q.tables
  return q
    .select({ id: sql`${c.id}`.mapWith(String) })
    .from(q.can.through(c, indexFor(filters)))
    .where(and(found(q, slots, filters), gt(c.id, slots.after)))
    .orderBy(asc(c.id))
    .limit(1)
    .offset(slots.passed)
})

const selectTotal = query(
  (q, slots: Slots<Asked & { after: string; until: string }>, filters: Filters & { ends: boolean }) => {
    const { candidates: c } = q.tables
    const between = and(gt(c.id, slots.after), filters.ends ? lte(c.id, slots.until) : undefined)
    return q
      .select({ total: count() })
      .from(q.can.through(c, indexFor(filters)))
      .where(and(matching(q, slots, filters), between))
  },
)

/** Some of those with a tag, whoever sees them. */
export async function listTagged(q: Read, tag: string, limit: number): Promise<string[]> {
  return (await selectTagged(q, { tag, limit })).map(({ id }) => id)
}

const selectTagged = query((q, slots: Slots<{ tag: string; limit: number }>) => {
  const { candidate_tags: t } = q.tables
  return q
    .select({ id: t.candidate_id })
    .from(t)
    .where(and(q.mine(t), eq(t.tag, slots.tag)))
    .limit(slots.limit)
})

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
type Asked = ViewerValues & { ids: readonly string[]; email_key: string; tag: string; source: string }
/** Which filters there are. */
type Filters = ViewerVariant & Record<'ids' | 'email' | 'tag' | 'source', boolean>

function askedOf({ viewer, ids, email, tag, source }: CandidateFilter): [Asked, Filters] {
  const texts = { email_key: emailKeyOf(email ?? ''), tag: tag ?? '', source: source ?? '' }
  return [
    { ...valuesOf(viewer), ids: ids ?? [], ...texts },
    {
      ...variantOf(viewer),
      ...{ ids: ids !== undefined, email: email !== undefined },
      ...{ tag: tag !== undefined, source: source !== undefined },
    },
  ]
}

/** In the order of the ids; of an address there is one. */
function indexFor({ ids, email, source }: Filters): string | null {
  if (email) return 'candidates_email'
  return source && !ids ? 'candidates_source' : null
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { candidates: c } = q.tables
  return and(
    present(q),
    visible(q, slots, filters),
    found(q, slots, filters),
    filters.tag ? isTagged(q, slots) : undefined,
    filters.source ? eq(c.source, slots.source) : undefined,
  )
}

/** What the index alone finds. */
function found(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { candidates: c } = q.tables
  return and(
    q.mine(c),
    filters.ids ? q.can.oneOf(c.id, slots.ids) : undefined,
    filters.email ? eq(c.email_key, slots.email_key) : undefined,
    indexFor(filters) === 'candidates_source' ? eq(c.source, slots.source) : undefined,
  )
}

function isTagged(q: Reading, { tag }: Slots<Pick<Asked, 'tag'>>) {
  const { candidates: c, candidate_tags: t } = q.tables
  return exists(
    q
      .select({ one: sql`1` })
      .from(t)
      .where(and(q.mine(t), eq(t.tag, tag), eq(t.candidate_id, c.id))),
  )
}

/** Who applied for a job that the viewer owns or reviews. */
function visible(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  return variant.sees_all ? undefined : isOfReviewedJob(q, slots, variant)
}
