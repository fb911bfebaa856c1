/**
 * One connection to Postgres, from its opening to its end. It is never made anew: whatever was sent
 * before and after a loss would otherwise not be in one transaction.
 *
 *   begin, settings and first query travel together  ─►  queries  ─►  notice and commit together
 *
 * Promises: a transaction has an end. Where the server does not answer until then, the connection
 * is cut off, whoever waits for it is told, and nothing more is sent.
 *
 * The driver is patched (patches/): as published, a connection lost in the middle of a transaction
 * throws where nobody can catch it, and is never usable again (porsager/postgres#1066); and to end
 * at once waits for the other side all the same. And each connection would ask for the types of every table
 * before anything else, which takes longer than to connect: it is given those of arrays that every server has.
 */
import type postgres from 'postgres'
import { deadline, hearWhatCame } from './deadline.ts'
import {
  DatabaseBusyError,
  DatabaseUnavailableError,
  isConnectionLost,
  OutcomeUnknownError,
} from './errors.ts'
import { connectPostgres, limitTime, type PostgresClient } from './postgres-client.ts'
import { ORDINARY, type TimeLimits } from './time-limits.ts'

/** Memory that a server's process has taken is given back at its end. */
const LIFETIME_MS = 45 * 60_000
const GOODBYE_SECONDS = 1
/** Sending nothing for so long, a transaction may be over by the time that anything more is sent. */
const HELD_UP_MS = ORDINARY.idle_ms / 2

export type Reserved = postgres.ReservedSql<{ numbers: number }>
export type Pending = postgres.PendingQuery<(postgres.Row & Iterable<postgres.Row>)[]>

export interface OpenOptions {
  /** For how long it is waited for, from now on. It is asked again when that is over. */
  patience_ms: () => number
  limits: TimeLimits
  onnotify?: (channel: string, payload: string) => void
}

export interface TransactionOptions {
  begin: string
  isReadOnly: boolean
  /** For all that comes before the commit. */
  within_ms: number
  /** For the commit. */
  commit_ms: number
}

export class PostgresConnection {
  readonly #client: PostgresClient
  readonly #sql: Reserved
  readonly #wornAt = performance.now() + LIFETIME_MS * (0.75 + Math.random() / 2)
  #isLost = false
  /** When anything was sent last, by `performance.now()`. */
  #sentAt = 0
  /** Of the transaction that runs. */
  #fail: ((error: unknown) => void) | null = null
  /** The first that a query of the transaction failed with: after it the server does nothing more. */
  #failure: { error: unknown } | null = null
  /** The end of the last transaction, for which its caller does not wait where there is nothing to learn. */
  #concluding: Promise<void> = Promise.resolve()

  private constructor(client: PostgresClient, sql: Reserved) {
    this.#client = client
    this.#sql = sql
  }

  /** @throws The driver's error. */
  static async open(
    url: string,
    { patience_ms, limits, onnotify }: OpenOptions,
  ): Promise<PostgresConnection> {
    let connection: PostgresConnection | undefined
    const onclose = () => {
      if (connection) connection.#noticeLoss()
    }
    const client = await connectPostgres(url, 1, { onclose, ...(onnotify && { onnotify }) })
    let stopWaiting = () => {}
    const waitOn = (left_ms: number) => {
      if (left_ms <= 0) void client.end({ timeout: 0 })
      else stopWaiting = deadline(left_ms, () => waitOn(patience_ms()))
    }
    waitOn(patience_ms())
    try {
      await limitTime(client, limits)
      connection = new PostgresConnection(client, await client.reserve())
      return connection
    } catch (error) {
      void client.end({ timeout: 0 })
      throw error
    } finally {
      stopWaiting()
    }
  }

