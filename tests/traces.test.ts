/** What a collector of OpenTelemetry is told of requests and jobs, and that nobody waits for it. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { openFileStore } from '../src/files/open-store.ts'
import { CronJobs } from '../src/jobs/cron.ts'
import { asWork } from '../src/lib/current-correlation.ts'
import { type Engine, onEachEngine, type TestApp, testApp } from './app.ts'
import { CLIENT, collector, INTERNAL, SERVER } from './collector.ts'
import { HOSTILE } from './hostile-texts.ts'
import { loggedSince, loggedSoFar } from './log-lines.ts'
import { openMailbox } from './mailbox.ts'
import { McpClient } from './mcp-client.ts'
import { openObjectStore } from './object-store.ts'
import { apiKey, signUp } from './people.ts'
import { postgresServer } from './postgres-server.ts'
import { refuseWrites } from './sabotage.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'
const KEY = 'a-key-that-the-collector-wants'
const CORRELATION = '3f0e4a52-6c1e-4b52-8a6a-1f5e5f0e4a52'
const LIVE = '/api/v1/health/live'
/** Where they get is the same for all of them. */
const SOME_HOSTILE = HOSTILE.filter((_, i) => i % 5 === 0)

/** On a busy machine it takes longer to start than a test may. */
const START_MS = 60_000

beforeAll(async () => {
  await postgresServer()
}, START_MS)

