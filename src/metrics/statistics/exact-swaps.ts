/** Whether two weeks differ by more than it would if each weekday had been of either of them by chance. */

/** With seven pairs there are 128 ways; beyond twelve, they would take long. */
const MOST_PAIRS = 12
/** Differences that are equal on paper may differ in their last bits. */
const ROUNDING = 1e-9

/**
 * The exact test of swaps: in each pair the two could as well have changed places, which makes 2^n
 * ways that were equally likely. Of how many is the difference as large as the one seen, either way?
 * Nothing is assumed of how the values are spread. Source: Fisher, The Design of Experiments, 1935, §21.
 *
 * @param pairs at most twelve, of now and of before
 * @param difference of what would be now and what would be before
 * @returns 0 to 1; with n pairs at least 2 / 2^n
 */
export function exactSwaps<T>(
  pairs: readonly (readonly [now: T, before: T])[],
  difference: (now: readonly T[], before: readonly T[]) => number,
): number {
  if (pairs.length > MOST_PAIRS) throw new RangeError(`${pairs.length} pairs have too many swaps`)
  const seen = Math.abs(difference(side(pairs, 0, 0), side(pairs, 0, 1)))
  const ways = 2 ** pairs.length
  let asLarge = 0
  for (let swaps = 0; swaps < ways; swaps += 1) {
    const size = Math.abs(difference(side(pairs, swaps, 0), side(pairs, swaps, 1)))
    if (size >= seen * (1 - ROUNDING)) asLarge += 1
  }
  return asLarge / ways
}

/** One side of all pairs, after those whose bit is set have changed places. */
function side<T>(pairs: readonly (readonly [T, T])[], swaps: number, which: 0 | 1): T[] {
  return pairs.map(([now, before], i) => (((swaps >> i) & 1) === which ? now : before))
}
