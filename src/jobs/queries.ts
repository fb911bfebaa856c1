import { eq } from 'drizzle-orm'
import { instanceMutation, instanceQuery, type Slots } from '../db/query.ts'

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

export const listOrganizationIds = instanceQuery((q) =>
  q.select({ id: q.tables.organizations.id }).from(q.tables.organizations),
)