onEachEngine('A request', (engine) => {
  const traced = sharedTraces(engine)

  test('is a span with its route, its status and its correlation id', async () => {
    const { app, spanOf } = await traced()
    const ada = await signUp(app, 'ada')
    const { body: task } = await app.post('/api/v1/tasks', { token: ada.token, json: { title: 'Roses' } })
    const ask = () =>
      app.get(`/api/v1/tasks/${task.id}`, {
        token: ada.token,
        headers: { 'x-correlation-id': CORRELATION, 'user-agent': 'a browser' },
      })
    // The second time it does not pass the router.
    for (let times = 0; times < 2; times += 1) {
      expect((await ask()).status).toBe(200)
      const span = await spanOf('GET /api/v1/tasks/:id')
      expect(span).toMatchObject({ kind: SERVER, status: 0, flags: 0x101 })
      expect(span.parentSpanId).toBeUndefined()
      expect(span.attributes).toEqual({
        'http.request.method': 'GET',
        'http.route': '/api/v1/tasks/:id',
        'http.response.status_code': 200,
        'url.path': `/api/v1/tasks/${task.id}`,
        'url.scheme': 'http',
        'almanac.correlation_id': CORRELATION,
        'almanac.request_id': expect.any(String),
        'almanac.organization_id': ada.organization_id,
      })
      expect(Math.abs(Number(span.from / 1_000_000n) - Date.now())).toBeLessThan(60_000)
      expect(span.to).toBeGreaterThan(span.from)
    }
  })

  test('that fails says so, and one that is refused does not', async () => {
    const { app, told, spanOf } = await traced()
    const ben = await signUp(app, 'ben')
    const refused = [
      [await app.get('/api/v1/auth/me'), 'GET', undefined],
      [await app.get('/nowhere/at/all', { token: ben.token }), 'GET', undefined],
      [await app.call('PROPFIND', LIVE), 'HTTP', undefined],
      [
        await app.post('/api/v1/tasks', { token: ben.token, json: {} }),
        'POST /api/v1/tasks',
        '/api/v1/tasks',
      ],
    ] as const
    for (const [answer, name, route] of refused) {
      const correlation_id = answer.headers.get('x-correlation-id')
      await spanOf(name)
      const span = told.spans().find((one) => one.attributes['almanac.correlation_id'] === correlation_id)
      expect(span).toMatchObject({ name, status: 0 })
      expect(span?.attributes['http.response.status_code']).toBe(answer.status)
      expect(span?.attributes['http.route']).toBe(route as string)
    }
    await refuseWrites(app, ['projects'])
    const mark = loggedSoFar()
    const failed = await app.post('/api/v1/projects', { token: ben.token, json: { name: 'Garden' } })
    const span = await spanOf('POST /api/v1/projects')
    expect([failed.status, span.status]).toEqual([500, 2])
    expect(span.attributes['error.type']).toBe('500')
    expect(loggedSince(mark)).toContain(`"trace_id":"${span.traceId}"`)
  })

  test('belongs to the trace of its caller, who decides whether it is recorded', async () => {
    const { app, told, spanOf } = await traced()
    const headers = {
      traceparent: `00-${TRACE}-${PARENT}-01`,
      tracestate: 'rojo=00f067aa0ba902b7, congo=t61',
    }
    await app.get(LIVE, { headers })
    const span = await spanOf(`GET ${LIVE}`)
    expect(span).toMatchObject({ traceId: TRACE, parentSpanId: PARENT, flags: 0x301 })
    expect(span.traceState).toBe('rojo=00f067aa0ba902b7,congo=t61')
    expect(span.spanId).not.toBe(PARENT)
    told.forget()
    await app.get(LIVE, { headers: { traceparent: `00-${TRACE}-${PARENT}-00` } })
    await app.get(LIVE, { headers: { traceparent: `00-${TRACE.toUpperCase()}-${PARENT}-00` } })
    await spanOf(`GET ${LIVE}`)
    expect(told.spans().map(({ traceId }) => traceId === TRACE)).toEqual([false])
    expect(told.spans()[0]?.parentSpanId).toBeUndefined()
  })

  test('has its trace in its line of the log', async () => {
    const { app, spanOf } = await traced()
    await signUp(app, 'cy')
    const span = await spanOf('POST /api/v1/auth/signup')
    const ids = `"trace_id":"${span.traceId}","span_id":"${span.spanId}"`
    expect(app.secrets.logged()).toContain(ids)
  })

  test('that a request makes, or a job that it asks for, is below it', async () => {
    const { app, told, spanOf } = await traced()
    const { token } = await signUp(app, 'uma')
    await app.context.db.instance.write((tx) => tx.update(tx.tables.users).set({ is_instance_admin: true }))
    await new McpClient(app, { token }).done('list_tasks')
    const outer = await spanOf('POST /mcp')
    expect(await spanOf('GET /api/v1/tasks')).toMatchObject({
      traceId: outer.traceId,
      parentSpanId: outer.spanId,
      kind: SERVER,
    })
    const path = '/api/v1/operations/jobs/clean_up/run'
    expect((await app.post(path, { token })).status).toBe(202)
    const isJob = ({ name }: { name: string }) => name === 'job clean_up'
    const asked = await spanOf('POST /api/v1/operations/jobs/:name/run')
    for (; !told.spans().some(isJob); await Bun.sleep(5)) await app.context.tracing?.exporter.flush()
    expect(told.spans().find(isJob)).toMatchObject({ traceId: asked.traceId, parentSpanId: asked.spanId })
  })

  test('that goes on for as long as somebody listens is over in its trace when it is answered', async () => {
    const { app, told, spanOf } = await traced()
    const { token } = await signUp(app, 'liv')
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
    const listen = new Request('http://localhost/api/v1/live', { headers })
    const signals = (await app.app.handle(listen)).body?.getReader()
    const hear = async (event: string) => {
      for (;;) {
        const { value, done } = (await signals?.read()) ?? { done: true }
        if (done) throw new Error(`it ended without ${event}`)
        if (
          Buffer.from(value ?? [])
            .toString()
            .includes(`event: ${event}\n`)
        )
          return
      }
    }
    await hear('ready')
    const { traceId } = await spanOf('GET /api/v1/live')
    told.forget()
    await app.post('/api/v1/tasks', { token, json: { title: 'Roses' } })
    await hear('change')
    await spanOf('POST /api/v1/tasks')
    expect(told.spans().filter((span) => span.traceId === traceId)).toEqual([])
    await signals?.cancel()
  })

  test('leaves nothing of what somebody wrote in a trace, and no secret', async () => {
    const { app, told, flush } = await traced()
    const eve = await signUp(app, 'eve')
    const key = await apiKey(app, eve, 'write')
    for (const text of SOME_HOSTILE) {
      const hidden = encodeURIComponent(text)
      const shown = text.replaceAll(/[^\x20-\x7e]/g, '')
      await app.post('/api/v1/tasks', { token: eve.token, json: { title: text, description: text } })
      await app.get(`/api/v1/tasks?text=${hidden}`, { key })
      await app.get(`/api/v1/people/${hidden}`, { key })
      const headers = {
        'user-agent': shown,
        'x-request-id': shown,
        tracestate: `a=${shown}`,
        traceparent: shown,
      }
      await app.get(`/${hidden}/${hidden}`, { token: text.replaceAll(/[^\x21-\x7e]/g, ''), headers })
      await app.post('/api/v1/auth/signin', { json: { email: `${shown}@example.com`, password: text } })
    }
    await flush()
    expect(told.spans().length).toBeGreaterThan(4 * SOME_HOSTILE.length)
    const text = told.text()
    const texts = [...HOSTILE, ...app.secrets.collected, KEY, 'alert', 'evil']
    const shown = texts.flatMap((one) => [one, JSON.stringify(one).slice(1, -1), encodeURIComponent(one)])
    expect(shown.filter((one) => one.length > 3 && text.includes(one))).toEqual([])
  })

  test('is told with who we are, where and how the collector wants it', async () => {
    const { app, told, spanOf } = await traced()
    await app.get(LIVE)
    await spanOf(`GET ${LIVE}`)
    const [{ path, headers, resource }] = told.received as [(typeof told.received)[0]]
    expect(path).toBe('/v1/traces')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('content-encoding')).toBe('gzip')
    expect(headers.get('x-api-key')).toBe(KEY)
    expect(resource).toMatchObject({
      'service.name': 'garden',
      'service.namespace': 'plants, and more',
      'deployment.environment.name': 'development',
      'process.pid': process.pid,
    })
  })

  test('is counted for Prometheus', async () => {
    const { app, spanOf } = await traced()
    await app.get(LIVE)
    await spanOf(`GET ${LIVE}`)
    const dan = await signUp(app, 'dan')
    await app.context.db.instance.write((tx) => tx.update(tx.tables.users).set({ is_instance_admin: true }))
    const { text } = await app.get('/metrics', { token: dan.token })
    expect(text).toMatch(/^almanac_trace_spans_sent_total [1-9]/m)
    expect(text).toMatch(/^almanac_trace_spans_lost_total\{reason="queue_full"\} 0$/m)
    expect(text).toMatch(/^almanac_trace_spans_waiting \d+$/m)
  })

  test('is answered as ever while the collector is away, answers nonsense or nothing', async () => {
    using told = collector()
    const troubles = [
      () => new Response('<!doctype html><title>no collector</title>'),
      () => new Response('{"partialSuccess":', { headers: { 'content-type': 'application/json' } }),
      () => Response.json({ partialSuccess: { rejectedSpans: 'all', errorMessage: ['x'] } }),
      () => new Response(null, { status: 302, headers: { location: told.url } }),
      () => new Response(null, { status: 401 }),
      () => Promise.withResolvers<Response>().promise,
    ]
    const app = await testApp(engine, { OTEL_EXPORTER_OTLP_ENDPOINT: told.url })
    const fay = await signUp(app, 'fay')
    for (const trouble of troubles) {
      told.answer(trouble)
      expect((await app.get('/api/v1/tasks', { token: fay.token })).status).toBe(200)
      const sending = app.context.tracing?.exporter.flush()
      expect((await app.get('/api/v1/tasks', { token: fay.token })).status).toBe(200)
      if (trouble !== troubles.at(-1)) await sending
    }
    const { exporter } = app.context.tracing as NonNullable<typeof app.context.tracing>
    expect(exporter.lost.refused).toBeGreaterThan(0)
    // It never answers, and is not waited for to the end.
    await app[Symbol.asyncDispose]()
    expect(exporter.waiting).toBe(0)
    expect(exporter.lost.unreachable + exporter.lost.stopped).toBeGreaterThan(0)
  })
})

