/** What the next start would do to a database, looked for without changing anything. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { checkPostgres } from './check-postgres.ts'
import { type DatabaseState, readPostgresState, readSqliteState } from './database-state.ts'
import { explainPostgres, targetOf } from './explain-postgres.ts'
import { explainSqlite } from './explain-sqlite.ts'
import { MIGRATIONS, missingFrom, readMigrations } from './migration-files.ts'
import { isPostgres, sqlitePath } from './open.ts'
import { connectPostgres } from './postgres-client.ts'
import { type PendingUpgrade, pendingOf } from './upgrade.ts'

const GOODBYE_SECONDS = 1
const WAIT_MS = 5_000

/**
 * @param name The variable that leads to it. @param folder Of the migrations.
 * @returns `null` where nothing is missing, or there is nothing to be lost.
 * @throws StartError
 */
export async function findUpgrade(url: string, name: string, folder: string): Promise<PendingUpgrade | null> {
  if (isPostgres(url)) {
    return pendingOf(url, readMigrations(join(folder, 'postgres')), await stateOnPostgres(url))
  }
  const path = sqlitePath(url)
  const state = existsSync(path) ? stateOfFile(path, name) : null
  return state && pendingOf(path, readMigrations(join(folder, 'sqlite')), state)
}

/** Whether a start would find it as it needs it. @throws StartError */
export async function isOfThisSchema(url: string, folder = MIGRATIONS): Promise<boolean> {
  if (!isPostgres(url) && !existsSync(sqlitePath(url))) return false
  const engine = isPostgres(url) ? 'postgres' : 'sqlite'
  const state = isPostgres(url) ? await stateOnPostgres(url) : stateOfFile(sqlitePath(url), 'DATABASE_URL')
  return missingFrom(readMigrations(join(folder, engine)), state).length === 0
}

function stateOfFile(path: string, name: string): DatabaseState {
  try {
    const db = new Sqlite(path, { readonly: true, timeout: WAIT_MS })
    try {
      return readSqliteState(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw explainSqlite(error, name, path)
  }
}

async function stateOnPostgres(url: string): Promise<DatabaseState> {
  const client = await connectPostgres(url)
  try {
    await checkPostgres(client)
    return await readPostgresState(client)
  } catch (error) {
    throw explainPostgres(error, targetOf(client))
  } finally {
    await client.end({ timeout: GOODBYE_SECONDS })
  }
}
