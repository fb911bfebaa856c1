/**
 * Postgres: every read and write is a transaction that first says for which organization it is,
 * and row-level security refuses the rows of others even where a condition was forgotten (see
 * row-security.ts). That travels together with the first query, so it costs no round trip of its own.
 * Statements are prepared and kept by each connection. How long what may take says time-limits.ts.
 */

import { Sent } from '../lib/sent.ts'
import { appendAudit } from './audit-log.ts'
import { appendChanges, type ChangesToLog, changesToLog } from './change-log.ts'
import { type AboutDatabase, EVERY_ORGANIZATION, type ExclusiveLock, type PoolState } from './database.ts'
import type { DatabaseUse } from './database-use.ts'
import { type Body, EngineDatabase, NO_RECORDING, type Recording, withHandle } from './engine-database.ts'
import { DatabaseBusyError, isConflict, isLockTimeout } from './errors.ts'
import type { InstanceWrite, WriteHooks } from './handle.ts'
import { PendingFacts } from './pending-facts.ts'
import { capabilities } from './postgres-capabilities.ts'
import { connectPostgres, limitTime } from './postgres-client.ts'
import type { PostgresConnection } from './postgres-connection.ts'
import { PostgresListener } from './postgres-listener.ts'
import { NOTIFY, newsIn, noticesOf } from './postgres-notices.ts'
import { PostgresPool } from './postgres-pool.ts'
import { runnerOn } from './postgres-runner.ts'
import { TENANT_ROLE } from './row-security.ts'
import { postgresSchema } from './schema-postgres.ts'
import { asLongWork, currentPatience, LONG, ORDINARY, type Patience, READ_LOCK } from './time-limits.ts'
import { Handle, type Transaction } from './transaction-handle.ts'

const CONFLICT_RETRIES = 3
const GOODBYE_SECONDS = 1

interface Options {
  /** Of a migrated database. */
  url: string
  hooks: WriteHooks
  /** Whether row-level security does not bind the login: its transactions step down to a role that it binds. */
  stepsDown: boolean
  use: DatabaseUse
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
  /** Tells the notices of this process from those of others. */
  readonly #processId = crypto.randomUUID()
  #listener: PostgresListener | undefined
  /** When a read waited in vain for a lock, by `performance.now()`. */
  #lockedOutAt = Number.NEGATIVE_INFINITY

  private constructor(options: Options) {
    super('postgres')
    this.#options = options
    this.#pool = new PostgresPool(options.url)
  }

  /** @throws The driver's error. */
  static async open(options: Options): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(options)
    database.#listener = await PostgresListener.start({
      url: options.url,
      use: options.use,
      onNotice: (notice) => database.tellListeners(newsIn(notice, database.#processId)),
      onBroadcast: (payload) => {
        const end = payload.indexOf('\n')
        if (payload.slice(0, end) !== database.#processId) database.tellHearers(payload.slice(end + 1))
      },
      onRestart: () => database.tellListeners(null),
    })
    return database
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

  pool(): PoolState {
    return this.#pool.state
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
    await this.#pool.close()
    await this.#listener?.close()
  }

  protected async touch(): Promise<void> {
    await this.#inTransaction(EVERY_ORGANIZATION, READ, async () => {}, NO_RECORDING, currentPatience())
  }

  protected inReadTransaction<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return this.#inTransaction(organizationId, READ, fn, NO_RECORDING, currentPatience())
  }

  protected inSnapshot<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return this.#inTransaction(organizationId, READ, fn, NO_RECORDING, currentPatience())
  }

  protected async inWriteTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    recording: Recording,
  ): Promise<T> {
    const patience = currentPatience()
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#inTransaction(organizationId, WRITE, fn, recording, patience)
      } catch (error) {
        if (!isConflict(error) || attempt > CONFLICT_RETRIES || patience.isOver) throw error
        // Rolled back as a whole, so that nothing of it is there: it may run again.
        recording.facts.length = 0
        recording.audits.length = 0
        this.stats.retries += 1
        await Bun.sleep(attempt * attempt * 10 * (0.5 + Math.random()))
      }
    }
  }

  #inTransaction<T>(
    organizationId: string,
    mode: Mode,
    fn: Body<T>,
    recording: Recording,
    patience: Patience,
  ): Promise<T> {
    const lane = mode.isReadOnly ? 'read' : 'write'
    return this.#pool.use(lane, patience, async (connection) => {
      const transaction = this.#transactionOn(connection, recording)
      const runner = transaction.runner
      let changes: ChangesToLog = new Map()
      const time = timeFor(mode, patience)
      const body = async () => {
        const entered = this.#enter(connection, organizationId, mode, patience)
        const [outcome] = await Promise.all([withHandle(transaction, organizationId, fn), entered])
        changes = changesToLog(recording.facts)
        return outcome
      }
      const tell = () => this.#tell(connection, { ...transaction, runner }, changes)
      try {
        return await connection.transaction({ ...mode, ...time }, body, tell)
      } catch (error) {
        if (mode.isReadOnly && isLockTimeout(error)) this.#lockedOutAt = performance.now()
        throw error
      } finally {
        // When the connection is lost `fn` may go on: what it sends would be in another transaction.
        transaction.runner = null
      }
    })
  }

  /** Sends what is told with the commit. What fails of it makes the commit a rollback, which throws it. */
  #tell(connection: PostgresConnection, transaction: Transaction, changes: ChangesToLog): void {
    const { facts, origin } = transaction
    if (facts.length === 0) return
    const tx = new Handle(transaction, EVERY_ORGANIZATION).as<InstanceWrite>()
    appendChanges(tx, changes, origin, this.#options.hooks.clock.now()).catch(() => {})
    for (const notice of noticesOf(facts, this.#processId)) void connection.send(NOTIFY, [notice])
  }

  #transactionOn(connection: PostgresConnection, { facts, audits, origin }: Recording): Transaction {
    const { hooks } = this.#options
    const transaction: Transaction = {
      runner: null,
      tables: postgresSchema(),
      can: capabilities,
      recorder: hooks.recorder,
      pending: new PendingFacts(),
      sent: new Sent(),
      atEnd: async (handle) => {
        // What the rollups send last travels with the commit, which fails where it does.
        await Promise.all([transaction.sent.arrived(), handle.settleAll()])
        const tx = handle.as<InstanceWrite>()
        await appendAudit(tx, transaction, hooks)
        if (facts.length > 0) await hooks.beforeCommit(tx, facts)
      },
      facts,
      audits,
      origin,
    }
    transaction.runner = runnerOn(connection, this.stats, () => transaction.runner !== null)
    return transaction
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
