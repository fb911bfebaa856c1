/**
 * Writes what the migrations of an engine come to (src/db/schema-file.ts): all of them are run on an empty
 * database, which is then written down. tests/db/schema-file.test.ts compares what the two make.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migratePostgres, migrateSqlite } from '../src/db/migrate.ts'
import { MIGRATIONS, readMigrations } from '../src/db/migration-files.ts'
import { connectPostgres } from '../src/db/postgres-client.ts'
import { readSchemaFile, SCHEMA_FILE, schemaFile } from '../src/db/schema-file.ts'
import { postgresServer, stopPostgresServer } from '../tests/postgres-server.ts'
import { dumpPostgres } from './dump-postgres.ts'
import { dumpSqlite } from './dump-sqlite.ts'

/** Of both engines. Brings a Postgres of its own along, as the tests do. */
export async function writeSchemaFiles(): Promise<void> {
  await writeSchemaFile(join(MIGRATIONS, 'sqlite'), dumpOnSqlite)
  try {
    await writeSchemaFile(join(MIGRATIONS, 'postgres'), dumpOnPostgres)
  } finally {
    await stopPostgresServer()
  }
}

type Dump = (folder: string) => string | Promise<string>

/** @param folder Of the migrations of one engine. */
export async function writeSchemaFile(folder: string, dump: Dump): Promise<void> {
  const path = join(folder, SCHEMA_FILE)
  // Or the database would be made by it.
  rmSync(path, { force: true })
  await Bun.write(path, schemaFile(readMigrations(folder), await dump(folder)))
}

export function dumpOnSqlite(folder: string): string {
  const db = new Sqlite(':memory:')
  try {
    migrateSqlite(db, folder)
    return dumpSqlite(db)
  } finally {
    db.close()
  }
}

export async function dumpOnPostgres(folder: string): Promise<string> {
  const server = await postgresServer()
  const url = await server.createEmptyDatabase()
  const client = await connectPostgres(url)
  try {
    await migratePostgres(client, folder)
    return await dumpPostgres(client)
  } finally {
    await client.end()
    await server.dropDatabase(url)
  }
}

/** Whether it is of all the migrations of its folder, as they are. */
export function isSchemaFileFresh(folder: string): boolean {
  const migrations = readMigrations(folder)
  return readSchemaFile(folder, migrations)?.applies.length === migrations.length
}
