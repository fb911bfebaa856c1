import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config/env.ts'
import { createContext } from '../src/context.ts'
import { AccessLog, accessAsJson, accessAsText } from '../src/operations/logging/access-log.ts'
import { sharedApp } from './app.ts'
import { signUp } from './people.ts'

const LIVE = '/api/v1/health/live'
const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const GIVEN = '3f0e4a52-6c1e-4b52-8a6a-1f5e5f0e4a52'
const PARENT = '9b2f1c9e-7f0a-4f8e-9d55-0c8f3a1b2c3d'

const app = sharedApp('sqlite')

describe('The correlation id', () => {
  test('is the caller’s where it is a UUID of version 4', async () => {
    const { headers } = await (await app()).get(LIVE, { headers: { 'x-correlation-id': GIVEN } })
    expect(headers.get('x-correlation-id')).toBe(GIVEN)
  })

  test('is written in small letters', async () => {
    const { headers } = await (await app()).get(LIVE, {
      headers: { 'x-correlation-id': GIVEN.toUpperCase() },
    })
    expect(headers.get('x-correlation-id')).toBe(GIVEN)
  })

  const OTHERS = [
    '',
    'abc',
    '3f0e4a52-6c1e-1b52-8a6a-1f5e5f0e4a52',
    '01a1fbad-d0a2-73de-9b6d-334c9981c028',
    '3f0e4a52-6c1e-4b52-ca6a-1f5e5f0e4a52',
    `${GIVEN}, ${GIVEN}`,
    `${GIVEN}"`,
    'x'.repeat(5_000),
  ]
  for (const other of OTHERS) {
    test(`is a new one in place of "${other.slice(0, 50)}"`, async () => {
      const { headers } = await (await app()).get(LIVE, { headers: { 'x-correlation-id': other } })
      const id = headers.get('x-correlation-id')
      expect(id).toMatch(V4)
      expect(id).not.toBe(other)
    })
  }

  test('stands in the problem of a 401, a 404, a 422 and a refused chain', async () => {
    const { get, post } = await app()
    const headers = { 'x-correlation-id': GIVEN }
    const answers = [
      await get('/api/v1/auth/me', { headers }),
      await get('/api/v1/auth/me', { headers, token: 'wrong' }),
      await get('/nowhere', { headers }),
      await post('/api/v1/auth/signin', { headers, json: {} }),
      await get(LIVE, { headers: { ...headers, 'x-chain-depth': '11' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 422, 400])
    for (const answer of answers) {
      expect(answer.headers.get('x-correlation-id')).toBe(GIVEN)
      expect(answer.body.correlation_id).toBe(GIVEN)
    }
  })
})

describe('Its companions', () => {
  test('the request id is new each time, also for the same correlation', async () => {
    const headers = { 'x-correlation-id': GIVEN, 'x-request-id': 'mine' }
    const ids = new Set<string | null>(['mine'])
    for (let i = 0; i < 100; i += 1) {
      ids.add((await (await app()).get(LIVE, { headers })).headers.get('x-request-id'))
    }
    expect(ids.size).toBe(101)
  })

  test('the parent is handed back where it is one', async () => {
    const answer = (parent: string) =>
      app().then(({ get }) => get(LIVE, { headers: { 'x-parent-correlation-id': parent } }))
    expect((await answer(PARENT)).headers.get('x-parent-correlation-id')).toBe(PARENT)
    expect((await answer('mother')).headers.get('x-parent-correlation-id')).toBeNull()
  })

  const DEPTHS: [depth: string, status: number, answered: string | null][] = [
    ['0', 200, null],
    ['1', 200, '1'],
    ['10', 200, '10'],
    ['11', 400, '11'],
    ['999999', 400, '999999'],
    ['-1', 200, null],
    ['1e9', 200, null],
    ['many', 200, null],
  ]
  for (const [depth, status, answered] of DEPTHS) {
    test(`a depth of ${depth} is answered with ${status}`, async () => {
      const answer = await (await app()).get(LIVE, { headers: { 'x-chain-depth': depth } })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('x-chain-depth')).toBe(answered)
      if (status === 400) expect(answer.body.code).toBe('chain_too_deep')
    })
  }

  test('the time taken stands under its three names, in seconds', async () => {
    const { headers } = await (await app()).get(LIVE)
    const seconds = headers.get('x-request-duration')
    expect(seconds).toMatch(/^\d+\.\d{6}$/)
    expect(Number(seconds)).toBeLessThan(5)
    expect(headers.get('x-process-time')).toBe(seconds)
    expect(headers.get('x-response-time')).toBe(seconds)
    expect(headers.get('x-service-name')).toBe('almanac')
  })
})

describe('The access log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-access-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function logged(format: typeof accessAsJson) {
    const written: string[] = []
    const accessLog = new AccessLog([(lines) => written.push(lines)], format)
    const context = await createContext(readConfig({ DATA_DIR: mkdtempSync(join(folder, 'd-')) }), {
      accessLog,
    })
    const handle = createApp(context).handle
    return {
      context,
      handle,
      lines() {
        void accessLog.flush()
        return written.join('').split('\n').slice(0, -1)
      },
    }
  }

  const HOSTILE = '/api/v1/people/%22%7D%0A%7B%22level%22:%22ERROR%22%7D\u2028"\'<script>'

  test('is one JSON object a line, whatever stands in the path', async () => {
    const { context, handle, lines } = await logged(accessAsJson)
    const request = new Request(`http://localhost${HOSTILE}?token=secret-in-the-query`, {
      headers: { 'x-correlation-id': GIVEN, 'x-parent-correlation-id': PARENT },
    })
    await handle(request)
    await handle(new Request(`http://localhost${LIVE}`))
    expect(lines()).toHaveLength(2)
    const [first, second] = lines().map((line) => JSON.parse(line))
    expect(first).toMatchObject({
      level: 'INFO',
      method: 'GET',
      status: 405,
      correlation_id: GIVEN,
      parent_correlation_id: PARENT,
    })
    // What stands in the place of a parameter may be an address, or a token in the wrong place.
    expect(first.path).toBe('/api/v1/people/*')
    expect(JSON.stringify(first)).not.toContain('secret-in-the-query')
    expect(new Date(first['@timestamp']).toISOString()).toBe(first['@timestamp'])
    expect(second).toMatchObject({ status: 200, path: LIVE })
    expect(second.correlation_id).toMatch(V4)
    await context[Symbol.asyncDispose]()
  })

  test('is one line a request for people, too', async () => {
    const entry = {
      method: 'GET',
      path: '/a\n200 GET /forged\u001b[31m',
      status: 404,
      duration_us: 1000,
      correlation: {
        correlation_id: GIVEN,
        request_id: 'r',
        parent_correlation_id: null,
        chain_depth: 0,
      },
      organization_id: undefined,
      at: 0,
    }
    expect(accessAsText(entry)).toBe(`00:00:00.000 404 GET /a\\n200 GET /forged\\u001b[31m 1.0 ms ${GIVEN}`)
    expect(JSON.parse(accessAsJson(entry)).path).toBe(entry.path)
  })

  test('names the organization, and no token', async () => {
    const shared = await app()
    const { token, organization_id } = await signUp(shared, 'ada')
    const lines: string[] = []
    const { add } = shared.context.accessLog
    shared.context.accessLog.add = (entry) => void lines.push(accessAsJson(entry))
    await shared.get('/api/v1/auth/me', { token })
    shared.context.accessLog.add = add
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: '/api/v1/auth/me', organization_id })
    expect(lines[0]).not.toContain(token)
  })
})
