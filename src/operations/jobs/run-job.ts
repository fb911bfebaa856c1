/** Runs a job because an administrator asks for it, and does not wait for its end. */
import type { Base } from '../../base.ts'
import { auditInstance } from '../../db/audit-log.ts'
import { UniqueViolationError } from '../../db/errors.ts'
import type { CronJobs } from '../../jobs/cron.ts'
import { noteAskedRun } from '../../jobs/run-history.ts'
import { JobRunningError } from './errors.ts'
import { findJob, runToWire } from './read-jobs.ts'
import type { ScheduledJobRun } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'> & { cron: CronJobs }

/**
 * @param correlationId Of the request: the run has the same.
 * @throws NotFoundError
 * @throws JobRunningError
 */
export async function runJob(
  { db, clock, newId, cron }: Needs,
  name: string,
  correlationId: string,
): Promise<ScheduledJobRun> {
  const job = findJob(cron, name)
  const isTaken = await cron.isRunning(job.name)
  const run = { id: newId(), name: job.name, correlation_id: correlationId, started_at: clock.now() }
  const noted = db.instance.write(async (tx) => {
    const row = await noteAskedRun(tx, run, isTaken)
    // Within the body: sent again with its Idempotency-Key, the run of the first time is no obstacle.
    if (!row) throw new JobRunningError()
    auditInstance(tx, { kind: 'scheduled_job', verb: 'run' }, { after: { name: job.name } })
    tx.afterCommit(() => void cron.run(job.name, run))
    return runToWire(row)
  })
  return noted.catch((error) => {
    // Of two who ask in the same moment, the other was first.
    throw error instanceof UniqueViolationError ? new JobRunningError() : error
  })
}
