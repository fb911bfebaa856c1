/** Opens the database that a URL names, migrated to the schema of this version. */
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { endsWithin } from '../lib/ends-within.ts'
import { newId as randomId } from '../lib/ids.ts'
import { systemClock } from '../lib/time/clock.ts'
import { makeFolder } from '../lib/writable-folder.ts'
import { checkPostgres } from './check-postgres.ts'
import { assertSound, assertWritable } from './check-sqlite.ts'
import type { Database } from './database.ts'
import { type DatabaseUse, sharePostgres, shareSqlite } from './database-use.ts'
import { explainPostgres, targetOf } from './explain-postgres.ts'
import { explainSqlite } from './explain-sqlite.ts'
import type { Recorder, WriteHooks } from './handle.ts'
import { MIGRATIONS } from './migration-files.ts'
import { connectPostgres, limitTime } from './postgres-client.ts'
import { makePrivateFile } from './private-file.ts'
import { passesRowSecurity } from './row-security.ts'
import type { TextSource } from './search/texts.ts'
import { SqliteDatabase } from './sqlite.ts'
import { MIGRATION } from './time-limits.ts'
import { type BeforeUpgrade, type UpgradeOptions, upgradePostgres, upgradeSqlite } from './upgrade.ts'
import { whileBusy } from './while-busy.ts'

const CLOSING_MS = 2_000

/** What happens in its transactions, and what of it is searched. */
export interface DatabaseOptions extends Partial<Omit<WriteHooks, 'recorder'>> {
  texts?: readonly TextSource[]
  /** The variable that leads to it, for complaints. */
  name?: string
  /** `alone` for who has taken it for themselves already. */
  use?: DatabaseUse
  /** What is done before data that somebody uses are brought to another schema; nothing, where left out. */
  beforeUpgrade?: BeforeUpgrade
  /** Of the migrations. */
  migrations?: string
  /** Of a replica that answers heavy reads: `postgres://…`. */
  replicaUrl?: string | undefined
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
    newId = randomId,
    texts = [],
    name = 'DATABASE_URL',
    use = 'shared',
    beforeUpgrade,
    migrations = MIGRATIONS,
    replicaUrl,
  }: DatabaseOptions = {},
): Promise<Database> {
  const hooks = { recorder, beforeCommit, clock, newId }
  const upgrade = { folder: migrations, texts, before: beforeUpgrade ?? null }
  if (isPostgres(url)) return openPostgres(url, hooks, { use, replicaUrl, upgrade: { ...upgrade, url } })
  const path = sqlitePath(url)
  makeFolder(name, dirname(path))
  try {
    using held = new DisposableStack()
    if (use === 'shared') held.use(shareSqlite(path, name))
    return await openSqlite(path, hooks, { upgrade: { ...upgrade, url: path }, held })
  } catch (error) {
    throw explainSqlite(error, name, path)
  }
}

/** @param url That is none of Postgres. */
export function sqlitePath(url: string): string {
  return url.replace(/^file:/, '')
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/.test(url)
}

async function openPostgres(
  url: string,
  hooks: WriteHooks,
  { use, replicaUrl, upgrade }: { use: DatabaseUse; replicaUrl: string | undefined; upgrade: UpgradeOptions },
): Promise<Database> {
  const client = await connectPostgres(url)
  try {
    await limitTime(client, MIGRATION)
    if (use === 'shared') await sharePostgres((text, values) => client.unsafe(text, values))
    await checkPostgres(client)
    await upgradePostgres(client, upgrade)
    const stepsDown = await passesRowSecurity(client)
    // Loaded where it is used: who runs on SQLite does not wait for it.
    const { PostgresDatabase } = await import('./postgres.ts')
    return await PostgresDatabase.open({ url, hooks, stepsDown, use, replicaUrl })
  } catch (error) {
    throw explainPostgres(error, targetOf(client))
  } finally {
    await endsWithin(CLOSING_MS, client.end({ timeout: 1 }))
  }
}

/** @param options.held Is the database's from now on, and ends with it. */
async function openSqlite(
  path: string,
  hooks: WriteHooks,
  { upgrade, held }: { upgrade: UpgradeOptions; held: DisposableStack },
): Promise<Database> {
  makePrivateFile(path)
  const connection = new Sqlite(path)
  try {
    await whileBusy(() => connection.pragma('journal_mode = WAL'))
    await whileBusy(() => assertWritable(connection))
    assertSound(connection)
    await upgradeSqlite(connection, upgrade)
  } finally {
    connection.close()
  }
  return new SqliteDatabase(path, hooks, held.move())
}
