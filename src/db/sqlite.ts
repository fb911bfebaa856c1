/**
 * The embedded engine: one connection that writes, one that can only read, both in WAL mode, so
 * that readers never wait for the writer. Every commit is on disk when it is answered
 * (`synchronous=FULL`), and group commit makes that cheap: see write-queue.ts.
 *
 * Queries are synchronous. Inside a `read`, awaiting them never leaves the turn of the loop, and
 * commits happen in turns of their own: a `read` therefore sees one state throughout. A `write` that
 * takes long gives way between its statements, its transaction open: see writer-turns.ts.
 */
import Sqlite from 'better-sqlite3'
import { bound } from '../lib/current-correlation.ts'
import { Sent } from '../lib/sent.ts'
import { appendAudit } from './audit-log.ts'
import { besideOthers } from './beside-others.ts'
import { appendChanges, changesToLog } from './change-log.ts'
import {
  type AboutDatabase,
  type CommitNews,
  EVERY_ORGANIZATION,
  type ExclusiveLock,
  type PoolState,
} from './database.ts'
import { DatabaseFile } from './database-file.ts'
import {
  ALONE,
  type Body,
  EngineDatabase,
  type Manner,
  NO_RECORDING,
  type Recording,
  withHandle,
} from './engine-database.ts'
import { DatabaseReplacedError, isBusy } from './errors.ts'
import type { InstanceWrite, RecordedFact, WriteHooks } from './handle.ts'
import { LogCopier } from './log-copier.ts'
import { PendingFacts } from './pending-facts.ts'
import { sqliteSchema } from './schema-sqlite.ts'
import { ChangeMarks } from './sqlite-change-marks.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { sqliteKit } from './sqlite-query-kit.ts'
import { runnerOn, transactionsOn } from './sqlite-transactions.ts'
import { asLongWork, currentPatience } from './time-limits.ts'
import type { Transaction } from './transaction-handle.ts'
import { WriteQueue } from './write-queue.ts'
import type { WriterTurns } from './writer-turns.ts'

/** How soon it is noticed that another process (a command line) changed something, or that the file is gone. */
const POLL_MS = 250
/** A look that is older than this is too old to rely on. */
const LATE_MS = 1_000

export class SqliteDatabase extends EngineDatabase {
  /** Whoever writes waits for it. */
  readonly bulk_ms = 30
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #queue: WriteQueue
  readonly #path: string
  readonly #file: DatabaseFile
  readonly #copier: LogCopier
  readonly #hooks: WriteHooks
  readonly #marks: ChangeMarks
  readonly #held: Disposable
  readonly #noticeForeignChanges: () => void
  readonly #poll: Timer
  /** Of a snapshot, for the next: to read the schema and to prepare statements takes as long as many of them. */
  #rested: SqliteConnection | null = null
  #lookedAt = performance.now()
  /** Of the group of writers that is at it. */
  readonly #pending = new PendingFacts()
  #recorded: RecordedFact[] = []
  /** Does what is left to do on behalf of the last writer of the group. */
  #settle = (settle: () => Promise<void>) => settle()

