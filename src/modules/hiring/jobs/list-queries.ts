/** The SQL of lists: which jobs there are for somebody. */
import { and, count, eq, inArray, or } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { asRow, type JobRow, live, selectJobs } from './queries.ts'
import type { JobsQuery } from './schema.ts'

const FILTERS = ['status', 'company_id', 'owner_id', 'employment_type', 'location_type'] as const
type FilterName = (typeof FILTERS)[number]

export type JobFilter = Pick<JobsQuery, FilterName> & { viewer: Viewer }

export async function listJobs(q: Read, page: IdPage, filter: JobFilter): Promise<JobRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.jobs.id, slots, variant)
  return selectJobs(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countJobs(q: Read, filter: JobFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.jobs)
    .where(matching(q, slots, filters)),
)

/** Of these jobs those that are seen. */
export async function listSeenOf(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await selectSeen(q, { ...valuesOf(viewer), ids }, variantOf(viewer))).map(({ id }) => id)
}

const selectSeen = query(
  (q, slots: Slots<ViewerValues & { ids: readonly string[] }>, variant: ViewerVariant) => {
    const { jobs } = q.tables
    return q
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(live(q), visibleJobs(q, slots, variant), q.can.oneOf(jobs.id, slots.ids)))
  },
)

/** What a list is asked with. What it is not filtered by has no place in it. */
type Asked = ViewerValues & Record<FilterName, string | null>
/** Which filters there are. */
type Filters = ViewerVariant & Record<FilterName, boolean>

function askedOf({ viewer, ...given }: JobFilter): [Asked, Filters] {
  const each = <T>(of: (name: FilterName) => T) =>
    Object.fromEntries(FILTERS.map((name) => [name, of(name)])) as Record<FilterName, T>
  return [
    { ...valuesOf(viewer), ...each((name) => given[name] ?? null) },
    { ...variantOf(viewer), ...each((name) => given[name] !== undefined) },
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { jobs } = q.tables
  const equal = FILTERS.map((name) => (filters[name] ? eq(jobs[name], slots[name] as never) : undefined))
  return and(live(q), visibleJobs(q, slots, filters), ...equal)
}

/** As `maySeeJob` in rules.ts. */
export function visibleJobs(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  return variant.sees_all ? undefined : or(eq(q.tables.jobs.status, 'open'), reviewedJobs(q, slots, variant))
}

/** As `mayReview` in rules.ts. */
export function reviewedJobs(q: Reading, { me }: Slots<ViewerValues>, { sees_all }: ViewerVariant) {
  if (sees_all) return undefined
  const { jobs, job_reviewers: r } = q.tables
  const reviewed = q
    .select({ id: r.job_id })
    .from(r)
    .where(and(q.mine(r), eq(r.member_id, me)))
  return or(eq(jobs.owner_id, me), inArray(jobs.id, reviewed))
}
