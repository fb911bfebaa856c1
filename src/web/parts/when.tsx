/** An instant, as near as it is: "today 14:12", "9 Apr". */
import { whenIn } from '../format/calendar.ts'
import { dayIn } from '../format/days.ts'
import { today, zone } from '../state/session.ts'

export function When({ at }: { at: string }) {
  const date = new Date(at)
  return <time dateTime={at}>{whenIn(zone.value, date, today.value, dayIn(zone.value, date))}</time>
}
