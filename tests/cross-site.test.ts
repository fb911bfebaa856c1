import { describe, expect, test } from 'bun:test'
import { readConfig } from '../src/config/env.ts'
import { ConfigError } from '../src/config/option-readers.ts'
import { type Call, sharedApp } from './app.ts'
import { listening } from './listening.ts'
import { type Member, signUp } from './people.ts'

const FRIEND = 'https://app.example.com'
const EVIL = 'https://evil.example'
const LIVE = '/api/v1/health/live'

const app = sharedApp('sqlite', { ALLOWED_ORIGINS: `${FRIEND},http://localhost:5173` })
const alone = sharedApp('sqlite')

describe('CORS', () => {
  test('names an origin of the list, with credentials, and what its page may read', async () => {
    const { headers } = await (await app()).get(LIVE, { headers: { origin: FRIEND } })
    expect(headers.get('access-control-allow-origin')).toBe(FRIEND)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    for (const name of ['X-Correlation-ID', 'X-RateLimit-Remaining', 'Retry-After', 'ETag']) {
      expect(headers.get('access-control-expose-headers')).toContain(name)
    }
  })

  const STRANGERS = [
    EVIL,
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://sub.app.example.com',
    'https://app.example.com.evil.example',
    'https://evil.example/https://app.example.com',
    'https://APP.example.com',
    'null',
    '*',
    '',
  ]
  for (const origin of STRANGERS) {
    test(`says nothing to "${origin}"`, async () => {
      const { status, headers } = await (await app()).get(LIVE, { headers: { origin } })
      expect(status).toBe(200)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    })
  }

  test('names the origin in a problem, too: a page may read why it was refused', async () => {
    const { get } = await app()
    for (const path of ['/api/v1/auth/me', '/nowhere']) {
      const { headers } = await get(path, { headers: { origin: FRIEND } })
      expect(headers.get('access-control-allow-origin')).toBe(FRIEND)
    }
  })

  test('tells caches that the answer depends on the origin, whoever asks', async () => {
    for (const headers of [{}, { origin: FRIEND }, { origin: EVIL }] as Record<string, string>[]) {
      for (const path of [LIVE, '/docs', '/nowhere']) {
        expect((await (await app()).get(path, { headers })).headers.get('vary')).toBe('Origin')
      }
    }
    expect((await (await alone()).get(LIVE)).headers.get('vary')).toBeNull()
  })

  for (const value of ['*', 'https://app.example.com/', 'https://*.example.com', 'app.example.com', 'null']) {
    test(`ALLOWED_ORIGINS cannot be "${value}"`, () => {
      expect(() => readConfig({ ALLOWED_ORIGINS: value })).toThrow(ConfigError)
    })
  }
})

