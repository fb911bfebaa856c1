/** How retention is shown. */
import { type Day, plusDays, weekdayOf } from '../../format/days.ts'

export type Unit = 'week' | 'month'
/** Active in that period, or in it or any later one. */
export type Kind = 'classic' | 'later'
export type Show = 'percent' | 'people'

/** When the first week or month is over, if it is not yet. @param began_on The first day of all. */
export function firstEnd(unit: Unit, began_on: Day, today: Day): Day | null {
  const end =
    unit === 'week'
      ? plusDays(began_on, 8 - weekdayOf(began_on))
      : `${plusDays(`${began_on.slice(0, 7)}-01`, 31).slice(0, 7)}-01`
  return end > today ? end : null
}
