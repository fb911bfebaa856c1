/**
 * Made-up histories from a seed: counts with a weekday pattern and more variance than Poisson's
 * (negative binomial), and what the statistics say of them.
 */
import { anomalies } from '../../src/metrics/statistics/anomalies.ts'
import { forecast } from '../../src/metrics/statistics/forecast.ts'
import { trend } from '../../src/metrics/statistics/trend.ts'

/** Numbers from 0 up to 1, the same for the same seed. Source: mulberry32 by Tommy Ettinger, 2017. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Shape {
  /** Mean count of a day over whole weeks. */
  mean: number
  /** What a day at the weekend has of a working day. */
  weekend: number
  /** Variance is mean + mean² / dispersion. Infinity is Poisson's. */
  dispersion: number
  /** Standard deviation of the daily step of the logarithm of the mean. */
  walk?: number
  /** Daily growth of the mean: 0.006 is 0.6%. */
  growth?: number
}

/** `change` is what the mean of the last day is multiplied with. */
export function history(random: () => number, days: number, shape: Shape, change = 1): number[] {
  const phase = Math.floor(random() * 7)
  const weekdayLevel = (7 * shape.mean) / (5 + 2 * shape.weekend)
  let level = 0
  return Array.from({ length: days }, (_, day) => {
    level += (shape.walk ?? 0) * normal(random) + Math.log1p(shape.growth ?? 0)
    const weekday = (phase + day) % 7 >= 5 ? shape.weekend : 1
    const mean = weekdayLevel * weekday * Math.exp(level) * (day === days - 1 ? change : 1)
    return count(random, mean, shape.dispersion)
  })
}

/** Flags per 100 days that were judged and are like all others. */
export function falseAlarms(seed: number, runs: number, days: number, shape: Shape): number {
  const random = randomOf(seed)
  let flags = 0
  for (let run = 0; run < runs; run++) {
    const found = anomalies(history(random, days, shape), 1).anomalies ?? []
    flags += found.reduce((total, one) => total + (one.kind === 'day' ? 1 : one.days.length), 0)
  }
  return (100 * flags) / (runs * (days - 28))
}

/** How often, in percent, the last day is flagged when its mean is `change` times the ordinary. */
export function detection(seed: number, runs: number, days: number, shape: Shape, change: number): number {
  const random = randomOf(seed)
  let flags = 0
  for (let run = 0; run < runs; run++) {
    const found = anomalies(history(random, days, shape, change), 1).anomalies ?? []
    if (found.some(({ index }) => index === days - 1)) flags++
  }
  return (100 * flags) / runs
}

export interface Coverage {
  /** Percent of the days foretold that lie in their interval. */
  in_80: number
  /** `null` where no 95% interval was given. */
  in_95: number | null
  /** Mean absolute error against that of repeating the last week, in percent of the latter. */
  against_naive: number
  /** Percent of the histories of which no forecast was made. */
  hidden: number
}

/** `fromAhead` to `toAhead`: which days of the forecast, the day after the last being 1. */
export function coverage(
  seed: number,
  runs: number,
  days: number,
  shape: Shape,
  [fromAhead, toAhead] = [1, 7] as [number, number],
): Coverage {
  const random = randomOf(seed)
  let [hidden, foretold, in80, in95, with95, error, naiveError] = [0, 0, 0, 0, 0, 0, 0]
  for (let run = 0; run < runs; run++) {
    const all = history(random, days + 14, shape)
    const answer = forecast(all.slice(0, days), 1).days
    if (!answer) hidden++
    for (const { days_ahead, value, interval_80, interval_95 } of answer ?? []) {
      if (days_ahead < fromAhead || days_ahead > toAhead) continue
      const actual = all[days + days_ahead - 1]!
      foretold++
      if (interval_80.low <= actual && actual <= interval_80.high) in80++
      if (interval_95) with95++
      if (interval_95 && interval_95.low <= actual && actual <= interval_95.high) in95++
      error += Math.abs(actual - value)
      naiveError += Math.abs(actual - all[days - 7 + ((days_ahead - 1) % 7)]!)
    }
  }
  return {
    in_80: (100 * in80) / foretold,
    in_95: with95 === 0 ? null : (100 * in95) / with95,
    against_naive: 100 * (error / naiveError - 1),
    hidden: (100 * hidden) / runs,
  }
}

/** How often, in percent, a direction is seen in days that only resemble the day before by `correlation`. */
export function falseTrends(seed: number, runs: number, days: number, correlation: number): number {
  const random = randomOf(seed)
  let seen = 0
  for (let run = 0; run < runs; run++) {
    let state = normal(random) / Math.sqrt(1 - correlation ** 2)
    const series = Array.from({ length: days }, (_, day) => {
      state = correlation * state + normal(random)
      return 100 + (day % 7 >= 5 ? -60 : 0) + 10 * state
    })
    if (trend(series).direction !== 'none') seen++
  }
  return (100 * seen) / runs
}

function count(random: () => number, mean: number, dispersion: number): number {
  if (mean === 0) return 0
  return poisson(random, Number.isFinite(dispersion) ? (gamma(random, dispersion) * mean) / dispersion : mean)
}

/** Knuth's product of random numbers, in steps short enough for the exponential not to vanish. */
function poisson(random: () => number, mean: number): number {
  if (mean > 500) return poisson(random, 500) + poisson(random, mean - 500)
  const limit = Math.exp(-mean)
  let events = -1
  for (let product = 1; product > limit; product *= random()) events++
  return events
}

/** Source: Marsaglia & Tsang, "A simple method for generating gamma variables", 2000; shape >= 1. */
function gamma(random: () => number, shape: number): number {
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
