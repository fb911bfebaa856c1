/**
 * Mean and quantiles of a list that is not empty. Values are finite and no larger than 1e150, so
 * that neither their squares nor the sums of those overflow; then no statistic of this folder is
 * ever NaN or infinite.
 */

/** Measured from the first value, so that equal values have exactly that value as their mean. */
export function mean(values: readonly number[]): number {
  const origin = values[0] ?? 0
  return origin + sum(values.map((value) => value - origin)) / values.length
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Sum of the squared distances from `centre`. */
export function squaresAround(values: readonly number[], centre: number): number {
  return sum(values.map((value) => (value - centre) ** 2))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/**
 * The quantile of type 7 (the default of R and numpy, PERCENTILE.INC of Excel, percentile_cont of
 * Postgres): linear between the order statistics around rank `share * (n - 1)`, counted from 0.
 * Source: Hyndman & Fan, "Sample quantiles in statistical packages", 1996.
 *
 * @param share 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  const rank = share * (sorted.length - 1)
  const below = sorted[Math.floor(rank)] ?? 0
  const above = sorted[Math.ceil(rank)] ?? below
  return below + (rank - Math.floor(rank)) * (above - below)
}
