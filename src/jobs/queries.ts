import { and, desc, eq, isNull } from 'drizzle-orm'
import type { InstanceRead } from '../db/handle.ts'
import { inPage, type PageValues, type PageVariant } from '../db/id-page.ts'
import { instanceMutation, instanceQuery, type Slots } from '../db/query.ts'

export type JobRunRow = InstanceRead['tables']['job_runs']['$inferSelect']

/** The last run of each job. */
export const listRuns = instanceQuery((q) => q.select().from(q.tables.cron_jobs))

export const listTicks = instanceQuery((q, { name }: Slots<{ name: string }>) => {
  const { cron_jobs } = q.tables
  return q.select({ tick_at: cron_jobs.tick_at }).from(cron_jobs).where(eq(cron_jobs.name, name))
})

interface Run {
  name: string
  started_at: number
  finished_at: number
  outcome: string
  detail: string
  tick_at: number | null
}

/** A run for no tick leaves that of the one before. */
export const upsertRun = instanceMutation((q, slots: Slots<Run>, { ticks }: { ticks: boolean }) => {
  const { cron_jobs } = q.tables
  const { name, started_at, finished_at, outcome, detail, tick_at } = slots
  const run = { started_at, finished_at, outcome, detail, ...(ticks && { tick_at }) }
  return q
    .insert(cron_jobs)
    .values({ name, ...run })
    .onConflictDoUpdate({ target: cron_jobs.name, set: run })
})

export const insertRun = instanceMutation(
  (q, slots: Slots<Pick<JobRunRow, 'id' | 'name' | 'correlation_id' | 'started_at'>>) => {
    const { id, name, correlation_id, started_at } = slots
    return q.insert(q.tables.job_runs).values({ id, name, correlation_id, started_at }).returning()
  },
)

export const finishRun = instanceMutation(
  (q, slots: Slots<{ id: string; finished_at: number; outcome: string; detail: string }>) => {
    const { job_runs } = q.tables
    const { id, finished_at, outcome, detail } = slots
    return q.update(job_runs).set({ finished_at, outcome, detail }).where(eq(job_runs.id, id))
  },
)

export const findRunning = instanceQuery((q, { name }: Slots<{ name: string }>) => {
  const { job_runs } = q.tables
  return q
    .select()
    .from(job_runs)
    .where(and(eq(job_runs.name, name), isNull(job_runs.finished_at)))
})

export const listRunning = instanceQuery((q) => {
  const { job_runs } = q.tables
  return q.select().from(job_runs).where(isNull(job_runs.finished_at))
})

export const listRunsOf = instanceQuery(
  (q, page: Slots<PageValues & { name: string }>, variant: PageVariant) => {
    const { job_runs } = q.tables
    const { unseen, order } = inPage(job_runs.id, page, variant)
    return q
      .select()
      .from(job_runs)
      .where(and(eq(job_runs.name, page.name), unseen))
      .orderBy(order)
      .limit(page.limit)
  },
)

export const listCorrelatedRuns = instanceQuery((q, slots: Slots<{ correlation_id: string }>) => {
  const { job_runs } = q.tables
  return q
    .select()
    .from(job_runs)
    .where(eq(job_runs.correlation_id, slots.correlation_id))
    .orderBy(desc(job_runs.id))
    .limit(100)
})

const LEADER = 'jobs_leader'

export const findLeader = instanceQuery((q) => {
  const { instance_settings } = q.tables
  return q.select().from(instance_settings).where(eq(instance_settings.key, LEADER))
})

export const putLeader = instanceMutation((q, { value }: Slots<{ value: string }>) => {
  const { instance_settings } = q.tables
  return q
    .insert(instance_settings)
    .values({ key: LEADER, value })
    .onConflictDoUpdate({ target: instance_settings.key, set: { value } })
})

export const listOrganizationIds = instanceQuery((q) =>
  q.select({ id: q.tables.organizations.id }).from(q.tables.organizations),
)
