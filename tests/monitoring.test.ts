/** What a server says of itself to those who run it: how requests and queries go, and whether all is well. */
import { expect, test } from 'bun:test'
import { type Answer, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { type Member, signUp } from './people.ts'

const MINUTE_MS = 60_000
const SLOW_MS = 2_500

onEachEngine('The performance of routes', (engine) => {
  test('is told by route, for the last 5 minutes, hour and day', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const tasks = async () => {
      const { windows } = (await app.get('/api/v1/monitoring/metrics/performance', { token })).body
      return ['5m', '1h', '24h'].map(
        (name) => windows[name].routes.find(isOf('GET', '/api/v1/tasks/:id'))?.count ?? 0,
      )
    }
    expect(await tasks()).toEqual([0, 0, 0])
    for (const id of ['a', 'b']) await app.get(`/api/v1/tasks/${id}`, { token })
    expect(await tasks()).toEqual([2, 2, 2])
    app.clock.at += 10 * MINUTE_MS
    expect(await tasks()).toEqual([0, 2, 2])
    // Within the same hour as the first, and the other windows have turned.
    await app.get('/api/v1/tasks/c', { token })
    expect(await tasks()).toEqual([1, 3, 3])
    app.clock.at = app.clock.at + 25 * 60 * MINUTE_MS
    expect((await app.get('/api/v1/monitoring/metrics/performance', { token })).status).toBe(401)
  })

  test('has the slow ones and those that failed, with their correlation ids', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    const times = app.context.routeTimes.of('GET', '/api/v1/tasks')
    const correlation_id = crypto.randomUUID()
    times.begun()
    times.answered(200, SLOW_MS * 1000, app.clock.at, correlation_id)
    times.begun()
    times.answered(503, 1000, app.clock.at, crypto.randomUUID())
    const { body } = await app.get('/api/v1/monitoring/metrics/performance', { token })
    expect(body.slow_requests).toEqual({
      threshold_ms: 2_000,
      items: [
        {
          ...{ method: 'GET', route: '/api/v1/tasks', status: 200, duration_ms: SLOW_MS },
          ...{ at: '2026-11-20T12:00:00.000Z', correlation_id },
        },
      ],
    })
    const route = body.windows['5m'].routes.find(isOf('GET', '/api/v1/tasks'))
    expect(route).toMatchObject({ count: 2, errors: 1 })
    // Within 1 %.
    expect(Math.abs(route.p99_ms / SLOW_MS - 1)).toBeLessThan(0.011)
    expect(Math.abs(route.p50_ms - 1)).toBeLessThan(0.011)
  })

  test('knows what reached no route, and makes no name of what somebody wrote', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'ada')
    await app.get('/api/v1/nothing/of/the/kind', { token })
    await app.put('/api/v1/tasks', { token })
    await app.get('/api/v1/tasks')
    const { windows } = (await app.get('/api/v1/monitoring/metrics/performance', { token })).body
    const outside = windows['5m'].routes.filter(({ route }: { route: string }) => route === 'none')
    const counts = outside.map(({ method, count }: { method: string; count: number }) => [method, count])
    expect(counts.sort()).toEqual([
      ['GET', 2],
      ['PUT', 1],
    ])
  })
})

onEachEngine('The metrics of the cache', (engine) => {
  const app = sharedApp(engine)

  test('say what is kept, and how often it was found', async () => {
    const { token } = await signUp(await app(), 'ada')
    const read = async () => (await (await app()).get('/api/v1/monitoring/metrics/cache', { token })).body
    const dashboards = async () =>
      (await read()).prefixes.find(({ prefix }: { prefix: string }) => prefix === 'dashboard')
    for (let i = 0; i < 4; i += 1) await (await app()).get('/api/v1/metrics/dashboard', { token })
    expect(await dashboards()).toEqual({
      ...{ prefix: 'dashboard', hits: 3, misses: 1, hit_rate: 75 },
      mean_ms: expect.any(Number),
    })
    const { entries, bytes, most_bytes } = await read()
    expect([entries, bytes > 1_000, most_bytes > bytes]).toEqual([1, true, true])
  })
})

