/** For whoever administers the instance: what it runs on, and how the last backup did. */
import { dateOf, timeIn } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { today, zone } from '../../state/session.ts'
import { boxes } from '../../texts/boxes.ts'

const ENGINES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgres: 'Postgres' }
const EVERY_MS = 5 * 60_000

export function InstanceFoot() {
  const checks = reading(EVERY_MS, 'GET /api/v1/health/detailed').value.value?.checks
  if (!checks) return <div>&nbsp;</div>
  const { proof, last_backup_at } = checks.backup
  const said = boxes.foot(ENGINES[checks.database.engine ?? ''] ?? '', proof ?? null, whenOf(last_backup_at))
  return (
    <div class="cut" title={said}>
      <a href={address('operations/backups')} class={proof === 'failed' ? 'red' : 'faint'}>
        {said}
      </a>
    </div>
  )
}

/** "03:30", or "9 Apr" of another day: there is little room. */
function whenOf(instant: string | null | undefined): string | null {
  if (!instant) return null
  const at = new Date(instant)
  const day = dayIn(zone.value, at)
  return day === today.value ? timeIn(zone.value, at) : dateOf(day, today.value)
}
