/** Student's t distribution. */
import { bisect } from './bisect.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/** Of the normal distribution, which t approaches from above; rounded down. */
const LEAST_LOG = Math.log(1.9599)
/** The square of anything larger overflows. */
const MOST_LOG = Math.log(1e150)
/** There t is 1.959966, and that of the normal distribution 1.959964. */
const MOST_DEGREES = 1e6

/**
 * The t that |T| exceeds with probability 5%: the half-width of a 95% interval in standard errors.
 * Halving finds where P(|T| <= t) = I_y(1/2, df/2) with y = t² / (df + t²) is 0.95.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.5.27 and 26.7.1.
 *
 * @param degrees degrees of freedom, any real number above 0
 * @returns Infinity below about 0.0086 degrees, where it is larger than 1e150
 * @throws RangeError when there are no degrees of freedom
 */
export function criticalT(degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`Student's t has no ${degrees} degrees of freedom.`)
  const df = Math.min(degrees, MOST_DEGREES)
  const within = (log: number) => probabilityWithin(Math.exp(log), df)
  if (within(MOST_LOG) < 0.95) return Number.POSITIVE_INFINITY
  return Math.exp(bisect((log) => within(log) - 0.95, LEAST_LOG, MOST_LOG))
}

/** P(|T| <= t). */
function probabilityWithin(t: number, df: number): number {
  return incompleteBeta(1 / 2, df / 2, 1 / (1 + df / t ** 2), 1 / (1 + t ** 2 / df))
}
