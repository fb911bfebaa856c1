/**
 * An answer that costs much, kept for a while: who asks again meanwhile gets the same, and of many who
 * ask at once one pays.
 */
export class KeptFor<T> {
  #kept: { key: string; at: number; answer: Promise<T> } | null = null

  constructor(readonly ms: number) {}

  /** @param key Of whom the answer is: another's is another. What fails is not kept. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const now = performance.now()
    if (this.#kept?.key === key && now - this.#kept.at < this.ms) return this.#kept.answer
    const made = { key, at: now, answer: make() }
    this.#kept = made
    made.answer.catch(() => {
      if (this.#kept === made) this.#kept = null
    })
    return made.answer
  }
}
