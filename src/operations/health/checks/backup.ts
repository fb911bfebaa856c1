import type { Base } from '../../../base.ts'
import type { CronJobs } from '../../../jobs/cron.ts'
import { nextTickOf } from '../../../jobs/next-tick.ts'
import { listBackups } from '../../backups/list-backups.ts'
import type { Finding } from '../check.ts'

/** One that is being made takes its time. */
const LATE_AFTER_MS = 6 * 3_600_000

/** Whether there is a backup, how old it is, and whether it was proved by a restore. */
export async function checkBackup(context: Pick<Base, 'db' | 'config' | 'clock'> & { cron: CronJobs }) {
  const all = await listBackups(context)
  // One that is being proved, and one from before a restore or an upgrade, say nothing of the others.
  const last = all.find(({ proof }) => proof.outcome !== 'pending') ?? all[0]
  const known = { last_backup_at: last?.created_at ?? null, proof: last?.proof.outcome ?? null }
  return { ...judged(context, last), ...known } satisfies Finding & Record<string, unknown>
}

type Last = Awaited<ReturnType<typeof listBackups>>[number]

function judged({ cron, clock }: Parameters<typeof checkBackup>[0], last: Last | undefined): Finding {
  const job = cron.jobs.find(({ name }) => name === 'backup')
  if (!last) {
    return job
      ? { state: 'unknown', detail: `There is none yet: the job backup makes the first (${job.pattern}).` }
      : { state: 'warning', detail: 'There is none, and BACKUP_SCHEDULE is off: make them yourself.' }
  }
  const { name, proof } = last
  if (proof.outcome === 'failed') {
    return {
      state: 'failed',
      detail: `${name} is not proved: ${proof.detail} "almanac backup create" makes another.`,
    }
  }
  const next = job ? nextTickOf(job, Date.parse(last.created_at)) : null
  if (next !== null && next + LATE_AFTER_MS < clock.now()) {
    return {
      state: 'warning',
      detail: `${name} is the last, and others were due since: operations/jobs says why.`,
    }
  }
  if (proof.outcome === 'pending')
    return { state: 'warning', detail: `${name} is not proved yet: almanac backup verify ${name}` }
  if (last.copy?.outcome === 'failed') {
    return { state: 'warning', detail: `${name} is proved and was not copied: ${last.copy.detail}` }
  }
  return { state: 'ok', detail: `${name} is proved.` }
}
