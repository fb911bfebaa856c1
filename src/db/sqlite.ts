/**
 * The embedded engine: one connection that writes, one that can only read, both in WAL mode, so
 * that readers never wait for the writer. Every commit is on disk when it is answered
 * (`synchronous=FULL`), and group commit makes that cheap: see write-queue.ts.
 *
 * Queries are synchronous. Inside a `read`, awaiting them never leaves the turn of the loop, and
 * commits happen at its end: a `read` therefore sees one state throughout.
 */
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { type Body, EngineDatabase, withHandle } from './database.ts'
import type { Builder, Capabilities, RecordedFact, Recorder, Runner, Transaction } from './handle.ts'
import { sqliteSchema } from './schema-sqlite.ts'
import { SqliteConnection } from './sqlite-connection.ts'
import { WriteQueue } from './write-queue.ts'

/** How soon a change by another process (a command line) is noticed. */
const FOREIGN_CHANGE_POLL_MS = 250

/** The one writer is alone in its transaction already. */
const alone: Capabilities = {
  lockPeople: async () => {},
  shareOrganization: async () => {},
  lockOrganization: async () => {},
}

export class SqliteDatabase extends EngineDatabase {
  readonly engine = 'sqlite'
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #writing: Runner
  readonly #reading: Runner
  readonly #queue: WriteQueue
  readonly #running = new Set<string>()
  readonly #path: string
  readonly #recorder: Recorder
  readonly #poll: Timer

  /** @param path A migrated database file. */
  constructor(path: string, recorder: Recorder) {
    super()
    this.#path = path
    this.#recorder = recorder
    this.#writer = new SqliteConnection(path, this.stats, { readonly: false })
    this.#reader = new SqliteConnection(path, this.stats, { readonly: true })
    this.#writing = runnerOn(this.#writer)
    this.#reading = runnerOn(this.#reader)
    this.#queue = new WriteQueue(transactionsOn(this.#writer))
    this.#poll = setInterval(this.#noticeForeignChanges(), FOREIGN_CHANGE_POLL_MS)
    this.#poll.unref()
  }

  async exclusively<T>(name: string, fn: () => Promise<T>): Promise<T | undefined> {
    if (this.#running.has(name)) return undefined
    this.#running.add(name)
    try {
      return await fn()
    } finally {
      this.#running.delete(name)
    }
  }

  openConnections(): number {
    return Number(this.#writer.raw.open) + Number(this.#reader.raw.open)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#poll)
    await this.#queue.close()
    this.#reader.close()
    this.#writer.close()
  }

  protected inReadTransaction<T>(organizationId: string, fn: Body<T>): Promise<T> {
    return withHandle(this.#transaction(this.#reading, []), organizationId, fn)
  }

  protected async inSnapshot<T>(organizationId: string, fn: Body<T>): Promise<T> {
    const connection = new SqliteConnection(this.#path, this.stats, { readonly: true })
    try {
      connection.raw.exec('begin')
      return await withHandle(this.#transaction(runnerOn(connection), []), organizationId, fn)
    } finally {
      connection.close()
    }
  }

  protected inWriteTransaction<T>(organizationId: string, fn: Body<T>, facts: RecordedFact[]): Promise<T> {
    return this.#queue.add(() => withHandle(this.#transaction(this.#writing, facts), organizationId, fn))
  }

  #transaction(runner: Runner, facts: RecordedFact[]): Transaction {
    return { runner, tables: sqliteSchema, can: alone, recorder: this.#recorder, facts }
  }

  /** On the writing connection `data_version` moves only when another process has committed. */
  #noticeForeignChanges(): () => void {
    const version = () => this.#writer.raw.pragma('data_version', { simple: true })
    let seen = version()
    return () => {
      const now = version()
      if (now === seen) return
      seen = now
      this.tellListeners(null)
    }
  }
}

function runnerOn(connection: SqliteConnection): Runner {
  const builder = drizzle(connection.forDrizzle as never) as unknown as Builder
  return {
    builder,
    run: (text, values) => connection.run(text, values),
    runBatch: (text, shape, rows, values) => connection.runBatch(text, shape, rows, values),
  }
}

function transactionsOn(connection: SqliteConnection) {
  const command = (sql: string) => () => void connection.prepared(sql).run()
  return {
    begin: command('begin immediate'),
    savepoint: command('savepoint one_writer'),
    release: command('release one_writer'),
    rollbackToSavepoint: command('rollback to one_writer'),
    commit: command('commit'),
    rollback: () => {
      if (connection.raw.inTransaction) connection.raw.exec('rollback')
    },
  }
}
