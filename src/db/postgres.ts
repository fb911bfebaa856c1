/**
 * Postgres: every read and write is a transaction that first says for which organization it is,
 * and row-level security refuses the rows of others even where a condition was forgotten (see
 * row-security.ts). That travels together with the first query, so it costs no round trip of its own.
 * Statements are prepared and kept by each connection. How long what may take says time-limits.ts.
 */

import { bound } from '../lib/current-correlation.ts'
import { endsWithin } from '../lib/ends-within.ts'
import {
  type AboutDatabase,
  EVERY_ORGANIZATION,
  type ExclusiveLock,
  type PoolState,
  type ReplicaState,
  type Weight,
} from './database.ts'
import type { DatabaseUse } from './database-use.ts'
import { type Body, EngineDatabase, type Manner, type Recording, withHandle } from './engine-database.ts'
import { DatabaseBusyError, isConflict, isLockTimeout } from './errors.ts'
import type { WriteHooks } from './handle.ts'
import { PendingFacts } from './pending-facts.ts'
import { connectPostgres, limitTime } from './postgres-client.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { PostgresListener } from './postgres-listener.ts'
import { newsIn } from './postgres-notices.ts'
import { PostgresPool } from './postgres-pool.ts'
import { PostgresReplica } from './postgres-replica.ts'
import { commitOn, type Outcome, transactionOn, type Writer } from './postgres-writers.ts'
import { TENANT_ROLE } from './row-security.ts'
import { asLongWork, currentPatience, LONG, ORDINARY, type Patience, READ_LOCK } from './time-limits.ts'
import { WriteGroups } from './write-groups.ts'

const CONFLICT_RETRIES = 3
const GOODBYE_SECONDS = 1
/** Whose connection is lost fails with its next question. */
const ENDS_WITHIN_MS = 2_000

interface Options {
  /** Of a migrated database. */
  url: string
  hooks: WriteHooks
  /** Whether row-level security does not bind the login: its transactions step down to a role that it binds. */
  stepsDown: boolean
  use: DatabaseUse
  /** Of a replica that answers heavy reads. */
  replicaUrl: string | undefined
}

interface Mode {
  begin: string
  isReadOnly: boolean
}

/** Each query sees what was committed before it. Writers rely on that: who waits for a lock sees what its holder did. */
const WRITE: Mode = { begin: 'begin isolation level read committed', isReadOnly: false }
/** Each sees what was committed before the first. */
const READ: Mode = { begin: 'begin isolation level repeatable read', isReadOnly: true }

