/** Does something at once when it is asked to, and then once in a while at most, however often it is asked. */
export class Throttle implements Disposable {
  readonly #every_ms: number
  readonly #act: () => void
  #timer: Timer | undefined
  #acted_at = Number.NEGATIVE_INFINITY

  constructor(every_ms: number, act: () => void) {
    this.#every_ms = every_ms
    this.#act = act
  }

  ask(): void {
    if (this.#timer) return
    const wait_ms = this.#acted_at + this.#every_ms - performance.now()
    if (wait_ms <= 0) this.#do()
    else this.#timer = setTimeout(() => this.#do(), wait_ms)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }

  #do(): void {
    this.#timer = undefined
    this.#acted_at = performance.now()
    this.#act()
  }
}
