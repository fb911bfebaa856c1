/** A histogram with fixed borders: how many values were at most each of them, how many in all, and their sum. */
export class Buckets {
  count = 0
  sum = 0
  /** Of values up to each border and above the one before; the last is of all above the highest. */
  readonly #counts: number[]

  /** @param borders In growing order. */
  constructor(readonly borders: readonly number[]) {
    this.#counts = Array.from({ length: borders.length + 1 }, () => 0)
  }

  add(value: number, times = 1): void {
    let at = 0
    while (at < this.borders.length && value > (this.borders[at] ?? 0)) at += 1
    this.#counts[at] = (this.#counts[at] ?? 0) + times
    this.count += times
    this.sum += value * times
  }

  /** How many values are at most each border. */
  cumulative(): { border: number; count: number }[] {
    let count = 0
    return this.borders.map((border, i) => {
      count += this.#counts[i] ?? 0
      return { border, count }
    })
  }
}
