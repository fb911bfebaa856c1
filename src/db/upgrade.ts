/**
 * Brings a database to the schema of this version, and what somebody uses with more care.
 *
 *   anything missing? ─► others wait ─► kept safe, rehearsed on a copy (operations/upgrading) ─► migrated
 *
 * Promises: whatever fails, the data are as they were, and who runs this is told where they lie safe.
 */
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { StartError } from '../lib/start-error.ts'
import { type DatabaseState, noteProgram, readPostgresState, readSqliteState } from './database-state.ts'
import { takeUpgradeTurn } from './database-use.ts'
import { MIGRATION_LOCK, migratePostgres, migrateSqlite, reasonOf } from './migrate.ts'
import { type Migration, missingFrom, readMigrations, type SchemaName, schemaOf } from './migration-files.ts'
import type { PostgresClient } from './postgres-client.ts'
import type { TextSource } from './search/texts.ts'
import { whileBusy } from './while-busy.ts'

export interface PendingUpgrade {
  /** `postgres://…`, or the path of the file. */
  url: string
  from: SchemaName
  to: SchemaName
}

/**
 * What is done before the data are touched, while no other process upgrades them.
 *
 * @returns Where they lie safe, in a sentence.
 * @throws What speaks against it.
 */
export type BeforeUpgrade = (pending: PendingUpgrade) => Promise<string>

export interface UpgradeOptions {
  url: string
  /** Of the migrations: one for each engine is in it. */
  folder: string
  texts: readonly TextSource[]
  before: BeforeUpgrade | null
}

export class UpgradeFailedError extends StartError {
  /** @param reason @param kept Each a sentence or several. */
  constructor({ from, to }: PendingUpgrade, reason: string, kept: string, cause: unknown) {
    const what = `The upgrade of the database from ${from.name} to ${to.name} failed, and the data are as they were.`
    const next =
      'Go on with the version of Almanac that was used until now: it starts on them as they are. Each start of this one tries again.'
    super([what, reason, kept, next].filter((text) => text !== '').join(' '), { cause })
  }
}

export async function upgradeSqlite(db: Sqlite.Database, options: UpgradeOptions): Promise<void> {
  const { url, before, texts } = options
  const folder = join(options.folder, 'sqlite')
  const migrations = readMigrations(folder)
  const look = () => pendingOf(url, migrations, readSqliteState(db))
  const migrate = () => whileBusy(() => migrateSqlite(db, folder, undefined, texts))
  if (before === null || look() === null) await migrate()
  else {
    using _turn = await takeUpgradeTurn(url)
    // Whoever had it may have done it.
    await carefully(look(), before, migrate)
  }
  if (readSqliteState(db).program === null) await whileBusy(() => db.exec(noteProgram(schemaOf(migrations))))
}

export async function upgradePostgres(client: PostgresClient, options: UpgradeOptions): Promise<void> {
  const { url, before, texts } = options
  const folder = join(options.folder, 'postgres')
  const migrations = readMigrations(folder)
  const migrate = () => migratePostgres(client, folder, texts)
  // Of the session: a migration takes it once more, and the next process when both are given back.
  await client`select pg_advisory_lock(hashtextextended(${MIGRATION_LOCK}, 0))`
  try {
    const pending = pendingOf(url, migrations, await readPostgresState(client))
    await (before === null ? migrate() : carefully(pending, before, migrate))
    const { program } = await readPostgresState(client)
    if (program === null) await client.unsafe(noteProgram(schemaOf(migrations)))
  } finally {
    await client`select pg_advisory_unlock(hashtextextended(${MIGRATION_LOCK}, 0))`
  }
}

/** @returns `null` where nothing is missing, or there is nothing to be lost. @throws NewerDatabaseError */
export function pendingOf(
  url: string,
  migrations: readonly Migration[],
  state: DatabaseState,
): PendingUpgrade | null {
  const missing = missingFrom(migrations, state)
  if (missing.length === 0 || !state.isUsed) return null
  return { url, from: schemaOf(migrations.slice(0, -missing.length)), to: schemaOf(migrations) }
}

async function carefully(
  pending: PendingUpgrade | null,
  before: BeforeUpgrade,
  migrate: () => Promise<unknown>,
): Promise<void> {
  const kept = pending === null ? '' : await before(pending)
  try {
    await migrate()
  } catch (error) {
    throw pending === null ? error : new UpgradeFailedError(pending, reasonOf(error), kept, error)
  }
}
