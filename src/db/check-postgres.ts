/** What a Postgres must be before anything is written to it: see explain-postgres.ts for the rest. */
import { StartError } from '../lib/start-error.ts'
import { type Target, targetOf } from './explain-postgres.ts'
import { CONNECTIONS, type PostgresClient } from './postgres-client.ts'

/** Besides those of the pool: it listens for what other processes change. */
const LISTENERS = 1

interface Facts {
  encoding: string
  schema: string | null
  search_path: string
  is_standby: boolean
  role_limit: number
  database_limit: number
  server_limit: number
}

/**
 * @param name Of the option that names the database.
 * @throws StartError that says what to change.
 */
export async function checkPostgres(client: PostgresClient, name = 'DATABASE_URL'): Promise<void> {
  const [facts] = await client<[Facts]>`
    select current_setting('server_encoding') as encoding, current_schema() as schema,
      current_setting('search_path') as search_path, pg_is_in_recovery() as is_standby,
      case when rolsuper then -1 else rolconnlimit end as role_limit,
      case when rolsuper then -1 else datconnlimit end as database_limit,
      current_setting('max_connections')::int as server_limit
    from pg_roles, pg_database where rolname = session_user and datname = current_database()`
  const wrong = complaint(facts, targetOf(client), CONNECTIONS + LISTENERS)
  if (wrong) throw new StartError(`${name}: ${wrong}`)
}

function complaint(facts: Facts, { where, user, database }: Target, needed: number): string | null {
  if (facts.encoding !== 'UTF8') {
    return `the database "${database}" keeps texts in ${facts.encoding}, which has no place for most of the world's. Make one in UTF8: create database "${database}_utf8" encoding 'UTF8' template template0;`
  }
  if (facts.is_standby) return `${where} is a standby, which only reads. Name the primary server.`
  if (facts.schema === null && /\bpublic\b/.test(facts.search_path)) {
    return `"${user}" finds no schema public in "${database}". As a superuser: create schema if not exists public; grant usage, create on schema public to "${user}";`
  }
  if (facts.schema !== 'public') {
    return `the search_path of "${user}" is ${facts.search_path}, and Almanac's tables are in public. Change it: alter role "${user}" set search_path = public; Or make a login for Almanac alone.`
  }
  const limits: [number, string][] = [
    [facts.role_limit, `alter role "${user}" connection limit ${needed * 2};`],
    [facts.database_limit, `alter database "${database}" connection limit ${needed * 2};`],
    [facts.server_limit, `set max_connections to ${needed * 2} or more in postgresql.conf.`],
  ]
  const short = limits.find(([limit]) => limit >= 0 && limit < needed)
  if (!short) return null
  return `each process of Almanac needs ${needed} connections, and "${user}" may have ${short[0]} at ${where}. Allow more: ${short[1]}`
}
