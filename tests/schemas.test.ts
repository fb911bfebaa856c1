/**
 * Every schema that was released is brought to that of this version: nothing is lost, and the dashboards
 * of before show what they showed. `bun scripts/keep-schema.ts` keeps the next one.
 */
import { expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DASHBOARDS, ROWS, SCHEMAS } from '../scripts/keep-schema.ts'
import { createApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config/env.ts'
import { createContext } from '../src/context.ts'
import { migratePostgres, migrateSqlite } from '../src/db/migrate.ts'
import { connectPostgres } from '../src/db/postgres-client.ts'
import { archivedTables } from '../src/db/rows/archived-tables.ts'
import { quoted, readRows } from '../src/db/rows/row-lines.ts'
import { ArchiveReader, type Block } from '../src/operations/backups/archive/read-archive.ts'
import { moveDatabase } from '../src/operations/moving/move-database.ts'
import { type Engine, onEachEngine, TestClock } from './app.ts'
import { failure, temporaryFolder } from './db/database.ts'
import { type Golden, PASSWORD, partsOf } from './fixtures/story.ts'
import { hashTables } from './older-databases.ts'
import { postgresServer } from './postgres-server.ts'

/** Whose rows an upgrade changes. */
const CHANGED_ROWS = ['instance_settings']

const KEPT = readdirSync(SCHEMAS).sort()

onEachEngine('An instance', (engine) => {
  // The newest needs no upgrade, and is put together on one engine alone.
  test.each(engine === 'sqlite' ? KEPT : KEPT.slice(0, -1))(
    'of the schema %s loses nothing by the upgrade, and shows the same',
    async (name) => {
      await using older = await olderInstance(engine, name)
      const before = await hashTables(older.url, older.tables)
      const golden = goldenOf(name)
      if (name === KEPT[0])
        await expectNotMoved(readConfig(older.env), before, () => hashTables(older.url, older.tables))
      // To copy a database of Postgres takes long: tests/upgrade.test.ts does.
      const MIGRATION_BACKUP = engine === 'sqlite' ? 'on' : 'off'
      const clock = new TestClock(golden.asked_at)
      await using context = await createContext(readConfig({ ...older.env, MIGRATION_BACKUP }), { clock })
      const now = await hashTables(older.url, older.same)
      const expected: Record<string, any> = Object.fromEntries(
        older.same.map((table) => [table.name, before[table.name]]),
      )
      for (const table of CHANGED_ROWS) if (table in expected) expected[table] = expect.any(String)
      expect(now).toEqual(expected)
      expect(older.gone()).toEqual([])
      const app = createApp(context)
      await context.cron.run('upgrade_rollups')
      for (const [email, days] of Object.entries(golden.dashboards)) {
        const ask = await signedIn(app, email)
        for (const [day, shown] of Object.entries(days)) {
          expect({ day, ...alike(shown, partsOf(await ask(day))) }).toEqual({ day, ...(shown as object) })
        }
      }
    },
  )
})

/** To move it would have brought it to another schema, also where nothing was to be moved. */
async function expectNotMoved(config: Config, before: object, now: () => Promise<object>): Promise<void> {
  const move = { to: join(config.data_dir, 'moved.sqlite'), isDryRun: true }
  const { message } = await failure(moveDatabase({ config, clock: new TestClock() }, move, () => {}))
  expect(message).toContain('Bring it there first: almanac migrate.')
  expect(await now()).toEqual(before)
}

function goldenOf(name: string): Golden {
  return JSON.parse(Bun.zstdDecompressSync(readFileSync(join(SCHEMAS, name, DASHBOARDS))).toString())
}

/** Of what there is now, what there was then. What had no number then may have one now. */
function alike(then: any, now: any): any {
  if (then === null) return null
  if (typeof then !== 'object') return now
  if (Array.isArray(then)) return then.map((value, i) => alike(value, now?.[i]))
  return Object.fromEntries(Object.entries(then).map(([key, value]) => [key, alike(value, now?.[key])]))
}

async function signedIn(app: ReturnType<typeof createApp>, email: string) {
  const ask = async (path: string, init: RequestInit) => {
    const answer = await app.handle(new Request(`http://localhost/api/v1${path}`, init))
    expect(answer.status).toBe(200)
    return answer.json()
  }
  const body = JSON.stringify({ email, password: PASSWORD })
  const headers = { 'content-type': 'application/json' }
  const { access_token } = await ask('/auth/signin', { method: 'POST', headers, body })
  const authorization = `Bearer ${access_token}`
  return (day: string) => ask(`/metrics/dashboard?as_of=${day}`, { headers: { authorization } })
}

async function olderInstance(engine: Engine, name: string) {
  const folder = temporaryFolder()
  const server = engine === 'postgres' ? await postgresServer() : null
  const url = server ? await server.createEmptyDatabase() : join(folder.path, 'almanac.sqlite')
  await using archive = await ArchiveReader.open(join(SCHEMAS, name, ROWS))
  const { tables, schema } = archive.manifest
  await (engine === 'sqlite' ? fillSqlite : fillPostgres)(url, schema.number + 1, archive.blocks())
  const here = new Map(archivedTables().map((table) => [table.name, columnsOf(table)]))
  return {
    url,
    env: { DATA_DIR: folder.path, RATE_LIMITS: 'off', ...(server && { DATABASE_URL: url }) },
    tables,
    /** Those that have the same columns today. */
    same: tables.filter((table) => here.get(table.name) === columnsOf(table)),
    gone: () => tables.filter((table) => !here.has(table.name) && !DROPPED.includes(table.name)),
    async [Symbol.asyncDispose]() {
      await server?.dropDatabase(url)
      folder[Symbol.dispose]()
    },
  }
}

/** Tables that migrations have dropped on purpose. */
const DROPPED = ['idempotency_keys', 'work_days']

function columnsOf({ columns }: { columns: readonly { name: string }[] }): string {
  return columns
    .map((column) => column.name)
    .sort()
    .join()
}

async function fillSqlite(path: string, migrations: number, blocks: AsyncGenerator<Block>): Promise<void> {
  const db = new Sqlite(path)
  try {
    db.pragma('journal_mode = WAL')
    migrateSqlite(db, undefined, migrations)
    for await (const block of blocks) {
      if (block.kind === 'file') continue
      const { name, columns } = block.table
      const names = columns.map((column) => quoted(column.name))
      const insert = db.prepare(
        `insert into ${quoted(name)} (${names.join()}) values (${names.map(() => '?').join()})`,
      )
      for (const row of readRows(block.lines, columns)) {
        insert.run(row.map((value) => (typeof value === 'boolean' ? Number(value) : value)))
      }
    }
  } finally {
    db.close()
  }
}

async function fillPostgres(url: string, migrations: number, blocks: AsyncGenerator<Block>): Promise<void> {
  const client = await connectPostgres(url)
  try {
    await migratePostgres(client, undefined, [], migrations)
    for await (const block of blocks) {
      if (block.kind === 'file') continue
      const { name, columns } = block.table
      const names = columns.map((column) => quoted(column.name)).join()
      const rows = readRows(block.lines, columns).map((row) =>
        Object.fromEntries(
          columns.map((column, i) => [
            column.name,
            column.kind === 'json' && row[i] !== null ? JSON.parse(String(row[i])) : row[i],
          ]),
        ),
      )
      await client.unsafe(
        `insert into ${quoted(name)} (${names}) select ${names} from json_populate_recordset(null::${quoted(name)}, $1::json)`,
        [JSON.stringify(rows)],
      )
    }
  } finally {
    await client.end()
  }
}
