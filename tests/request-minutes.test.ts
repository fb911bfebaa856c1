import { expect, test } from 'bun:test'
import { configure } from '@logtape/logtape'
import { createApp } from '../src/app.ts'
import { type Context, createContext } from '../src/context.ts'
import { cleanUpJob } from '../src/operations/clean-up.ts'
import { readInstanceRequests } from '../src/operations/requests/read-requests.ts'
import { RequestMinutes } from '../src/operations/requests/request-minutes.ts'
import { onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { listening } from './listening.ts'
import { captureLogs } from './log-lines.ts'
import { signIn, signUp } from './people.ts'
import {
  counted,
  DASHBOARD,
  DAY,
  expectWithinOnePercent,
  here,
  MINUTE,
  NOTHING,
  newcomer,
  served,
  shown,
  twice,
  whileBroken,
} from './requests.ts'

onEachEngine('Counting requests', (engine) => {
  const shared = sharedApp(engine)

  const LEFT_OUT = [
    '/api/v1/health/live',
    '/api/v1/health/ready',
    '/',
    '/docs',
    '/docs/swagger-ui.css',
    '/docs/redoc.js',
    '/redoc',
    '/openapi.json',
  ]
  test('leaves out health, documents and streams', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'left-out-ada')
    const before = await counted(app, ada)
    for (const path of LEFT_OUT) {
      for (const method of ['GET', 'HEAD']) {
        expect([path, (await app.call(method, path, { key: ada.key })).status]).not.toEqual([path, 404])
      }
    }
    const lines = `${JSON.stringify({ id: '1', person: 'p', verb: 'v', occurred_at: '2026-11-01T00:00:00Z' })}\n`
    for (const body of [lines, 'nonsense']) {
      await app.post('/api/v1/events/import?format=ndjson', { key: ada.key, body })
    }
    expect(await counted(app, ada)).toEqual(before)
  })

  test('knows nobody’s requests for the instance only', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'strange-ada')
    const before = await counted(app, ada)
    await app.get('/api/v1/members')
    await app.get('/api/v1/members', { token: 'nonsense' })
    await app.post('/api/v1/auth/signin', { json: { email: ada.email, password: 'wrong' } })
    await app.call('OPTIONS', '/api/v1/members')
    expect(await counted(app, ada)).toEqual({ own: before.own, instance: before.instance + 4 })
    await app.get('/api/v1/members', { key: ada.key })
    expect(await counted(app, ada)).toEqual({ own: before.own + 1, instance: before.instance + 5 })
  })

  test('leaves out those whose caller has left', async () => {
    await using app = await testApp(engine)
    const ada = await newcomer(app, 'gone-ada')
    await app.get('/api/v1/members', { key: ada.key })
    const before = await counted(app, ada)
    const server = listening(app)
    const gate = gateBefore(app)
    const answered = nextAnswer(app)
    const leaving = new AbortController()
    const ask = (signal: AbortSignal | null) =>
      fetch(`${server.url}/api/v1/members`, { headers: { 'x-api-key': ada.key }, signal })
    const left = ask(leaving.signal).catch((error: Error) => error.name)
    await gate.reached
    leaving.abort()
    expect(await left).toBe('AbortError')
    await Bun.sleep(100)
    gate.open()
    expect(await answered).toBe(200)
    expect(await counted(app, ada)).toEqual(before)
    expect((await ask(null)).status).toBe(200)
    expect(await counted(app, ada)).toEqual({ own: before.own + 1, instance: before.instance + 1 })
    await server.stop()
  })

  test('adds up all processes, whenever and however often they write', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'many-ada')
    await using other = await createContext(app.config, { clock: app.clock })
    const quick = Array.from({ length: 90 }, () => 1_000)
    const slow = Array.from({ length: 10 }, () => 800_000)
    for (const duration of quick) served(app.context, ada, duration)
    for (const duration of slow) served(other, ada, duration, 500)
    await twice(() => app.context.requests.flush())
    await twice(() => other.requests.flush())
    const first = await shown(app, ada)
    expect(first.notes.error_rate).toMatchObject({ numerator: 10, denominator: 100 })
    expectWithinOnePercent(first.metrics.api_response_time, [...quick, ...slow])
    // Later in the same minute, and in another.
    for (const later of [0, MINUTE]) {
      app.clock.at += later
      served(other, ada, 800_000, 500)
      await twice(() => other.requests.flush())
      await app.context.requests.flush()
    }
    const second = await shown(inProcess(other), ada)
    expect(second.notes.error_rate).toMatchObject({ numerator: 12, denominator: 103 })
    for (const { requests } of [app.context, other]) await requests.flush()
    // The dashboard that was asked for in the other process counts, too.
    const whole = { requests: 104, errors: 12 }
    expect(await readInstanceRequests(other, app.clock.at)).toMatchObject(whole)
    expect(await here(app)).toEqual(whole)
  })

  test('ends with the process, which writes what is left', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'last-ada')
    const other = await createContext(app.config, { clock: app.clock })
    for (let i = 0; i < 7; i += 1) served(other, ada, 5_000)
    expect((await shown(app, ada)).metrics).toMatchObject(NOTHING)
    await other[Symbol.asyncDispose]()
    expect((await shown(app, ada)).notes.api_response_time.n).toBe(8)
  })

  test('is told to the administrators of the instance, of everybody together', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'health-ada')
    const told = async () => (await app.get('/api/v1/health/detailed', { token: ada.token })).body.requests
    const before = await told()
    const slow = Array.from({ length: 100 }, () => 400_000)
    for (const duration of slow)
      app.context.requests.completed(ada.organization_id, 500, duration, app.clock.at)
    expect(await told()).toMatchObject({
      window_minutes: 60,
      completed: before.completed + 100,
      errors: before.errors + 100,
    })
    expectWithinOnePercent((await told()).response_time_p95_ms, slow)
    app.clock.at += 61 * MINUTE
    const { token } = await signIn(app, ada)
    const { body } = await app.get('/api/v1/health/detailed', { token })
    // But for the sign-in.
    expect(body.requests).toMatchObject({ completed: 1, errors: 0 })
  })

  test('goes on when nothing can be written, which is done later', async () => {
    await using app = await testApp(engine)
    const ada = await newcomer(app, 'later-ada')
    const before = await here(app)
    for (let minute = 0; minute < 3; minute += 1) {
      served(app.context, ada, 5_000)
      await whileBroken(app, () => twice(() => app.context.requests.flush()))
      app.clock.at += MINUTE
    }
    const expected = { requests: before.requests + 3, errors: 0 }
    expect(await here(app)).toEqual(expected)
    await using other = await createContext(app.config, { clock: app.clock })
    expect((await readInstanceRequests(other, app.clock.at)).requests).toBe(0)
    await app.context.requests.flush()
    expect(await readInstanceRequests(other, app.clock.at)).toMatchObject(expected)
    expect((await shown(inProcess(other), ada)).notes.api_response_time.n).toBe(3)
  })

  test('says once that nothing can be written, until it can be', async () => {
    await using app = await testApp(engine)
    const ada = await newcomer(app, 'said-ada')
    const said = await logged(async () => {
      for (let times = 0; times < 2; times += 1) {
        served(app.context, ada, 5_000)
        await whileBroken(app, () => twice(() => app.context.requests.flush()), 'organizations')
        await app.context.requests.flush()
      }
    })
    expect(said).toEqual([new Error('broken'), new Error('broken')])
  })

  test('loses nothing when the clock is set back', async () => {
    await using app = await testApp(engine)
    const ada = await newcomer(app, 'back-ada')
    for (const step of [MINUTE, -MINUTE, 0, MINUTE]) {
      served(app.context, ada, 5_000)
      await app.context.requests.flush()
      app.clock.at += step
    }
    expect((await shown(app, ada)).notes.api_response_time.n).toBe(4)
  })

  test('lets no cached answer fall', async () => {
    const app = await shared()
    const ada = await newcomer(app, 'kept-ada')
    for (let i = 0; i < 2; i += 1) {
      const { body } = await app.get(DASHBOARD, { key: ada.key })
      expect(body.cache_metadata.cache_hit).toBe(i === 1)
      await app.context.requests.flush()
    }
    expect((await app.get(DASHBOARD, { key: ada.key })).body.cache_metadata.cache_hit).toBe(true)
  })

  test('keeps what it wrote for seven days', async () => {
    await using app = await testApp(engine)
    const ada = await newcomer(app, 'old-ada')
    app.clock.at = Math.ceil(app.clock.at / MINUTE) * MINUTE
    for (let minute = 0; minute < 2; minute += 1) {
      app.clock.at += MINUTE
      served(app.context, ada, 5_000)
    }
    await app.context.requests.flush()
    const first = app.clock.at / MINUTE - 1
    const cleanUp = () => cleanUpJob(app.context).run(new AbortController().signal)
    app.clock.at = first * MINUTE + 7 * DAY - 1
    await cleanUp()
    expect(await writtenMinutes(app)).toContain(first)
    app.clock.at += 1
    expect(await cleanUp()).toMatch(/\d+ request_minutes, \d+ instance_minutes/)
    expect(await writtenMinutes(app)).toEqual([first + 1, first + 1])
  })

  test('knows ten thousand organizations a minute, and the rest as part of the instance', async () => {
    const { context, clock } = await shared()
    const minutes = new RequestMinutes(context)
    for (let i = 0; i < 10_005; i += 1) minutes.completed(`organization ${i}`, 200, 1_000, clock.at)
    expect(minutes.held('organization 9999')).toHaveLength(1)
    expect(minutes.held('organization 10000')).toEqual([])
    expect(minutes.held().map(({ tally }) => tally.requests)).toEqual([10_005])
    for (let minute = 1; minute < 100; minute += 1) {
      minutes.completed('organization 1', 200, 1_000, clock.at + minute * MINUTE)
    }
    expect(minutes.held('organization 1')).toHaveLength(61)
  })
})

