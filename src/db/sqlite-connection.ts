/**
 * One better-sqlite3 connection with its statements kept prepared: a fresh `prepare` costs eight
 * times a run. Every execution is counted.
 */
import Sqlite from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import type { QueryStats } from './query-stats.ts'
import {
  type CompiledStatement,
  compileForSqlite,
  type RowShape,
  type StatementValue,
  type StatementValues,
} from './statement.ts'

const STATEMENTS_KEPT = 500

export class SqliteConnection {
  readonly raw: Sqlite.Database
  readonly #stats: QueryStats
  readonly #prepared = new LRUCache<string, Sqlite.Statement>({ max: STATEMENTS_KEPT })
  readonly #compiled = new Map<string, CompiledStatement>()

  constructor(path: string, stats: QueryStats, options: { readonly: boolean }) {
    this.raw = new Sqlite(path, { readonly: options.readonly, timeout: 0 })
    this.#stats = stats
    this.raw.pragma('foreign_keys = ON')
    this.raw.pragma('busy_timeout = 0')
    this.raw.pragma('cache_size = -16000')
    this.raw.pragma('temp_store = MEMORY')
    if (!options.readonly) {
      this.raw.pragma('journal_mode = WAL')
      // This build opens WAL databases with NORMAL, which may lose the last commits on power loss.
      this.raw.pragma('synchronous = FULL')
    }
  }

  /** Runs hot SQL with named values: see statement.ts. */
  run(text: string, values: StatementValues): unknown[] {
    const { sql, parameters } = this.#compile(text)
    return this.#execute(sql, bindings(parameters, values, {}))
  }

  /** Runs hot SQL once for each row. */
  runBatch(text: string, shape: RowShape, rows: StatementValues[], values: StatementValues): unknown[] {
    const { sql, parameters } = this.#compile(text, shape)
    const statement = this.prepared(sql)
    const startedAt = performance.now()
    const results: unknown[] = []
    for (const row of rows) {
      const binds = bindings(parameters, values, row)
      if (statement.reader) results.push(...statement.all(...binds))
      else statement.run(...binds)
    }
    this.#stats.finished(sql, startedAt)
    return results
  }

  /** The part of better-sqlite3's interface that drizzle calls. */
  get forDrizzle() {
    return { prepare: (sql: string) => this.#countedStatement(sql) }
  }

  prepared(sql: string): Sqlite.Statement {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.raw.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }

  close(): void {
    this.#prepared.clear()
    this.raw.close()
  }

  #execute(sql: string, binds: StatementValue[]): unknown[] {
    const statement = this.prepared(sql)
    const startedAt = performance.now()
    try {
      if (statement.reader) return statement.all(...binds)
      statement.run(...binds)
      return []
    } finally {
      this.#stats.finished(sql, startedAt)
    }
  }

  #compile(text: string, shape?: RowShape): CompiledStatement {
    const known = this.#compiled.get(text)
    if (known) return known
    const compiled = compileForSqlite(text, shape)
    this.#compiled.set(text, compiled)
    return compiled
  }

  /** `raw()` switches a statement for good, and statements are shared: switch it back each time. */
  #countedStatement(sql: string) {
    const statement = this.prepared(sql)
    const counted = <T>(run: () => T): T => {
      const startedAt = performance.now()
      try {
        return run()
      } finally {
        this.#stats.finished(sql, startedAt)
      }
    }
    const asArrays = <T>(run: () => T): T => {
      statement.raw(true)
      try {
        return counted(run)
      } finally {
        statement.raw(false)
      }
    }
    return {
      run: (...binds: unknown[]) => counted(() => statement.run(...binds)),
      all: (...binds: unknown[]) => counted(() => statement.all(...binds)),
      get: (...binds: unknown[]) => counted(() => statement.get(...binds)),
      raw: () => ({
        all: (...binds: unknown[]) => asArrays(() => statement.all(...binds)),
        get: (...binds: unknown[]) => asArrays(() => statement.get(...binds)),
      }),
    }
  }
}

const ROW_PREFIX = 'rows.'

/** Values in the order of their places; better-sqlite3 refuses booleans. */
function bindings(
  parameters: (string | null)[],
  values: StatementValues,
  row: StatementValues,
): StatementValue[] {
  return parameters.map((name) => {
    const value = name?.startsWith(ROW_PREFIX) ? row[name.slice(ROW_PREFIX.length)] : values[name ?? '']
    if (value === undefined) throw new Error(`a statement's value is missing: ${name}`)
    return typeof value === 'boolean' ? Number(value) : value
  })
}
