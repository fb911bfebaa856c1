/** The F distribution of Fisher and Snedecor. */
import { bisect } from './bisect.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/**
 * The F that is exceeded with probability 5%. Halving finds the x = d1 F / (d1 F + d2) for which
 * I_x(d1/2, d2/2) is 0.95. Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.6.2.
 *
 * @param d1 degrees of freedom of the numerator, like `d2` of the denominator: 1 up to a million
 */
export function criticalF(d1: number, d2: number): number {
  const x = bisect((x) => incompleteBeta(d1 / 2, d2 / 2, x) - 0.95, 0, 1)
  return (d2 * x) / (d1 * (1 - x))
}