  /**
   * @param path A migrated database file.
   * @param held What ends with it.
   */
  constructor(path: string, hooks: WriteHooks, held: Disposable) {
    super('sqlite')
    this.#held = held
    this.#path = path
    this.#hooks = hooks
    this.#writer = new SqliteConnection(path, this.stats, { readonly: false })
    this.#reader = new SqliteConnection(path, this.stats, { readonly: true })
    this.#file = new DatabaseFile(path, () => Math.max(bytesHeldBy(this.#reader), bytesHeldBy(this.#writer)))
    this.#noticeForeignChanges = this.#foreignChanges()
    this.#marks = new ChangeMarks(this.#reader, this.#writer)
    this.#copier = new LogCopier(path)
    const transactions = transactionsOn(this.#writer, this.#file, this.#marks, this.#copier)
    this.#queue = new WriteQueue({
      ...transactions,
      begin: () => {
        transactions.begin()
        this.#beginGroup()
      },
      finish: (turns) => this.#endGroup(turns),
    })
    this.#poll = setInterval(() => this.#look(), POLL_MS)
    this.#poll.unref()
  }

  isHearing(now = performance.now()): boolean {
    // The timer may be late, after a halt of the process or behind long work.
    if (now - this.#lookedAt > LATE_MS) this.#look()
    return true
  }

  async exclusively<T>(name: string, fn: (lock: ExclusiveLock) => Promise<T>): Promise<T | undefined> {
    const lock = this.#lock(name)
    if (!lock) return undefined
    try {
      return await asLongWork(() => fn({ isHeld: () => !this.#file.isLost }))
    } finally {
      lock.close()
    }
  }

  async isTaken(name: string): Promise<boolean> {
    const lock = this.#lock(name)
    lock?.close()
    return lock === undefined
  }

  /** Its plans do not rest on statistics: see statement.ts. */
  async refreshStatistics(): Promise<void> {}

  get isAwaited(): boolean {
    return this.#queue.isAwaited
  }

  openConnections(): number {
    return Number(this.#writer.raw.open) + Number(this.#reader.raw.open)
  }

  /** Reads are done when they are asked, so that only the writer is waited for. */
  pool(): PoolState {
    const in_use = Number(this.#queue.isBusy)
    return { most: 2, in_use, idle: this.openConnections() - in_use, waiting: this.#queue.waiting }
  }

  async about(): Promise<AboutDatabase> {
    return this.#reader.prepared(ABOUT).get() as AboutDatabase
  }

  async explain(sql: string): Promise<string[]> {
    // Values must stand there, though nobody looks at them.
    const text = `explain query plan ${sql.replaceAll('?', "'x'")}`
    const rows = this.#reader.raw.prepare(text).all() as { detail: string }[]
    return rows.map(({ detail }) => detail)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#poll)
    await this.#queue.close()
    await this.#copier[Symbol.asyncDispose]()
    this.#rested?.close()
    this.#reader.close()
    this.#writer.close()
    this.#held[Symbol.dispose]()
  }

  protected async touch(): Promise<void> {
    this.#file.assertThere()
    this.#reader.prepared('select 1 from __drizzle_migrations limit 1').get()
  }

  protected inReadTransaction<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return withHandle(this.#transaction(this.#reader), organizationId, fn)
  }

  protected async inSnapshot<T>(organizationId: string, fn: Body<T>): Promise<T> {
    // It would open what has taken its place.
    this.#file.assertThere()
    const connection = this.#rested ?? this.#openLate()
    this.#rested = null
    try {
      connection.raw.exec('begin')
      return await withHandle(this.#transaction(connection), organizationId, fn)
    } finally {
      this.#rest(connection)
    }
  }

  #openLate(): SqliteConnection {
    return new SqliteConnection(this.#path, this.stats, { readonly: true, isLate: true })
  }

  #rest(connection: SqliteConnection): void {
    if (this.#rested !== null || !this.#reader.raw.open || !connection.raw.inTransaction) connection.close()
    else {
      // Of what it has read, which may be much, it keeps nothing.
      connection.raw.exec('rollback; pragma shrink_memory')
      this.#rested = connection
    }
  }

  protected async inWriteTransaction<T>(
    organizationId: string,
    fn: Body<T>,
    recording: Recording,
    manner: Manner,
  ): Promise<T> {
    // The first of a group would else run it on its own behalf.
    const run = bound(async (turns: WriterTurns) => {
      this.#settle = bound((settle) => settle())
      // Refused within its handle, so that the handle ends although `fn` goes on.
      const body: Body<T> = (handle) => turns.spend(() => fn(handle))
      const transaction = this.#transaction(this.#writer, recording, turns, manner)
      transaction.atEnd = async (handle) => {
        const tx = handle.as<InstanceWrite>()
        const { facts, sent } = transaction
        await sent.arrived()
        await appendAudit(tx, transaction, this.#hooks)
        const changes = changesToLog(transaction)
        if (changes.size > 0) await appendChanges(tx, changes, this.#hooks.clock.now())
        this.#marks.note(facts)
        this.#recorded.push(...facts)
      }
      const restore = this.#pending.save()
      try {
        return await withHandle(transaction, organizationId, body)
      } catch (error) {
        restore()
        throw error
      }
    })
    return this.#queue.add(currentPatience(), run)
  }

  #beginGroup(): void {
    this.#pending.clear()
    this.#recorded = []
  }

  /** What is left to do for all writers of a group. Where it fails, all of them fail. */
  async #endGroup(turns: WriterTurns): Promise<void> {
    const recorded = this.#recorded
    if (recorded.length === 0) return
    const transaction = this.#transaction(this.#writer, NO_RECORDING, turns)
    const settle = () =>
      withHandle(transaction, EVERY_ORGANIZATION, (handle) =>
        turns.spend(async () => {
          await handle.settleAll()
          await this.#hooks.beforeCommit(handle.as<InstanceWrite>(), recorded)
          await transaction.sent.arrived()
        }),
      )
    await this.#settle(settle)
  }

  #lock(name: string): Sqlite.Database | undefined {
    if (this.#file.isLost) throw new DatabaseReplacedError()
    return lockFile(`${this.#path}.lock-${name.replaceAll(/\W/g, '-')}`)
  }

  #transaction(
    connection: SqliteConnection,
    { facts, audits, origin } = NO_RECORDING,
    turns?: WriterTurns,
    { isBesideOthers, holds }: Manner = ALONE,
  ): Transaction {
    const { recorder } = this.#hooks
    const transaction: Transaction = {
      runner: null,
      tables: sqliteSchema,
      can: isBesideOthers ? besideOthers(sqliteKit.can, holds) : sqliteKit.can,
      isBesideOthers,
      recorder,
      pending: this.#pending,
      sent: new Sent(),
      facts,
      audits,
      origin,
    }
    transaction.runner = runnerOn(connection, () => transaction.runner !== null, turns)
    return transaction
  }

  #look(): void {
    this.#lookedAt = performance.now()
    this.#file.look()
    this.#noticeForeignChanges()
  }

  /** On the writing connection `data_version` moves only when another process has committed. */
  #foreignChanges(): () => void {
    const version = () => this.#writer.raw.pragma('data_version', { simple: true })
    let seen = version()
    /** Asks again where somebody commits meanwhile: their marks may have been seen with those before. */
    const look = () => {
      const looks: (CommitNews[] | null)[] = []
      for (let now = version(); now !== seen; now = version()) {
        seen = now
        looks.push(this.#marks.foreign())
      }
      return looks[0] === null ? null : looks.flatMap((news) => news ?? [])
    }
    return () => {
      let news: CommitNews[] | null = []
      try {
        news = look()
      } catch (error) {
        // Noticed as damage, where it is one; else the next time tells.
        this.translated(error)
      }
      this.tellListeners(news)
    }
  }
}

/** An empty database, whose lock the system takes back when the process dies. */
function lockFile(path: string): Sqlite.Database | undefined {
  const file = new Sqlite(path, { timeout: 0 })
  try {
    return file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function bytesHeldBy(connection: SqliteConnection): number {
  const { bytes } = connection
    .prepared('select page_count * page_size as bytes from pragma_page_count, pragma_page_size')
    .get() as { bytes: number }
  return bytes
}

const ABOUT = `
  select sqlite_version() as version, page_count * page_size as size_bytes,
         (select count(*) from __drizzle_migrations) as migrations
  from pragma_page_count, pragma_page_size`
