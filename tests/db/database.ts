/** A migrated database of a test, without the application around it, and other ways to look at it. */
import { afterAll } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { like } from 'drizzle-orm'
import postgres from 'postgres'
import type { Database } from '../../src/db/database.ts'
import type { InstanceWrite, Recorder } from '../../src/db/handle.ts'
import { openDatabase } from '../../src/db/open.ts'
import { TENANT_ROLE } from '../../src/db/row-security.ts'
import type { Engine } from '../app.ts'
import { postgresServer } from '../postgres-server.ts'
import { copySqliteTemplate } from '../sqlite-template.ts'

const recordNothing: Recorder = async () => {}

export interface TestDatabase extends AsyncDisposable {
  url: string
  db: Database
  /** The same database as another process has it: with connections of its own. */
  openAgain(): Promise<Database>
}

export async function testDatabase(engine: Engine, recorder = recordNothing): Promise<TestDatabase> {
  const folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const url = server ? await server.createDatabase() : join(folder.path, 'test.sqlite')
  if (engine === 'sqlite') copySqliteTemplate(url)
  const db = await openDatabase(url, recorder)
  return {
    url,
    db,
    openAgain: () => openDatabase(url, recorder),
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await server?.dropDatabase(url)
      folder[Symbol.dispose]()
    },
  }
}

/** One database for all the tests of a `describe`, gone after the last. */
export function sharedDatabase(engine: Engine): () => Promise<TestDatabase> {
  let opened: Promise<TestDatabase> | undefined
  afterAll(async () => {
    await (await opened)?.[Symbol.asyncDispose]()
  })
  return () => {
    opened ??= testDatabase(engine)
    return opened
  }
}

// The rows of these tests are cron jobs: a table with a name, an instant and no tenant.

export function insert(tx: InstanceWrite, name: string) {
  return tx.insert(tx.tables.cron_jobs).values({ name, started_at: 1 })
}

/** The names that begin with a word, sorted. */
export function stored(db: Database, word: string): Promise<string[]> {
  return db.instance.read(async (q) => {
    const { cron_jobs } = q.tables
    const rows = await q
      .select()
      .from(cron_jobs)
      .where(like(cron_jobs.name, `${word}%`))
    return rows.map(({ name }) => name).sort()
  })
}

/** What an attempt that must fail fails with. */
export async function failure(attempt: PromiseLike<unknown>): Promise<Error> {
  try {
    await attempt
  } catch (error) {
    return error as Error
  }
  throw new Error('this should have failed')
}

export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'almanac-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Where the other connections to the same database are listed. The server is shared: without a database
 * named, one test would take the connections of those that run beside it.
 */
export const OTHER_CONNECTIONS =
  '(select * from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as other'

/** A connection that knows nothing of Almanac: on SQLite a better-sqlite3 one, else the driver's. */
export async function outsider(url: string) {
  if (!url.startsWith('postgres')) {
    const sqlite = new Sqlite(url)
    return {
      query: async (sql: string) => {
        const statement = sqlite.prepare(sql)
        if (statement.reader) return statement.all() as Record<string, any>[]
        statement.run()
        return []
      },
      [Symbol.asyncDispose]: async () => void sqlite.close(),
    }
  }
  const client = postgres(url, { max: 1, onnotice: () => {} })
  return {
    query: async (sql: string) => [...(await client.unsafe(sql))] as Record<string, any>[],
    [Symbol.asyncDispose]: () => client.end(),
  }
}

export interface OwnedDatabase extends AsyncDisposable {
  url: string
  superuserUrl: string
}

export async function superusersDatabase(): Promise<OwnedDatabase> {
  const server = await postgresServer()
  const url = await server.createEmptyDatabase()
  return { url, superuserUrl: url, [Symbol.asyncDispose]: () => server.dropDatabase(url) }
}

/** An empty Postgres database that belongs to a new login with these attributes. */
export async function databaseOwnedBy(attributes: string): Promise<OwnedDatabase> {
  const server = await postgresServer()
  const superuserUrl = await server.createEmptyDatabase()
  const name = new URL(superuserUrl).pathname.slice(1)
  const owner = `${name}_owner`
  const admin = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create role ${owner} login password 'secret' ${attributes}`)
  await admin.unsafe(`alter database ${name} owner to ${owner}`)
  // On a server of its own the login would make this role; here the first migration has.
  if (attributes.includes('bypassrls')) await admin.unsafe(`grant ${TENANT_ROLE} to ${owner}`)
  const url = new URL(superuserUrl)
  url.username = owner
  url.password = 'secret'
  return {
    url: url.href,
    superuserUrl,
    async [Symbol.asyncDispose]() {
      await admin.unsafe(
        `reassign owned by ${owner} to current_user; drop owned by ${owner}; drop role ${owner}`,
      )
      await admin.end()
      await server.dropDatabase(superuserUrl)
    },
  }
}

/** The code that the driver gave, wherever in the chain of causes it stands. */
export function driverCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && /^(SQLITE_|[0-9A-Z]{5}$)/.test(code)) return code
  }
  return undefined
}
