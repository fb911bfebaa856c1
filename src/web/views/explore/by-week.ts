/** Of many days the columns of a plot are weeks, from Monday on. */
import type { Point } from '../../../../docs/api-types.ts'
import { type Day, plusDays, weekdayOf } from '../../format/days.ts'
import type { DayValue } from '../../plots/day-plot.ts'

/** Of more days than these. */
export const MOST_DAYS = 200

/** People who come on several days of a week are counted once in it: of them the API tells each week's own number. */
const OF_SEVEN_DAYS: Readonly<Record<string, string>> = {
  daily_active_users: 'weekly_active_users',
  active_chatters: 'weekly_active_chatters',
}

/** The metric whose value on a Sunday is that of its week; none where the days of a week add up. */
export function sevenDaysOf(metric: string): string | undefined {
  return OF_SEVEN_DAYS[metric]
}

export function mondayOf(day: Day): Day {
  return plusDays(day, 1 - weekdayOf(day))
}

/**
 * @param sevenDays Of the same days, where those of a week do not add up.
 * @returns By the Monday of each week. One of which days are missing is not complete; `null` where its
 *   number is not known.
 */
export function weeksOf(days: readonly Point[], sevenDays?: readonly Point[]): DayValue[] {
  const onSunday = sevenDays && new Map(sevenDays.map((one) => [one.date, one]))
  return [...Map.groupBy(days, ({ date }) => mondayOf(date))].map(([monday, some]) => {
    if (onSunday) {
      const { value = null, complete = false } = onSunday.get(plusDays(monday, 6)) ?? {}
      return { date: monday, value: complete ? value : null, complete }
    }
    const known = some.flatMap(({ value }) => (value === null ? [] : [value]))
    const value = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
    return { date: monday, value, complete: some.length === 7 && some.every((one) => one.complete) }
  })
}
