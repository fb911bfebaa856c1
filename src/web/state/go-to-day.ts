/** From one day to another: what is on the page stays, its day changes. */
import { type Day, plusDays } from '../format/days.ts'
import { changed, go } from './route.ts'
import { shownDay, today } from './session.ts'

/** Today is in no address. */
export function goToDay(day: Day): void {
  go(changed({ day: day >= today.value ? null : day }))
}

export function step(days: number): void {
  goToDay(plusDays(shownDay.value, days))
}
