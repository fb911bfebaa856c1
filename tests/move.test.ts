/** Moving to the other engine and back: everything comes along, and nothing is lost where it cannot. */
import { describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import postgres from 'postgres'
import { PostgresLoader } from '../src/db/rows/postgres-loader.ts'
import { SqliteReplacement } from '../src/db/rows/replace-sqlite.ts'
import { moveDatabase } from '../src/operations/moving/move-database.ts'
import { type Engine, onEachEngine, type TestApp, TestClock } from './app.ts'
import { fill } from './archives.ts'
import { almanac } from './command-line.ts'
import { signIn } from './people.ts'
import { newPlace, type Place } from './places.ts'

const DAY_MS = 86_400_000
const DAYS = Number(process.env.ALMANAC_MOVE_DAYS ?? 4)

const otherThan = (engine: Engine): Engine => (engine === 'sqlite' ? 'postgres' : 'sqlite')

const moved = (from: Place, to: Place, isDryRun = false) =>
  moveDatabase(
    { config: from.config, clock: new TestClock() },
    { to: to.env.DATABASE_URL, isDryRun },
    () => {},
  )

/** What the dashboard says of today and of each of the days before. */
async function dashboards(app: TestApp, token: string): Promise<unknown[]> {
  const shown: unknown[] = []
  for (let day = 0; day <= DAYS; day += 1) {
    const as_of = new Date(app.clock.at - day * DAY_MS).toISOString().slice(0, 10)
    const { body } = await app.get(`/api/v1/metrics/dashboard${day ? `?as_of=${as_of}` : ''}`, { token })
    // What it says of requests counts those that ask it, too.
    const { user_metrics, engagement_metrics, content_metrics, trends } = body
    shown.push({ user_metrics, engagement_metrics, content_metrics, trends })
  }
  return shown
}

onEachEngine('Moving', (engine) => {
  test('takes everything to the other engine and back, the same to the letter', async () => {
    await using from = await newPlace(engine)
    await using over = await newPlace(otherThan(engine), false)
    await using back = await newPlace(engine, false)
    const people = await from.within(async (app) => {
      const ada = await fill(app, 'ada')
      const eve = await fill(app, 'eve')
      return [ada, eve].map((one) => ({ ...one }))
    })
    const shownBefore = await from.within((app) =>
      Promise.all(people.map((one) => dashboards(app, one.token))),
    )
    const before = engine === 'sqlite' ? readFileSync(from.path) : null
    const there = await moved(from, over)
    expect(there.rows).toBeGreaterThan(200)
    expect(there.checked).toBe('and so are 2 dashboards')
    // The server that looks at the copy has none of the secrets of the first one's folder.
    writeFileSync(join(over.folder, 'app-secret'), readFileSync(join(from.folder, 'app-secret')))
    const shownThere = await over.within((app) =>
      Promise.all(people.map((one) => dashboards(app, one.token))),
    )
    expect(shownThere).toEqual(shownBefore)
    const again = await moved(over, back)
    const unchanged = there.tables.filter(({ name }) => !MOVES_BY_ITSELF.includes(name))
    expect(again.tables.filter(({ name }) => !MOVES_BY_ITSELF.includes(name))).toEqual(unchanged)
    if (before) expect(readFileSync(from.path).equals(before)).toBeTrue()
    await from.within(async (app) => {
      expect((await app.get('/api/v1/auth/me', { token: people[0]?.token ?? '' })).status).toBe(200)
    })
  }, 60_000)

  test('in a dry run reads everything, and writes nothing', async () => {
    await using from = await newPlace(engine)
    await using over = await newPlace(otherThan(engine), false)
    await from.within((app) => fill(app))
    const dry = await moved(from, over, true)
    expect(dry.checked).toBeNull()
    expect(await isUntouched(over)).toBeTrue()
    const { tables } = await moved(from, over)
    expect(tables).toEqual(dry.tables)
  }, 60_000)

  test('goes into an empty database only, and with nobody on either', async () => {
    await using from = await newPlace(engine)
    await using over = await newPlace(otherThan(engine))
    await from.within((app) => fill(app))
    await over.within((app) => fill(app))
    await expect(moved(from, over)).rejects.toThrow('in use by an instance already')
    await expect(moved(from, from)).rejects.toThrow(/names the database that is moved/)
    await using empty = await newPlace(otherThan(engine))
    await from.within(async () => {
      await expect(moved(from, empty)).rejects.toThrow(/in use.*stop/)
    })
    await empty.within(async () => {
      await expect(moved(from, empty)).rejects.toThrow(/in use.*stop/)
    })
    await using foreign = await newPlace(otherThan(engine), false)
    await execute(foreign, 'create table foreign_one (id integer)')
    await expect(moved(from, foreign)).rejects.toThrow('tables of another program')
  }, 60_000)

  test('that fails at the end leaves the target as empty as it was', async () => {
    await using from = await newPlace(engine)
    await using over = await newPlace(otherThan(engine), false)
    const ada = await from.within((app) => fill(app))
    const Loader = engine === 'sqlite' ? PostgresLoader : SqliteReplacement
    const { complete } = Loader.prototype
    Loader.prototype.complete = async () => {
      throw new Error('the disk is full')
    }
    try {
      expect(await moved(from, over).catch((error: Error) => error.message)).toBe('the disk is full')
    } finally {
      Loader.prototype.complete = complete
    }
    await moved(from, over)
    await over.within(async (app) => {
      expect((await signIn(app, ada)).token).toBeString()
    })
  }, 60_000)

  test('is a command that says what it did', async () => {
    await using from = await newPlace(engine)
    await using over = await newPlace(otherThan(engine), false)
    const ada = await from.within((app) => fill(app))
    const ran = await almanac(['move', '--to', over.env.DATABASE_URL, '--json'], from.env)
    expect([ran.code, ran.err]).toEqual([0, expect.stringMatching(/moved [\d,]+ rows of \d+ tables/)])
    const report = JSON.parse(ran.out)
    expect(report).toMatchObject({ done: true, checked: 'and so is 1 dashboard' })
    const told = await over.within(async (app) => {
      const { token } = await signIn(app, ada)
      return (await app.get('/api/v1/audit?about=instance', { token })).body.items
    })
    const after = { from: engine, to: otherThan(engine), rows: report.rows }
    expect(told).toMatchObject([{ action: 'instance.moved', actor: 'command:move', after }])
    const again = await almanac(['move', '--to', over.env.DATABASE_URL], from.env)
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('Name an empty one')])
  }, 60_000)
})

