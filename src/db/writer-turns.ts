/**
 * The turns of the event loop that a group of writers takes.
 *
 * Queries on a handle settle without leaving the current turn. A writer that has held the loop for
 * long pauses before its next statement, and goes on in another turn:
 *
 *   turn of the loop   │ begin, statements   │ others │ statements   │ others │ commit │
 *                                            └ pause ─┘              └ pause ─┘
 *
 * Meanwhile its transaction stays open. Who reads has a connection of their own and sees what was
 * committed before; who wants to write waits, as they would without the pause.
 *
 * Nothing else may be awaited: what has neither settled nor paused by the end of a turn is refused.
 */
import { nextTurn } from '../lib/next-turn.ts'

const HELD_MS = 5

export class WaitedForSomethingElseError extends Error {
  constructor() {
    super('A db.write awaited something other than queries on its own handle. Do that before or after it.')
  }
}

export class WriterTurns {
  #since = performance.now()
  #pausing: Promise<void> | null = null
  #turnEnds: NodeJS.Immediate | undefined
  #refuse: (() => void) | undefined

  /** One writer after the other. @throws WaitedForSomethingElseError */
  async spend<T>(body: () => Promise<T>): Promise<T> {
    const { promise: refused, reject } = Promise.withResolvers<never>()
    this.#refuse = () => reject(new WaitedForSomethingElseError())
    this.#watch()
    try {
      return await Promise.race([body(), refused])
    } finally {
      this.#refuse = undefined
      clearImmediate(this.#turnEnds)
    }
  }

  get areLong(): boolean {
    return performance.now() - this.#since > HELD_MS
  }

  /** Lets others have their turn where they have waited for a while. */
  async yieldNow(): Promise<void> {
    if (!this.areLong) return
    this.#pausing ??= this.#pause()
    await this.#pausing
  }

  async #pause(): Promise<void> {
    clearImmediate(this.#turnEnds)
    await nextTurn()
    this.#since = performance.now()
    this.#pausing = null
    this.#watch()
  }

  #watch(): void {
    if (this.#refuse) this.#turnEnds = setImmediate(this.#refuse)
  }
}
