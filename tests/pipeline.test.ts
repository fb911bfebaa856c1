/** What every request passes, where it passes the router and where it does not. */
import { describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { access } from '../src/http/access.ts'
import { routeTable } from '../src/http/route-table.ts'
import { type Call, onEachEngine, sharedApp, testApp } from './app.ts'
import { apiKey, signUp } from './people.ts'

const DASHBOARD = '/api/v1/metrics/dashboard'
/** With a query it passes the router, and asks for the same. */
const ROUTED = `${DASHBOARD}?force_refresh=false`
const PARENT = '0a2b5a4c-6c3f-4a1e-9f43-5a3b2c1d0e9f'
const CHANGING = /^(x-(correlation-id|request-id|request-duration|process-time|response-time))$/

onEachEngine('A direct route', (engine) => {
  const shared = sharedApp(engine, { ALLOWED_ORIGINS: 'https://app.example', RATE_LIMITS: '*=100000/min' })

  async function bothWays(options: Call, directly = DASHBOARD, byRouter = ROUTED) {
    const app = await shared()
    const said = async (path: string) => {
      const { status, headers, text } = await app.get(path, options)
      const lasting = [...headers].filter(([name]) => !CHANGING.test(name))
      const { 'x-ratelimit-remaining': remaining, ...rest } = Object.fromEntries(lasting)
      return {
        status,
        headers: rest,
        remaining: Number(remaining),
        text: text.replace(/"correlation_id":"[^"]*"/, ''),
      }
    }
    return { direct: await said(directly), routed: await said(byRouter) }
  }

  test('answers as the router would, whoever asks', async () => {
    const app = await shared()
    const ada = await signUp(app, 'pipeline-ada')
    // What is kept falls with every change, such as a new key: they come first.
    const [reads, ingests] = [await apiKey(app, ada, 'read'), await apiKey(app, ada, 'ingest')]
    await app.get(DASHBOARD, { token: ada.token })
    const { headers } = await app.get(DASHBOARD, { token: ada.token })
    const etag = headers.get('etag') ?? ''
    const callers: [status: number, options: Call][] = [
      [200, { token: ada.token }],
      [304, { token: ada.token, headers: { 'if-none-match': etag } }],
      [200, { token: ada.token, headers: { 'if-none-match': '"another"' } }],
      [200, { key: reads }],
      [403, { key: ingests }],
      [401, {}],
      [401, { token: 'nonsense' }],
      [400, { token: ada.token, headers: { 'x-chain-depth': '11' } }],
      [200, { token: ada.token, headers: { origin: 'https://app.example', 'x-chain-depth': '3' } }],
    ]
    for (const [status, options] of callers) {
      const { direct, routed } = await bothWays(options)
      expect(direct.status).toBe(status)
      expect({ ...direct, remaining: 0 }).toEqual({ ...routed, remaining: 0 })
      // Each of the two was counted, and by the same limit.
      if (status < 400) expect(routed.remaining).toBe(direct.remaining - 1)
    }
  })

  test('of one thing answers by its id as the router would, though nobody has asked for it before', async () => {
    const app = await shared()
    const [ada, stranger] = [await signUp(app, 'pipeline-owner'), await signUp(app, 'pipeline-other')]
    const ingests = await apiKey(app, ada, 'ingest')
    const { token } = ada
    const { id } = (await app.post('/api/v1/tasks', { token, json: { title: 'prune' } })).body
    const { headers } = await app.get(`/api/v1/tasks/${id}`, { token })
    const callers: [status: number, options: Call][] = [
      [200, { token }],
      [304, { token, headers: { 'if-none-match': headers.get('etag') ?? '' } }],
      [404, { token: stranger.token }],
      [403, { key: ingests }],
      [401, {}],
    ]
    for (const [number, [status, options]] of callers.entries()) {
      // What is written in another way each time has not been asked for before, and is the router's to read.
      const written = `${id.slice(0, number)}%${id.charCodeAt(number).toString(16)}${id.slice(number + 1)}`
      const { direct, routed } = await bothWays(options, `/api/v1/tasks/${id}`, `/api/v1/tasks/${written}`)
      expect(direct.status).toBe(status)
      expect({ ...direct, remaining: 0 }).toEqual({ ...routed, remaining: 0 })
    }
    expect((await app.get(`/api/v1/tasks/${id}?a=1`, { token })).status).toBe(422)
    expect((await app.get(`/api/v1/tasks/${id.toUpperCase()}`, { token })).body.id).toBe(id)
  })

  test('has one line in the access log, and so has every other', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'pipeline-joan')
    const paths: string[] = []
    const { add } = app.context.accessLog
    app.context.accessLog.add = ({ status, path }) => void paths.push(`${status} ${path}`)
    await app.get(DASHBOARD, { token })
    await app.get(DASHBOARD)
    await app.get(ROUTED, { token })
    await app.get('/api/v1/members?limit=-1', { token })
    await app.get('/api/v1/nowhere', { token })
    await app.get('/api/v1/members/nobody', { token })
    app.context.accessLog.add = add
    expect(paths).toEqual([
      `200 ${DASHBOARD}`,
      `401 ${DASHBOARD}`,
      `200 ${DASHBOARD}`,
      '422 /api/v1/members',
      '404 /api/v1/*',
      '404 /api/v1/members/*',
    ])
  })

  test('leaves nothing of one answer in the next', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'pipeline-grace')
    const rare = [
      'x-chain-depth',
      'x-parent-correlation-id',
      'access-control-allow-origin',
      'access-control-allow-credentials',
    ]
    const ask = async (headers: Record<string, string>) => {
      const answer = await app.get(DASHBOARD, { token, headers })
      return rare.map((name) => answer.headers.get(name))
    }
    await ask({})
    const asked = { 'x-chain-depth': '2', 'x-parent-correlation-id': PARENT, origin: 'https://app.example' }
    expect(await ask(asked)).toEqual(['2', PARENT, 'https://app.example', 'true'])
    expect(await ask({})).toEqual([null, null, null, null])
  })

  test('keeps the headers of many that are under way at once apart', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'pipeline-hedy')
    const ids = Array.from({ length: 50 }, () => crypto.randomUUID())
    app.context.cache.drop()
    const answers = await Promise.all(
      ids.map((id) => app.get(DASHBOARD, { token, headers: { 'x-correlation-id': id } })),
    )
    expect(answers.map(({ headers }) => headers.get('x-correlation-id'))).toEqual(ids)
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(50)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test('that breaks is a problem', async () => {
    await using app = await testApp(engine)
    const { token } = await signUp(app, 'pipeline-eve')
    await app.get(DASHBOARD, { token })
    app.context.cache.drop()
    app.context.db.for = () => {
      throw new Error('broken')
    }
    const { status, body, headers } = await app.get(DASHBOARD, { token })
    expect([status, body.code, headers.get('content-type')]).toEqual([
      500,
      'internal_error',
      'application/problem+json',
    ])
    expect(body.correlation_id).toBe(headers.get('x-correlation-id'))
  })
})

