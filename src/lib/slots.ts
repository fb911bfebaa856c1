/**
 * How much of something goes on at once: together, and for each key. Who comes when there is no slot
 * is refused and does not wait.
 */
export interface SlotLimits {
  together: number
  each: number
}

export class NoSlotError extends Error {
  /** @param isOwn Whether the key itself holds all that it may. */
  constructor(readonly isOwn: boolean) {
    super('There is no slot.')
  }
}

export class Slots {
  readonly #limits: SlotLimits
  readonly #held = new Map<string, number>()
  #together = 0

  constructor(limits: SlotLimits) {
    this.#limits = limits
  }

  /** @returns What gives it back, once. @throws NoSlotError */
  take(key: string): () => void {
    const own = this.#held.get(key) ?? 0
    if (own >= this.#limits.each) throw new NoSlotError(true)
    if (this.#together >= this.#limits.together) throw new NoSlotError(false)
    this.#held.set(key, own + 1)
    this.#together += 1
    let isTaken = true
    return () => {
      if (isTaken) this.#giveBack(key)
      isTaken = false
    }
  }

  #giveBack(key: string): void {
    this.#together -= 1
    const left = (this.#held.get(key) ?? 1) - 1
    if (left === 0) this.#held.delete(key)
    else this.#held.set(key, left)
  }
}
