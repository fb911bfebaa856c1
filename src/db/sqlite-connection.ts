/**
 * One better-sqlite3 connection with its statements kept prepared: a fresh `prepare` costs eight
 * times a run. Every execution is counted.
 */
import Sqlite from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import type { Batch } from './handle.ts'
import type { QueryStats } from './query-stats.ts'
import {
  compileForSqlite,
  ROW_PREFIX,
  type RowShape,
  type RowsAs,
  type StatementValue,
  type StatementValues,
} from './statement.ts'
import { storable } from './storable.ts'
import { whileBusySync } from './while-busy.ts'

const STATEMENTS_KEPT = 500
/** Few sizes, since each is a statement of its own. */
const ROWS_AS_VALUES = [64, 16, 4, 1]

export class SqliteConnection {
  readonly raw: Sqlite.Database
  readonly #stats: QueryStats
  readonly #prepared = new LRUCache<string, Sqlite.Statement>({ max: STATEMENTS_KEPT })
  /** Those of `runQuery`, whose rows are arrays for good. */
  readonly #preparedArrays = new LRUCache<string, Prepared>({ max: STATEMENTS_KEPT })
  readonly #compiled = new Map<RowsAs, Map<string, Compiled>>()

  /** @param options.isLate Opened while others are served: it does not wait for anybody with the loop held. */
  constructor(path: string, stats: QueryStats, options: { readonly: boolean; isLate?: boolean }) {
    this.raw = new Sqlite(path, { readonly: options.readonly, timeout: 0 })
    this.#stats = stats
    const setUp = () => {
      this.raw.pragma('foreign_keys = ON')
      this.raw.pragma('busy_timeout = 0')
      this.raw.pragma('cache_size = -16000')
      this.raw.pragma('temp_store = MEMORY')
      if (options.readonly) return
      this.raw.pragma('journal_mode = WAL')
      // This build opens WAL databases with NORMAL, which may lose the last commits on power loss.
      this.raw.pragma('synchronous = FULL')
      // Whoever commits would wait for it: the write queue does it in a turn of its own.
      this.raw.pragma('wal_autocheckpoint = 0')
    }
    if (options.isLate) setUp()
    else whileBusySync(setUp)
  }

  /** Runs hot SQL with named values: see statement.ts. */
  run(text: string, values: StatementValues): unknown[] {
    const { prepared, bind } = this.#compile(text)
    return this.#run(prepared, bind(values, []))
  }

  /** Runs hot SQL for all the rows. */
  runBatch(batch: Batch, rows: StatementValues[], values: StatementValues): unknown[] {
    if (rows.length === 1) return this.#runRows(batch, 1, rows, values)
    if (!batch.isApart) return this.#runRows(batch, 'document', rows, values)
    const parts: unknown[][] = []
    for (let from = 0; from < rows.length; ) {
      const left = rows.length - from
      const count = ROWS_AS_VALUES.find((count) => count <= left) ?? 1
      parts.push(this.#runRows(batch, count, rows.slice(from, from + count), values))
      from += count
    }
    return parts.flat()
  }

  #runRows({ text, shape }: Batch, as: RowsAs, rows: StatementValues[], values: StatementValues): unknown[] {
    const { prepared, bind } = this.#compile(text, shape, as)
    return this.#run(prepared, bind(values, rows))
  }

  /** Runs a query of ours: see query.ts. @returns Rows as arrays. */
  runQuery(sql: string, binds: unknown[]): unknown[][] {
    return this.#run(this.#preparedForArrays(sql), binds.map(asBind)) as unknown[][]
  }

  prepared(sql: string): Sqlite.Statement {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.raw.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }

