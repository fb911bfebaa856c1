/**
 * The connection on which a process hears what others have changed. It also holds the locks of what
 * must not run twice, and says that the database is in use.
 *
 *   listen ─ beat ─ beat ─ beat ─ beat ─ ✕ no answer ─► cut off, listen anew ─► all may have changed
 *            │←── at most a second ──→│
 *            heard                    from here on: deaf
 *
 * Promises: what was committed before a beat that was answered has been heard. Who was not answered
 * for a second is deaf and knows it: by the clock, so that a process that was halted knows it before
 * it does anything else.
 */
import { type DatabaseUse, sharePostgres } from './database-use.ts'
import { DatabaseUnavailableError } from './errors.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { CHANGES_CHANNEL } from './postgres-notices.ts'
import { ORDINARY } from './time-limits.ts'

const BROADCAST_CHANNEL = 'almanac_broadcast'
const BEAT_MS = 250
const DEAF_AFTER_MS = 1_000

const BROADCAST = `select pg_notify('${BROADCAST_CHANNEL}', $1)`
const TRY_LOCK = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken'
/** A lock by one number stands there as its two halves. */
const IS_TAKEN = `
  select exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)) as taken`
const UNLOCK = 'select pg_advisory_unlock(hashtextextended($1, 0)) as released'

export interface ListenerOptions {
  url: string
  use: DatabaseUse
  /** Hears the payload of each notice. */
  onNotice: (payload: string) => void
  /** Hears what processes tell, this one among them. */
  onBroadcast: (payload: string) => void
  /** Listening again: nobody knows what was missed. */
  onRestart: () => void
}

export class PostgresListener {
  readonly #options: ListenerOptions
  readonly #held = new Set<string>()
  /** Locks that went with a connection. */
  readonly #lost = new Set<string>()
  #connection: PostgresConnection | null = null
  #running: Promise<void> = Promise.resolve()
  /** When the last beat set out that was answered. */
  #heardAt = Number.NEGATIVE_INFINITY
  #isClosed = false
  #wake = () => {}

  private constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** @throws The driver's error. */
  static async start(options: ListenerOptions): Promise<PostgresListener> {
    const listener = new PostgresListener(options)
    try {
      await listener.#listen(() => {})
    } catch (error) {
      listener.#connection?.destroy()
      throw error
    }
    listener.#running = listener.#run()
    return listener
  }

  /** @param now By `performance.now()`. */
  isHearing(now: number): boolean {
    return now - this.#heardAt < DEAF_AFTER_MS
  }

  get isConnected(): boolean {
    return this.#connection !== null
  }

  /** Lost where there is no connection. */
  broadcast(payload: string): void {
    this.#connection?.send(BROADCAST, [payload]).catch(() => {})
  }

  /** A short question to the server that it listens to. @throws DatabaseUnavailableError, or the driver's error. */
  async ask(text: string) {
    if (!this.#connection) throw new DatabaseUnavailableError(new Error('The connection was lost.'))
    return await this.#connection.send(text)
  }

  /** @returns `false` where it is held, in whatever process. @throws DatabaseUnavailableError */
  async tryLock(name: string): Promise<boolean> {
    if (this.#held.has(name)) return false
    this.#held.add(name)
    try {
      if (!this.#connection) throw new DatabaseUnavailableError(new Error('The connection was lost.'))
      const isTaken = await takeLock(this.#connection, name)
      if (!isTaken) this.#held.delete(name)
      return isTaken
    } catch (error) {
      this.#held.delete(name)
      throw error
    }
  }

  holds(name: string): boolean {
    return this.#connection !== null && this.#held.has(name) && !this.#lost.has(name)
  }

  /** Whether any process holds it. @throws DatabaseUnavailableError */
  async isTaken(name: string): Promise<boolean> {
    if (this.#held.has(name)) return true
    if (!this.#connection) throw new DatabaseUnavailableError(new Error('The connection was lost.'))
    const [row] = await this.#connection.send(IS_TAKEN, [name])
    return row?.taken === true
  }

  async unlock(name: string): Promise<void> {
    this.#held.delete(name)
    this.#lost.delete(name)
    // Where the connection is lost, the lock went with it.
    await this.#connection?.send(UNLOCK, [name]).catch(() => {})
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#wake()
    await this.#running
    await this.#connection?.close()
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#rest()
      if (this.#isClosed) return
      try {
        if (this.#connection) await this.#beat(this.#connection)
        else await this.#listen(this.#options.onRestart)
      } catch {
        // Away, or out of reach: tried again with the next beat.
        this.#connection?.destroy()
        this.#connection = null
      }
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      setTimeout(resolve, BEAT_MS)
    })
  }

  /** @param before Called when everything from now on will be heard, before anybody relies on it. */
  async #listen(before: () => void): Promise<void> {
    const endsAt = performance.now() + ORDINARY.connecting_ms
    const connection = await PostgresConnection.open(this.#options.url, {
      limits: ORDINARY,
      patience_ms: () => endsAt - performance.now(),
      onnotify: (channel, payload) =>
        channel === BROADCAST_CHANNEL ? this.#options.onBroadcast(payload) : this.#options.onNotice(payload),
    })
    this.#connection = connection
    // With the connection it is lost, and taken again with the next.
    if (this.#options.use === 'shared') {
      await sharePostgres((text, values) => connection.send(text, values))
    }
    for (const name of this.#held) this.#lost.add(name)
    const setOutAt = performance.now()
    await inTime(connection, `listen ${CHANGES_CHANNEL}`)
    await inTime(connection, `listen ${BROADCAST_CHANNEL}`)
    before()
    this.#heardAt = setOutAt
  }

  async #beat(connection: PostgresConnection): Promise<void> {
    const setOutAt = performance.now()
    await inTime(connection, 'select 1 as beat')
    this.#heardAt = setOutAt
    for (const name of this.#lost) if (await takeLock(connection, name)) this.#lost.delete(name)
  }
}

async function takeLock(connection: PostgresConnection, name: string): Promise<boolean> {
  const [row] = await connection.send(TRY_LOCK, [name])
  return row?.taken === true
}

/** @throws The driver's error where there is no answer within a second: the connection is cut off. */
async function inTime(connection: PostgresConnection, text: string): Promise<void> {
  const deadline = setTimeout(() => connection.destroy(), DEAF_AFTER_MS)
  try {
    await connection.send(text)
  } finally {
    clearTimeout(deadline)
  }
}
