/** Long work on one thread lets others have their turn: not at each step, which would cost more than it. */

const HELD_MS = 10

/**
 * @param now Milliseconds.
 * @returns To be awaited between two steps. It waits where nobody else has had a turn for a while.
 */
export function yieldingEvery(heldMs = HELD_MS, now = () => performance.now()): () => Promise<void> {
  let since = now()
  return async () => {
    if (now() - since < heldMs) return
    await Bun.sleep(0)
    since = now()
  }
}
