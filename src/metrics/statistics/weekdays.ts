/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const DAYS_PER_WEEK = 7

/** The weekday of a day number: day 0 was Thursday, January 1 of 1970. */
export function weekdayOf(day: number): Weekday {
  const sinceMonday = (((day + 3) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK
  // Between 0 and 6.
  return (sinceMonday + 1) as Weekday
}

/** The weekday `days` days after `first`; `days` is an integer from 0. */
export function weekdayAfter(first: Weekday, days: number): Weekday {
  // The remainder lies in 0..6.
  return (((first - 1 + days) % DAYS_PER_WEEK) + 1) as Weekday
}

/** The values of each weekday, that of the first value first. */
export function byWeekday(values: readonly number[]): number[][] {
  return Array.from({ length: Math.min(DAYS_PER_WEEK, values.length) }, (_, phase) =>
    values.filter((_, at) => at % DAYS_PER_WEEK === phase),
  )
}
