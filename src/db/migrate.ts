/**
 * Brings a database to the schema of this version, at every start.
 *
 * Uses drizzle's generated files and its journal table, but not its migrator, which is unsafe
 * twice over: on SQLite it runs inside a transaction, where the generated `PRAGMA foreign_keys=OFF`
 * does nothing, so that rebuilding a parent table deletes its children; on Postgres two processes
 * that start together race. Here foreign keys are off on the connection before the transaction
 * begins and are checked before it commits, and Postgres waits on an advisory lock.
 *
 * A database without any of them is made by what they come to, at once: see schema-file.ts.
 *
 * Promises: either a migration is applied whole and recorded, or nothing of it is there.
 */
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { describeError, errorLine } from '../lib/describe-error.ts'
import { StartError } from '../lib/start-error.ts'
import { EVERY_ORGANIZATION } from './database.ts'
import { readPostgresState, readSqliteState } from './database-state.ts'
import { MIGRATIONS, type Migration, readMigrations, type SchemaName, schemaOf } from './migration-files.ts'
import type { PostgresClient } from './postgres-client.ts'
import { makeTenantRole, secureRows } from './row-security.ts'
import { type Step, stepsFrom } from './schema-file.ts'
import type { TextSource } from './search/texts.ts'
import { queueTextsOnPostgres, queueTextsOnSqlite } from './search/triggers.ts'

export const MIGRATION_LOCK = 'almanac:migrate'

/** Its message says which migration it was, and holds nothing that anybody has written. */
export class MigrationError extends Error {
  /** The driver's, which says more of the place than of the migration: a full disk, a lost connection. */
  declare readonly code?: string
}

/** The last migration that this version knows; the same on both engines. */
export function newestSchema(): SchemaName {
  return schemaOf(readMigrations(join(MIGRATIONS, 'sqlite')))
}

/**
 * @param upTo How many migrations there are to be; all, where left out.
 * @param sources Of texts that are searched: see search/triggers.ts.
 * @returns How many migrations were applied.
 */
export function migrateSqlite(
  db: Sqlite.Database,
  folder = join(MIGRATIONS, 'sqlite'),
  upTo?: number | undefined,
  sources: readonly TextSource[] = [],
): number {
  const migrations = readMigrations(folder)
  db.pragma('busy_timeout = 30000')
  db.pragma('foreign_keys = OFF')
  try {
    // Immediate: a second process waits here, and then finds the work done.
    return db
      .transaction(() => {
        db.exec(`create table if not exists __drizzle_migrations
        (id integer primary key, hash text not null, created_at numeric)`)
        const steps = stepsFrom(readSqliteState(db), { folder, migrations, upTo })
        const note = db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
        for (const step of steps) {
          for (const sql of step.sql) {
            try {
              db.exec(sql)
            } catch (error) {
              throw explained(error, step, sql)
            }
          }
          for (const { hash, folderMillis } of step.applies) note.run(hash, folderMillis)
        }
        queueTextsOnSqlite(db, sources)
        // The check below reads every table that refers to another.
        if (steps.length === 0) return 0
        const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]
        if (broken[0]) {
          const { table, parent } = broken[0]
          throw new MigrationError(
            `A migration left rows of ${table} without their ${parent}; nothing was changed.`,
          )
        }
        return countApplied(steps)
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
  folder = join(MIGRATIONS, 'postgres'),
  sources: readonly TextSource[] = [],
  upTo?: number | undefined,
): Promise<number> {
  const migrations = readMigrations(folder)
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
      const steps = stepsFrom(await readPostgresState(sql), { folder, migrations, upTo })
      for (const step of steps) {
        // All of one in one round trip.
        const text = step.sql.join('\n;\n')
        await sql.unsafe(text).catch((error) => {
          throw explained(error, step, text)
        })
        await sql`insert into drizzle.__drizzle_migrations ${sql(step.applies.map(asRow))}`
      }
      if (steps.some(({ isSecured }) => !isSecured)) await secureRows(sql)
      await queueTextsOnPostgres(sql, sources)
      await makeTenantRole(sql)
      await sql.unsafe('commit')
      return countApplied(steps)
    } catch (error) {
      await sql.unsafe('rollback')
      throw error
    }
  } finally {
    await sql`select pg_advisory_unlock(hashtextextended(${MIGRATION_LOCK}, 0))`
    sql.release()
  }
}

function asRow({ hash, folderMillis }: Migration) {
  return { hash, created_at: folderMillis }
}

function countApplied(steps: readonly Step[]): number {
  return steps.reduce((sum, { applies }) => sum + applies.length, 0)
}

/** When each migration of this version was made, by which the database remembers it. */
export function listMigrationTimes(engine: 'sqlite' | 'postgres'): number[] {
  return readMigrations(join(MIGRATIONS, engine)).map(({ folderMillis }) => folderMillis)
}

/** Why something was not migrated: a sentence for whoever runs it. */
export function reasonOf(error: unknown): string {
  const known = migrationErrorIn(error) ?? (error instanceof StartError ? error : null)
  const reason = known?.message ?? errorLine(describeError(error))
  return /[.!?]$/.test(reason) ? reason : `${reason}.`
}

/** Whatever was said around it. */
function migrationErrorIn(error: unknown): MigrationError | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof MigrationError) return at
  return null
}

function explained(error: unknown, { name }: Step, statement: string): unknown {
  if (!(error instanceof Error)) return error
  const { code } = error as { code?: unknown }
  // What the message quotes may be told where it stands in the statement, which is ours.
  const said = Object.assign(new Error(error.message), { code, query: statement })
  const { message } = describeError(said)
  const told = new MigrationError(`The ${name} says: ${message}`, { cause: error })
  return typeof code === 'string' ? Object.assign(told, { code }) : told
}
