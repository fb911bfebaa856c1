import { whenIn } from '../../format/calendar.ts'
import { dateOf, timeIn } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { today, zone } from '../../state/session.ts'

/** "today 14:12", "9 Apr 14:12": of what is to come the time is said, too. */
export function whenWritten(instant: string): string {
  const at = new Date(instant)
  const day = dayIn(zone.value, at)
  if (day === today.value) return whenIn(zone.value, at, today.value, day)
  return `${dateOf(day, today.value)} ${timeIn(zone.value, at)}`
}
