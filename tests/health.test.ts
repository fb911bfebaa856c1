/** Whether a server says that it cannot serve: its database is away, its file gone, or damaged. */
import { describe, expect, test } from 'bun:test'
import { copyFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DatabaseUnavailableError } from '../src/db/errors.ts'
import { onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { faultyNetwork } from './faulty-network.ts'
import { signIn, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'

/** Longer than an answer is kept, and than the file is looked at. */
const LATER_MS = 1_050

onEachEngine('A server whose database answers', (engine) => {
  const app = sharedApp(engine)

  test('is ready, and tells anybody', async () => {
    for (const path of ['/api/v1/health/ready', '/api/v1/health']) {
      const answer = await (await app()).get(path)
      expect(answer).toMatchObject({ status: 200, body: { status: 'ok' } })
    }
  })

  test('asks it once a second, however many want to know', async () => {
    const one = await app()
    await Bun.sleep(LATER_MS)
    const { db } = one.context
    const check = db.check
    let times = 0
    db.check = () => {
      times += 1
      return check.call(db)
    }
    await Promise.all(Array.from({ length: 50 }, () => one.get('/api/v1/health/ready')))
    db.check = check
    expect(times).toBe(1)
  })

  test('says in detail how each of its parts is, and when it looked', async () => {
    const one = await app()
    const { token } = await signUp(one, 'ada')
    await one.context.cron.run('clean_up')
    const { status, body } = await one.get('/api/v1/health/detailed', { token })
    expect([status, Object.keys(body.checks)]).toEqual([
      200,
      ['database', 'cache', 'jobs', 'disk', 'memory', 'backup', 'event_loop'],
    ])
    for (const check of Object.values<object>(body.checks)) {
      expect(check).toMatchObject({
        ...{ state: expect.stringMatching(/^(ok|warning|unknown)$/), detail: expect.stringMatching(/\w/) },
        ...{ checked_at: '2026-11-20T12:00:00.000Z', duration_ms: expect.any(Number) },
      })
    }
    expect(body.checks.database).toMatchObject({ state: 'ok', engine, pool: { waiting: 0 } })
    expect(body.checks.jobs).toMatchObject({ state: 'ok', failed: [], late: [] })
    expect(body.checks.disk.free_bytes).toBeGreaterThan(0)
  })

  test('tells of jobs that failed and of those that are late', async () => {
    await using one = await testApp(engine)
    const ada = await signUp(one, 'ada')
    await one.context.cron.run('clean_up')
    const job = one.context.cron.jobs.find(({ name }) => name === 'undo_imports')
    if (job) job.run = () => Promise.reject(new Error('out of luck'))
    await one.context.cron.run('undo_imports')
    one.clock.at += 3 * 3_600_000
    const { token } = await signIn(one, ada)
    const { body } = await one.get('/api/v1/health/detailed', { token })
    expect(body.status).not.toBe('ok')
    expect(body.checks.jobs).toMatchObject({
      state: 'warning',
      failed: ['undo_imports'],
      late: expect.arrayContaining(['clean_up', 'undo_imports']),
    })
  })

  test('answers in detail also while the database is away', async () => {
    await using one = await testApp(engine)
    const { token } = await signUp(one, 'ada')
    expect((await one.get('/api/v1/auth/me', { token })).status).toBe(200)
    const away = new DatabaseUnavailableError(new Error('away'))
    const { db } = one.context
    const restored = [db.check, db.instance.read] as const
    db.check = () => Promise.reject(away)
    db.instance.read = () => Promise.reject(away)
    const { status, body } = await one.get('/api/v1/health/detailed', { token })
    ;[db.check, db.instance.read] = restored
    expect([status, body.status]).toEqual([200, 'failed'])
    expect(body).toMatchObject({ requests: null, rollup_drift: null })
    expect(body.checks.database).toMatchObject({ state: 'failed', detail: away.message })
    expect(body.checks.memory.state).toMatch(/ok|warning/)
  })
})

describe.concurrent('A server on Postgres', () => {
  test.concurrent('is not ready while its database is away, and is again once it is back', async () => {
    const url = await (await postgresServer()).createDatabase()
    await using network = await faultyNetwork(url)
    await using app = await testApp('postgres', { DATABASE_URL: network.url })
    expect((await app.get('/api/v1/health/ready')).status).toBe(200)
    network.swallow()
    await Bun.sleep(LATER_MS)
    const away = await app.get('/api/v1/health/ready')
    expect(away).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
    // Whoever asks: nobody is looked up for it.
    for (const who of [{}, { token: 'alm_nobody' }, { headers: { cookie: 'auth_token=nobody' } }]) {
      expect((await app.get('/api/v1/health/live', who)).status).toBe(200)
    }
    network.pass()
    network.cut()
    await becomes(app, 200)
  })
})

describe.concurrent('A server on a SQLite file', () => {
  const LOSSES: [what: string, lose: (path: string) => void][] = [
    ['is deleted', (path) => rmSync(path)],
    ['is moved away', (path) => renameSync(path, `${path}.away`)],
    ['is replaced', replace],
    ['loses its log', (path) => rmSync(`${path}-wal`)],
    ['is emptied', (path) => truncateSync(path, 0)],
    ['is cut short', (path) => truncateSync(path, statSync(path).size / 2)],
    ['is written over', writeOver],
  ]
  for (const [what, lose] of LOSSES) {
    test.concurrent(`that ${what} acknowledges nothing more, and is not ready`, async () => {
      await using app = await testApp('sqlite')
      const ada = await signUp(app, 'ada')
      const write = () => app.post('/api/v1/tasks', { token: ada.token, json: { title: 'prune' } })
      expect((await write()).status).toBe(201)
      lose(join(app.config.data_dir, 'almanac.sqlite'))
      const refused = await write()
      expect(refused).toMatchObject({ status: 503, body: { code: 'database_replaced' } })
      expect(refused.headers.get('retry-after')).toBe('10')
      await Bun.sleep(LATER_MS)
      expect(await write()).toMatchObject({ status: 503, body: { code: 'database_replaced' } })
      expect(await app.get('/api/v1/health/ready')).toMatchObject({
        status: 503,
        body: { code: 'database_replaced' },
      })
      expect((await app.get('/api/v1/health/live')).status).toBe(200)
    })
  }

  test.concurrent('that is put back takes writes again', async () => {
    await using app = await testApp('sqlite')
    const ada = await signUp(app, 'ada')
    const path = join(app.config.data_dir, 'almanac.sqlite')
    renameSync(path, `${path}.away`)
    await becomes(app, 503)
    renameSync(`${path}.away`, path)
    await becomes(app, 200)
    const written = await app.post('/api/v1/tasks', { token: ada.token, json: { title: 'prune' } })
    expect(written.status).toBe(201)
  })

  // As by VACUUM: it is smaller than before, and whole.
  test.concurrent('that another program packs takes writes as before', async () => {
    await using app = await testApp('sqlite')
    const ada = await signUp(app, 'ada')
    const path = join(app.config.data_dir, 'almanac.sqlite')
    const db = new Sqlite(path)
    db.exec('create table ballast (content); insert into ballast values (zeroblob(3000000))')
    db.pragma('wal_checkpoint(passive)')
    await Bun.sleep(LATER_MS)
    const before = statSync(path).size
    db.exec('drop table ballast; vacuum')
    db.pragma('wal_checkpoint(passive)')
    expect(statSync(path).size).toBeLessThan(before - 2_000_000)
    db.close()
    for (const title of ['prune', 'water']) {
      const written = await app.post('/api/v1/tasks', { token: ada.token, json: { title } })
      expect(written.status).toBe(201)
      await Bun.sleep(LATER_MS)
    }
    expect((await app.get('/api/v1/health/ready')).status).toBe(200)
  })

  test.concurrent('that gets damaged says so, writes nothing more and is not ready', async () => {
    await using app = await testApp('sqlite')
    const ada = await signUp(app, 'ada')
    damageTable(join(app.config.data_dir, 'almanac.sqlite'), 'cron_jobs')
    const found = app.context.db.instance.read((q) => q.select().from(q.tables.cron_jobs))
    await expect(found).rejects.toMatchObject({ status: 503, code: 'database_damaged' })
    const write = await app.post('/api/v1/tasks', { token: ada.token, json: { title: 'prune' } })
    expect(write).toMatchObject({ status: 503, body: { code: 'database_damaged' } })
    await becomes(app, 503)
    expect((await app.get('/api/v1/tasks', { token: ada.token })).status).toBe(200)
  })
})

async function becomes(app: TestApp, status: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await app.get('/api/v1/health/ready')).status === status) return
    await Bun.sleep(50)
  }
  throw new Error(`It does not become ${status}.`)
}

function replace(path: string): void {
  copyFileSync(path, `${path}.copy`)
  renameSync(`${path}.copy`, path)
}

/** With a smaller database, as `cp` puts a backup back: the inode stays. */
function writeOver(path: string): void {
  const other = new Sqlite(`${path}.other`)
  other.exec('create table things (id)')
  other.close()
  copyFileSync(`${path}.other`, path)
}

/** Overwrites its first page, which nobody has read yet. */
function damageTable(path: string, name: string): void {
  const db = new Sqlite(path)
  db.pragma('wal_checkpoint(passive)')
  const root = db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(name)
  const pageBytes = db.pragma('page_size', { simple: true })
  db.close()
  // Not in this process: it would lose its locks with the file that it closes.
  const where = [`of=${path}`, `bs=${pageBytes}`, `seek=${Number(root) - 1}`]
  const made = Bun.spawnSync(['dd', 'if=/dev/urandom', ...where, 'count=1', 'conv=notrunc'])
  expect(made.exitCode).toBe(0)
}
