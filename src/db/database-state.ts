/**
 * How far a database has been brought, by which version, and whether anybody uses it: asked before
 * anything is done to it, of whatever schema it has.
 */
import type Sqlite from 'better-sqlite3'
import type postgres from 'postgres'
import { version } from '../../package.json'

export interface DatabaseState {
  /** When each migration was made that it has: it remembers them by that. */
  applied: readonly number[]
  /** The version that has brought it to its schema, where that is known. */
  program: string | null
  /** Whether there is anything to be lost. */
  isUsed: boolean
}

const KEY = 'schema_by'
const FIND_NOTE = `select value from instance_settings where key = '${KEY}'`

export function readSqliteState(db: Sqlite.Database): DatabaseState {
  const tables = new Set(db.prepare("select name from sqlite_schema where type = 'table'").pluck().all())
  const list = (table: string, sql: string) => (tables.has(table) ? db.prepare(sql).pluck().all() : [])
  const applied = list('__drizzle_migrations', 'select created_at from __drizzle_migrations')
  const [note] = list('instance_settings', FIND_NOTE)
  const isUsed = list('users', 'select 1 from users limit 1').length > 0
  return stateOf(applied, note, isUsed)
}

export async function readPostgresState(sql: postgres.Sql | postgres.ReservedSql): Promise<DatabaseState> {
  const [there] = await sql`
    select to_regclass('drizzle.__drizzle_migrations') is not null as migrations,
      to_regclass('public.instance_settings') is not null as settings, to_regclass('public.users') is not null as users`
  const list = async (isThere: boolean, text: string) => (isThere ? await sql.unsafe(text) : [])
  const applied = await list(there?.migrations, 'select created_at from drizzle.__drizzle_migrations')
  const [note] = await list(there?.settings, FIND_NOTE)
  const isUsed = (await list(there?.users, 'select 1 from users limit 1')).length > 0
  const times = applied.map(({ created_at }) => created_at)
  return stateOf(times, note?.value, isUsed)
}

function stateOf(applied: unknown[], note: unknown, isUsed: boolean): DatabaseState {
  const [number, program] = typeof note === 'string' ? note.split(' ') : []
  // Whoever did not know of the note has left that of another schema behind.
  const isOfThis = program !== undefined && Number(number) === applied.length - 1
  return { applied: applied.map(Number), program: isOfThis ? program : null, isUsed }
}

/** Notes that it was this version; for an older one to name it. */
export function noteProgram({ number }: { number: number }): string {
  return `insert into instance_settings (key, value) values ('${KEY}', '${number} ${version}')
    on conflict (key) do update set value = excluded.value`
}
