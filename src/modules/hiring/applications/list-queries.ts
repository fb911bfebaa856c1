/** The SQL of lists: which applications there are for somebody. */
import { and, count, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { reviewedJobs } from '../jobs/list-queries.ts'
import { type ApplicationRow, asRow, live, selectApplications } from './queries.ts'

const FILTERS = ['job_id', 'candidate_id', 'stage', 'source', 'knocked_out'] as const
type FilterName = (typeof FILTERS)[number]

export interface ApplicationFilter {
  viewer: Viewer
  job_id?: string | undefined
  candidate_id?: string | undefined
  stage?: string | undefined
  source?: string | undefined
  knocked_out?: boolean | undefined
}

export async function listApplications(
  q: Read,
  page: IdPage,
  filter: ApplicationFilter,
): Promise<ApplicationRow[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectPage(q, { ...values, ...asked }, { ...variant, ...filters })).map(asRow)
}

const selectPage = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { unseen, order } = inPage(q.tables.applications.id, slots, variant)
  return selectApplications(q)
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function countApplications(q: Read, filter: ApplicationFilter): Promise<number> {
  const [row] = await selectTotal(q, ...askedOf(filter))
  return row?.total ?? 0
}

const selectTotal = query((q, slots: Slots<Asked>, filters: Filters) =>
  q
    .select({ total: count() })
    .from(q.tables.applications)
    .where(matching(q, slots, filters)),
)

/** Of these applications those that are seen. */
export async function listSeenOf(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await selectSeen(q, { ...valuesOf(viewer), ids }, variantOf(viewer))).map(({ id }) => id)
}

const selectSeen = query(
  (q, slots: Slots<ViewerValues & { ids: readonly string[] }>, variant: ViewerVariant) => {
    const { applications: a } = q.tables
    return q
      .select({ id: a.id })
      .from(a)
      .where(and(live(q), visible(q, slots, variant), q.can.oneOf(a.id, slots.ids)))
  },
)

/** What a list is asked with. What it is not filtered by has no place in it. */
type Asked = ViewerValues &
  Record<Exclude<FilterName, 'knocked_out'>, string | null> & { knocked_out: boolean }
/** Which filters there are. */
type Filters = ViewerVariant & Record<FilterName, boolean>

function askedOf({ viewer, ...given }: ApplicationFilter): [Asked, Filters] {
  const { job_id = null, candidate_id = null, stage = null, source = null, knocked_out = false } = given
  const filters = Object.fromEntries(FILTERS.map((name) => [name, given[name] !== undefined]))
  return [
    { ...valuesOf(viewer), job_id, candidate_id, stage, source, knocked_out },
    { ...variantOf(viewer), ...(filters as Record<FilterName, boolean>) },
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { applications } = q.tables
  const equal = FILTERS.map((name) =>
    filters[name] ? eq(applications[name], slots[name] as never) : undefined,
  )
  return and(live(q), visible(q, slots, filters), ...equal)
}

/** Of jobs that the viewer owns or reviews, as `mayReview` in rules.ts. */
function visible(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  if (variant.sees_all) return undefined
  return inArray(q.tables.applications.job_id, selectReviewedIds(q, slots, variant))
}

/** The ids of jobs that the viewer owns or reviews. */
export function selectReviewedIds(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  const { jobs } = q.tables
  return q
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(q.mine(jobs), reviewedJobs(q, slots, variant)))
}

/** The candidates of what the viewer sees. */
export function selectSeenCandidateIds(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  const { applications } = q.tables
  return q
    .select({ id: applications.candidate_id })
    .from(applications)
    .where(and(live(q), visible(q, slots, variant)))
}
