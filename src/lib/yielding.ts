/** Long work on one thread lets others have their turn: not at each step, which would cost more than it. */

const HELD_MS = 10

/** @returns To be awaited between two steps. It waits where nobody else has had a turn for a while. */
export function yieldingEvery(heldMs = HELD_MS): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < heldMs) return
    await Bun.sleep(0)
    since = performance.now()
  }
}
