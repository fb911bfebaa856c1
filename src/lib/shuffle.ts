/** An order that looks random and follows from a seed: the same seed gives the same order, always. */

/** The list in the order of this seed; another list of the same length is moved alike. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const all = [...list]
  const next = randomFrom(seed)
  for (let last = all.length - 1; last > 0; last -= 1) {
    const at = Math.floor(next() * (last + 1))
    // Both places are within the list.
    ;[all[last], all[at]] = [all[at] as T, all[last] as T]
  }
  return all
}

/** Of a text, such as an id: 31 bits. */
export function seedOf(text: string): number {
  return Number(BigInt(Bun.hash(text)) & 0x7fff_ffffn)
}

/** Numbers from 0 up to 1: mulberry32, by Tommy Ettinger. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
