/** How far a share that was counted may be from what it would be with many more. */

/** Of the normal distribution: 95% lie within so many standard deviations. */
const Z = 1.959963984540054

/** In percent, with one decimal like the share itself. */
export interface ShareInterval {
  low: number
  high: number
}

/**
 * The 95% interval of a proportion. Source: Wilson, "Probable inference, the law of succession, and
 * statistical inference", 1927. It stays within 0 and 100 and has a width also where all or nobody did.
 *
 * @param numerator how many of the denominator's: 0 up to it
 * @param denominator above 0
 */
export function wilsonInterval(numerator: number, denominator: number): ShareInterval {
  const share = numerator / denominator
  const weight = Z ** 2 / denominator
  const centre = share + weight / 2
  const reach = Z * Math.sqrt((share * (1 - share)) / denominator + weight / (4 * denominator))
  const percent = (size: number) => Math.round((1000 * size) / (1 + weight)) / 10
  return { low: percent(Math.max(0, centre - reach)), high: percent(centre + reach) }
}
