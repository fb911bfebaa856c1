/** What a body may hold of memory, and how long it may take. */
import { afterAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { LimitState } from '../src/access/limits.ts'
import { Bodies, type BodyLimits, type HeldBody } from '../src/http/bodies.ts'
import { LongAnswers } from '../src/http/long-answers.ts'
import { serveExport } from '../src/metrics/export/serve-export.ts'
import { onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { listening } from './listening.ts'
import { apiKey, signUp } from './people.ts'

const MINUTE = { within_ms: 60_000, after_ms: 60_000, bytes_per_s: 1 }
const TERMS = { size: 1_000, together: 24_000, each: 12_000, pace: MINUTE }
const SMALL: BodyLimits = { known: TERMS, nobody: TERMS }

/** A body of which no more comes than what is pushed. @param declared How long it says it is. */
function unfinished(declared?: number) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given
    },
  })
  const request = new Request('http://localhost/', {
    method: 'POST',
    body,
    ...(declared && { headers: { 'content-length': `${declared}` } }),
  })
  return {
    request,
    push: (text: string) => controller?.enqueue(Buffer.from(text)),
    end: () => controller?.close(),
  }
}

describe('Bodies in flight', () => {
  const owner = (caller = new LimitState()) => {
    const held: HeldBody[] = []
    return { kind: 'known' as const, caller, hold: (body: HeldBody) => void held.push(body), held }
  }

  test('are put together from whatever parts they come in', async () => {
    const bodies = new Bodies()
    for (const sizes of [[5], [1, 1, 1], [5_000, 3, 20_000, 1, 1], [1, 9_000], Array(40_000).fill(1)]) {
      const { request, push, end } = unfinished()
      const text = sizes.map((size, i) => `${i % 10}`.repeat(size))
      const reading = bodies.read(request, owner())
      for (const part of text) push(part)
      end()
      expect(Buffer.from(await reading).toString()).toBe(text.join(''))
    }
  })

  test('hold so much together and each, until they are answered', async () => {
    const bodies = new Bodies(SMALL)
    const ada = owner()
    const grace = owner()
    // The smallest costs 4 KiB: two for each, and four together.
    for (const one of [ada, ada, grace, grace]) void bodies.read(unfinished().request, one).catch(() => {})
    expect(bodies.read(unfinished().request, ada)).rejects.toMatchObject({
      status: 503,
      code: 'too_many_bodies',
    })
    for (const one of [owner(), owner()]) void bodies.read(unfinished().request, one).catch(() => {})
    expect(bodies.read(unfinished().request, owner())).rejects.toMatchObject({ status: 503 })
    ada.held[0]?.release()
    const next = unfinished()
    const reading = bodies.read(next.request, owner())
    next.push('{}')
    next.end()
    expect(Buffer.from(await reading).toString()).toBe('{}')
  })

  test('that come too slowly end, the whole of them or their rate', async () => {
    const whole = { ...TERMS, pace: { within_ms: 50, after_ms: 60_000, bytes_per_s: 1 } }
    const rate = { ...TERMS, pace: { within_ms: 60_000, after_ms: 50, bytes_per_s: 1_000_000 } }
    // In parts, and as a whole.
    const readings = ([[whole], [rate], [whole, 500], [rate, 500]] as const).map(([known, declared]) => {
      const { request, push } = unfinished(declared)
      const reading = new Bodies({ known, nobody: TERMS }).read(request, owner())
      push('{')
      return reading.catch((error) => error)
    })
    const errors = await Promise.all(readings)
    for (const error of errors) expect(error).toMatchObject({ status: 408, code: 'slow_body' })
  })
})