  #preparedForArrays(sql: string): Prepared {
    const known = this.#preparedArrays.get(sql)
    if (known) return known
    const prepared = asPrepared(sql, this.raw.prepare(sql))
    if (prepared.reads) prepared.statement.raw(true)
    this.#preparedArrays.set(sql, prepared)
    return prepared
  }

  close(): void {
    this.#prepared.clear()
    this.#preparedArrays.clear()
    this.#compiled.clear()
    this.raw.close()
  }

  #run({ statement, sql, reads }: Prepared, binds: unknown[]): unknown[] {
    const startedAt = performance.now()
    let failure: unknown
    try {
      if (reads) return statement.all(...binds)
      statement.run(...binds)
      return []
    } catch (error) {
      failure = error
      throw naming(error, sql, binds)
    } finally {
      this.#stats.finished(sql, startedAt, failure)
    }
  }

  #compile(text: string, shape?: RowShape, as: RowsAs = 1): Compiled {
    const ofKind = this.#compiled.get(as) ?? new Map<string, Compiled>()
    this.#compiled.set(as, ofKind)
    const known = ofKind.get(text)
    if (known) return known
    const { sql, parameters } = compileForSqlite(text, shape, as)
    const prepared = asPrepared(sql, this.raw.prepare(sql))
    const bind = binder(parameters, Object.keys(shape ?? {}), as === 'document' ? 1 : as)
    const compiled = { prepared, bind }
    ofKind.set(text, compiled)
    return compiled
  }

  /**
   * A statement with what drizzle calls on it. `raw()` switches it for good, and statements are
   * shared: switch it back each time.
   */
  countedStatement(sql: string) {
    const statement = this.prepared(sql)
    const counted =
      (method: 'run' | 'all' | 'get') =>
      (...binds: unknown[]) => {
        const startedAt = performance.now()
        let failure: unknown
        try {
          return statement[method](...binds.map(storable))
        } catch (error) {
          failure = error
          throw naming(error, sql, binds)
        } finally {
          this.#stats.finished(sql, startedAt, failure)
        }
      }
    const asArrays =
      (method: 'all' | 'get') =>
      (...binds: unknown[]) => {
        statement.raw(true)
        try {
          return counted(method)(...binds)
        } finally {
          statement.raw(false)
        }
      }
    return {
      run: counted('run'),
      all: counted('all'),
      get: counted('get'),
      raw: () => ({ all: asArrays('all'), get: asArrays('get') }),
    }
  }
}

interface Prepared {
  statement: Sqlite.Statement
  sql: string
  /** Whether it gives rows: asked of the statement, that costs a call each time. */
  reads: boolean
}

function asPrepared(sql: string, statement: Sqlite.Statement): Prepared {
  return { statement, sql, reads: statement.reader }
}

/** For good: there are as many as the code has texts. */
interface Compiled {
  prepared: Prepared
  /** Values in the order of their places. */
  bind: (values: StatementValues, rows: StatementValues[]) => StatementValue[]
}

function binder(parameters: (string | null)[], columns: string[], count: number): Compiled['bind'] {
  let ofRows = 0
  const places = parameters.map((name) => {
    if (!name?.startsWith(ROW_PREFIX)) return { name, row: null }
    const row = Math.floor(ofRows / columns.length) % count
    ofRows += 1
    return { name: name.slice(ROW_PREFIX.length), row }
  })
  return (values, rows) =>
    places.map(({ name, row }) => {
      if (name === null) return documentOf(rows, columns)
      return bound(row === null ? values : rows[row]!, name)
    })
}

/** A list of lists, in the order of the columns. */
function documentOf(rows: StatementValues[], columns: string[]): string {
  const document = JSON.stringify(rows.map((row) => columns.map((column) => given(row, column))))
  // JSON writes what is not storable as an escape: where there is none, no text has to be looked at.
  if (document.includes('\\u')) for (const row of rows) for (const column of columns) storable(row[column])
  return document
}

/** Says of the driver's error which query it was, in the words of the other engine's driver. */
function naming(error: unknown, query: string, parameters: unknown[]): unknown {
  if (!(error instanceof Error) || 'query' in error) return error
  return Object.defineProperties(error, { query: { value: query }, parameters: { value: parameters } })
}

function bound(values: StatementValues, name: string): StatementValue {
  return storable(given(values, name))
}

function given(values: StatementValues, name: string): StatementValue {
  const value = values[name]
  if (value === undefined) throw new Error(`a statement's value is missing: ${name}`)
  return asBind(value) as StatementValue
}

/** better-sqlite3 refuses booleans. */
function asBind(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}
