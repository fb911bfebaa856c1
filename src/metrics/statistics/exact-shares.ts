/** Whether two shares differ by more than chance would make them. */

/** What is smaller than this share of the likeliest adds nothing. */
const NEGLIGIBLE = 1e-18
/** Ways that are equally likely on paper may differ in their last bits. */
const ROUNDING = 1e-7

/**
 * Fisher's exact test, two-sided: of all ways in which as many could have been counted in the two
 * together, how likely are those that are no likelier than what was seen? Each probability is made
 * from its neighbour, outwards from the likeliest, so that no factorial is needed.
 * Source: Fisher, Statistical Methods for Research Workers, 5th edition, 1934, §21.02.
 *
 * @param a of `n`, like `b` of `m`: integers, 0 up to some millions
 * @returns 0 to 1
 */
export function exactShares(a: number, n: number, b: number, m: number): number {
  const counted = a + b
  const [least, most] = [Math.max(0, counted - m), Math.min(n, counted)]
  /** How much likelier `k + 1` of the first is than `k`. */
  const step = (k: number) => ((n - k) * (counted - k)) / ((k + 1) * (m - counted + k + 1))
  const mode = Math.min(most, Math.max(least, Math.floor(((n + 1) * (counted + 1)) / (n + m + 2))))
  const weights = new Map([[mode, 1]])
  for (let k = mode, weight = 1; k < most && weight > NEGLIGIBLE; k += 1) {
    weight *= step(k)
    weights.set(k + 1, weight)
  }
  for (let k = mode, weight = 1; k > least && weight > NEGLIGIBLE; k -= 1) {
    weight /= step(k - 1)
    weights.set(k - 1, weight)
  }
  const seen = weights.get(a) ?? 0
  let [all, asRare] = [0, 0]
  for (const weight of weights.values()) {
    all += weight
    if (weight <= seen * (1 + ROUNDING)) asRare += weight
  }
  return asRare / all
}