onEachEngine('The metrics of the database', (engine) => {
  const app = sharedApp(engine)
  let ada: Promise<Member> | undefined
  const read = async (path = ''): Promise<Answer> => {
    ada ??= app().then((one) => signUp(one, 'ada'))
    return (await app()).get(`/api/v1/monitoring/metrics/database${path}`, { token: (await ada).token })
  }

  test('count the queries by kind, and the connections', async () => {
    const before = (await read()).body
    await (await app()).post('/api/v1/tasks', { token: (await ada)?.token ?? '', json: { title: 'Roses' } })
    const { engine: told, pool, queries } = (await read()).body
    expect(told).toBe(engine)
    expect(pool).toMatchObject({ waiting: 0 })
    expect(pool.most).toBeGreaterThanOrEqual(pool.in_use + pool.idle)
    for (const kind of ['select', 'insert']) {
      const of = (all: { by_kind: { kind: string; count: number }[] }) =>
        all.by_kind.find((one) => one.kind === kind)?.count ?? 0
      expect(of(queries)).toBeGreaterThan(of(before.queries))
    }
    const sum = queries.by_kind.reduce((total: number, { count }: { count: number }) => total + count, 0)
    expect(sum).toBe(queries.count)
  })

  test('have the slow queries with their text, the correlation id, and their plan on demand', async () => {
    const { context } = await app()
    // A query that takes long enough, whatever the machine: it is noted as if it had begun earlier.
    const { stats } = context.db
    const finished = stats.finished
    stats.finished = (sql, startedAt) => finished.call(stats, sql, startedAt - 200)
    // And so does whoever waits for it.
    const route = context.routeTimes.of('GET', '/api/v1/tasks')
    const answered = route.answered
    route.answered = (status, us, ...rest) => answered.call(route, status, us + 200_000, ...rest)
    const asked = await read()
    const slow = await (await app()).get('/api/v1/tasks?status=todo', { token: (await ada)?.token ?? '' })
    stats.finished = finished
    route.answered = answered
    expect(asked.status).toBe(200)
    const { items, by_text, count } = (await read()).body.slow_queries
    const id = slow.headers.get('x-correlation-id')
    // A request asks more than one, and which took longest is the machine's.
    const found = items.find(
      (one: { correlation_id: string; sql: string }) =>
        one.correlation_id === id && /from .?tasks/.test(one.sql),
    )
    const { number, sql, duration_ms, kind } = found
    expect([kind, duration_ms > 100]).toEqual(['select', true])
    // Under its text stand how often, how long at most, and who asked for it.
    const times = items.filter((one: { sql: string }) => one.sql === sql)
    expect(by_text.find((one: { sql: string }) => one.sql === sql)).toMatchObject({
      ...{ kind, count: times.length },
      max_ms: Math.max(...times.map((one: typeof found) => one.duration_ms)),
      asked_by: [{ kind: 'request', name: 'GET /api/v1/tasks' }],
    })
    expect(count).toBeGreaterThanOrEqual(items.length)
    const plan = await read(`/slow/${number}/plan`)
    expect(plan).toMatchObject({ status: 200, body: { number, sql } })
    expect(plan.body.plan.join('\n')).toMatch(/tasks/)
    expect(await read('/slow/999999/plan')).toMatchObject({ status: 404 })
    expect(await read('/slow/x/plan')).toMatchObject({ status: 404 })
  })
})

onEachEngine('A server that validates itself', (engine) => {
  const app = sharedApp(engine)

  test('asks all its endpoints, in earnest and without a trace', async () => {
    const one = await app()
    const { token } = await signUp(one, 'ada')
    const before = await everything(one)
    const { status, body } = await one.get('/api/v1/monitoring/validate/endpoints', { token })
    expect([status, body.items.filter(({ is_ok }: { is_ok: boolean }) => !is_ok)]).toEqual([200, []])
    expect(body).toMatchObject({ is_ok: true, failed: 0 })
    const { paths } = (await one.get('/openapi.json')).body
    const routes = Object.values<object>(paths).flatMap((methods) => Object.keys(methods))
    // All but the two that validate.
    expect(body.tried).toBe(routes.length - 2)
    expect(await everything(one)).toEqual(before)
    // It costs much: whoever asks again at once is told the same.
    expect((await one.get('/api/v1/monitoring/validate/endpoints', { token })).body).toEqual(body)
  })

  test('says what came of an endpoint that fails', async () => {
    await using one = await testApp(engine)
    const { token } = await signUp(one, 'ada')
    one.context.db.about = () => Promise.reject(new Error('out of order'))
    const { body } = await one.get('/api/v1/monitoring/validate/endpoints', { token })
    expect(body).toMatchObject({ is_ok: false, failed: 1 })
    const failed = body.items.find(({ is_ok }: { is_ok: boolean }) => !is_ok)
    expect(failed).toMatchObject({
      ...{ path: '/api/v1/monitoring/system/info', tried: 'as you', status: 500, code: 'internal_error' },
    })
  })

  test('presents credentials of every kind, and only the good one is taken', async () => {
    const one = await testApp(engine)
    await using _ = one
    const { token } = await signUp(one, 'ada')
    const { body } = await one.get('/api/v1/monitoring/validate/authentication', { token })
    expect(body).toMatchObject({ is_ok: true, failed: 0 })
    const got = body.items.map(({ tried, status }: { tried: string; status: number }) => [status, tried])
    expect(got).toContainEqual([401, 'a token that is over'])
    expect(got).toContainEqual([401, 'a token that is not signed'])
    expect(got.at(-1)).toEqual([200, 'your credential'])
    // Nobody is signed out by it.
    expect((await one.get('/api/v1/auth/me', { token })).status).toBe(200)
  })

  test('tells what runs, and no secret', async () => {
    const secret = 'a secret that is nobody’s business but ours'
    await using one = await testApp(engine, { APP_SECRET: secret, SMTP_URL: 'smtp://u:hushhush@127.0.0.1:1' })
    const { token } = await signUp(one, 'ada')
    const { status, body, text } = await one.get('/api/v1/monitoring/system/info', { token })
    expect([status, body.database.engine, body.process.pid]).toEqual([200, engine, process.pid])
    expect(body.database.migrations).toBeGreaterThan(20)
    expect(body.database.size_bytes).toBeGreaterThan(100_000)
    expect(text).not.toMatch(/hushhush|nobody’s/)
  })
})

function isOf(method: string, route: string) {
  return (one: { method: string; route: string }) => one.method === method && one.route === route
}

/** How many rows there are of what a request could leave behind. */
async function everything({ context: { db, requests } }: TestApp) {
  return db.instance.read(async (q) => {
    const { tables } = q
    const counted = [tables.users, tables.sessions, tables.tasks, tables.sign_in_failures, tables.job_runs]
    const rows = await Promise.all(counted.map(async (table) => (await q.select().from(table)).length))
    const own = requests.held().map(({ tally }) => tally.requests)
    return [...rows, ...own]
  })
}