describe('A body, on a listening server', () => {
  const shared = sharedApp('sqlite', { RATE_LIMITS: 'auth.refresh=1/min,*=100000/min' })
  let server: ReturnType<typeof listening> | undefined
  afterAll(() => server?.stop())

  async function live() {
    server ??= listening(await shared())
    return server
  }

  /** Sends all before it listens, as many clients do. @returns The first line of the answer. */
  function sendThenListen(port: number, head: string[], body: Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', ({ message }) => resolve(message))
      socket.pause()
      socket.write(`${[...head, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n`)
      socket.write(body, () => {
        socket.on('data', (data) => resolve(data.toString('latin1').split('\r\n')[0] ?? ''))
        socket.resume()
      })
      socket.on('close', () => resolve('closed without a word'))
    })
  }

  test("that is short and comes in pieces is one, and what says more than comes is nobody's", async () => {
    const { port } = await live()
    const { token } = await signUp(await shared(), 'grace')
    const head = `POST /api/v1/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
    const send = async (pieces: string[], length: number) => {
      const socket = connect(port, '127.0.0.1')
      const answered = new Promise<string>((resolve) => {
        socket.on('data', (data) => resolve(data.toString('latin1').split('\r\n')[0] ?? ''))
        socket.on('close', () => resolve('closed'))
      })
      socket.write(`${head}Content-Length: ${length}\r\n\r\n`)
      for (const piece of pieces) {
        socket.write(piece)
        await Bun.sleep(5)
      }
      return { answered, socket }
    }
    const whole = await send(['{"title":', '"water the', ' roses"}'], 27)
    expect(await whole.answered).toBe('HTTP/1.1 201 Created')
    whole.socket.destroy()
    const cut = await send(['{"title":"mow"}'], 400)
    cut.socket.destroy()
    expect(await cut.answered).toBe('closed')
    const { items } = (await (await shared()).get('/api/v1/tasks', { token })).body
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['water the roses'])
  })

  test('that is too large is answered, also where the connection closes with it', async () => {
    const { port } = await live()
    const { token } = await signUp(await shared(), 'ada')
    const head = (path: string, ...more: string[]) => [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      'Connection: close',
      'Content-Type: application/json',
      ...more,
    ]
    const large = Buffer.alloc(6 * 2 ** 20, ' ')
    const as = `Authorization: Bearer ${token}`
    expect(await sendThenListen(port, head('/api/v1/events', as), large)).toContain(' 413 ')
    expect(await sendThenListen(port, head('/api/v1/events'), large)).toContain(' 401 ')
    expect(await sendThenListen(port, head('/api/v1/nowhere', as), large)).toContain(' 404 ')
  })

  test('of nobody may have 64 KiB', async () => {
    const { url } = await live()
    const body = JSON.stringify({ token: 'x'.repeat(2 ** 16) })
    const answer = await fetch(`${url}/api/v1/auth/verify-email`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(413)
    expect((await answer.json()).detail).toContain('64 KiB')
  })

  test('is not read before its sender was counted', async () => {
    const { port } = await live()
    const head = 'POST /api/v1/auth/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    const first = (bytes: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
        socket.once('data', (data) => resolve(data.toString('latin1').split('\r\n')[0] ?? ''))
        setTimeout(() => resolve('nothing'), 300)
      })
    // Neither sends its body: the first is waited for, the second refused at once.
    expect(await first(`${head}Content-Length: 50\r\n\r\n`)).toBe('nothing')
    expect(await first(`${head}Content-Length: 50\r\n\r\n`)).toContain(' 429 ')
  })
})

const EVENT = '{"id":"1","person":"p","verb":"v","occurred_at":"2026-11-19T09:00:00Z"}\n'

onEachEngine('Exports and imports', (engine) => {
  const RANGE = { date_range: '7d', format: 'csv', metric_types: ['daily_active_users'] } as const
  const shared = sharedApp(engine)

  async function principalOf(app: TestApp, name: string) {
    const { token } = await signUp(app, name)
    const found = await app.context.principals.verify(token)
    if (!found) throw new Error('nobody')
    return found.principal
  }

  test('go on so many at once, and a client who takes nothing ends one', async () => {
    const app = await shared()
    const ada = await principalOf(app, 'ada')
    const grace = await principalOf(app, 'grace')
    const hedy = await principalOf(app, 'hedy')
    const exports = new LongAnswers('exports', { together: 2, each: 1 })
    const open = (principal: typeof ada) =>
      serveExport(
        app.context,
        principal,
        { ...RANGE, metric_types: ['daily_active_users'] },
        { exports, unread_ms: 1_000 },
      )
    const unread = await open(ada)
    expect(open(ada)).rejects.toMatchObject({ status: 429, code: 'too_many_at_once' })
    const read = await open(grace)
    expect(open(hedy)).rejects.toMatchObject({ status: 503, code: 'busy' })
    expect(await read.text()).toContain('daily_active_users')
    await Bun.sleep(1_100)
    expect(unread.text()).rejects.toThrow('Nobody takes the export.')
    expect(await (await open(ada)).text()).toContain('daily_active_users')
  })

  test('that are refused take no place', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'joan')
    for (let i = 0; i < 5; i += 1) {
      const answer = await app.post('/api/v1/metrics/export', {
        token,
        json: { ...RANGE, date_range: undefined },
      })
      expect(answer.status).toBe(422)
    }
    expect((await app.post('/api/v1/metrics/export', { token, json: RANGE })).status).toBe(200)
  })

  test('of a history are sixteen at once', async () => {
    const app = await shared()
    const key = await apiKey(app, await signUp(app, 'rosa'), 'admin')
    const ends: (() => void)[] = []
    let begun = 0
    const start = () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      ends.push(resolve)
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            begun += 1
            await promise
            controller.enqueue(Buffer.from(EVENT))
            controller.close()
          },
        },
        { highWaterMark: 0 },
      )
      return app.call('POST', '/api/v1/events/import?format=ndjson', { key, body })
    }
    const running = Array.from({ length: 16 }, start)
    for (let i = 0; begun < 16 && i < 500; i += 1) await Bun.sleep(10)
    expect((await start()).status).toBe(429)
    for (const end of ends) end()
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(Array(16).fill(200))
    const again = start()
    ends.at(-1)?.()
    expect((await again).status).toBe(200)
  })
})

test('What a body held is free again with the answer', async () => {
  await using app = await testApp('sqlite')
  const { token } = await signUp(app, 'ada')
  const json = { title: 'x'.repeat(3.9 * 2 ** 20) }
  // More, one after another, than all of them may hold together.
  for (let i = 0; i < 12; i += 1) {
    expect((await app.post('/api/v1/tasks', { token, json })).status).toBe(422)
  }
})
