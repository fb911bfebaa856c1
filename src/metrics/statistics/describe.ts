/** What can be said of the values of a period in any order. Undefined is `null`, never NaN. */
import { mean, median, quantile, squaresAround, sum } from './averages.ts'

/** All but `n` are in the unit of the values. */
export interface Description {
  n: number
  sum: number
  mean: number | null
  median: number | null
  min: number | null
  max: number | null
  /** Of a sample: squares divided by n - 1. */
  stddev: number | null
  p95: number | null
  /** Below 20 values, the 95th percentile lies between the two largest and says little more than they do. */
  p95_reliable: boolean
  /** Why values are `null`; absent where none is. */
  reason?: string
}

const RELIABLE_N = 20

/** @param values finite, at most 1e150 in size, in any order; may be empty */
export function describe(values: readonly number[]): Description {
  const n = values.length
  if (n === 0) return NOTHING
  const centre = mean(values)
  return {
    n,
    sum: sum(values),
    mean: centre,
    median: median(values),
    min: values.reduce((least, value) => Math.min(least, value)),
    max: values.reduce((most, value) => Math.max(most, value)),
    // In two passes: the sum of squares less the square of the sum cancels where the mean is large.
    stddev: n < 2 ? null : Math.sqrt(squaresAround(values, centre) / (n - 1)),
    p95: quantile(values, 0.95),
    p95_reliable: n >= RELIABLE_N,
    ...(n < 2 && { reason: 'a standard deviation needs two values' }),
  }
}

const NOTHING: Description = Object.freeze({
  n: 0,
  sum: 0,
  mean: null,
  median: null,
  min: null,
  max: null,
  stddev: null,
  p95: null,
  p95_reliable: false,
  reason: 'no values',
})