describe('A preflight', () => {
  const ask = async (origin: string, path = '/api/v1/events') =>
    (await app()).call('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type, idempotency-key',
      },
    })

  test('from an origin of the list is granted, without a token', async () => {
    const { status, headers, text } = await ask(FRIEND)
    expect(status).toBe(204)
    expect(text).toBe('')
    expect(headers.get('access-control-allow-origin')).toBe(FRIEND)
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-allow-methods')?.split(', ')).toContain('POST')
    const granted = headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'x-api-key', 'if-match']) {
      expect(granted).toContain(name)
    }
    expect(headers.get('access-control-max-age')).toBe('600')
    expect(headers.get('vary')).toBe('Origin')
  })

  test('from another is answered without a grant', async () => {
    const { status, headers } = await ask(EVIL)
    expect(status).toBe(204)
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers.get('vary')).toBe('Origin')
  })

  test('is answered by a listening server, too', async () => {
    const server = listening(await alone())
    const answer = await server.raw('OPTIONS /api/v1/events HTTP/1.1', [`Origin: ${EVIL}`])
    await server.stop()
    expect(answer.status).toBe(204)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('A write', () => {
  type By = 'auth_token' | 'access_token' | 'bearer' | 'bearer and cookie'
  type Site = Record<string, string>
  const CROSS: Site = { origin: EVIL, 'sec-fetch-site': 'cross-site' }

  /** Who writes, what his browser says of where it comes from, and whether it is let through. */
  const CASES: [method: string, by: By, site: Site, isLetThrough: boolean][] = [
    ['POST', 'auth_token', CROSS, false],
    ['POST', 'access_token', CROSS, false],
    ['PUT', 'auth_token', CROSS, false],
    ['DELETE', 'auth_token', CROSS, false],
    ['PATCH', 'auth_token', CROSS, false],
    ['POST', 'auth_token', { 'sec-fetch-site': 'cross-site' }, false],
    ['POST', 'auth_token', { 'sec-fetch-site': 'same-site' }, false],
    ['POST', 'auth_token', { origin: 'https://sub.localhost', 'sec-fetch-site': 'same-site' }, false],
    ['POST', 'auth_token', { 'sec-fetch-site': 'nonsense' }, false],
    ['POST', 'auth_token', { origin: EVIL }, false],
    ['POST', 'auth_token', { origin: 'null' }, false],
    ['POST', 'auth_token', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
    ['POST', 'auth_token', { origin: 'http://localhost.evil.example' }, false],
    ['POST', 'auth_token', { origin: 'http://localhost:1' }, false],
    ['POST', 'auth_token', { 'sec-fetch-site': 'same-origin' }, true],
    ['POST', 'auth_token', { 'sec-fetch-site': 'none' }, true],
    ['POST', 'auth_token', { origin: 'http://localhost' }, true],
    ['POST', 'auth_token', { origin: FRIEND, 'sec-fetch-site': 'cross-site' }, true],
    ['POST', 'auth_token', {}, true],
    ['POST', 'bearer', CROSS, true],
    ['PUT', 'bearer', CROSS, true],
    ['POST', 'bearer and cookie', CROSS, true],
    ['GET', 'auth_token', CROSS, true],
    ['HEAD', 'auth_token', CROSS, true],
  ]
  const jsonFor = (method: string) => ({ name: 'x', ...(method === 'POST' && { scopes: ['read'] }) })
  let signedUp: Promise<Member> | undefined

  for (const [method, by, site, isLetThrough] of CASES) {
    const said = Object.values(site).join(', ') || 'nothing'
    test(`${method} with ${by} from ${said} is ${isLetThrough ? 'let through' : 'refused'}`, async () => {
      signedUp ??= signUp(await app(), 'ada')
      const ada = await signedUp
      const headers: Record<string, string> = { ...site, host: 'localhost' }
      if (by !== 'bearer') headers.cookie = `${by === 'access_token' ? by : 'auth_token'}=${ada.token}`
      const call: Call = { headers, ...(by.startsWith('bearer') && { token: ada.token }) }
      const answer = await (await app()).call(method, pathFor(method), {
        ...call,
        ...(method !== 'GET' && method !== 'HEAD' && { json: jsonFor(method) }),
      })
      if (isLetThrough) expect(answer.status).toBeLessThan(300)
      else expect(answer).toMatchObject({ status: 403, body: { code: 'cross_site_write' } })
    })
  }

  function pathFor(method: string): string {
    if (method === 'GET' || method === 'HEAD') return '/api/v1/auth/me'
    return method === 'POST' ? '/api/v1/api-keys' : '/api/v1/people/x'
  }

  test('that is refused has done nothing', async () => {
    const shared = await alone()
    const grace = await signUp(shared, 'grace')
    const cookie = `auth_token=${grace.token}`
    const json = { name: 'x', scopes: ['read'] }
    await shared.post('/api/v1/api-keys', { headers: { cookie, origin: EVIL }, json })
    const keys = await shared.context.db
      .for(grace.organization_id)
      .read((q) => q.select().from(q.tables.api_keys).where(q.mine(q.tables.api_keys)))
    expect(keys).toEqual([])
  })
})
