/**
 * A map of bounded size that keeps what was used most recently, in two generations (known as
 * hashlru): reading is one look-up in a native map, where an exact order of use costs several times
 * as much.
 *
 *   young  used since the last turn    ─ full ─►  becomes the old one, and a new one begins
 *   old    used before, and not since  ─ full ─►  is forgotten; whatever is read here is young again
 *
 * Promises: at least the `max` entries used last are kept, and never more than twice as many.
 */
export class RecentMap<Key, Value extends {}> {
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(readonly max: number) {}

  get(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#renewed(key)
  }

  #renewed(key: Key): Value | undefined {
    const value = this.#old.get(key)
    if (value === undefined) return undefined
    this.#old.delete(key)
    this.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value)
    if (this.#young.size <= this.max) return
    this.#old = this.#young
    this.#young = new Map([[key, value]])
    this.#old.delete(key)
  }

  delete(key: Key): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }

  *entries(): Generator<[Key, Value]> {
    yield* this.#young
    for (const entry of this.#old) if (!this.#young.has(entry[0])) yield entry
  }
}
