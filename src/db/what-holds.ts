/** What a database holds, before anything is done to it. */
import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { StartError } from '../lib/start-error.ts'
import { checkPostgres } from './check-postgres.ts'
import { explainPostgres, targetOf } from './explain-postgres.ts'
import { isPostgres, sqlitePath } from './open.ts'
import { connectPostgres } from './postgres-client.ts'

const GOODBYE_SECONDS = 1

/** Nothing (or the tables of an instance that has no user), an instance, or tables of another program. */
export type Holds = 'nothing' | 'users' | 'foreign'

/**
 * Changes nothing there.
 *
 * @param name Of the option that names the database, for what is wrong with it.
 * @throws StartError where it cannot be used.
 */
export async function whatHolds(url: string, name: string): Promise<Holds> {
  return isPostgres(url) ? postgresHolds(url, name) : sqliteHolds(sqlitePath(url))
}

async function postgresHolds(url: string, name: string): Promise<Holds> {
  const client = await connectPostgres(url)
  try {
    await checkPostgres(client, name)
    const tables = await client<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'`
    if (!tables.some(({ name }) => name === 'users')) return tables.length > 0 ? 'foreign' : 'nothing'
    const [row] = await client<{ is_used: boolean }[]>`select exists (select from users) as is_used`
    return row?.is_used ? 'users' : 'nothing'
  } catch (error) {
    throw explainPostgres(error, targetOf(client), name)
  } finally {
    await client.end({ timeout: GOODBYE_SECONDS })
  }
}

function sqliteHolds(path: string): Holds {
  if (!existsSync(path)) return 'nothing'
  const db = new Sqlite(path, { readonly: true })
  try {
    const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all()
    if (!tables.includes('users')) return tables.length > 0 ? 'foreign' : 'nothing'
    return db.prepare('select 1 from users limit 1').get() === undefined ? 'nothing' : 'users'
  } catch (error) {
    throw new StartError(`${path} is no SQLite database. Name an empty one, or a file that is not there.`, {
      cause: error,
    })
  } finally {
    db.close()
  }
}
