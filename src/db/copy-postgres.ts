/**
 * Copies the rows of a Postgres database, of one state, into another one that the same migrations have
 * made: table by table from one `COPY` into the other, without a stop in between.
 */
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EVERY_ORGANIZATION } from './database.ts'
import { migratePostgres } from './migrate.ts'
import { connectPostgres, limitTime, type PostgresClient } from './postgres-client.ts'
import { beginSnapshot } from './rows/as-they-are.ts'
import { WHOLE } from './time-limits.ts'

const GOODBYE_SECONDS = 1
const CHUNK_BYTES = 65_536

/**
 * @param to An empty database.
 * @param folder Of the migrations of Postgres. @param migrations How many of them the first one has.
 */
export async function copyPostgres(
  from: string,
  to: string,
  { folder, migrations }: { folder: string; migrations: number },
  show: (share: number, table: string) => void,
): Promise<void> {
  const [source, target] = await Promise.all([connectPostgres(from), connectPostgres(to)])
  try {
    await limitTime(source, WHOLE)
    await limitTime(target, WHOLE)
    await migratePostgres(target, folder, [], migrations)
    await beginSnapshot(source)
    await target.unsafe('begin')
    await target`select set_config('app.organization_id', ${EVERY_ORGANIZATION}, true)`
    await copyTables(source, target, show)
    await target.unsafe('commit')
    await target.unsafe('analyze')
  } finally {
    await Promise.all([source, target].map((client) => client.end({ timeout: GOODBYE_SECONDS })))
  }
}

interface Table {
  name: string
  /** Quoted, of all its columns. */
  columns: string
  /** Roughly. */
  rows: number
  is_forced: boolean
}

async function copyTables(
  source: PostgresClient,
  target: PostgresClient,
  show: (share: number, table: string) => void,
): Promise<void> {
  const there = new Map((await tablesOf(source)).map((table) => [table.name, table]))
  // Others may lie beside ours.
  const tables = (await tablesOf(target)).filter(({ name }) => there.has(name))
  const putBack = await makeBare(target, tables)
  const all = tables.reduce((sum, { name }) => sum + (there.get(name)?.rows ?? 0), 0)
  let rows = 0
  for (const { name, columns } of await withRows(source, tables)) {
    show(rows / Math.max(1, all), name)
    await pipeline(
      readToTheEnd(await source.unsafe(`copy ${name} (${columns}) to stdout`).readable()),
      inLargeChunks,
      await target.unsafe(`copy ${name} (${columns}) from stdin`).writable(),
    )
    rows += there.get(name)?.rows ?? 0
  }
  show(1, 'keys')
  await target.unsafe(putBack)
  await setSequences(target)
}

/**
 * `postgres` pauses its socket when the stream holds enough, and resumes it when more is asked for. When
 * the last rows and the end come together nothing more is asked for, and the connection would be deaf.
 */
function readToTheEnd(rows: Readable): Readable {
  return rows.once('end', () => rows._read(CHUNK_BYTES))
}

/** Rows come one by one, and each write is a message of its own. */
async function* inLargeChunks(rows: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let bytes = 0
  for await (const row of rows) {
    held.push(row)
    bytes += row.length
    if (bytes < CHUNK_BYTES) continue
    yield Buffer.concat(held)
    held = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(held)
}

async function tablesOf(client: PostgresClient): Promise<Table[]> {
  return client<Table[]>`
    select quote_ident(c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
      greatest(c.reltuples, 0)::bigint as rows, c.relforcerowsecurity as is_forced
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    group by c.oid order by c.relname`
}

async function withRows(client: PostgresClient, tables: readonly Table[]): Promise<Table[]> {
  const looks = tables.map(({ name }) => `select '${name}' as name where exists (select from ${name})`)
  const found = await client.unsafe<{ name: string }[]>(looks.join(' union all '))
  const names = new Set(found.map(({ name }) => name))
  return tables.filter(({ name }) => names.has(name))
}

/**
 * Empties the tables, and takes off what rows would be held against one by one: foreign keys, triggers
 * that queue texts, and row-level security, which takes no `COPY` and binds the owner, too.
 *
 * @returns What puts it all back, and looks at the keys.
 */
async function makeBare(client: PostgresClient, tables: readonly Table[]): Promise<string> {
  const keys = await client<{ table: string; name: string; text: string }[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as text
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`
  const forced = tables.filter(({ is_forced }) => is_forced)
  await client.unsafe(
    [
      ...keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
      ...tables.map(({ name }) => `alter table ${name} disable trigger user`),
      ...forced.map(({ name }) => `alter table ${name} no force row level security`),
      // To truncate so many would make as many new files.
      ...(await withRows(client, tables)).map(({ name }) => `delete from ${name}`),
    ].join(';'),
  )
  return [
    ...keys.map(({ table, name, text }) => `alter table ${table} add constraint ${name} ${text}`),
    ...tables.map(({ name }) => `alter table ${name} enable trigger user`),
    ...forced.map(({ name }) => `alter table ${name} force row level security`),
  ].join(';')
}

/** They go on behind the rows that came. */
async function setSequences(client: PostgresClient): Promise<void> {
  const columns = await client<{ table: string; name: string; sequence: string }[]>`
    select quote_ident(table_name) as table, quote_ident(column_name) as name,
      pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
    from information_schema.columns
    where table_schema = 'public' and (is_identity = 'YES' or column_default like 'nextval(%')`
  for (const { table, name, sequence } of columns) {
    await client.unsafe(`select setval('${sequence}', greatest(max(${name}), 1)) from ${table}`)
  }
}
