/** The SQL of the funnel: applications that came in some time, counted by what became of them. */
import { and, count, eq, gte, inArray, lt, notExists, sql } from 'drizzle-orm'
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
  /** Those of the viewer, where they are few. */
  jobs?: readonly string[] | undefined
}

/** From the one instant on, until before the other. */
export interface Span {
  from_at: number
  until_at: number
}

export interface Group {
  /** The place on the way of the furthest stage. */
  reached: number
  stage: Stage
  n: number
}

/** What groups are told apart by, besides what became of them: fewer of it are fewer groups. */
type By = 'job_id' | 'source'

export type GroupBy<Name extends By> = Group & Record<Name, string>

export async function countGroups<Name extends By>(
  q: Read,
  span: Span,
  filter: HiringFilter,
  ...names: readonly Name[]
): Promise<GroupBy<Name>[]> {
  const [values, filters] = askedOf(span, filter)
  const by = { job_id: false, source: false, ...Object.fromEntries(names.map((name) => [name, true])) }
  // The columns that it is asked by are there, and stages are all that is ever written.
  return (await selectGroups(q, values, { ...filters, by })) as GroupBy<Name>[]
}

const selectGroups = query(
  (q, slots: Slots<Asked>, { by, ...filters }: Filters & { by: Record<By, boolean> }) => {
    const { applications: a } = q.tables
    const names = [...(by.job_id ? (['job_id'] as const) : []), ...(by.source ? (['source'] as const) : [])]
    const text = (name: By | 'stage') => sql`${a[name]}`.mapWith(String)
    return q
      .select({
        ...Object.fromEntries(names.map((name) => [name, text(name)])),
        ...{ reached: sql`${a.reached}`.mapWith(Number), stage: text('stage'), n: count() },
      })
      .from(q.can.through(a, indexFor(filters)))
      .where(
        and(matching(q, slots, filters), gte(a.created_at, slots.from_at), lt(a.created_at, slots.until_at)),
      )
      .groupBy(...names.map((name) => a[name]), a.reached, a.stage)
  },
)

/** A part of the span, from its beginning, in which there are not many more applications than `most`. */
export async function findSlice(
  q: Read,
  { from_at, until_at }: Span,
  { viewer, job_id }: HiringFilter,
  most: number,
): Promise<Span> {
  // What somebody has of a month is not very many.
  if (!viewer.seesAll || job_id !== undefined) return { from_at, until_at }
  const [border] = await selectBorder(q, { from_at, until_at, passed: most })
  // So many may have come at one instant.
  return { from_at, until_at: border ? Math.max(border.created_at, from_at + 1) : until_at }
}

const selectBorder = query((q, slots: Slots<Span & { passed: number }>) => {
  const { applications: a } = q.tables
  return q
    .select({ created_at: a.created_at })
    .from(a)
    .where(and(liveApplications(q), gte(a.created_at, slots.from_at), lt(a.created_at, slots.until_at)))
    .orderBy(a.created_at)
    .limit(1)
    .offset(slots.passed)
})

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
      .select({ one: sql`1` })
      .from(a)
      .where(and(liveApplications(q), eq(a.job_id, jobs.id), eq(a.stage, 'hired')))
    return q
      .select({ total: count() })
      .from(jobs)
      .where(
        and(
          liveJobs(q),
          inArray(jobs.status, ['open', 'paused']),
          reviewedJobs(q, slots, variant),
          variant.of_job ? eq(jobs.id, slots.job_id) : undefined,
          notExists(filled),
        ),
      )
  },
)

type Asked = ViewerValues & Span & { job_id: string; source: string; jobs: readonly string[] }
type Filters = ViewerVariant & { of_job: boolean; of_source: boolean; of_jobs: boolean }

function askedOf(span: Span, { viewer, job_id, source, jobs }: HiringFilter): [Asked, Filters] {
  return [
    { ...valuesOf(viewer), ...span, job_id: job_id ?? '', source: source ?? '', jobs: jobs ?? [] },
    {
      ...variantOf(viewer),
      ...{ of_job: job_id !== undefined, of_source: source !== undefined, of_jobs: jobs !== undefined },
    },
  ]
}

function indexFor({ sees_all, of_job }: Filters): string {
  return sees_all && !of_job ? 'applications_funnel' : 'applications_job_funnel'
}

function matching(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { applications: a } = q.tables
  return and(
    liveApplications(q),
    filters.sees_all ? undefined : ofTheirJobs(q, slots, filters),
    filters.of_job ? eq(a.job_id, slots.job_id) : undefined,
    filters.of_source ? eq(a.source, slots.source) : undefined,
  )
}

function ofTheirJobs(q: Reading, slots: Slots<Asked>, filters: Filters) {
  const { job_id } = q.tables.applications
  return filters.of_jobs
    ? q.can.oneOf(job_id, slots.jobs)
    : inArray(job_id, selectReviewedIds(q, slots, filters))
}
