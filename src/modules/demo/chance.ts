/** Chance that is the same each time: the demo of a team is one story, whoever makes it. */
export class Chance {
  #state: number

  /** @param seed Any text. */
  constructor(seed: string) {
    this.#state = Number(BigInt(Bun.hash(seed)) & 0xffff_ffffn)
  }

  /** From 0 up to 1. mulberry32, by Tommy Ettinger: public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let x = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  /** @throws RangeError where there is nothing to choose from. */
  pick<T>(from: readonly T[]): T {
    const index = Math.floor(this.next() * from.length)
    if (index >= from.length) throw new RangeError('nothing to pick from')
    return from[index] as T
  }

  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((one) => ({ one, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one)
  }
}
