/** The SQL of lists: which applications there are for somebody. */
import { and, asc, count, eq, exists, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import type { Step } from '../../../lib/paging/in-steps.ts'
import { reviewedJobs } from '../jobs/list-queries.ts'
import { live } from './queries.ts'

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

/**
 * What each index finds, in the order of the ids: the first whose columns are all asked for is taken.
 * What a planner takes for little by the average may be the job that has a tenth of all.
 */
const INDEXES: readonly { index: string; of: readonly FilterName[] }[] = [
  { index: 'applications_candidate', of: ['candidate_id'] },
  { index: 'applications_job_stage', of: ['job_id', 'stage'] },
  { index: 'applications_job', of: ['job_id'] },
  { index: 'applications_source', of: ['source'] },
  { index: 'applications_stage', of: ['stage'] },
  { index: 'applications_knocked_out', of: ['knocked_out'] },
]
const BY_ID = { index: null, of: [] as const }

function indexFor(filters: Record<FilterName, boolean>) {
  return INDEXES.find(({ of }) => of.every((name) => filters[name])) ?? BY_ID
}

/** In the order of making, or against it. */
export async function listIds(q: Read, page: IdPage, filter: ApplicationFilter): Promise<string[]> {
  const [values, variant] = pageOf(page)
  const [asked, filters] = askedOf(filter)
  return (await selectIds(q, { ...values, ...asked }, { ...variant, ...filters })).map(({ id }) => id)
}

const selectIds = query((q, slots: Slots<PageValues & Asked>, variant: PageVariant & Filters) => {
  const { applications: a } = q.tables
  const { unseen, order } = inPage(a.id, slots, variant)
  return q
    .select({ id: sql`${a.id}`.mapWith(String) })
    .from(q.can.through(a, indexFor(variant).index))
    .where(and(matching(q, slots, variant), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

/** Of the next ones after an id, `most` at most, those that match. */
export async function countNext(
  q: Read,
  filter: ApplicationFilter,
  after: string,
  most: number,
): Promise<Step<number>> {
  const [asked, filters] = askedOf(filter)
  const [border] = await selectBorder(q, { ...asked, after, passed: most - 1 }, filters)
  const until = border?.id ?? null
  const [row] = await selectTotal(
    q,
    { ...asked, after, until: until ?? '' },
    { ...filters, ends: until !== null },
  )
  return { found: row?.total ?? 0, until }
}

const selectBorder = query((q, slots: Slots<Asked & { after: string; passed: number }>, filters: Filters) => {
  const { applications: a } = q.tables
  const { index, of } = indexFor(filters)
  return q
    .select({ id: sql`${a.id}`.mapWith(String) })
    .from(q.can.through(a, index))
    .where(and(live(q), ...of.map((name) => isAsked(q, slots, name)), gt(a.id, slots.after)))
    .orderBy(asc(a.id))
    .limit(1)
    .offset(slots.passed)
})

const selectTotal = query(
  (q, slots: Slots<Asked & { after: string; until: string }>, filters: Filters & { ends: boolean }) => {
    const { applications: a } = q.tables
    const between = and(gt(a.id, slots.after), filters.ends ? lte(a.id, slots.until) : undefined)
    return q
      .select({ total: count() })
      .from(q.can.through(a, indexFor(filters).index))
      .where(and(matching(q, slots, filters), between))
  },
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
  const equal = FILTERS.map((name) => (filters[name] ? isAsked(q, slots, name) : undefined))
  return and(live(q), visible(q, slots, filters), ...equal)
}

function isAsked(q: Reading, slots: Slots<Asked>, name: FilterName) {
  return eq(q.tables.applications[name], slots[name] as never)
}

/** Of jobs that the viewer owns or reviews, as `mayReview` in rules.ts. */
function visible(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  if (variant.sees_all) return undefined
  return inArray(q.tables.applications.job_id, selectReviewedIds(q, slots, variant))
}

/**
 * Some of the jobs that the viewer owns or reviews. Where they are few, what hangs on them is found by them:
 * asked with the question for jobs within, Postgres would rather go through all applications.
 */
export async function listReviewedIds(q: Read, viewer: Viewer, limit: number): Promise<string[]> {
  return (await selectReviewed(q, { ...valuesOf(viewer), limit }, variantOf(viewer))).map(({ id }) => id)
}

const selectReviewed = query((q, slots: Slots<ViewerValues & { limit: number }>, variant: ViewerVariant) =>
  selectReviewedIds(q, slots, variant).limit(slots.limit),
)

/** The ids of jobs that the viewer owns or reviews. */
export function selectReviewedIds(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  const { jobs } = q.tables
  return q
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(q.mine(jobs), reviewedJobs(q, slots, variant)))
}

/** Some of those who applied for these jobs, more than once if they did. */
export async function listCandidatesOf(q: Read, jobs: readonly string[], limit: number): Promise<string[]> {
  return (await selectCandidates(q, { jobs, limit })).map(({ id }) => id)
}

const selectCandidates = query((q, slots: Slots<{ jobs: readonly string[]; limit: number }>) => {
  const { applications: a } = q.tables
  return q
    .select({ id: sql`${a.candidate_id}`.mapWith(String) })
    .from(q.can.through(a, 'applications_job'))
    .where(and(live(q), q.can.oneOf(a.job_id, slots.jobs)))
    .limit(slots.limit)
})

/** Whether a candidate has applied for a job that the viewer owns or reviews. */
export function isOfReviewedJob(q: Reading, slots: Slots<ViewerValues>, variant: ViewerVariant) {
  const { applications: a, candidates: c } = q.tables
  return exists(
    q
      .select({ one: sql`1` })
      .from(q.can.through(a, 'applications_candidate'))
      .where(and(live(q), eq(a.candidate_id, c.id), visible(q, slots, variant))),
  )
}
