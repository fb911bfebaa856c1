/** In a sentence whether all runs, and how the last backup did; below it, what wants to be done. */
import type { Backup } from '../../../../docs/api-types.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn } from '../../format/days.ts'
import { Rich } from '../../parts/rich.tsx'
import { SentenceToCome } from '../../parts/sentence-to-come.tsx'
import { isAwaited, reading } from '../../state/reading.ts'
import { today, zone } from '../../state/session.ts'
import { operations } from '../../texts/operations.ts'

const MINUTE_MS = 60_000

export function Summary() {
  const health = reading(MINUTE_MS, 'GET /api/v1/health/detailed').value
  const backups = reading(MINUTE_MS, 'GET /api/v1/operations/backups').value
  // What could not be read is said below.
  if (health.error && !health.value) return null
  if (!health.value || isAwaited(backups)) return <SentenceToCome />
  const { checks, rollup_drift } = health.value
  const troubles = Object.entries(checks).filter(([, { state }]) => state === 'failed' || state === 'warning')
  const [last, ...earlier] = (backups.value?.items ?? []).filter(({ reason }) => reason !== 'safety')
  const failed = last?.proof.outcome === 'proved' ? earlier.find(isFailed) : undefined
  const finished = rollup_drift?.finished_at
  const notes = [
    ...troubles.map(([name, check]) => operations.checkDetail(name, check)),
    ...(finished && rollup_drift.rows !== null
      ? [operations.recounted(rollup_drift.rows, when(finished))]
      : []),
    ...(failed && troubles.length === 0 ? [operations.mayGo(when(failed.created_at))] : []),
  ]
  return (
    <div aria-live="polite">
      <p class="say">
        <Rich
          text={[
            operations.say(troubles.map(([name]) => operations.partName(name))),
            last && operations.lastBackup(last.proof.outcome, when(last.proof.at ?? last.created_at)),
            failed && operations.notThatOf(when(failed.created_at)),
          ]
            .filter(Boolean)
            .join(' ')}
        />
      </p>
      <p>{notes.map(asSentence).join(' ')}&nbsp;</p>
    </div>
  )
}

/** What ends with a command has no point. */
function asSentence(note: string): string {
  return /[.!?]$/.test(note) ? note : `${note}.`
}

function isFailed({ proof }: Backup): boolean {
  return proof.outcome === 'failed'
}

function when(instant: string): string {
  const at = new Date(instant)
  return whenIn(zone.value, at, today.value, dayIn(zone.value, at))
}
