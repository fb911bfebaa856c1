/**
 * What the database was asked: how many queries, how long they took, and which were slow.
 *
 * Promises: constant memory. Slow queries keep their text, never their values.
 */
export const SLOW_QUERY_MS = 100
const SLOW_QUERIES_KEPT = 100

export interface SlowQuery {
  sql: string
  duration_ms: number
  at: number
}

export class QueryStats {
  count = 0
  errors = 0
  retries = 0
  total_ms = 0
  readonly #slow: SlowQuery[] = []

  /** @param startedAt `performance.now()` when the query was sent. */
  finished(sql: string, startedAt: number): void {
    const duration_ms = performance.now() - startedAt
    this.count += 1
    this.total_ms += duration_ms
    if (duration_ms < SLOW_QUERY_MS) return
    if (this.#slow.length === SLOW_QUERIES_KEPT) this.#slow.shift()
    this.#slow.push({ sql, duration_ms, at: Date.now() })
  }

  /** Newest first. */
  slow(): SlowQuery[] {
    return this.#slow.toReversed()
  }
}
