/**
 * Lets so many in at once. Of those who wait, next is one whose key has the fewest turns, and of these who
 * came first.
 *
 *   turns    a a a b b c          waiting    a b c d          next    d, then c
 *
 * Promises: a key that takes all turns for long holds up another until one of them ends, and no longer.
 */
export class FairSemaphore {
  /** By key, the turns that go on. */
  readonly #held = new Map<string, number>()
  /** By key, who waits, in the order in which they came. */
  readonly #waiting = new Map<string, (() => void)[]>()

  constructor(private free: number) {}

  /** How many wait. */
  waiting(key: string): number {
    return this.#waiting.get(key)?.length ?? 0
  }

  /** Resolves when it is the caller's turn, which ends with the disposal. */
  async next(key: string): Promise<Disposable> {
    if (this.free > 0) this.#begin(key)
    else await new Promise<void>((resolve) => this.#wait(key, resolve))
    return { [Symbol.dispose]: () => this.#end(key) }
  }

  #begin(key: string): void {
    this.free -= 1
    this.#held.set(key, this.#turnsOf(key) + 1)
  }

  #wait(key: string, resolve: () => void): void {
    const those = this.#waiting.get(key)
    if (those) those.push(resolve)
    else this.#waiting.set(key, [resolve])
  }

  #end(key: string): void {
    this.free += 1
    const left = this.#turnsOf(key) - 1
    if (left === 0) this.#held.delete(key)
    else this.#held.set(key, left)
    this.#letIn()
  }

  #letIn(): void {
    const key = this.#fewest()
    if (key === undefined) return
    const [first, ...others] = this.#waiting.get(key) ?? []
    // At the end again: of keys with as many turns, each has its own after the other.
    this.#waiting.delete(key)
    if (others.length > 0) this.#waiting.set(key, others)
    this.#begin(key)
    first?.()
  }

  #fewest(): string | undefined {
    let fewest: string | undefined
    for (const key of this.#waiting.keys()) {
      if (fewest === undefined || this.#turnsOf(key) < this.#turnsOf(fewest)) fewest = key
    }
    return fewest
  }

  #turnsOf(key: string): number {
    return this.#held.get(key) ?? 0
  }
}
