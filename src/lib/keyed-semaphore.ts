/**
 * One at a time for each key, in the order in which they came; different keys do not wait for each
 * other.
 *
 * Promises: memory is held only for keys that somebody has a turn for.
 */
import { Semaphore } from './semaphore.ts'

export class KeyedSemaphore {
  readonly #turns = new Map<string, { turns: Semaphore; count: number }>()

  /** How many have a turn or wait for one. */
  waiting(key: string): number {
    return this.#turns.get(key)?.count ?? 0
  }

  async run<T>(key: string, fn: () => Promise<T>): Promise<T> {
    const entry = this.#turns.get(key) ?? { turns: new Semaphore(1), count: 0 }
    this.#turns.set(key, entry)
    entry.count += 1
    try {
      using _turn = await entry.turns.next()
      return await fn()
    } finally {
      entry.count -= 1
      if (entry.count === 0) this.#turns.delete(key)
    }
  }
}
