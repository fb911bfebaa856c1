/**
 * A sketch of many values that answers for percentiles (DDSketch: Masson, Rim and Lee, VLDB 2019).
 * Values are counted in bins whose borders grow by a constant factor:
 *
 *   bin      1        2          3               4
 *       ├────────┼──────────┼────────────┼──────────────────┤
 *      g⁰       g¹         g²           g³                 g⁴       g = 1.01 / 0.99
 *
 * Promises: a percentile is the nearest rank's, off by at most 1 % of it. Merged sketches are those
 * of all their values, in whatever order they come. Values below 1 count as 0.
 */
const ACCURACY = 0.01
const GROWTH = (1 + ACCURACY) / (1 - ACCURACY)
const BINS_PER_E = 1 / Math.log(GROWTH)
/** Below that of 1. */
const ZERO_BIN = -1

/** The bin in which a value is counted. @param value At least 0. */
export function binOf(value: number): number {
  return value < 1 ? ZERO_BIN : Math.ceil(Math.log(value) * BINS_PER_E)
}

/** Counts by bin, as they are kept in JSON. */
export type Bins = Record<string, number>

export class Sketch {
  readonly #counts = new Map<number, number>()

  /** @param value At least 0. */
  add(value: number): void {
    this.addToBin(binOf(value), 1)
  }

  merge(bins: Bins): void {
    for (const [bin, count] of Object.entries(bins)) this.addToBin(Number(bin), count)
  }

  addToBin(bin: number, count: number): void {
    this.#counts.set(bin, (this.#counts.get(bin) ?? 0) + count)
  }

  /** How many values. */
  get n(): number {
    return this.#counts.values().reduce((sum, count) => sum + count, 0)
  }

  /** The smallest value that at least `percent` % of all do not exceed; `null` when there are none. */
  percentile(percent: number): number | null {
    const ordered = [...this.#counts].sort(([a], [b]) => a - b)
    const total = ordered.reduce((sum, [, count]) => sum + count, 0)
    let left = Math.ceil((percent * total) / 100)
    for (const [bin, count] of ordered) {
      left -= count
      if (left <= 0) return middleOf(bin)
    }
    return null
  }

  get bins(): Bins {
    return Object.fromEntries(this.#counts)
  }
}

/** The value that stands for all of a bin: equally far from both borders, in proportion. */
export function middleOf(bin: number): number {
  return bin === ZERO_BIN ? 0 : (2 * GROWTH ** bin) / (GROWTH + 1)
}