describe('almanac move', () => {
  test.each([
    [[], 2, 'Say where to'],
    [['--to', 'postgres:/x'], 2, '--to must begin with postgres://'],
    [['--to', './other.sqlite'], 1, 'There is nothing to move'],
  ])('%p is refused with what to do', async (args, code, words) => {
    const ran = await almanac(['move', ...args])
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)])
  })

  test('does not touch what is no database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'almanac-move-'))
    const path = join(folder, 'notes.db')
    writeFileSync(path, 'my notes, which are no database at all')
    await using from = await newPlace('sqlite')
    const ran = await almanac(['move', '--to', path], from.env)
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('is no SQLite database')])
    expect(readFileSync(path, 'utf8')).toBe('my notes, which are no database at all')
    rmSync(folder, { recursive: true })
  })
})

/** What a server writes when it starts, or only looks. */
const MOVES_BY_ITSELF = [
  // That it was moved.
  'audit_entries',
  'job_runs',
  'cron_runs',
  'request_minutes',
  'instance_minutes',
  'rate_limits',
  'sessions',
]

async function isUntouched({ env, path }: Place): Promise<boolean> {
  if (!env.DATABASE_URL.startsWith('postgres')) return !existsSync(path)
  const sql = postgres(env.DATABASE_URL, { max: 1 })
  try {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_tables where schemaname = 'public'`
    return row?.count === 0
  } finally {
    await sql.end()
  }
}

async function execute({ env, path }: Place, text: string): Promise<void> {
  if (!env.DATABASE_URL.startsWith('postgres')) {
    const db = new Sqlite(path)
    db.exec(text)
    db.close()
    return
  }
  const sql = postgres(env.DATABASE_URL, { max: 1 })
  await sql.unsafe(text)
  await sql.end()
}
