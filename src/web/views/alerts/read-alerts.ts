import { readAgain } from '../../state/reading.ts'

/** Both lists: what is changed may have told something. */
export function readAlertsAgain(): Promise<unknown> {
  return readAgain((route) => route.includes('/metrics/alerts'))
}
