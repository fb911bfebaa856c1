/**
 * The days to come: each the mean of the last four same weekdays. How wrong it may be is taken from
 * how wrong the same method was on the days that are known (split conformal prediction), which
 * assumes no distribution, but does assume that the coming errors resemble those past. The intervals
 * hold for each day by itself, not for all of them together.
 */
import { mean } from './averages.ts'
import { DAYS_PER_WEEK, type Weekday, weekdayAfter } from './weekdays.ts'

/** Whole numbers around the value, rounded outward and never below 0. */
export interface Interval {
  low: number
  high: number
}

export interface ForecastDay {
  /** 1 is the day after the last of the series. */
  days_ahead: number
  weekday: Weekday
  value: number
  interval_80: Interval
  /** From 28 days on. */
  interval_95: Interval | null
}

export interface Forecast {
  method: 'mean_of_last_4_same_weekdays'
  n: number
  days: ForecastDay[] | null
  /** Days whose value was foretold from the weeks before them. */
  backtest_n: number
  /** Mean absolute error on those days. */
  backtest_mae: number | null
  /** 1 - that error over the error of repeating the week before: 0 is no better, 1 is perfect. */
  skill: number | null
  /** Why there is no forecast, or no 95% interval; absent where there are both. */
  reason?: string
}

const LEAST_DAYS = 14
const LEAST_DAYS_FOR_95 = 28
const LEAST_DAYS_FOR_TWO_WEEKS = 56
export const SAME_WEEKDAYS = 4

/**
 * @param series counts of complete days, oldest first; at most 1e150
 * @param first the weekday of the first
 * @param levelShiftOpen whether the last four weeks hold days of a level that is no more
 */
export function forecast(series: readonly number[], first: Weekday, levelShiftOpen = false): Forecast {
  const n = series.length
  const errors = series.map((value, day) => value - expectedOn(series, day)).slice(DAYS_PER_WEEK)
  const skill = skillOf(series, errors)
  const answer = {
    method: 'mean_of_last_4_same_weekdays' as const,
    n,
    backtest_n: errors.length,
    backtest_mae: errors.length === 0 ? null : meanSize(errors),
    skill,
  }
  const reason = whyNot(n, skill, levelShiftOpen)
  if (reason) return { ...answer, days: null, reason }
  const days = Array.from({ length: n < LEAST_DAYS_FOR_TWO_WEEKS ? 7 : 14 }, (_, ahead) => {
    const value = expectedOn(series, n + ahead)
    return {
      days_ahead: ahead + 1,
      weekday: weekdayAfter(first, n + ahead),
      value,
      interval_80: around(value, halfWidth(errors, 80)),
      interval_95: n < LEAST_DAYS_FOR_95 ? null : around(value, halfWidth(errors, 95)),
    }
  })
  return { ...answer, days, ...(n < LEAST_DAYS_FOR_95 && { reason: 'a 95% interval needs 28 days' }) }
}

function whyNot(n: number, skill: number | null, levelShiftOpen: boolean): string | null {
  if (n < LEAST_DAYS) return 'a forecast needs 14 days'
  if (levelShiftOpen) return 'the level has shifted within the last four weeks'
  if (skill === null) return 'every week was the same so far: there is no error to learn from'
  if (skill <= 0) return 'the forecast has been no better than repeating the week before'
  return null
}

/** The mean of up to four same weekdays that lie before `day` in the series; 0 where there is none. */
function expectedOn(series: readonly number[], day: number): number {
  const before: number[] = []
  for (let at = day - DAYS_PER_WEEK; at >= 0 && before.length < SAME_WEEKDAYS; at -= DAYS_PER_WEEK) {
    const value = series[at]
    if (value !== undefined) before.push(value)
  }
  return before.length === 0 ? 0 : mean(before)
}

/** `null` where repeating the week before made no error. */
function skillOf(series: readonly number[], errors: readonly number[]): number | null {
  const naive = errors.map((_, at) => (series[at + DAYS_PER_WEEK] ?? 0) - (series[at] ?? 0))
  if (naive.every((error) => error === 0)) return null
  return 1 - meanSize(errors) / meanSize(naive)
}

function meanSize(errors: readonly number[]): number {
  return mean(errors.map(Math.abs))
}

/**
 * The ⌈(R + 1) p⌉-th smallest of R errors: the next error is larger with probability 1 - p at most.
 * Source: Lei et al., "Distribution-free predictive inference for regression", 2018.
 *
 * @param percent p; R is at least p / (1 - p)
 */
function halfWidth(errors: readonly number[], percent: number): number {
  const sorted = Float64Array.from(errors, Math.abs).sort()
  const rank = Math.ceil(((sorted.length + 1) * percent) / 100)
  return sorted[rank - 1] ?? Number.MAX_VALUE
}

function around(value: number, width: number): Interval {
  return { low: Math.max(0, Math.floor(value - width)), high: Math.ceil(value + width) }
}
