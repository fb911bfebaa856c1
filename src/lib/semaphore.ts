/** Lets so many in at once; the others wait, in the order in which they came. */
export class Semaphore {
  readonly #waiting: (() => void)[] = []

  constructor(private free: number) {}

  /** Resolves when it is the caller's turn, which ends with the disposal. */
  async next(): Promise<Disposable> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return { [Symbol.dispose]: () => this.#end() }
  }

  #end(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.free += 1
  }
}