/** The application in another process, on the same database. */
function inProcess(context: Context): Pick<TestApp, 'get'> {
  const other = createApp(context)
  return {
    get: async (path, { key = '' } = {}) => {
      const request = new Request(`http://localhost${path}`, { headers: { 'x-api-key': key } })
      const response = await other.handle(request)
      return { status: response.status, headers: response.headers, text: '', body: await response.json() }
    },
  }
}

/** The errors that are logged meanwhile. */
async function logged(run: () => Promise<void>): Promise<unknown[]> {
  const errors: unknown[] = []
  await configure({
    reset: true,
    sinks: { errors: ({ properties }) => void errors.push(properties.error) },
    loggers: [
      { category: ['almanac', 'requests'], sinks: ['errors'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['errors'] },
    ],
  })
  await run()
  await captureLogs()
  return errors
}

/** Holds the next read of an organization until it is opened. */
function gateBefore({ context: { db } }: TestApp) {
  const whole = db.for
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  db.for = (id) => {
    db.for = whole
    const organization = whole.call(db, id)
    const read: typeof organization.read = async (fn) => {
      reach()
      await opened
      return organization.read(fn)
    }
    return { ...organization, read }
  }
  return { reached, open }
}

/** The status of the next answer, whether anybody is there to get it or not. */
function nextAnswer({ context: { accessLog } }: TestApp): Promise<number> {
  const { add } = accessLog
  return new Promise((resolve) => {
    accessLog.add = ({ status }) => {
      accessLog.add = add
      resolve(status)
    }
  })
}

async function writtenMinutes({ context }: TestApp): Promise<number[]> {
  return context.db.instance.read(async (q) => {
    const { request_minutes, instance_minutes } = q.tables
    const own = await q.select({ minute: request_minutes.minute }).from(request_minutes)
    const all = await q.select({ minute: instance_minutes.minute }).from(instance_minutes)
    return [...own, ...all].map(({ minute }) => minute)
  })
}
