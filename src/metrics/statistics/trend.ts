/**
 * Whether a series of days rises or falls. The raw slope describes the window as it is, weekdays
 * included: the pattern of a week alone gives it any sign. Only the slope beside a level for each
 * weekday may be put into words, and only where its interval, widened for days that resemble the
 * day before, leaves 0 out.
 */
import { mean, squaresAround, sum } from './averages.ts'
import { fitLine, fitLineWithWeekdays, type WeekdayLine } from './least-squares.ts'
import { criticalT } from './students-t.ts'
import { DAYS_PER_WEEK } from './weekdays.ts'

export type Direction = 'rising' | 'falling' | 'none'

/** Slopes are in the unit of the values per day. */
export interface Trend {
  n: number
  slope_raw: number | null
  /** 0 to 1. Low beside a slope that is real is normal. */
  r2_raw: number | null
  slope_adjusted: number | null
  /** 95% interval of `slope_adjusted`. */
  interval: { low: number; high: number } | null
  direction: Direction | null
  /** Why values are `null`; absent where none is. */
  reason?: string
}

/** Three of each weekday: below that a level per weekday leaves too little to judge by. */
const LEAST_DAYS = 3 * DAYS_PER_WEEK
/** A slope and the levels of seven weekdays. */
const PARAMETERS = DAYS_PER_WEEK + 1
/** Residuals below this share of the largest value are rounding, not variation. */
const ROUNDING = 1e-13

/**
 * @param series complete days, oldest first; at most 1e150 in size
 * @param previous the days just before them: with seven of each, weeks can be compared
 */
export function trend(series: readonly number[], previous: readonly number[] = []): Trend {
  const { reason: whyNotRaw, ...raw } = unadjusted(series)
  const { reason: whyNotAdjusted, ...beside } = adjusted(series, previous)
  const reasons = [whyNotRaw, whyNotAdjusted].filter((reason) => reason !== undefined)
  return {
    n: series.length,
    ...raw,
    ...beside,
    ...(reasons.length > 0 && { reason: reasons.join('; ') }),
  }
}

function unadjusted(series: readonly number[]): Pick<Trend, 'slope_raw' | 'r2_raw' | 'reason'> {
  if (series.length < 2) return { slope_raw: null, r2_raw: null, reason: 'a slope needs two days' }
  const days = series.map((_, day) => day)
  const { slope, r2 } = fitLine(days, series)
  const raw = { slope_raw: slope, r2_raw: r2 }
  if (r2 !== null) return raw
  return { ...raw, reason: series.length < 3 ? 'R² needs three days' : 'every day is the same' }
}

type Adjusted = Pick<Trend, 'slope_adjusted' | 'interval' | 'direction' | 'reason'>

function adjusted(series: readonly number[], previous: readonly number[]): Adjusted {
  if (series.length >= LEAST_DAYS) {
    const line = fitLineWithWeekdays(series)
    return { slope_adjusted: line.slope, ...judged(line, series) }
  }
  const none = { interval: null, direction: null }
  if (series.length === DAYS_PER_WEEK && previous.length === DAYS_PER_WEEK) {
    const slope = (mean(series) - mean(previous)) / DAYS_PER_WEEK
    return { slope_adjusted: slope, ...none, reason: 'a direction needs 21 days' }
  }
  return { slope_adjusted: null, ...none, reason: 'weekdays can be told from a trend from 21 days on' }
}

/**
 * An AR(1) process with correlation r is worth n (1 - r) / (1 + r) independent days: the standard
 * error grows by the root of the inverse, the degrees of freedom shrink alike. The correlation of
 * residuals is too low by about 1/n, which is added back; below 0 it is not made use of.
 * Source: Santer et al., "Statistical significance of trends and trend differences in
 * layer-average atmospheric temperature time series", 2000.
 */
function judged(line: WeekdayLine, series: readonly number[]): Omit<Adjusted, 'slope_adjusted'> {
  const n = series.length
  const squares = squaresAround(line.residuals, 0)
  if (squares <= n * roundingOf(series) ** 2) return within(line.slope, 0)
  const r = Math.max(0, lagOne(line.residuals) / squares + 1 / n)
  const degrees = ((n - PARAMETERS) * (1 - r)) / (1 + r)
  const halfWidth =
    r >= 1
      ? Number.POSITIVE_INFINITY
      : criticalT(degrees) * Math.sqrt((squares / (n - PARAMETERS) / line.squaresOfX) * ((1 + r) / (1 - r)))
  if (Number.isFinite(halfWidth)) return within(line.slope, halfWidth)
  return { interval: null, direction: null, reason: 'each day is too much like the one before' }
}

function within(slope: number, halfWidth: number): Omit<Adjusted, 'slope_adjusted'> {
  const interval = { low: slope - halfWidth, high: slope + halfWidth }
  const direction = interval.low > 0 ? 'rising' : interval.high < 0 ? 'falling' : 'none'
  return { interval, direction }
}

function roundingOf(series: readonly number[]): number {
  return ROUNDING * series.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Σ of each residual times the next. */
function lagOne(residuals: readonly number[]): number {
  return sum(residuals.slice(1).map((value, at) => value * (residuals[at] ?? 0)))
}
