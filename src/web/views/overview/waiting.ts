/** Whether there is anything yet to say numbers of. */
import { daysBetween } from '../../format/days.ts'
import { readActivity, readStrip } from '../../state/numbers.ts'
import { pastDay } from '../../state/route.ts'
import { today } from '../../state/session.ts'

/** An organization that is older has its reasons. */
const YOUNG_DAYS = 7

/** Whether an organization that has just begun still waits for its first event. */
export function isWaitingForEvents(): boolean {
  const began_on = readStrip().value.value?.began_on
  const activity = readActivity(60).value.value
  if (pastDay.value !== null || !began_on || !activity) return false
  if (daysBetween(began_on, today.value) >= YOUNG_DAYS) return false
  const isReported = activity.items.some(({ person }) => person.external_id !== null)
  // What was awaited stays in sight, once it is there.
  if (isReported && !wasWaiting) return false
  wasWaiting = true
  return true
}

let wasWaiting = false
