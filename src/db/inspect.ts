/**
 * What a database is, looked at from outside and without changing anything: neither is one made where
 * there is none, nor brought to the schema of this version.
 */
import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { endsWithin } from '../lib/ends-within.ts'
import { checkPostgres } from './check-postgres.ts'
import type { ReplicaState } from './database.ts'
import { explainPostgres, targetOf } from './explain-postgres.ts'
import { explainSqlite } from './explain-sqlite.ts'
import { listMigrationTimes } from './migrate.ts'
import { isPostgres } from './open.ts'
import { connectPostgres, type PostgresClient } from './postgres-client.ts'
import { awayInWords, isAway, judgeStandby, readWritten } from './postgres-standby.ts'

export interface Inspection {
  engine: 'sqlite' | 'postgres'
  version: string
  size_bytes: number
  /** Of this version, how many are not applied yet. */
  missing_migrations: number
  /** How many are applied that this version does not know: a newer one has been here. */
  unknown_migrations: number
  /** What does not fit together, in words; none where all does. */
  damage: string[]
  /** By the database's own clock: epoch ms; `null` where it has none. */
  time: number | null
}

const CLOSING_MS = 2_000
const MOST_FINDINGS = 5

/**
 * @returns `null` where there is no database yet.
 * @throws StartError where it cannot be used, with what to do about it.
 */
export async function inspectDatabase(url: string, name: string): Promise<Inspection | null> {
  if (isPostgres(url)) return inspectPostgres(url)
  const path = url.replace(/^file:/, '')
  if (!existsSync(path)) return null
  try {
    return inspectSqlite(path)
  } catch (error) {
    throw explainSqlite(error, name, path)
  }
}

/** Reads all of it: of a gigabyte, for some seconds. */
function inspectSqlite(path: string): Inspection {
  const db = new Sqlite(path, { readonly: true, timeout: 5_000 })
  try {
    const { version, size_bytes } = db.prepare(SQLITE).get() as { version: string; size_bytes: number }
    const found = db.pragma(`integrity_check(${MOST_FINDINGS})`) as { integrity_check: string }[]
    const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]
    const isThere = db.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get()
    const applied = isThere ? db.prepare('select created_at from __drizzle_migrations').pluck().all() : []
    return {
      ...{ engine: 'sqlite', version, size_bytes, time: null },
      ...comparedWith(listMigrationTimes('sqlite'), applied.map(Number)),
      damage: [
        ...found.map((one) => one.integrity_check.replace(/\s+/g, ' ')).filter((text) => text !== 'ok'),
        ...broken.slice(0, MOST_FINDINGS).map((one) => `a row of ${one.table} without its ${one.parent}`),
      ],
    }
  } finally {
    db.close()
  }
}

const SQLITE = `
  select sqlite_version() as version, page_count * page_size as size_bytes
  from pragma_page_count, pragma_page_size`

async function inspectPostgres(url: string): Promise<Inspection | null> {
  const client = await connectPostgres(url)
  try {
    await checkPostgres(client)
    return await readPostgres(client)
  } catch (error) {
    throw explainPostgres(error, targetOf(client))
  } finally {
    await endsWithin(CLOSING_MS, client.end({ timeout: 1 }))
  }
}

async function readPostgres(client: PostgresClient): Promise<Inspection | null> {
  const [facts] = await client.unsafe(POSTGRES)
  if (!facts || facts.migrations === null) return null
  const applied = await client.unsafe('select created_at from drizzle.__drizzle_migrations')
  const times = applied.map(({ created_at }) => Number(created_at))
  const invalid = await client.unsafe(INVALID_INDEXES)
  return {
    ...{ engine: 'postgres', version: String(facts.version), size_bytes: Number(facts.size_bytes) },
    ...comparedWith(listMigrationTimes('postgres'), times),
    damage: [
      ...(Number(facts.checksum_failures) > 0
        ? [`${facts.checksum_failures} pages with a wrong checksum`]
        : []),
      ...invalid.map(({ name }) => `the index ${name} is not valid: reindex index ${name};`),
    ],
    time: Number(facts.time),
  }
}

export interface ReplicaInspection {
  /** `foreign` and `promoted` keep a server from starting. */
  status: 'current' | Exclude<ReplicaState['status'], 'used'>
  reason: string | null
}

/** @throws StartError where the primary, or who asks, is refused. */
export async function inspectReplica(url: string, replicaUrl: string): Promise<ReplicaInspection> {
  const primary = await connectPostgres(url)
  const replica = await connectPostgres(replicaUrl)
  try {
    const written = await readWritten((text) => primary.unsafe(text))
    return await judgeStandby(written, (text) => replica.unsafe(text))
  } catch (error) {
    if (isAway(error)) return { status: 'away', reason: awayInWords(error) }
    throw explainPostgres(error, targetOf(replica), 'DATABASE_READ_URL')
  } finally {
    await endsWithin(CLOSING_MS, Promise.all([primary.end({ timeout: 1 }), replica.end({ timeout: 1 })]))
  }
}

const POSTGRES = `
  select current_setting('server_version') as version, pg_database_size(current_database()) as size_bytes,
         to_regclass('drizzle.__drizzle_migrations')::text as migrations,
         (extract(epoch from clock_timestamp()) * 1000)::bigint as time,
         (select coalesce(checksum_failures, 0) from pg_stat_database where datname = current_database())
           as checksum_failures`

const INVALID_INDEXES = `
  select indexrelid::regclass::text as name from pg_index where not indisvalid limit ${MOST_FINDINGS}`

function comparedWith(known: number[], applied: number[]) {
  return {
    missing_migrations: known.filter((at) => !applied.includes(at)).length,
    unknown_migrations: applied.filter((at) => !known.includes(at)).length,
  }
}
