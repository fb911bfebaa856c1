/** Whether two counts differ by more than chance would make them. */
import { incompleteBeta } from './incomplete-beta.ts'

/** Below it, a difference is more than chance is believed to make. */
const SIGNIFICANT_BELOW = 0.05

export interface Significance {
  /** How often chance alone makes a difference as large as this, either way: 0 to 1, four decimals. */
  p_value: number
  significant: boolean
}

/**
 * The exact two-sided binomial test of each of `a + b` having had even chances to be counted in
 * either. Of people counted twice, with those gained and those lost in between, it is McNemar's.
 * With n = a + b and k the smaller, P(X <= k) = I_1/2(n - k, k + 1), so that nothing is added up.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.5.24.
 *
 * @param a a count from 0 to some millions, like `b`
 */
export function significanceOf(a: number, b: number): Significance {
  const p = Math.min(1, 2 * incompleteBeta(Math.max(a, b), Math.min(a, b) + 1, 1 / 2))
  return { p_value: Math.round(p * 1e4) / 1e4, significant: p < SIGNIFICANT_BELOW }
}
