/**
 * Calendar weeks (ISO 8601, from Monday) and months as numbers that count on, so that the one after
 * `n` is `n + 1` across every New Year. Weeks count from the one of 1970-01-01, months from year 0.
 */
const DAY_MS = 86_400_000
const DAYS_PER_WEEK = 7
const MONTHS_PER_YEAR = 12
/** 1970-01-01 was a Thursday: its week began three days before. */
const EPOCH_AFTER_MONDAY = 3

export const PERIOD_UNITS = ['week', 'month'] as const
export type PeriodUnit = (typeof PERIOD_UNITS)[number]

/** The week or month in which a local day lies. */
export function periodOf(unit: PeriodUnit, day: number): number {
  if (unit === 'week') return Math.floor((day + EPOCH_AFTER_MONDAY) / DAYS_PER_WEEK)
  const date = new Date(day * DAY_MS)
  return date.getUTCFullYear() * MONTHS_PER_YEAR + date.getUTCMonth()
}

/** The first local day of a week or month. */
export function firstDayOf(unit: PeriodUnit, period: number): number {
  if (unit === 'week') return period * DAYS_PER_WEEK - EPOCH_AFTER_MONDAY
  const date = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 for those of the last century.
  date.setUTCFullYear(Math.floor(period / MONTHS_PER_YEAR), period % MONTHS_PER_YEAR, 1)
  return date.getTime() / DAY_MS
}

export function lastDayOf(unit: PeriodUnit, period: number): number {
  return firstDayOf(unit, period + 1) - 1
}
