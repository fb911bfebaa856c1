/**
 * Days that are not like the same weekday of the weeks before. Counts are made comparable by
 * Anscombe's transform, a(x) = 2 √(x + 3/8), after which Poisson noise has a deviation of 1 at any
 * level; that is the least that a day is allowed, so that small counts and weeks without any
 * variation raise no alarm.
 *
 *        baseline: 4 to 8 weeks before the day          judged
 *      ┌──────────────────────────────────────────────┐   │
 *      │ M T W T F S S   M T W T F S S   …            │   M
 *      └─▲───────────────▲────────────────────────────┘
 *        └ same weekdays ┴─ their median is expected; the residuals of all days give the scale
 *
 * Five days out of seven on one side are a new level rather than five days: they become one level
 * shift, and the baseline starts again with the first of them.
 */
import { median } from './averages.ts'
import { byWeekday, DAYS_PER_WEEK, type Weekday, weekdayAfter } from './weekdays.ts'

export type Side = 'above' | 'below'

export interface UnusualDay {
  kind: 'day'
  /** Place in the series, from 0. */
  index: number
  weekday: Weekday
  value: number
  /** In the unit of the values: the median of the same weekdays. */
  expected: number
  /** In standard errors of the transformed value; negative below. */
  score: number
  side: Side
}

export interface LevelShift {
  kind: 'level_shift'
  /** The first of its days: from here on the baseline starts again. */
  index: number
  /** The fifth of its days, on which it could be told from single days. */
  noticed_index: number
  side: Side
  days: UnusualDay[]
}

/** What a day was expected to have, and which whole numbers would not have stood out, both included. */
export interface Usual {
  expected: number
  low: number
  high: number
}

export interface Anomalies {
  n: number
  /** Oldest first. An empty list says that no day stood out, not that all were normal. */
  anomalies: (UnusualDay | LevelShift)[] | null
  /** Of each day of the series; `null` where fewer than four weeks of its level lie before it. */
  usual: (Usual | null)[]
  /** The last level shift has not yet filled a baseline: days cannot be judged, nor be forecast. */
  level_shift_open: boolean
  /** Why there is no list; absent where there is. */
  reason?: string
}

const LEAST_WEEKS = 4
const MOST_WEEKS = 8
const LEAST_SCORE = 4
/** With a full baseline the scale is known better. */
const LEAST_SCORE_OF_FULL = 3.5
/** What makes the median absolute deviation of normal noise its standard deviation. */
const MAD_TO_DEVIATION = 1.4826
/** π/2: the variance of a median of m values over that of one value, times m. */
const MEDIAN_VARIANCE = 1.57
const SHIFT_DAYS = 5
const SHIFT_WITHIN_DAYS = 7

/**
 * @param series counts of complete days since the organization began, oldest first; at most 1e150
 * @param first the weekday of the first
 * @param rebuilt places of days that are never flagged, as their counts were made anew
 */
export function anomalies(
  series: readonly number[],
  first: Weekday,
  rebuilt: ReadonlySet<number> = new Set(),
): Anomalies {
  const n = series.length
  if (n <= LEAST_WEEKS * DAYS_PER_WEEK) {
    const reason = 'four weeks before a day are needed'
    return { n, anomalies: null, usual: series.map(() => null), level_shift_open: false, reason }
  }
  const transformed = series.map(anscombe)
  const shifts: LevelShift[] = []
  const usual: (Usual | null)[] = []
  let days: UnusualDay[] = []
  let from = 0
  for (let index = 0; index < n; index++) {
    const baseline = baselineOf(transformed, index, from)
    usual.push(baseline && usualOf(baseline))
    const score = baseline && !rebuilt.has(index) ? scoreOf(transformed[index] ?? 0, baseline) : null
    if (score === null) continue
    const weekday = weekdayAfter(first, index)
    days.push({ kind: 'day', index, weekday, value: series[index] ?? 0, ...score })
    const shift = levelShift(days)
    if (!shift) continue
    days = days.filter((day) => !shift.days.includes(day))
    shifts.push(shift)
    from = shift.index
  }
  return {
    n,
    anomalies: [...days, ...shifts].sort((a, b) => a.index - b.index),
    usual,
    level_shift_open: from > 0 && weeksOf(n, from) < LEAST_WEEKS,
  }
}

/** By what a day is judged, all of it of transformed values. */
interface Baseline {
  expected: number
  scale: number
  /** Of the score, from which on a day stands out. */
  limit: number
}

/** Of the weeks since `from` that lie before the day; `null` where these are too few. */
function baselineOf(transformed: readonly number[], index: number, from: number): Baseline | null {
  const m = weeksOf(index, from)
  if (m < LEAST_WEEKS) return null
  const weekdays = byWeekday(transformed.slice(index - m * DAYS_PER_WEEK, index))
  const residuals = weekdays.flatMap((values) => {
    const centre = median(values)
    return values.map((value) => Math.abs(value - centre))
  })
  const deviation = MAD_TO_DEVIATION * median(residuals) * Math.sqrt(m / (m - 1))
  return {
    // The baseline begins whole weeks before the day, so its first weekday is the day's own.
    expected: median(weekdays[0] ?? []),
    scale: Math.max(deviation, 1) * Math.sqrt(1 + MEDIAN_VARIANCE / m),
    limit: m < MOST_WEEKS ? LEAST_SCORE : LEAST_SCORE_OF_FULL,
  }
}

/** How the day stands out; `null` where it does not. */
function scoreOf(transformed: number, { expected, scale, limit }: Baseline) {
  const score = (transformed - expected) / scale
  if (Math.abs(score) < limit) return null
  const side: Side = score > 0 ? 'above' : 'below'
  return { expected: inverseAnscombe(expected), score, side }
}

/** Around both ends the score itself decides, so that no rounding does. */
function usualOf(baseline: Baseline): Usual {
  const { expected, scale, limit } = baseline
  const isUsual = (count: number) => scoreOf(anscombe(count), baseline) === null
  const low = Math.floor(inverseAnscombe(Math.max(0, expected - limit * scale)))
  const high = Math.floor(inverseAnscombe(expected + limit * scale))
  return {
    expected: inverseAnscombe(expected),
    low: isUsual(low) ? low : low + 1,
    high: isUsual(high) ? high : high - 1,
  }
}

function weeksOf(index: number, from: number): number {
  return Math.min(MOST_WEEKS, Math.floor((index - from) / DAYS_PER_WEEK))
}

/** The shift that the last of `days` completes, if it does. */
function levelShift(days: readonly UnusualDay[]): LevelShift | null {
  const last = days.at(-1)
  if (!last) return null
  const alike = days.filter(({ index, side }) => side === last.side && index > last.index - SHIFT_WITHIN_DAYS)
  const [start] = alike
  if (!start || alike.length < SHIFT_DAYS) return null
  return {
    kind: 'level_shift',
    index: start.index,
    noticed_index: last.index,
    side: last.side,
    days: alike,
  }
}

/** Source: Anscombe, "The transformation of Poisson, binomial and negative-binomial data", 1948. */
function anscombe(count: number): number {
  return 2 * Math.sqrt(Math.max(0, count) + 3 / 8)
}

function inverseAnscombe(value: number): number {
  return Math.max(0, (value / 2) ** 2 - 3 / 8)
}