onEachEngine('What is asked of the database', (engine) => {
  const traced = sharedTraces(engine)

  test('is below the request: its transactions, and in them their queries, by their text', async () => {
    const { app, told, spanOf } = await traced()
    const { token } = await signUp(app, 'ada')
    const title = 'The roses of somebody'
    await app.post('/api/v1/tasks', { token, json: { title } })
    const request = await spanOf('POST /api/v1/tasks')
    const mine = told.spans().filter(({ traceId }) => traceId === request.traceId)
    const write = mine.find(({ name }) => name === 'write transaction')
    expect(write).toMatchObject({
      parentSpanId: request.spanId,
      kind: INTERNAL,
      status: 0,
      events: ['begun'],
    })
    const insert = mine.find(({ name }) => name === 'INSERT tasks')
    expect(insert).toMatchObject({ parentSpanId: write?.spanId, kind: CLIENT, status: 0 })
    const system = { sqlite: 'sqlite', postgres: 'postgresql' }[engine]
    expect(insert?.attributes).toEqual({
      'db.system.name': system,
      'db.operation.name': 'INSERT',
      'db.collection.name': 'tasks',
      'db.query.summary': 'INSERT tasks',
      'db.query.text': expect.stringMatching(/^insert (or fail )?into tasks /),
    })
    expect(write?.attributes).toEqual({ 'db.system.name': system })
    // What is left to do at the end of the transaction is a part of it, too.
    const written = mine.filter(({ parentSpanId }) => parentSpanId === write?.spanId)
    expect(written.map(({ name }) => name)).toContain('INSERT changes')
    expect(written.map(({ name }) => name)).toContain('INSERT organization_days')
    for (const span of mine.filter((one) => one !== request)) {
      const parent = mine.find(({ spanId }) => spanId === span.parentSpanId)
      expect([span.name, parent?.name]).toEqual([span.name, expect.any(String)])
      expect(span.from).toBeGreaterThanOrEqual(parent?.from ?? 0n)
      expect(span.to).toBeLessThanOrEqual(parent?.to ?? 0n)
    }
    expect(told.text()).not.toContain(title)
  })

  test('by many at once belongs to the one who asked, and not to whom they were written with', async () => {
    const { app, told, flush } = await traced()
    const { token } = await signUp(app, 'grace')
    const ids = Array.from({ length: 20 }, (_, i) => `${TRACE.slice(2)}${String(i).padStart(2, '0')}`)
    await Promise.all(
      ids.map((id) => {
        const headers = { traceparent: `00-${id}-${PARENT}-01` }
        return app.post('/api/v1/tasks', { token, json: { title: id }, headers })
      }),
    )
    await flush()
    for (const id of ids) {
      const mine = told.spans().filter(({ traceId }) => traceId === id)
      expect(mine.filter(({ name }) => name === 'INSERT tasks').length).toBe(1)
      for (const span of mine.filter(({ parentSpanId }) => parentSpanId !== PARENT)) {
        const parent = mine.find(({ spanId }) => spanId === span.parentSpanId)
        expect([span.name, parent && span.to <= parent.to]).toEqual([span.name, true])
      }
    }
  })

  test('and fails is an error of its span, and one of its transaction', async () => {
    const { app, told, flush } = await traced()
    await refuseWrites(app, ['projects'])
    const { token } = await signUp(app, 'cy')
    await app.post('/api/v1/projects', { token, json: { name: 'Garden' } })
    await flush()
    const code = { sqlite: 'SQLITE_CONSTRAINT_TRIGGER', postgres: '22P02' }[engine]
    const failed = told.spans().filter(({ status }) => status !== 0)
    expect(failed.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
      ['INSERT projects', code],
      ['write transaction', code],
      ['POST /api/v1/projects', '500'],
    ])
  })

  test('in the run of a job is below that', async () => {
    const { app, told, spanOf } = await traced()
    await app.context.cron.run('clean_up')
    const job = await spanOf('job clean_up')
    const below = told.spans().filter(({ parentSpanId }) => parentSpanId === job.spanId)
    expect(below.length).toBeGreaterThan(0)
    expect(told.spans().filter(({ traceId }) => traceId !== job.traceId)).toEqual([])
  })
})

