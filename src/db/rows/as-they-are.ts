/**
 * The rows of a database of an older schema, read by its own catalogue: it is archived before it is
 * brought to the schema of this version.
 *
 * Promises: the tables and columns that its migrations have made and an archive holds, those tables first
 * to which others refer. What somebody has added beside them is not ours to restore.
 */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { EVERY_ORGANIZATION } from '../database.ts'
import { migrateSqlite } from '../migrate.ts'
import { isPostgres, sqlitePath } from '../open.ts'
import { connectPostgres, limitTime, type PostgresClient } from '../postgres-client.ts'
import { WHOLE } from '../time-limits.ts'
import { archivedTables, isLeftOut, LEFT_OUT_COLUMNS } from './archived-tables.ts'
import { postgresCursor, postgresRows } from './read-postgres.ts'
import { rowsInFile } from './read-sqlite.ts'
import type { ArchivedTable, ColumnKind } from './table-shape.ts'

const GOODBYE_SECONDS = 1

/** One state of it, which stands still. */
export interface RowsAsTheyAre extends AsyncDisposable {
  readonly tables: readonly ArchivedTable[]
  rowsOf(table: ArchivedTable): AsyncGenerator<Uint8Array>
}

export async function readAsTheyAre(url: string, of: MadeBy): Promise<RowsAsTheyAre> {
  return isPostgres(url) ? readPostgres(url, of) : readSqlite(sqlitePath(url), of)
}

/** Which migrations have made it. */
export interface MadeBy {
  /** Of all, with one for each engine in it. */
  folder: string
  migrations: number
}

function readSqlite(path: string, of: MadeBy): RowsAsTheyAre {
  const db = new Sqlite(path, { readonly: true })
  return {
    tables: archived(columnsOfSqlite(db), of),
    rowsOf: (table) => rowsInFile(db, table),
    [Symbol.asyncDispose]: async () => void db.close(),
  }
}

async function readPostgres(url: string, of: MadeBy): Promise<RowsAsTheyAre> {
  const client = await connectPostgres(url)
  const end = () => client.end({ timeout: GOODBYE_SECONDS })
  try {
    await limitTime(client, WHOLE)
    await beginSnapshot(client)
    return {
      tables: archived(await columnsOfPostgres(client), of),
      rowsOf: (table) =>
        postgresRows(postgresCursor(table), async (text) => [
          ...(await client.unsafe<{ line: string }[]>(text)),
        ]),
      [Symbol.asyncDispose]: end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** On the client's one connection, until that ends. It sees every organization. */
export async function beginSnapshot(client: PostgresClient): Promise<void> {
  await client.unsafe('begin isolation level repeatable read read only')
  await client`select set_config('app.organization_id', ${EVERY_ORGANIZATION}, true)`
}

interface FoundColumn {
  table: string
  name: string
  type: string
}

function columnsOfSqlite(db: Sqlite.Database): FoundColumn[] {
  return db
    .prepare(
      `select t.name as "table", c.name, lower(c.type) as type
       from pragma_table_list t join pragma_table_info(t.name) c
       where t.schema = 'main' and t.type = 'table' order by t.name, c.cid`,
    )
    .all() as FoundColumn[]
}

async function columnsOfPostgres(client: PostgresClient): Promise<FoundColumn[]> {
  const found = await client<FoundColumn[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`
  return [...found]
}

function archived(found: readonly FoundColumn[], { folder, migrations }: MadeBy): ArchivedTable[] {
  const empty = new Sqlite(':memory:')
  try {
    migrateSqlite(empty, join(folder, 'sqlite'), migrations)
    const ours = new Set(columnsOfSqlite(empty).map(keyOf))
    const columns = found.filter((column) => ours.has(keyOf(column)) && isArchived(column))
    const known = knownKinds()
    const tables = [...Map.groupBy(columns, ({ table }) => table)].map(([name, own]) => ({
      name,
      columns: own.map((one) => ({ name: one.name, kind: known.get(keyOf(one)) ?? kindOf(one.type) })),
    }))
    return parentsFirst(tables, referencesIn(empty))
  } finally {
    empty.close()
  }
}

function isArchived({ table, name }: FoundColumn): boolean {
  return !isLeftOut(table) && !LEFT_OUT_COLUMNS.includes(name)
}

/** The catalogue of SQLite has neither booleans nor JSON: where the schema of this version still has a column, it knows. */
function knownKinds(): Map<string, ColumnKind> {
  return new Map(
    archivedTables().flatMap(({ name: table, columns }) =>
      columns.map(({ name, kind }) => [keyOf({ table, name }), kind] as const),
    ),
  )
}

function keyOf({ table, name }: Pick<FoundColumn, 'table' | 'name'>): string {
  return `${table}.${name}`
}

const KINDS: Record<string, ColumnKind> = {
  boolean: 'bool',
  json: 'json',
  jsonb: 'json',
  integer: 'int',
  bigint: 'int',
}

function kindOf(type: string): ColumnKind {
  return KINDS[type] ?? 'text'
}

interface Reference {
  table: string
  parent: string
}

function referencesIn(db: Sqlite.Database): Reference[] {
  return db
    .prepare(
      `select t.name as "table", f."table" as parent
       from pragma_table_list t join pragma_foreign_key_list(t.name) f where t.schema = 'main'`,
    )
    .all() as Reference[]
}

/** What refers to each other in a circle stays in the order of its names. */
function parentsFirst(tables: readonly ArchivedTable[], references: readonly Reference[]): ArchivedTable[] {
  const rest = new Map(tables.map((table) => [table.name, table]))
  const sorted: ArchivedTable[] = []
  const waits = (name: string) =>
    references.some(({ table, parent }) => table === name && parent !== name && rest.has(parent))
  while (rest.size > 0) {
    const ready = [...rest.values()].filter(({ name }) => !waits(name))
    const next = ready.length > 0 ? ready : [...rest.values()].slice(0, 1)
    for (const table of next) rest.delete(table.name)
    sorted.push(...next)
  }
  return sorted
}
