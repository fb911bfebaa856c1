/** The jobs of the instance, in whatever process they run: what each did last, and when it does so next. */

import type { Base } from '../../base.ts'
import { EVERY_ORGANIZATION } from '../../db/database.ts'
import { pageOf } from '../../db/id-page.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import type { CronJob, CronJobs } from '../../jobs/cron.ts'
import { readLeader } from '../../jobs/leader.ts'
import { nextTickOf } from '../../jobs/next-tick.ts'
import { type JobRunRow, listRuns, listRunsOf } from '../../jobs/queries.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import type { ScheduledJob, ScheduledJobRun, ScheduledJobs } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock'> & { cron: CronJobs }

export async function readJobs(context: Needs): Promise<ScheduledJobs> {
  const { db, cron } = context
  const runs = await db.instance.read((q) => listRuns(q))
  const items = await Promise.all(
    cron.jobs.map((job) =>
      describe(
        context,
        job,
        runs.find(({ name }) => name === job.name),
      ),
    ),
  )
  const leader = await readLeader(context)
  return { items, leader: leader && { ...leader, since: new Date(leader.since).toISOString() } }
}

/** @throws NotFoundError */
export async function listJobRuns(
  { db, cron, cursors }: Pick<Base, 'db' | 'cursors'> & { cron: CronJobs },
  name: string,
  query: PageQuery,
): Promise<Page<ScheduledJobRun>> {
  const job = findJob(cron, name)
  const list = { organization_id: EVERY_ORGANIZATION, list: `jobs/${job.name}/runs` }
  return pageById(
    cursors,
    list,
    { sort: '-created_at', ...query },
    {
      async read(page) {
        const [values, variant] = pageOf(page)
        const rows = await db.instance.read((q) => listRunsOf(q, { ...values, name }, variant))
        return rows.map(runToWire)
      },
    },
  )
}

/** @throws NotFoundError */
export function findJob({ jobs }: CronJobs, name: string): CronJob {
  const job = jobs.find((one) => one.name === name)
  if (!job)
    throw new NotFoundError(
      'job',
      `There is no job of this name. There are: ${jobs.map((one) => one.name).join(', ')}.`,
    )
  return job
}

export function runToWire(row: JobRunRow): ScheduledJobRun {
  const { id, correlation_id, started_at, finished_at, outcome, detail } = row
  return {
    ...{ id, correlation_id, started_at: new Date(started_at).toISOString() },
    duration_ms: finished_at === null ? null : finished_at - started_at,
    // Whoever writes it says one of these.
    outcome: outcome as ScheduledJobRun['outcome'],
    detail,
  }
}

async function describe(
  { clock, cron }: Needs,
  job: CronJob,
  last: LastRun | undefined,
): Promise<ScheduledJob> {
  const next = nextTickOf(job, clock.now())
  return {
    name: job.name,
    schedule: job.pattern,
    time_zone: job.time_zone ?? 'UTC',
    last_run: last ? lastToWire(last) : null,
    next_run_at: next === null ? null : new Date(next).toISOString(),
    running: await cron.isRunning(job.name),
  }
}

type LastRun = Awaited<ReturnType<typeof listRuns>>[number]

function lastToWire({ started_at, finished_at, outcome, detail }: LastRun): ScheduledJob['last_run'] {
  return {
    started_at: new Date(started_at).toISOString(),
    duration_ms: finished_at === null ? null : finished_at - started_at,
    // Whoever writes it says one of these.
    outcome: outcome as ScheduledJobRun['outcome'],
    detail,
  }
}