onEachEngine('The run of a job', (engine) => {
  const traced = sharedTraces(engine)

  test('is a trace of its own, and says whether it failed', async () => {
    const { app, spanOf } = await traced()
    const { db, clock, tracing } = app.context
    await app.context.cron.run('clean_up')
    const done = await spanOf('job clean_up')
    expect(done).toMatchObject({ kind: INTERNAL, status: 0 })
    expect(done.parentSpanId).toBeUndefined()
    expect(done.attributes['almanac.job']).toBe('clean_up')
    expect(done.attributes['almanac.correlation_id']).toMatch(/^[\da-f-]{36}$/)
    const fails = async () => {
      throw new Error(HOSTILE[0])
    }
    await using jobs = new CronJobs({ db, clock, tracing }, [
      { name: 'shaky', pattern: '0 0 * * *', run: fails },
    ])
    await jobs.run('shaky')
    const failed = await spanOf('job shaky')
    expect(failed.status).toBe(2)
    expect(failed.attributes['error.type']).toBe('Error')
  })
})

describe('What is asked of others', () => {
  test('is below what asks: mails, files in a bucket, and requests', async () => {
    using told = collector()
    const [mailbox, objects] = [await openMailbox(), openObjectStore()]
    await using app = await testApp('sqlite', {
      OTEL_EXPORTER_OTLP_ENDPOINT: told.url,
      SMTP_URL: mailbox.url,
      OUTBOUND_ALLOW: '127.0.0.1',
      FILES_S3_BUCKET: 'files',
      FILES_S3_ENDPOINT: objects.url,
      FILES_S3_ACCESS_KEY_ID: 'id',
      FILES_S3_SECRET_ACCESS_KEY: 'a secret of the store',
    })
    const { email } = await signUp(app, 'ada')
    await mailbox.next(email)
    const span = app.context.tracing?.begin('a test', 'internal')
    using other = Bun.serve({ port: 0, fetch: () => new Response('', { status: 410 }) })
    const ways = { timeout_ms: 5_000, most_bytes: 100, headers: { 'x-secret': KEY } }
    await asWork({ correlation_id: CORRELATION, span }, async () => {
      const key = { organization_id: crypto.randomUUID(), sha256: 'ab'.repeat(32) }
      await openFileStore(app.config).put(key, Buffer.from('Roses'))
      const url = new URL(`http://127.0.0.1:${other.port}/hooks/of/roses?key=${KEY}`)
      await app.context.outgoing.send({ url, method: 'POST', ...ways })
    })
    const isMail = ({ name }: { name: string }) => name === 'send mail'
    // The server has it before it has said so.
    for (; !told.spans().some(isMail); await Bun.sleep(5)) await app.context.tracing?.exporter.flush()
    await app.context.tracing?.exporter.flush()
    const asked = told
      .spans()
      .filter(({ kind, attributes }) => kind === CLIENT && !attributes['db.system.name'])
      .toSorted((a, b) => Number(a.from - b.from))
    expect(asked.map(({ name, status }) => [name, status])).toEqual([
      ['send mail', 0],
      ['S3/HeadObject', 0],
      ['S3/PutObject', 0],
      ['POST', 2],
    ])
    expect(asked[0]?.parentSpanId).toBe(
      told.spans().find(({ name }) => name.endsWith('/signup'))?.spanId as string,
    )
    expect(asked.slice(1).every(({ parentSpanId }) => parentSpanId === span?.span_id)).toBe(true)
    expect(asked.at(-1)?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 410,
      'error.type': '410',
    })
    for (const hidden of [email, KEY, 'roses', 'a secret']) expect(told.text()).not.toContain(hidden)
    await Promise.all([mailbox.stop(), objects.stop()])
  })
})