  /** Whether another transaction may run on it. */
  get isUsable(): boolean {
    return !this.#isLost && performance.now() < this.#wornAt
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** Whether a query of the transaction has failed: it comes to nothing then. */
  get hasFailed(): boolean {
    return this.#failure !== null
  }

  /** Resolves when the last transaction is over. */
  get idle(): Promise<void> {
    return this.#concluding
  }

  /**
   * Values of a query that is to be sent. Without them it is not: as where the server refuses one, nothing of
   * the transaction is committed then, though nobody may be waiting for this query.
   */
  bind<Values>(values: () => Values): Values {
    try {
      return values()
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }

  send(text: string, values: unknown[] = []): Pending {
    this.#sentAt = performance.now()
    // Values were made storable by whoever calls.
    const query = this.#sql.unsafe(text, values as never[], { prepare: true })
    query.catch((error) => {
      this.#failure ??= { error }
      if (isConnectionLost(error)) this.#noticeLoss()
    })
    return query
  }

  /** A text that holds places of values, and none is given: it is explained, not run. */
  sendUnprepared(text: string): Pending {
    return this.#sql.unsafe(text)
  }

  /**
   * @param body Sends its queries by `send`. What it returns is sent with the commit.
   * @throws DatabaseBusyError when the time is over; nothing was changed.
   * @throws OutcomeUnknownError when the connection was lost while the commit was on its way.
   */
  async transaction<T>(
    { begin, isReadOnly, within_ms, commit_ms }: TransactionOptions,
    body: () => Promise<T>,
    beforeCommit: () => void = () => {},
  ): Promise<T> {
    const { promise: lost, reject } = Promise.withResolvers<never>()
    this.#fail = reject
    this.#failure = null
    let stopTiming = deadline(within_ms, () => this.#cutOff())
    const end = () => {
      stopTiming()
      this.#fail = null
    }
    void this.send(begin)
    let outcome: T
    try {
      outcome = await Promise.race([body(), lost])
      if (!isReadOnly && this.#isHeldUp) await Promise.race([hearWhatCame(), lost])
      this.#throwFailure()
    } catch (error) {
      const failure = this.#causeOf(error)
      await this.#rollBack().finally(end)
      throw failure
    }
    stopTiming()
    stopTiming = deadline(commit_ms, () => this.#cutOff())
    const committing = this.#commit(beforeCommit, isReadOnly).finally(end)
    if (!isReadOnly) {
      await committing
      return outcome
    }
    // It has read what it was to read.
    this.#concluding = committing.catch(() => this.destroy())
    return outcome
  }

  /** Cuts it off without waiting for the other side. */
  destroy(): void {
    void this.#client.end({ timeout: 0 })
    this.#noticeLoss()
  }

  /** Says goodbye. */
  async close(): Promise<void> {
    await this.#concluding
    this.#isLost = true
    this.#sql.release()
    await this.#client.end({ timeout: GOODBYE_SECONDS })
  }

  #cutOff(): void {
    const late = new DatabaseBusyError(
      new Error('The transaction took too long, or the server is out of reach.'),
    )
    this.#failure ??= { error: late }
    this.#fail?.(late)
    this.destroy()
  }

  #noticeLoss(): void {
    if (this.#isLost) return
    this.#isLost = true
    this.#fail?.(new DatabaseUnavailableError(new Error('The connection was lost.')))
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** What came after the first failure only says that there was one. */
  #causeOf(error: unknown): unknown {
    const code = (error as { code?: string }).code
    const isConsequence = code === '25P02' || this.#isLost
    return isConsequence && this.#failure ? this.#failure.error : error
  }

  async #rollBack(): Promise<void> {
    if (this.#isLost) return
    try {
      await this.send('rollback')
    } catch {
      this.destroy()
    }
  }

  /**
   * The server may have ended the transaction meanwhile. A commit that goes out before that was heard would be
   * lost, and nobody would know that nothing came of it.
   */
  get #isHeldUp(): boolean {
    return performance.now() - this.#sentAt >= HELD_UP_MS
  }

  async #commit(beforeCommit: () => void, isReadOnly: boolean): Promise<void> {
    try {
      beforeCommit()
      const { command } = await this.send('commit')
      if (command === 'COMMIT') return
    } catch (error) {
      if (isReadOnly || !(this.#isLost || isConnectionLost(error))) throw error
      throw new OutcomeUnknownError(error)
    }
    this.#throwFailure()
    throw new Error('The database rolled back what was to be committed.')
  }
}
