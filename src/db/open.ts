/** Opens the database that a URL names, migrated to the schema of this version. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Database } from './database.ts'
import type { Recorder, Settler } from './handle.ts'
import { migratePostgres, migrateSqlite } from './migrate.ts'
import { connectPostgres, PostgresDatabase } from './postgres.ts'
import { SqliteDatabase } from './sqlite.ts'
import { whileBusy } from './while-busy.ts'

/** @param url `postgres://…`, or the path of a SQLite file (with or without `file:`). */
export async function openDatabase(
  url: string,
  recorder: Recorder,
  settler: Settler = async () => {},
): Promise<Database> {
  if (isPostgres(url)) return openPostgres(url, recorder, settler)
  return openSqlite(url.replace(/^file:/, ''), recorder, settler)
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

async function openPostgres(url: string, recorder: Recorder, settler: Settler): Promise<Database> {
  const client = connectPostgres(url)
  try {
    await migratePostgres(client)
    return await PostgresDatabase.open(client, recorder, settler)
  } catch (error) {
    await client.end({ timeout: 1 })
    throw error
  }
}

function openSqlite(path: string, recorder: Recorder, settler: Settler): Database {
  mkdirSync(dirname(path), { recursive: true })
  const connection = new Sqlite(path)
  try {
    whileBusy(() => connection.pragma('journal_mode = WAL'))
    whileBusy(() => migrateSqlite(connection))
  } finally {
    connection.close()
  }
  return new SqliteDatabase(path, recorder, settler)
}