describe('A route', () => {
  const routes = () => new Elysia().use(access)
  const needs = { requires: 'metrics.read' } as const

  test('that does not say whom it is for keeps the application from starting', () => {
    const silent = routes().get('/open', () => 'all of it')
    expect(() => routeTable(silent.routes)).toThrow('(public or requires): GET /open')
  })

  const impossible = {
    'is a write': () => routes().post('/a', () => 1, { ...needs, direct: true }),
    'streams its answer': () => routes().get('/a', () => 1, { ...needs, streamsAnswer: true, direct: true }),
  }
  for (const [what, application] of Object.entries(impossible)) {
    test(`that ${what} cannot be direct`, () => {
      expect(() => routeTable(application().routes)).toThrow(/cannot be direct: (GET|POST) \/a/)
    })
  }

  test('counts in the response times unless it says that it streams, or is no work of ours', () => {
    const { isMeasured } = routeTable(
      routes()
        .get('/plain', () => 1, { ...needs })
        .get('/export', () => 1, { ...needs, streamsAnswer: true })
        .post('/import', () => 1, { ...needs, streams: true })
        .get('/health', () => 1, { public: true, unmeasured: true })
        .post('/health', () => 1, { public: true }).routes,
    )
    const asked = ['GET /plain', 'GET /export', 'HEAD /export', 'POST /import', 'GET /health', 'POST /health']
    const counts = asked.filter((one) => isMeasured(...(one.split(' ') as [string, string])))
    expect(counts).toEqual(['GET /plain', 'POST /health'])
  })
})
