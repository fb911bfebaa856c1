/** What happens in a story, in the order of time, whatever the order in which it was thought of. */
import type { Past } from './past.ts'

interface Act {
  at: number
  run: () => Promise<unknown>
}

export class Timeline {
  readonly #acts: Act[] = []

  /** @param at Epoch ms. Acts that rest on others come after them. */
  add(at: number, run: () => Promise<unknown>): void {
    this.#acts.push({ at: Math.round(at), run })
  }

  get length(): number {
    return this.#acts.length
  }

  async play(past: Past, show: (done: number) => void): Promise<void> {
    const acts = this.#acts.toSorted((a, b) => a.at - b.at)
    for (const [done, { at, run }] of acts.entries()) {
      past.moveTo(at)
      await run()
      show(done)
    }
  }
}
