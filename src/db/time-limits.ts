/**
 * How long anything may wait for the database. docs/architecture.md has the whole list.
 *
 *   idle in a transaction 2 s < a lock 3 s < a statement 5 s < a transaction 7 s < and its commit 9 s = a request
 *
 * Each ends before what surrounds it, so that whoever knows most says what was wrong, and nobody who
 * asked over HTTP is without an answer after ten seconds. Work that takes long says so (`asLongWork`)
 * and has limits of its own; each of its waits still ends.
 *
 * Where a deadline comes from is not an argument of every query: it belongs to the request, whatever
 * the request does.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** All in milliseconds. */
export interface TimeLimits {
  /** Without a query in an open transaction. Its process may be frozen, and holds what others need. */
  idle_ms: number
  lock_ms: number
  statement_ms: number
  /** All statements of a transaction. */
  transaction_ms: number
  /** Its commit, which has time of its own: cut off, nobody would know what came of it. */
  commit_ms: number
  /** Until a connection is made. */
  connecting_ms: number
  /** For one's turn, while others have theirs. */
  queue_ms: number
  /** For one's turn, while nothing moves. */
  standstill_ms: number
}

export const ORDINARY: TimeLimits = {
  idle_ms: 2_000,
  lock_ms: 3_000,
  statement_ms: 5_000,
  transaction_ms: 7_000,
  commit_ms: 2_000,
  connecting_ms: 2_000,
  queue_ms: 8_000,
  standstill_ms: 2_000,
}

/**
 * A read waits for a lock only where somebody changes or moves a whole table. It holds one of the
 * connections meanwhile, so it lets go before those who wait for one give up; and once one has waited in
 * vain, the next wait for a moment only, or all connections would be taken by who reads that table.
 */
export const READ_LOCK = { first_ms: 1_000, then_ms: 100, remembered_ms: 3_000 }

/** Jobs, rebuilds, imports and the command line. */
export const LONG: TimeLimits = {
  idle_ms: 60_000,
  lock_ms: 10_000,
  statement_ms: 300_000,
  transaction_ms: 600_000,
  commit_ms: 60_000,
  connecting_ms: 10_000,
  queue_ms: 60_000,
  standstill_ms: 30_000,
}

/** A new version may rewrite a large table while the others wait for it to be done. */
export const MIGRATION: TimeLimits = {
  ...LONG,
  lock_ms: 1_800_000,
  statement_ms: 3_600_000,
  transaction_ms: 7_200_000,
}

/** What reads or fills a database as a whole takes as long as that is large. */
export const WHOLE: TimeLimits = { ...MIGRATION, lock_ms: LONG.lock_ms, transaction_ms: 86_400_000 }

const REQUEST_MS = 9_000
/** What is begun with less before its commit would hardly come to it. */
const LEAST_WRITING_MS = 1_000

/** For how long somebody waits. */
export class Patience {
  constructor(
    readonly limits: TimeLimits,
    /** By `performance.now()`. */
    public ends_at: number,
    /** The end of what it is a part of. */
    readonly latest = Number.POSITIVE_INFINITY,
  ) {}

  /** Then its writes share their transaction with nobody. */
  get isLongWork(): boolean {
    return false
  }

  /** Of so many milliseconds, those that are left. */
  within(ms: number): number {
    return Math.max(0, Math.min(ms, this.ends_at - performance.now()))
  }

  /** Of so many milliseconds, those after which there is time for a write. */
  beforeWriting(ms: number): number {
    return this.within(Math.min(ms, this.#left - this.limits.commit_ms - LEAST_WRITING_MS))
  }

  /** For the statements of a write; 0 where there would be no time for its commit. */
  forWriting(): number {
    return this.within(Math.min(this.limits.transaction_ms, this.#left - this.limits.commit_ms))
  }

  get #left(): number {
    return this.ends_at - performance.now()
  }

  get isOver(): boolean {
    return performance.now() >= this.ends_at
  }
}

class PatienceOfLongWork extends Patience {
  override get isLongWork(): boolean {
    return true
  }
}

const patience = new AsyncLocalStorage<Patience>()

/** Of whoever is asking: outside a request, as much as one has. */
export function currentPatience(): Patience {
  return patience.getStore() ?? new Patience(ORDINARY, performance.now() + REQUEST_MS)
}

/**
 * All that `fn` asks of the database has one end, until the answer is there: where it is a part of another
 * request, that of the other.
 *
 * @param started_at By `performance.now()`.
 */
export function asRequest<T>(started_at: number, fn: () => Promise<T>): Promise<T>
export function asRequest<T>(started_at: number, fn: () => T | Promise<T>): T | Promise<T>
export function asRequest<T>(started_at: number, fn: () => T | Promise<T>): T | Promise<T> {
  const outer = patience.getStore()
  const latest = outer?.limits === ORDINARY ? outer.ends_at : Number.POSITIVE_INFINITY
  const own = new Patience(ORDINARY, Math.min(started_at + REQUEST_MS, latest), latest)
  // What goes on after the answer, such as a download, has no more than the end of each of its parts.
  const end = () => {
    own.ends_at = Number.POSITIVE_INFINITY
  }
  try {
    const answer = patience.run(own, fn)
    if (answer instanceof Promise) return answer.finally(end)
    end()
    return answer
  } catch (error) {
    end()
    throw error
  }
}

/** Until now we have waited for the sender of a body, and not for the database. */
export function restartRequest(): void {
  const own = patience.getStore()
  if (own?.limits === ORDINARY) own.ends_at = Math.min(performance.now() + REQUEST_MS, own.latest)
}

/** For a part of what goes on for as long as somebody sends: it has an end of its own. */
export function asPart<T>(fn: () => T): T {
  if (patience.getStore()?.limits === LONG) return fn()
  return patience.run(new PatienceOfLongWork(ORDINARY, performance.now() + REQUEST_MS), fn)
}

/** For what nobody waits for with a request in their hand, or whoever waits knows that it takes long. */
export function asLongWork<T>(fn: () => T): T {
  return patience.run(new PatienceOfLongWork(LONG, Number.POSITIVE_INFINITY), fn)
}

/** For what reads all that there is, or replaces it. */
export function asWhole<T>(fn: () => T): T {
  return patience.run(new PatienceOfLongWork(WHOLE, Number.POSITIVE_INFINITY), fn)
}
