/**
 * Brings a database to the schema of this version, at every start.
 *
 * Uses drizzle's generated files and its journal table, but not its migrator, which is unsafe
 * twice over: on SQLite it runs inside a transaction, where the generated `PRAGMA foreign_keys=OFF`
 * does nothing, so that rebuilding a parent table deletes its children; on Postgres two processes
 * that start together race. Here foreign keys are off on the connection before the transaction
 * begins and are checked before it commits, and Postgres waits on an advisory lock.
 *
 * Promises: either a migration is applied whole and recorded, or nothing of it is there.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { EVERY_ORGANIZATION } from './database.ts'
import type { PostgresClient } from './postgres-client.ts'
import { makeTenantRole, secureRows } from './row-security.ts'
import type { TextSource } from './search/texts.ts'
import { queueTextsOnPostgres, queueTextsOnSqlite } from './search/triggers.ts'

const FOLDER = join(import.meta.dir, '../../drizzle')
const MIGRATION_LOCK = 'almanac:migrate'

export class MigrationError extends Error {}

/** The number and the name of the last migration that this version knows; the same on both engines. */
export function newestSchema(): { number: number; name: string } {
  const journal = JSON.parse(readFileSync(join(FOLDER, 'sqlite/meta/_journal.json'), 'utf8'))
  const { idx, tag } = journal.entries.at(-1)
  return { number: idx, name: tag }
}

/**
 * @param upTo How many migrations there are to be; all, where left out.
 * @param sources Of texts that are searched: see search/triggers.ts.
 * @returns How many migrations were applied.
 */
export function migrateSqlite(
  db: Sqlite.Database,
  folder = join(FOLDER, 'sqlite'),
  upTo?: number | undefined,
  sources: readonly TextSource[] = [],
): number {
  const migrations = readMigrationFiles({ migrationsFolder: folder }).slice(0, upTo)
  db.pragma('busy_timeout = 30000')
  db.pragma('foreign_keys = OFF')
  try {
    // Immediate: a second process waits here, and then finds the work done.
    return db
      .transaction(() => {
        db.exec(`create table if not exists __drizzle_migrations
        (id integer primary key, hash text not null, created_at numeric)`)
        const last = db.prepare('select max(created_at) as at from __drizzle_migrations').get()
        const missing = after(migrations, (last as { at: number | null }).at)
        for (const migration of missing) {
          for (const sql of migration.sql) db.exec(sql)
          db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(
            migration.hash,
            migration.folderMillis,
          )
        }
        queueTextsOnSqlite(db, sources)
        // The check below reads every table that refers to another.
        if (missing.length === 0) return 0
        const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]
        if (broken[0]) {
          const { table, parent } = broken[0]
          throw new MigrationError(
            `A migration left rows of ${table} without their ${parent}; nothing was changed.`,
          )
        }
        return missing.length
      })
      .immediate()
  } finally {
    db.pragma('foreign_keys = ON')
    db.pragma('busy_timeout = 0')
  }
}

/** As above. */
export async function migratePostgres(
  client: PostgresClient,
  folder = join(FOLDER, 'postgres'),
  sources: readonly TextSource[] = [],
): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  const sql = await client.reserve()
  try {
    await sql`select pg_advisory_lock(hashtextextended(${MIGRATION_LOCK}, 0))`
    await sql.unsafe('begin')
    try {
      // A migration may change rows, and row-level security hides them from the tables' owner, too.
      await sql`select set_config('app.organization_id', ${EVERY_ORGANIZATION}, true)`
      await sql.unsafe(`create schema if not exists drizzle;
        create table if not exists drizzle.__drizzle_migrations
          (id serial primary key, hash text not null, created_at bigint)`)
      const [last] = await sql`select max(created_at) as at from drizzle.__drizzle_migrations`
      const missing = after(migrations, last?.at as number | null)
      for (const migration of missing) {
        for (const statement of migration.sql) await sql.unsafe(statement)
        await sql`insert into drizzle.__drizzle_migrations (hash, created_at)
          values (${migration.hash}, ${migration.folderMillis})`
      }
      if (missing.length > 0) await secureRows(sql)
      await queueTextsOnPostgres(sql, sources)
      await makeTenantRole(sql)
      await sql.unsafe('commit')
      return missing.length
    } catch (error) {
      await sql.unsafe('rollback')
      throw error
    }
  } finally {
    await sql`select pg_advisory_unlock(hashtextextended(${MIGRATION_LOCK}, 0))`
    sql.release()
  }
}

/** When each migration of this version was made, by which the database remembers it. */
export function listMigrationTimes(engine: 'sqlite' | 'postgres'): number[] {
  const migrations = readMigrationFiles({ migrationsFolder: join(FOLDER, engine) })
  return migrations.map(({ folderMillis }) => folderMillis)
}

function after(migrations: MigrationMeta[], last: number | null): MigrationMeta[] {
  return migrations.filter((migration) => last === null || migration.folderMillis > Number(last))
}
