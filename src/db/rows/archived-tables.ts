/**
 * Which tables an archive holds, in an order in which what is referred to comes first. The list comes
 * from the schema, so that a new table cannot be forgotten.
 *
 * Left out is what follows from the rest or belongs to a place: the index of texts, which each engine
 * has in its own way and which is made anew, what says which backups lie in a folder, how far
 * webhooks are, and what processes on one file tell each other. The rollups are in it, although they could
 * be computed: to load them takes far less time.
 */
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { sqliteSchema, sqliteTables } from '../schema-sqlite.ts'
import type { ArchivedTable, ColumnKind } from './table-shape.ts'

export const LEFT_OUT: readonly string[] = [
  'search_queue',
  'backups',
  // Whoever restores a copy of a database must not begin to tell others what happens in it.
  'webhook_places',
  'webhook_deliveries',
  // Those that SQLite alone has.
  ...Object.keys(sqliteTables).filter((name) => !(name in sqliteSchema)),
]

/** The same of a file or a database of whatever schema: what begins so is of the index, of SQLite or of the migrations. */
export function isLeftOut(table: string): boolean {
  return LEFT_OUT.includes(table) || /^(search_|sqlite_|__)/.test(table)
}

/** What a column of this name says is of the index, too: by which rules it was made. */
export const LEFT_OUT_COLUMNS: readonly string[] = ['search_version']

const KINDS: Record<string, ColumnKind> = { string: 'text', number: 'int', boolean: 'bool', json: 'json' }

/** The schema has the faces of Postgres's tables; these are SQLite's. */
const TABLES = sqliteSchema as unknown as Record<string, SQLiteTable>

export function archivedTables(): ArchivedTable[] {
  return Object.values(TABLES)
    .map((table) => getTableConfig(table))
    .filter(({ name }) => !LEFT_OUT.includes(name))
    .map(({ name, columns }) => ({
      name,
      columns: columns
        .filter((column) => !LEFT_OUT_COLUMNS.includes(column.name))
        .map((column) => ({ name: column.name, kind: kindOf(column.dataType) })),
    }))
}

/** The primary key of a table, without the organization where that leads it. */
export function keyOf(table: string): string[] {
  return wholeKeyOf(table).filter((name) => name !== 'organization_id')
}

export function wholeKeyOf(table: string): string[] {
  const found = TABLES[table]
  if (!found) throw new Error(`There is no table ${table}.`)
  const { primaryKeys, columns: all } = getTableConfig(found)
  const columns = primaryKeys[0]?.columns ?? all.filter((column) => column.primary)
  return columns.map(({ name }) => name)
}

function kindOf(dataType: string): ColumnKind {
  const kind = KINDS[dataType]
  if (!kind) throw new Error(`An archive knows no columns of type ${dataType}.`)
  return kind
}
