/** The jobs as those who run the instance see them, and which process it is that ticks them. */
import { expect, test } from 'bun:test'
import { JobLeader, readLeader } from '../src/jobs/leader.ts'
import { beginRun, noteAskedRun } from '../src/jobs/run-history.ts'
import { onEachEngine, type TestApp, TestClock, testApp } from './app.ts'
import { testDatabase } from './db/database.ts'
import { signIn, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const DAY_MS = 86_400_000

onEachEngine('The jobs of an instance', (engine) => {
  test('are listed with what each did last, and when it runs next', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const [before] = await cleanUp(app, token)
    expect(before).toEqual({
      name: 'clean_up',
      schedule: '17 * * * *',
      time_zone: 'UTC',
      last_run: null,
      next_run_at: '2026-11-20T12:17:00.000Z',
      running: false,
    })
    await app.context.cron.run('clean_up')
    const [after] = await cleanUp(app, token)
    const last_run = { started_at: '2026-11-20T12:00:00.000Z', duration_ms: 0, outcome: 'done' }
    expect(after).toMatchObject({ last_run: { ...last_run, detail: 'deleted nothing' }, running: false })
  })

  test('run when they are asked to, under the correlation id of the request', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const asked = await app.post('/api/v1/operations/jobs/clean_up/run', { token })
    expect(asked).toMatchObject({ status: 202, body: { outcome: null, duration_ms: null } })
    expect(asked.body.correlation_id).toBe(asked.headers.get('x-correlation-id'))
    const run = await endOf(app, token)
    expect(run).toMatchObject({ id: asked.body.id, outcome: 'done', detail: 'deleted nothing' })
    expect(run?.correlation_id).toBe(asked.body.correlation_id)
  })

  test('are refused with 409 while they run, in whatever process', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const { db } = app.context
    await db.exclusively('cron:clean_up', async () => {
      const refused = await app.post('/api/v1/operations/jobs/clean_up/run', { token })
      expect(refused).toMatchObject({ status: 409, body: { code: 'job_running' } })
      expect(await cleanUp(app, token)).toMatchObject([{ running: true }])
    })
  })

  test('that nobody knows are 404, with the names of those that there are', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    for (const answer of [
      await app.post('/api/v1/operations/jobs/tidy/run', { token }),
      await app.get('/api/v1/operations/jobs/tidy/runs', { token }),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'job_not_found' } })
      expect(answer.body.detail).toContain('clean_up')
    }
  })

  test('have a history, the newest first, page by page, of thirty days', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const runs = async (query = '') => {
      const { token } = await signIn(app, ada)
      return (await app.get(`/api/v1/operations/jobs/undo_imports/runs${query}`, { token })).body
    }
    for (let day = 0; day < 3; day += 1) {
      await app.context.cron.run('undo_imports')
      app.clock.at += 20 * DAY_MS
    }
    const first = await runs('?limit=2')
    const second = await runs(`?limit=2&cursor=${first.next_cursor}`)
    const days = [...first.items, ...second.items].map((run) => run.started_at.slice(0, 10))
    expect(days).toEqual(['2026-12-30', '2026-12-10', '2026-11-20'])
    await app.context.cron.run('clean_up')
    expect((await runs()).items).toHaveLength(1)
  })

  test('whose process died are called interrupted by the next run', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const left = { id: app.context.newId(), name: 'clean_up', correlation_id: crypto.randomUUID() }
    await beginRun(app.context, { ...left, started_at: app.clock.at })
    app.clock.at += 60_000
    await app.context.cron.run('clean_up')
    const { items } = (await app.get('/api/v1/operations/jobs/clean_up/runs', { token })).body
    expect(items).toMatchObject([{ outcome: 'done' }, { id: left.id, outcome: 'interrupted' }])
  })

  test('asked for by two processes at once begin in one of them', async () => {
    await using database = await testDatabase(engine)
    await using other = await database.openAgain()
    const begunOf = async (name: string) => {
      const runs = [database.db, other].map((db) => {
        const run = { id: Bun.randomUUIDv7(), name, correlation_id: crypto.randomUUID(), started_at: 1 }
        return db.instance.write((tx) => noteAskedRun(tx, run, false)).catch(() => null)
      })
      return (await Promise.all(runs)).filter(Boolean).length
    }
    // Several, since it takes one that looks again after the other's commit.
    const names = Array.from({ length: 30 }, (_, i) => `slow ${i}`)
    expect(await Promise.all(names.map(begunOf))).toEqual(names.map(() => 1))
  })
})

onEachEngine('Of the processes on a database', (engine) => {
  test('one ticks the jobs, and another takes over when that one ends', async () => {
    await using database = await testDatabase(engine)
    await using otherDb = await database.openAgain()
    const clock = new TestClock()
    const elected: string[] = []
    const first = new JobLeader({ db: database.db, clock }, () => elected.push('first'), 10)
    await until(() => elected.includes('first'))
    await using second = new JobLeader({ db: otherDb, clock }, () => elected.push('second'), 10)
    await Bun.sleep(50)
    expect([first.isLeading, second.isLeading, elected]).toEqual([true, false, ['first']])
    expect(await readLeader({ db: otherDb })).toMatchObject({ pid: process.pid, since: clock.at })
    await first[Symbol.asyncDispose]()
    await until(() => elected.includes('second'))
    expect([first.isLeading, second.isLeading]).toEqual([false, true])
  })
})

test('A leader on Postgres that is killed is followed by the other process within seconds', async () => {
  const server = await postgresServer()
  const url = await server.createDatabase()
  const env = { DATABASE_URL: url, APP_SECRET: 'a secret of both processes that is long enough' }
  await using one = await startServer({ env })
  await using two = await startServer({ env })
  const person = { email: 'ada@example.com', password: 'the password of ada', name: 'ada' }
  const signedUp = await fetch(`${one.url}/api/v1/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...person, organization: { name: "ada's", time_zone: 'UTC' } }),
  })
  const { access_token: token } = (await signedUp.json()) as { access_token: string }
  const leaderPid = async ({ url: address }: ServerProcess): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${address}/api/v1/operations/jobs`, { headers })
    return ((await answer.json()) as { leader: { pid: number } | null }).leader?.pid ?? 0
  }
  await until(async () => (await leaderPid(two)) === one.pid)
  await one.end('SIGKILL')
  await until(async () => (await leaderPid(two)) === two.pid)
})

async function cleanUp(app: TestApp, token: string) {
  const { status, body } = await app.get('/api/v1/operations/jobs', { token })
  expect(status).toBe(200)
  return body.items.filter(({ name }: { name: string }) => name === 'clean_up')
}

/** Of the last run of the clean-up. */
async function endOf(app: TestApp, token: string) {
  let run: { id: string; correlation_id: string; outcome: string | null } | undefined
  await until(async () => {
    ;[run] = (await app.get('/api/v1/operations/jobs/clean_up/runs', { token })).body.items
    return run?.outcome !== null
  })
  return run
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 400; looks += 1) {
    if (await holds()) return
    await Bun.sleep(20)
  }
  throw new Error('It does not come to that.')
}
