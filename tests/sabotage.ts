/** A database in which every write fails, with an error of the driver that quotes the whole row. */
import { databaseUrlOf } from '../src/config/database-url.ts'
import type { TestApp } from './app.ts'
import { outsider } from './db/database.ts'

/** @param tables All, unless some are named. */
export async function refuseWrites({ config }: TestApp, tables?: string[]): Promise<void> {
  const url = databaseUrlOf(config)
  await using database = await outsider(url)
  if (url.startsWith('postgres')) await onPostgres(database, tables)
  else await onSqlite(database, tables)
}

type Outsider = Awaited<ReturnType<typeof outsider>>

/** Postgres quotes what it cannot read in the message, and says in `where` what it was doing. */
async function onPostgres({ query }: Outsider, tables?: string[]): Promise<void> {
  await query(`
    create function refuse_write() returns trigger language plpgsql as $$
    begin perform cast(cast(row_to_json(new) as text) as integer); return new; end $$`)
  const all = await query("select tablename as name from pg_tables where schemaname = 'public'")
  const triggers = (tables ?? all.map((row) => row.name)).map(
    (name) =>
      `create trigger refuse before insert or update on ${name} for each row execute function refuse_write()`,
  )
  await query(triggers.join(';'))
}

async function onSqlite({ query }: Outsider, tables?: string[]): Promise<void> {
  const all = await query(
    "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'",
  )
  for (const name of tables ?? all.map((row) => row.name)) {
    const columns = await query(`select name from pragma_table_info('${name}')`)
    const row = columns.map((column) => `coalesce(new."${column.name}", 'null')`).join(` || ' ' || `)
    for (const event of ['insert', 'update']) {
      await query(`
        create trigger refuse_${event}_${name} before ${event} on ${name}
        begin select raise(abort, 'cannot read "' || ${row} || '"'); end`)
    }
  }
}
