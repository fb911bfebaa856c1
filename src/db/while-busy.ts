const OPEN_WITHIN_MS = 30_000
const PAUSE_MS = 5

/**
 * Opens what others may be opening or closing. SQLite locks the file for a moment when it turns to
 * its write-ahead log, and when the last connection leaves, and does not wait then, whatever its
 * timeout is. For the start of the process only: it holds the loop.
 */
export function whileBusy<T>(open: () => T): T {
  const until = performance.now() + OPEN_WITHIN_MS
  for (;;) {
    try {
      return open()
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (!/^SQLITE_(BUSY|PROTOCOL)/.test(code) || performance.now() > until) throw error
      Bun.sleepSync(PAUSE_MS)
    }
  }
}
