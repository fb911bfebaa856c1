/** Each night: makes a backup, proves it, copies it, removes old ones, and tells when any of it fails. */
import type { CronJob } from '../../jobs/cron.ts'
import { describeError, errorLine } from '../../lib/describe-error.ts'
import { machineTimeZone } from '../../lib/time/machine-zone.ts'
import type { BackupProgress } from './backup-progress.ts'
import { pruneCopies } from './copy-backup.ts'
import { BackupFailedError } from './errors.ts'
import { workInWorker } from './in-worker.ts'
import { alone, makeBackup, proveAndCopy } from './make-backup.ts'
import { pruneBackups } from './prune-backups.ts'
import { type TellingNeeds, tellAdministrators } from './tell-administrators.ts'

type Needs = TellingNeeds & { progress: BackupProgress }

/** None where BACKUP_SCHEDULE is off. */
export function backupJobs(context: Needs): CronJob[] {
  const { backup_schedule, time_zone } = context.config
  if (backup_schedule === null) return []
  return [
    {
      name: 'backup',
      pattern: backup_schedule,
      // Asked when the schedule is made: the first question takes as long as opening the database.
      get time_zone() {
        return machineTimeZone(time_zone)
      },
      waits_for_tick: true,
      run: (signal) => runOrTell(context, signal),
    },
  ]
}

async function runOrTell(context: Needs, signal: AbortSignal): Promise<string> {
  try {
    return await run(context, signal)
  } catch (error) {
    // The server stops: nothing has failed, and the next start makes up for it.
    if (!signal.aborted) await tell(context, error).catch(() => {})
    throw error
  }
}

async function run(context: Needs, signal: AbortSignal): Promise<string> {
  const making = { ...context, work: workInWorker(context.config, signal) }
  return alone(context, async () => {
    const { name } = await makeBackup(making, { reason: 'scheduled' }, () => {})
    const backup = await proveAndCopy(making, name, () => {})
    const removed = await pruneBackups(context)
    if (backup.proof.outcome !== 'proved')
      throw new NotSafeError(`${name} was made and is not proved. ${backup.proof.detail}`)
    if (backup.copy?.outcome === 'failed')
      throw new NotSafeError(`${name} is proved and was not copied: ${backup.copy.detail}`)
    await pruneCopies(context)
    return `${name}, ${backup.rows} rows, proved; removed ${removed.length}`
  })
}

/** What was made is not all that it should be. */
class NotSafeError extends Error {}

async function tell(context: Needs, error: unknown): Promise<void> {
  const isPlain = error instanceof NotSafeError || error instanceof BackupFailedError
  const reason = isPlain ? error.message : errorLine(describeError(error))
  await tellAdministrators(context, reason)
}
