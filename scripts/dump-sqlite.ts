/** A database of SQLite as the statements that make it. */
import type Sqlite from 'better-sqlite3'
import { quoted } from '../src/db/rows/row-lines.ts'

/** Where it is remembered which migrations there were, and what SQLite makes by itself. */
const NOT_OURS = `name <> '__drizzle_migrations' and name not like 'sqlite!_%' escape '!'`

/**
 * Tables, indexes and triggers in the order in which they lie there, by which the planner decides where two
 * ways cost the same. Then the rows.
 */
export function dumpSqlite(db: Sqlite.Database): string {
  // The tables behind a virtual one come with it, and the index of a key with its table.
  const parts = list(
    db,
    `select sql from sqlite_schema where sql is not null and ${NOT_OURS}
     and name not in (select name from pragma_table_list where type = 'shadow') order by rowid`,
  )
  const tables = list(
    db,
    `select name from pragma_table_list where schema = 'main' and type = 'table' and ${NOT_OURS} order by name`,
  )
  return [...parts, ...tables.flatMap((table) => rowsOf(db, table))].map((sql) => `${sql};\n`).join('')
}

function rowsOf(db: Sqlite.Database, table: string): string[] {
  // Without those that are computed.
  const columns = list(db, `select name from pragma_table_info('${table}')`).map(quoted)
  const values = columns.map((column) => `quote(${column})`).join(` || ', ' || `)
  const rows = list(db, `select ${values} from ${quoted(table)}`)
  return rows.map((row) => `INSERT INTO ${quoted(table)} (${columns.join(', ')}) VALUES (${row})`)
}

function list(db: Sqlite.Database, sql: string): string[] {
  return db.prepare(sql).pluck().all() as string[]
}
