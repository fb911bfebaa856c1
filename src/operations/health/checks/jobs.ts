import type { Base } from '../../../base.ts'
import type { CronJob, CronJobs } from '../../../jobs/cron.ts'
import { nextTickOf } from '../../../jobs/next-tick.ts'
import { listRuns } from '../../../jobs/queries.ts'
import type { Finding } from '../check.ts'

/** A job that runs longer than until its next tick is late, and no harm. */
const LATE_AFTER_MS = 3_600_000

type Needs = Pick<Base, 'db' | 'clock'> & { cron: CronJobs }

/** Of jobs that have run before: whether the last run failed, and whether one is due for long. */
export async function checkJobs({ db, clock, cron }: Needs) {
  const runs = await db.instance.read((q) => listRuns(q))
  const known = runs.flatMap((run) => {
    const job = cron.jobs.find(({ name }) => name === run.name)
    return job ? [{ job, run }] : []
  })
  const failed = known.filter(({ run }) => run.outcome === 'failed').map(({ job }) => job.name)
  const late = known
    .filter(({ job, run }) => isLate(job, run.tick_at ?? run.started_at, clock.now()))
    .map(({ job }) => job.name)
  const state = failed.length + late.length > 0 ? 'warning' : 'ok'
  return { state, detail: inWords(failed, late), failed, late } satisfies Finding & Record<string, unknown>
}

function isLate(job: CronJob, last: number, now: number): boolean {
  const next = nextTickOf(job, last)
  return next !== null && next + LATE_AFTER_MS < now
}

function inWords(failed: string[], late: string[]): string {
  const parts = [
    ...(failed.length > 0 ? [`failed: ${failed.join(', ')}; operations/jobs says why`] : []),
    ...(late.length > 0 ? [`due for more than an hour: ${late.join(', ')}; does a server run?`] : []),
  ]
  return parts.length === 0 ? 'No job has failed, and none is late.' : `${parts.join('. ')}.`
}
