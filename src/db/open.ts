/** Opens the database that a URL names, migrated to the schema of this version. */
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { endsWithin } from '../lib/ends-within.ts'
import { systemClock } from '../lib/time/clock.ts'
import { makeFolder } from '../lib/writable-folder.ts'
import { checkPostgres } from './check-postgres.ts'
import { assertSound, assertWritable } from './check-sqlite.ts'
import type { Database } from './database.ts'
import { explainPostgres, targetOf } from './explain-postgres.ts'
import { explainSqlite } from './explain-sqlite.ts'
import type { Recorder, WriteHooks } from './handle.ts'
import { migratePostgres, migrateSqlite } from './migrate.ts'
import { PostgresDatabase } from './postgres.ts'
import { connectPostgres, limitTime } from './postgres-client.ts'
import { passesRowSecurity } from './row-security.ts'
import type { TextSource } from './search/texts.ts'
import { SqliteDatabase } from './sqlite.ts'
import { MIGRATION } from './time-limits.ts'
import { whileBusy } from './while-busy.ts'

const CLOSING_MS = 2_000

/** What happens in its transactions, and what of it is searched. */
export interface DatabaseOptions extends Partial<Omit<WriteHooks, 'recorder'>> {
  texts?: readonly TextSource[]
  /** The variable that leads to it, for complaints. */
  name?: string
}

/**
 * @param url `postgres://…`, or the path of a SQLite file (with or without `file:`).
 * @throws StartError where it cannot be used, with what to do about it.
 */
export async function openDatabase(
  url: string,
  recorder: Recorder,
  {
    beforeCommit = async () => {},
    clock = systemClock,
    texts = [],
    name = 'DATABASE_URL',
  }: DatabaseOptions = {},
): Promise<Database> {
  const hooks = { recorder, beforeCommit, clock }
  if (isPostgres(url)) return openPostgres(url, hooks, texts)
  const path = url.replace(/^file:/, '')
  makeFolder(name, dirname(path))
  try {
    return await openSqlite(path, hooks, texts)
  } catch (error) {
    throw explainSqlite(error, name, path)
  }
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

async function openPostgres(url: string, hooks: WriteHooks, texts: readonly TextSource[]): Promise<Database> {
  const client = connectPostgres(url)
  try {
    await limitTime(client, MIGRATION)
    await checkPostgres(client)
    await migratePostgres(client, undefined, texts)
    const stepsDown = await passesRowSecurity(client)
    return await PostgresDatabase.open({ url, hooks, stepsDown })
  } catch (error) {
    throw explainPostgres(error, targetOf(client))
  } finally {
    await endsWithin(CLOSING_MS, client.end({ timeout: 1 }))
  }
}

async function openSqlite(path: string, hooks: WriteHooks, texts: readonly TextSource[]): Promise<Database> {
  const connection = new Sqlite(path)
  try {
    await whileBusy(() => connection.pragma('journal_mode = WAL'))
    await whileBusy(() => assertWritable(connection))
    assertSound(connection)
    await whileBusy(() => migrateSqlite(connection, undefined, undefined, texts))
  } finally {
    connection.close()
  }
  return new SqliteDatabase(path, hooks)
}