describe('Traces are recorded', () => {
  const recorded = async (env: Record<string, string>) => {
    using told = collector()
    await using app = await testApp('sqlite', { OTEL_EXPORTER_OTLP_ENDPOINT: told.url, ...env })
    await app.get(LIVE)
    await app.get(LIVE, { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } })
    await app.get(LIVE, { headers: { traceparent: `00-${TRACE}-${PARENT}-00` } })
    await app.context.tracing?.exporter.flush()
    return told.spans().map(({ traceId, parentSpanId }) => traceId === TRACE && parentSpanId === PARENT)
  }

  const SAMPLED: [Record<string, string>, boolean[]][] = [
    [{}, [false, true]],
    [{ OTEL_TRACES_SAMPLER: 'always_on' }, [false, true, true]],
    [{ OTEL_TRACES_SAMPLER: 'always_off' }, []],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, [true]],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, [true]],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' }, [false, true, true]],
    [{ OTEL_SDK_DISABLED: 'true' }, []],
    [{ OTEL_TRACES_EXPORTER: 'none' }, []],
  ]
  for (const [env, expected] of SAMPLED) {
    test(`as ${JSON.stringify(env)} says`, async () => {
      expect(await recorded(env)).toEqual(expected)
    })
  }

  test('nowhere where no collector is named, and nothing is loaded for them', async () => {
    await using app = await testApp('sqlite')
    await app.get(LIVE)
    expect(app.context.tracing).toBeNull()
    expect(app.secrets.logged()).not.toContain('trace_id')
  })

  test('at the whole address where one is given, and not packed where that is said', async () => {
    using told = collector()
    await using app = await testApp('sqlite', {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${told.url}/otlp/v1/traces`,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
    })
    await app.get(LIVE)
    await app.context.tracing?.exporter.flush()
    expect(told.received.map(({ path }) => path)).toEqual(['/otlp/v1/traces'])
    expect(told.received[0]?.headers.get('content-encoding')).toBeNull()
    expect(told.received[0]?.resource['service.name']).toBe('almanac')
  })
})

function sharedTraces(engine: Engine) {
  const told = collector()
  let app: Promise<TestApp> | undefined
  afterAll(async () => {
    await (await app)?.[Symbol.asyncDispose]()
    told[Symbol.dispose]()
  })
  return async () => {
    app ??= testApp(engine, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${told.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${KEY}`,
      OTEL_SERVICE_NAME: 'garden',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other, service.namespace=plants%2C and more',
    })
    const { context } = await app
    const flush = async () => {
      await context.tracing?.exporter.flush()
    }
    await flush()
    told.forget()
    return {
      app: await app,
      told,
      flush,
      /** The last of this name. */
      async spanOf(name: string) {
        await flush()
        const found = told.spans().findLast((span) => span.name === name)
        if (!found) throw new Error(`${name} is none of ${told.spans().map((span) => span.name)}`)
        return found
      },
    }
  }
}
