/** The SQL of the funnel: applications that came in some time, counted by what became of them. */
import { and, count, eq, gte, inArray, lt, notInArray } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { selectReviewedIds } from '../applications/list-queries.ts'
import { live as liveApplications } from '../applications/queries.ts'
import type { Stage } from '../applications/stages.ts'
import { reviewedJobs } from '../jobs/list-queries.ts'
import { live as liveJobs } from '../jobs/queries.ts'

/** Whose applications, and which of them. */
export interface HiringFilter {
  viewer: Viewer
  job_id?: string | undefined
  source?: string | undefined
}

/** From the one instant on, until before the other. */
export interface Span {
  from_at: number
  until_at: number
}

export interface Group {
  job_id: string
  source: string
  /** The place on the way of the furthest stage. */
  reached: number
  stage: Stage
  n: number
}

export async function countGroups(q: Read, span: Span, filter: HiringFilter): Promise<Group[]> {
  const [values, variant] = askedOf(span, filter)
  return (await selectGroups(q, values, variant)) as Group[]
}

const selectGroups = query((q, slots: Slots<Asked>, filters: Filters) => {
  const { applications: a } = q.tables
  const { job_id, source, reached, stage } = a
  return q
    .select({ job_id, source, reached, stage, n: count() })
    .from(a)
    .where(
      and(matching(q, slots, filters), gte(a.created_at, slots.from_at), lt(a.created_at, slots.until_at)),
    )
    .groupBy(job_id, source, reached, stage)
})

const MOST_HIRES = 20_000

/** Offers that were accepted in that time, and still stand. */
export function listHires(q: Read, span: Span, filter: HiringFilter) {
  return selectHires(q, ...askedOf(span, filter))
}

const selectHires = query((q, slots: Slots<Asked>, filters: Filters) => {
  const { applications: a } = q.tables
  const isHired = and(eq(a.stage, 'hired'), gte(a.hired_at, slots.from_at), lt(a.hired_at, slots.until_at))
  return q
    .select({ job_id: a.job_id, created_at: a.created_at, hired_at: a.hired_at })
    .from(a)
    .where(and(matching(q, slots, filters), isHired))
    .limit(MOST_HIRES)
})

/** Jobs that are open or paused, and that nobody was hired for. */
export async function countUnfilled(q: Read, { viewer, job_id }: HiringFilter): Promise<number> {
  const [row] = await selectUnfilled(
    q,
    { ...valuesOf(viewer), job_id: job_id ?? '' },
    { ...variantOf(viewer), of_job: job_id !== undefined },
  )
  return row?.total ?? 0
}

const selectUnfilled = query(
  (q, slots: Slots<ViewerValues & { job_id: string }>, variant: ViewerVariant & { of_job: boolean }) => {
    const { jobs, applications: a } = q.tables
    const filled = q
      .select({ id: a.job_id })
      .from(a)
      .where(and(liveApplications(q), eq(a.stage, 'hired')))
    return q
      .select({ total: count() })
      .from(jobs)
      .where(
        and(
          liveJobs(q),
          inArray(jobs.status, ['open', 'paused']),
          reviewedJobs(q, slots, variant),
          variant.of_job ? eq(jobs.id, slots.job_id) : undefined,
          notInArray(jobs.id, filled),
        ),
      )
  },
)

type Asked = ViewerValues & Span & { job_id: string; source: string }
type Filters = ViewerVariant & { of_job: boolean; of_source: boolean }

function askedOf(span: Span, { viewer, job_id, source }: HiringFilter): [Asked, Filters] {
  return [
    { ...valuesOf(viewer), ...span, job_id: job_id ?? '', source: source ?? '' },
    { ...variantOf(viewer), of_job: job_id !== undefined, of_source: source !== undefined },
  ]
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { applications: a } = q.tables
  return and(
    liveApplications(q),
    filters.sees_all ? undefined : inArray(a.job_id, selectReviewedIds(q, slots, filters)),
    filters.of_job ? eq(a.job_id, slots.job_id) : undefined,
    filters.of_source ? eq(a.source, slots.source) : undefined,
  )
}
