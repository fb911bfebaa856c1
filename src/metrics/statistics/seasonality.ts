/**
 * Whether weekdays differ, and by how much, over whole weeks that end with the last day. An F test
 * answers whether: the share of variance that weekdays explain is large by chance alone in few weeks.
 */
import { mean, squaresAround, sum } from './averages.ts'
import { criticalF } from './f-distribution.ts'
import { byWeekday, DAYS_PER_WEEK, type Weekday, weekdayAfter } from './weekdays.ts'

export interface Seasonality {
  /** Days looked at: whole weeks, up to the last day given. */
  n: number
  /** Mean of a weekday over the mean of all days, from Monday on: 1 is an ordinary day. */
  weekdays: { weekday: Weekday; index: number }[] | null
  /** Variance between weekdays over variance within, F(6, n - 7); `null` where nothing varies within. */
  f: number | null
  /** What F exceeds once in twenty times where weekdays do not differ. */
  f_limit: number | null
  significant: boolean | null
  /** Why values are `null`; absent where none is. */
  reason?: string
}

const LEAST_WEEKS = 4

/**
 * @param series complete days, oldest first; counts, at most 1e150
 * @param first the weekday of the first
 */
export function seasonality(series: readonly number[], first: Weekday): Seasonality {
  const cut = series.length % DAYS_PER_WEEK
  const days = series.slice(cut)
  const n = days.length
  const nothing = { n, weekdays: null, f: null, f_limit: null, significant: null }
  if (n < LEAST_WEEKS * DAYS_PER_WEEK) return { ...nothing, reason: 'fewer than four of each weekday' }
  const centre = mean(days)
  if (!(centre > 0)) return { ...nothing, reason: 'the mean is not above zero' }
  const indices = byWeekday(days)
    .map((values, at) => ({ weekday: weekdayAfter(first, cut + at), index: mean(values) / centre }))
    .sort((a, b) => a.weekday - b.weekday)
  return { n, weekdays: indices, ...tested(days, centre) }
}

/** One-way analysis of variance. Source: Fisher, Statistical Methods for Research Workers, chapter VII. */
function tested(days: readonly number[], centre: number): Omit<Seasonality, 'n' | 'weekdays'> {
  const groups = byWeekday(days)
  const [between, within] = [DAYS_PER_WEEK - 1, days.length - DAYS_PER_WEEK]
  const variation = sum(groups.map((values) => values.length * (mean(values) - centre) ** 2))
  const noise = sum(groups.map((values) => squaresAround(values, mean(values))))
  const f_limit = criticalF(between, within)
  const f = variation / between / (noise / within)
  if (Number.isFinite(f)) return { f, f_limit, significant: f > f_limit }
  if (variation > 0) return { f: null, f_limit, significant: true, reason: 'every week is the same' }
  return { f: null, f_limit, significant: null, reason: 'every day is the same' }
}
