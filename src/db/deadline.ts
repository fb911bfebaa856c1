/**
 * How long somebody else may take, without what this process was held up itself: where a timer comes late,
 * what came meanwhile is read before the time is over.
 */

/** A timer that comes so much later than it should was held up. */
const HELD_UP_MS = 50
/** One for what was sent, one for the end of a connection, and one more. */
const TURNS = 3

/** @returns What ends it. */
export function deadline(within_ms: number, whenOver: () => void): () => void {
  const dueAt = performance.now() + within_ms
  let isEnded = false
  const timer = setTimeout(async () => {
    if (performance.now() - dueAt >= HELD_UP_MS) await hearWhatCame()
    if (!isEnded) whenOver()
  }, within_ms)
  return () => {
    isEnded = true
    clearTimeout(timer)
  }
}

/** Each turn of the loop calls timers first, and then reads what has come. */
export async function hearWhatCame(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Bun.sleep(1)
}
