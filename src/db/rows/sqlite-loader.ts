/**
 * Builds a new SQLite file. Indexes are made when all rows are there, which is several times faster and
 * leaves a file without gaps. It is not safe from a loss of power until `commit`: it is nobody's yet.
 */
import { closeSync, fsyncSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { migrateSqlite } from '../migrate.ts'
import { makePrivateFile } from '../private-file.ts'
import { LEFT_OUT, LEFT_OUT_COLUMNS } from './archived-tables.ts'
import { carryOver } from './carried-over.ts'
import { rowsInFile } from './read-sqlite.ts'
import { quoted, type RowValue, readRows } from './row-lines.ts'
import { FORGET_SEARCH_INDEX, type RowLoader, UnfitRowsError } from './row-loader.ts'
import type { ArchivedColumn, ArchivedTable } from './table-shape.ts'

const CACHE_KILOBYTES = 32_000

export class SqliteLoader implements RowLoader {
  readonly #path: string
  readonly #isKept: boolean
  readonly #db: Sqlite.Database
  readonly #later: string[]
  readonly tables: readonly ArchivedTable[]

  /**
   * @param path Of a file that is not there yet.
   * @param migrations How many of them make its schema; all, where left out.
   * @param isKept Where not, it is not waited for until it is on disk. To write as much at once keeps all
   *   others on that disk waiting, those who commit to another file among them.
   */
  constructor(path: string, migrations?: number, isKept = true) {
    this.#path = path
    this.#isKept = isKept
    makePrivateFile(path)
    this.#db = new Sqlite(path)
    for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', `cache_size = -${CACHE_KILOBYTES}`]) {
      this.#db.pragma(pragma)
    }
    migrateSqlite(this.#db, undefined, migrations)
    this.#db.pragma('foreign_keys = OFF')
    this.tables = tablesOf(this.#db)
    this.#db.exec('begin')
    this.#later = takeApart(this.#db)
  }

  async load(table: ArchivedTable, lines: Uint8Array): Promise<void> {
    const names = table.columns.map(({ name }) => quoted(name))
    const insert = this.#db.prepare(
      `insert into ${quoted(table.name)} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    )
    for (const row of readRows(lines, table.columns)) insert.run(row.map(asBind))
  }

  async complete(): Promise<void> {
    for (const sql of this.#later) this.#db.exec(sql)
    this.#db.exec('commit')
    const sound = this.#db.pragma('integrity_check(1)', { simple: true })
    if (sound !== 'ok') throw new UnfitRowsError(`The integrity check says: ${sound}`)
    const [broken] = this.#db.pragma('foreign_key_check') as { table: string; parent: string }[]
    if (broken)
      throw new UnfitRowsError(`Rows of ${broken.table} refer to ${broken.parent} that are not there.`)
  }

  /** To the schema of this version, where it was filled with an older one. */
  upgrade(): void {
    migrateSqlite(this.#db)
    this.#db.pragma('foreign_keys = OFF')
  }

  /** @param path Of the database before, with the schema of this version. */
  carryOver(path: string): void {
    this.#db.prepare('attach ? as before').run(path)
    const wasUsed = this.#db.prepare('select 1 from before.users limit 1').get() !== undefined
    if (wasUsed) for (const sql of carryOver('before.')) this.#db.exec(sql)
    this.#db.exec('insert or ignore into backups select * from before.backups')
    this.#db.exec('detach before')
  }

  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array> {
    return rowsInFile(this.#db, table)
  }

  async commit(): Promise<void> {
    this.#db.exec(FORGET_SEARCH_INDEX)
    this.#db.close()
    if (!this.#isKept) return
    const file = openSync(this.#path, 'r')
    fsyncSync(file)
    closeSync(file)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#db.open) this.#db.close()
  }
}

function asBind(value: RowValue): RowValue {
  return typeof value === 'boolean' ? Number(value) : value
}

/** Drops what would be kept with every row. @returns What makes it again, in the right order. */
function takeApart(db: Sqlite.Database): string[] {
  const parts = db
    .prepare(
      `select type, name, sql from sqlite_schema
       where sql is not null and (type = 'trigger' or type = 'index') order by type`,
    )
    .all() as { type: string; name: string; sql: string }[]
  for (const { type, name } of parts) db.exec(`drop ${type} ${quoted(name)}`)
  return parts.map(({ sql }) => sql)
}

/** As they are in the file, whatever this version's are. */
function tablesOf(db: Sqlite.Database): ArchivedTable[] {
  const names = db
    .prepare(
      `select name from sqlite_schema where type = 'table'
       and name not like 'sqlite!_%' escape '!' and name not like '!_!_%' escape '!'
       and name not like 'search!_%' escape '!' order by name`,
    )
    .pluck()
    .all() as string[]
  return names
    .filter((name) => !LEFT_OUT.includes(name))
    .map((name) => ({ name, columns: columnsOf(db, name) }))
}

/** Which of the integers are booleans, and which texts are JSON, it does not know. */
function columnsOf(db: Sqlite.Database, table: string): ArchivedColumn[] {
  const found = db.pragma(`table_info(${quoted(table)})`) as { name: string; type: string }[]
  return found
    .filter(({ name }) => !LEFT_OUT_COLUMNS.includes(name))
    .map(({ name, type }) => ({ name, kind: type.toLowerCase() === 'integer' ? 'int' : 'text' }))
}
