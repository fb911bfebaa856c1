/**
 * Opens what others may be opening or closing. SQLite locks the file for a moment when it turns to
 * its write-ahead log, and when the last connection leaves, and does not wait then, whatever its
 * timeout is.
 */
const OPEN_WITHIN_MS = 30_000
const PAUSE_MS = 5

export async function whileBusy<T>(open: () => T): Promise<T> {
  const until = performance.now() + OPEN_WITHIN_MS
  for (;;) {
    try {
      return open()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      await Bun.sleep(PAUSE_MS)
    }
  }
}

/** For what cannot wait otherwise, at the start of the process: it holds the loop. */
export function whileBusySync<T>(open: () => T): T {
  const until = performance.now() + OPEN_WITHIN_MS
  for (;;) {
    try {
      return open()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error
      Bun.sleepSync(PAUSE_MS)
    }
  }
}

function isBusy(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return /^SQLITE_(BUSY|PROTOCOL)/.test(code)
}