export class PostgresDatabase extends EngineDatabase {
  /** Those wait who change the same people and days, and it costs several round trips. */
  readonly bulk_ms = 100
  /** Only who changes the same people and days waits, and that is at the end of a transaction. */
  readonly isAwaited = false
  readonly #options: Options
  readonly #pool: PostgresPool
  readonly #groups = new WriteGroups((organizationId, patience, take) =>
    this.#commit(organizationId, patience, take),
  )
  /** Tells the notices of this process from those of others. */
  readonly #processId = crypto.randomUUID()
  #listener: PostgresListener | undefined
  #replica: PostgresReplica | undefined
  /** When a read waited in vain for a lock, by `performance.now()`. */
  #lockedOutAt = Number.NEGATIVE_INFINITY

  private constructor(options: Options) {
    super('postgres')
    this.#options = options
    this.#pool = new PostgresPool(options.url)
  }

  /** @throws StartError where the replica is none. @throws The driver's error. */
  static async open(options: Options): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(options)
    const listener = await PostgresListener.start({
      url: options.url,
      use: options.use,
      onNotice: (notice) => database.tellListeners(newsIn(notice, database.#processId)),
      onBroadcast: (payload) => {
        const end = payload.indexOf('\n')
        if (payload.slice(0, end) !== database.#processId) database.tellHearers(payload.slice(end + 1))
      },
      onRestart: () => database.tellListeners(null),
    })
    database.#listener = listener
    if (options.replicaUrl === undefined) return database
    const ask = (text: string) => listener.ask(text)
    try {
      database.#replica = await PostgresReplica.start(options.replicaUrl, ask)
      return database
    } catch (error) {
      await database[Symbol.asyncDispose]()
      throw error
    }
  }

  isHearing(now = performance.now()): boolean {
    return this.#listener?.isHearing(now) ?? false
  }

  override broadcast(text: string): void {
    this.#listener?.broadcast(`${this.#processId}\n${text}`)
  }

  async exclusively<T>(name: string, fn: (lock: ExclusiveLock) => Promise<T>): Promise<T | undefined> {
    const listener = this.#listener
    if (!(await listener?.tryLock(name))) return undefined
    try {
      return await asLongWork(() => fn({ isHeld: () => listener?.holds(name) ?? false }))
    } finally {
      await listener?.unlock(name)
    }
  }

  async isTaken(name: string): Promise<boolean> {
    return (await this.#listener?.isTaken(name)) ?? false
  }

  async refreshStatistics(): Promise<void> {
    const client = await connectPostgres(this.#options.url)
    try {
      await limitTime(client, LONG)
      await client`analyze`
    } finally {
      await client.end({ timeout: GOODBYE_SECONDS })
    }
  }

  openConnections(): number {
    return this.#pool.size + Number(this.#listener?.isConnected ?? false)
  }

  override replica(): ReplicaState | null {
    return this.#replica?.state ?? null
  }

  pool(): PoolState {
    const { waiting, ...state } = this.#pool.state
    return { ...state, waiting: waiting + this.#groups.waiting }
  }

  about(): Promise<AboutDatabase> {
    const patience = currentPatience()
    const asked = this.#pool.use('read', patience, (connection) => {
      return connection.transaction({ ...READ, ...timeFor(READ, patience) }, async () => {
        const [row] = await connection.send(ABOUT)
        return {
          version: String(row?.version),
          size_bytes: Number(row?.size_bytes),
          migrations: Number(row?.migrations),
        }
      })
    })
    return asked.catch((error) => {
      throw this.translated(error)
    })
  }

  explain(sql: string): Promise<string[]> {
    const patience = currentPatience()
    const explained = this.#pool.use('read', patience, (connection) => {
      return connection.transaction({ ...READ, ...timeFor(READ, patience) }, async () => {
        // As those see it whom row-level security binds: it is a part of the plan.
        const entered = this.#enter(connection, EVERY_ORGANIZATION, READ, patience)
        const [rows] = await Promise.all([
          connection.sendUnprepared(`explain (generic_plan) ${sql}`),
          entered,
        ])
        return rows.map((row) => String(row['QUERY PLAN']))
      })
    })
    return explained.catch((error) => {
      throw this.translated(error)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#replica?.close()
    await this.#pool.close()
    await this.#listener?.close()
  }

  protected async touch(): Promise<void> {
    await this.inReadTransaction(EVERY_ORGANIZATION, async () => {})
  }

  protected async inReadTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    weight: Weight = 'light',
  ): Promise<T> {
    const patience = currentPatience()
    if (weight === 'heavy' && this.#replica) {
      let running: Promise<unknown> = Promise.resolve()
      const watched: Body<T> = (handle) => {
        const answer = fn(handle)
        running = answer
        return answer
      }
      const read = await this.#replica.read(patience, (connection, itsPart) =>
        this.#readOn(connection, organizationId, watched, itsPart),
      )
      if (read) return read.result
      // Where its connection was lost it may not have noticed: it runs again, but never twice at once.
      if (!(await endsWithin(patience.within(ENDS_WITHIN_MS), running))) throw new DatabaseBusyError()
    }
    try {
      return await this.#pool.use('read', patience, (connection) =>
        this.#readOn(connection, organizationId, fn, patience),
      )
    } catch (error) {
      if (isLockTimeout(error)) this.#lockedOutAt = performance.now()
      throw error
    }
  }

  protected inSnapshot<T>(organizationId: string, fn: Body<T>, weight: Weight): Promise<T> {
    return this.inReadTransaction(organizationId, fn, weight)
  }

  async #readOn<T>(
    connection: PostgresConnection,
    organizationId: string,
    fn: Body<T>,
    patience: Patience,
  ): Promise<T> {
    const { hooks } = this.#options
    const transaction = transactionOn({ connection, hooks, stats: this.stats, pending: new PendingFacts() })
    const body = async () => {
      const entered = this.#enter(connection, organizationId, READ, patience)
      const [outcome] = await Promise.all([withHandle(transaction, organizationId, fn), entered])
      return outcome
    }
    try {
      return await connection.transaction({ ...READ, ...timeFor(READ, patience) }, body)
    } finally {
      // When the connection is lost `fn` may go on: what it sends would be in another transaction.
      transaction.runner = null
    }
  }

  protected async inWriteTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    recording: Recording,
    manner: Manner,
  ): Promise<T> {
    const patience = currentPatience()
    const writer: Writer = { patience, recording, body: bound(fn), ...manner }
    const goesTogether = manner.isBesideOthers && !patience.isLongWork
    const outcome = goesTogether
      ? await this.#groups.write(organizationId, writer)
      : (await this.#commit(organizationId, patience, () => [writer]))[0]
    if (!outcome || 'error' in outcome) throw outcome?.error
    // What the body returned.
    return outcome.value as T
  }

  /** Commits what the writers write: all of it or nothing. Where another transaction was in the way, it runs again. */
  async #commit(
    organizationId: string,
    patience: Patience,
    take: () => readonly Writer[],
  ): Promise<readonly Outcome[]> {
    let writers: readonly Writer[] | undefined
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#pool.use('write', patience, (connection) => {
          writers ??= take()
          return this.#commitOn(connection, organizationId, writers)
        })
      } catch (error) {
        if (!isConflict(error) || attempt > CONFLICT_RETRIES || patience.isOver) throw error
        // Rolled back as a whole, so that nothing of it is there: it may run again.
        this.stats.retries += 1
        await Bun.sleep(attempt * attempt * 10 * (0.5 + Math.random()))
      }
    }
  }

  #commitOn(
    connection: PostgresConnection,
    organizationId: string,
    writers: readonly Writer[],
  ): Promise<readonly Outcome[]> {
    const patience = leastOf(writers)
    return commitOn(connection, writers, {
      organizationId,
      options: { ...WRITE, ...timeFor(WRITE, patience) },
      enter: () => this.#enter(connection, organizationId, WRITE, patience),
      hooks: this.#options.hooks,
      stats: this.stats,
      processId: this.#processId,
    })
  }

  #enter(connection: PostgresConnection, organizationId: string, { isReadOnly }: Mode, { limits }: Patience) {
    const { idle_ms, statement_ms } = limits
    // Every connection begins with the ordinary ones.
    if (limits !== ORDINARY) void connection.send(LIMIT, [`${idle_ms}`, `${statement_ms}`])
    const role = this.#options.stepsDown ? TENANT_ROLE : 'none'
    const lock_ms = limits === ORDINARY && isReadOnly ? this.#readLockWait() : limits.lock_ms
    return connection.send(ENTER, [organizationId, role, isReadOnly ? 'on' : 'off', `${lock_ms}`])
  }

  #readLockWait(): number {
    const isLockedOut = performance.now() - this.#lockedOutAt < READ_LOCK.remembered_ms
    return isLockedOut ? READ_LOCK.then_ms : READ_LOCK.first_ms
  }
}

/** Whose patience ends first. */
function leastOf(writers: readonly Writer[]): Patience {
  return writers
    .map(({ patience }) => patience)
    .reduce((least, one) => (one.forWriting() < least.forWriting() ? one : least))
}

/** @throws DatabaseBusyError where there is none left: before anything is sent, the connection stays as it is. */
function timeFor({ isReadOnly }: Mode, patience: Patience) {
  const { transaction_ms, commit_ms } = patience.limits
  const within_ms = isReadOnly ? patience.within(transaction_ms) : patience.forWriting()
  if (within_ms === 0) throw new DatabaseBusyError(new Error('Its turn came too late.'))
  return { within_ms, commit_ms }
}

const ABOUT = `
  select current_setting('server_version') as version,
         pg_database_size(current_database()) as size_bytes,
         (select count(*) from drizzle.__drizzle_migrations) as migrations`

const ENTER = `
  select set_config('app.organization_id', $1, true),
         set_config('role', $2, true),
         set_config('transaction_read_only', $3, true),
         set_config('lock_timeout', $4, true)`

const LIMIT = `
  select set_config('idle_in_transaction_session_timeout', $1, true),
         set_config('statement_timeout', $2, true)`
