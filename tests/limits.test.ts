import { afterAll, describe, expect, test } from 'bun:test'
import { LimitState, Limits, TooManyRequestsError } from '../src/access/limits.ts'
import { BASE_LIMITS, parseRateLimits } from '../src/config/rate-limits.ts'
import { type Context, createContext } from '../src/context.ts'
import { TrustedProxies } from '../src/lib/trusted-proxies.ts'
import { sharedApp, type TestApp, testApp } from './app.ts'
import { listening } from './listening.ts'
import { apiKey, signUp } from './people.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const NOON = Date.parse('2026-11-20T12:00:00Z')
const THREE = parseRateLimits('read=3/min,*=1000/min')

function refusalOf(limits: Limits, state: LimitState, now: number, plan = 'free'): TooManyRequestsError {
  try {
    limits.take(state, 'read', plan, now)
  } catch (error) {
    if (error instanceof TooManyRequestsError) return error
    throw error
  }
  throw new Error('it was let through')
}

/** Goes on asking until there is a penalty. @returns Its seconds. */
function provoke(limits: Limits, state: LimitState, now: number): number {
  for (let i = 0; i < 4; i += 1) {
    expect(refusalOf(limits, state, now).message).toContain('The limit is reached')
  }
  const last = refusalOf(limits, state, now)
  expect(last.message).toContain('penalty')
  return Number(last.details?.retry_after)
}

function use(limits: Limits, state: LimitState, now: number, plan = 'free'): number {
  for (let count = 0; ; count += 1) {
    try {
      limits.take(state, 'read', plan, now)
    } catch {
      state.refusals = 0
      return count
    }
  }
}

describe('A window', () => {
  test('lasts its full length from the first request, and tells what is left', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    const resets_at = (NOON + MINUTE) / 1000
    expect(limits.take(state, 'read', 'free', NOON)).toEqual({ limit: 3, remaining: 2, resets_at })
    expect(limits.take(state, 'read', 'free', NOON + 30_000)).toEqual({ limit: 3, remaining: 1, resets_at })
    expect(limits.take(state, 'read', 'free', NOON + 59_999)).toEqual({ limit: 3, remaining: 0, resets_at })
    const refusal = refusalOf(limits, state, NOON + 59_999)
    expect(refusal.details).toEqual({ retry_after: 1 })
    expect(refusal.taken).toEqual({ limit: 3, remaining: 0, resets_at })
    expect(limits.take(state, 'read', 'free', NOON + MINUTE)?.remaining).toBe(2)
  })

  test('of one class is not another’s', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    use(limits, state, NOON)
    expect(limits.take(state, 'write', 'free', NOON)?.remaining).toBe(999)
  })

  for (const [plan, times] of [
    ['free', 1],
    ['basic', 2],
    ['premium', 5],
    ['enterprise', 10],
    ['unknown', 1],
  ] as const) {
    test(`of the plan ${plan} takes ${times} times as many`, () => {
      expect(use(new Limits(THREE), new LimitState(), NOON, plan)).toBe(3 * times)
    })
  }

  test('is none when limits are off', () => {
    const limits = new Limits('off')
    for (let i = 0; i < 1_000; i += 1) expect(limits.take(new LimitState(), 'read', 'free', NOON)).toBeNull()
  })
})

describe('A penalty', () => {
  test('of five minutes comes with the fifth refusal, and doubles each time', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    let now = NOON
    for (const seconds of [300, 600, 1_200, 2_400]) {
      use(limits, state, now)
      expect(provoke(limits, state, now)).toBe(seconds)
      // Nothing passes while it lasts, though the window is long over.
      expect(refusalOf(limits, state, now + seconds * 1000 - 1).details).toEqual({ retry_after: 1 })
      now += seconds * 1000
    }
    expect(limits.take(state, 'read', 'free', now)?.remaining).toBe(2)
  })

  test('is not longer than a day', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    state.penalties = 500
    state.last_refused_at = NOON
    use(limits, state, NOON)
    expect(provoke(limits, state, NOON)).toBe(24 * 3600)
  })

  test('holds for every class, and asking meanwhile does not make it longer', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    use(limits, state, NOON)
    provoke(limits, state, NOON)
    for (let i = 0; i < 50; i += 1) refusalOf(limits, state, NOON + MINUTE)
    expect(() => limits.take(state, 'write', 'free', NOON + MINUTE)).toThrow(TooManyRequestsError)
    expect(limits.take(state, 'read', 'free', NOON + 5 * MINUTE)?.remaining).toBe(2)
  })

  test('is forgiven after a day without a refusal', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    use(limits, state, NOON)
    expect(provoke(limits, state, NOON)).toBe(300)
    const later = NOON + 24 * HOUR + 1
    for (let i = 0; i < 3; i += 1) limits.take(state, 'read', 'free', later)
    expect(provoke(limits, state, later)).toBe(300)
  })
})

describe('A clock that is set back a day', () => {
  test('begins a window anew, and closes nothing for a day', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    use(limits, state, NOON)
    const earlier = NOON - 24 * HOUR
    expect(limits.take(state, 'read', 'free', earlier)).toMatchObject({
      remaining: 2,
      resets_at: (earlier + MINUTE) / 1000,
    })
  })

  test('begins a penalty anew', () => {
    const limits = new Limits(THREE)
    const state = new LimitState()
    use(limits, state, NOON)
    expect(provoke(limits, state, NOON)).toBe(300)
    const earlier = NOON - 24 * HOUR
    expect(refusalOf(limits, state, earlier).details).toEqual({ retry_after: 300 })
    expect(limits.take(state, 'read', 'free', earlier + 5 * MINUTE)?.remaining).toBe(2)
  })
})

test('Memory is bounded, however many ask', () => {
  const limits = new Limits(THREE)
  const first = limits.stateOf('address:0')
  for (let i = 1; i <= 50_000; i += 1) limits.stateOf(`address:${i}`)
  expect(limits.stateOf('address:50000')).toBe(limits.stateOf('address:50000'))
  expect(limits.stateOf('address:0')).not.toBe(first)
})

describe('RATE_LIMITS', () => {
  test('names classes; the star is for the others', () => {
    expect(parseRateLimits(' metrics.dashboard = 60/min , *=5/h')).toMatchObject({
      'metrics.dashboard': { count: 60, per: 'min' },
      read: { count: 5, per: 'h' },
    })
    expect(parseRateLimits('read=1/s')).toEqual({ ...BASE_LIMITS, read: { count: 1, per: 's' } })
    expect(parseRateLimits('on')).toEqual(BASE_LIMITS)
    expect(parseRateLimits('off')).toBe('off')
  })

  for (const text of [
    'yes',
    '',
    'read',
    'read=',
    'read=0/min',
    'read=-1/min',
    'read=1.5/min',
    'read=1/day',
    'read=1/min,,',
  ]) {
    test(`"${text}" is no way to write it`, () => {
      expect(() => parseRateLimits(text)).toThrow('is not like metrics.dashboard=60/min')
    })
  }

  for (const name of ['nothing', 'toString', '__proto__', 'constructor']) {
    test(`there is no class ${name}`, () => {
      expect(() => parseRateLimits(`${name}=1/min`)).toThrow(`no class "${name}"`)
    })
  }
})

describe('Over HTTP', () => {
  const shared = sharedApp('sqlite', { RATE_LIMITS: 'read=3/min,public=1000/min,*=1000/min' })
  const me = (app: TestApp, token: string) => app.get('/api/v1/auth/me', { token })

  test('each answer tells the limit; the fourth is a problem with Retry-After', async () => {
    const app = await shared()
    const ada = await signUp(app, 'ada')
    for (const remaining of ['2', '1', '0']) {
      const { status, headers } = await me(app, ada.token)
      expect(status).toBe(200)
      expect(headers.get('x-ratelimit-limit')).toBe('3')
      expect(headers.get('x-ratelimit-remaining')).toBe(remaining)
      expect(headers.get('x-ratelimit-reset')).toBe(String((app.clock.at + MINUTE) / 1000))
    }
    app.clock.at += 1_500
    const { status, headers, body } = await me(app, ada.token)
    expect(status).toBe(429)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('retry-after')).toBe('59')
    expect(headers.get('x-ratelimit-remaining')).toBe('0')
    expect(body).toMatchObject({ code: 'too_many_requests', status: 429, retry_after: 59 })
    app.clock.at += MINUTE
    expect((await me(app, ada.token)).status).toBe(200)
  })

  test('who is signed in reads how often they may still ask, which counts as any other question', async () => {
    await using app = await testApp('sqlite', { RATE_LIMITS: 'read=3/min,*=1000/min' })
    const joan = await signUp(app, 'joan')
    await app.get('/api/v1/metrics/trends', { token: joan.token })
    const { headers, body } = await app.get('/api/v1/auth/me?limits=true', { token: joan.token })
    const ends = { resets_at: new Date(app.clock.at + MINUTE).toISOString() }
    const of = (name: string) => body.limits.find((one: any) => one.class === name)
    expect(headers.get('x-ratelimit-remaining')).toBe('2')
    expect(of('read')).toEqual({ class: 'read', limit: 3, per: 'min', remaining: 2, ...ends })
    expect(of('metrics.trends')).toMatchObject({ limit: 1000, remaining: 999, ...ends })
    expect(of('write')).toMatchObject({ limit: 1000, remaining: 1000, resets_at: null })
    app.clock.at += MINUTE
    const plan = `/api/v1/instance/organizations/${joan.organization_id}/plan`
    expect((await app.put(plan, { token: joan.token, json: { plan: 'premium' } })).status).toBe(200)
    const plain = await me(app, joan.token)
    expect(plain.body.limits).toBeUndefined()
    const again = await app.get('/api/v1/auth/me?limits=true', { token: joan.token })
    expect(again.body.limits[0]).toMatchObject({ class: 'read', limit: 15, remaining: 13 })
  })

  test('a user’s sessions count together, other users and keys for themselves', async () => {
    const app = await shared()
    const grace = await signUp(app, 'grace')
    const key = await apiKey(app, grace, 'read')
    const stranger = await signUp(app, 'stranger')
    for (let i = 0; i < 4; i += 1) await me(app, grace.token)
    const { email, password } = grace
    const again = await app.post('/api/v1/auth/signin', { json: { email, password } })
    expect((await me(app, again.body.access_token)).status).toBe(429)
    expect((await me(app, stranger.token)).status).toBe(200)
    // 403, not 429: a key has no account. It was not counted with its maker.
    expect((await app.get('/api/v1/auth/me', { key })).status).toBe(403)
  })

  test('a penalty for guessing closes no health check to whoever asks from the same address', async () => {
    await using app = await testApp('sqlite', { RATE_LIMITS: 'auth.sign_in=1/min' })
    const json = { email: 'nobody@example.com', password: 'a guess' }
    for (let i = 0; i < 8; i += 1) await app.post('/api/v1/auth/signin', { json })
    expect((await app.post('/api/v1/auth/signin', { json })).status).toBe(429)
    expect((await app.get('/api/v1/health/live')).status).toBe(200)
    expect((await app.get('/api/v1/health/ready')).status).toBe(200)
  })

  test('a refused request runs nothing', async () => {
    await using app = await testApp('sqlite', { RATE_LIMITS: 'write=1/min' })
    const ada = await signUp(app, 'ada')
    const make = () =>
      app.post('/api/v1/api-keys', { token: ada.token, json: { name: 'k', scopes: ['read'] } })
    expect([(await make()).status, (await make()).status]).toEqual([201, 429])
    const keys = await app.context.db
      .for(ada.organization_id)
      .read((q) => q.select().from(q.tables.api_keys).where(q.mine(q.tables.api_keys)))
    expect(keys).toHaveLength(1)
  })
})

describe('A public route, on a listening server', () => {
  const LIMITS = { RATE_LIMITS: 'public=2/min,*=1000/min' }
  const trusting = sharedApp('sqlite', { ...LIMITS, TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.1' })
  const plain = sharedApp('sqlite', LIMITS)
  const servers = new Map<TestApp, ReturnType<typeof listening>>()
  afterAll(async () => {
    for (const server of servers.values()) await server.stop()
  })

  async function live(app: TestApp) {
    const server = servers.get(app) ?? listening(app)
    servers.set(app, server)
    return (forwardedFor?: string) =>
      fetch(`${server.url}/api/v1/health/live`, {
        headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
      }).then(({ status }) => status)
  }

  test('counts by address, whatever X-Forwarded-For says', async () => {
    const ask = await live(await plain())
    expect([await ask('203.0.113.1'), await ask('203.0.113.2'), await ask('203.0.113.3')]).toEqual([
      200, 200, 429,
    ])
  })

  test('counts by the forwarded address where a proxy is trusted', async () => {
    const ask = await live(await trusting())
    expect([await ask('203.0.113.1'), await ask('203.0.113.1'), await ask('203.0.113.1')]).toEqual([
      200, 200, 429,
    ])
    expect(await ask('203.0.113.2')).toBe(200)
    // What stands left of the last untrusted address was written by that one.
    expect(await ask('203.0.113.9, 203.0.113.1')).toBe(429)
    expect(await ask('203.0.113.1, 10.0.0.1')).toBe(429)
    expect(await ask('::ffff:203.0.113.1')).toBe(429)
    expect(await ask('203.0.113.1:51234')).toBe(429)
  })

  test('counts IPv6 by network, of which one client has all addresses', async () => {
    const ask = await live(await trusting())
    expect([await ask('2001:db8:1:2::1'), await ask('[2001:db8:1:2:ffff::7]:443')]).toEqual([200, 200])
    expect(await ask('2001:db8:1:2:3:4:5:6')).toBe(429)
    expect(await ask('2001:db8:1:3::1')).toBe(200)
  })
})

test('Guessing tokens is counted by address, and so is looking for paths', async () => {
  await using app = await testApp('sqlite', { RATE_LIMITS: 'public=3/min,*=1000/min' })
  const { token } = await signUp(app, 'ada')
  expect((await app.get('/api/v1/auth/me', { token: 'guess' })).status).toBe(401)
  expect((await app.get('/nowhere')).status).toBe(404)
  expect((await app.get('/api/v1/auth/me')).status).toBe(401)
  const fourth = await app.get('/api/v1/auth/me', { key: 'alm_guess' })
  expect(fourth.status).toBe(429)
  expect(fourth.headers.get('retry-after')).toBe('60')
  expect((await app.get('/api/v1/auth/me', { token })).status).toBe(200)
})

describe('The address of the client', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'])
  const CASES: [peer: string, forwarded: string | null, client: string][] = [
    ['10.1.2.3', '203.0.113.5', '203.0.113.5'],
    ['::ffff:10.1.2.3', '203.0.113.5', '203.0.113.5'],
    ['::FFFF:10.1.2.3', '::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8::1', '203.0.113.5', '203.0.113.5'],
    ['203.0.113.9', '203.0.113.5', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.5', '203.0.113.9'],
    ['::ffff:203.0.113.9', null, '203.0.113.9'],
    ['10.1.2.3', null, '10.1.2.3'],
    ['10.1.2.3', '', '10.1.2.3'],
    ['10.1.2.3', 'nonsense', '10.1.2.3'],
    ['10.1.2.3', '1.1.1.1, nonsense', '10.1.2.3'],
    ['10.1.2.3', '1.1.1.1, 203.0.113.5, 10.9.9.9, 192.0.2.7', '203.0.113.5'],
    ['10.1.2.3', '10.9.9.9', '10.1.2.3'],
    // As Azure writes them.
    ['10.1.2.3', '203.0.113.7:51234', '203.0.113.7'],
    ['10.1.2.3', '203.0.113.7:51234, 10.1.1.1:443', '203.0.113.7'],
    ['10.1.2.3', '[2001:db9::1]:443', '2001:db9::1'],
    ['10.1.2.3', '[2001:db9::1]', '2001:db9::1'],
    ['10.1.2.3', '2001:DB9::1', '2001:db9::1'],
    ['10.1.2.3', 'fe80::1%eth0', 'fe80::1'],
    ['10.1.2.3', '::ffff:cb00:7107', '203.0.113.7'],
    ['::ffff:a01:203', '203.0.113.7', '203.0.113.7'],
    // Empty items of a list say nothing.
    ['10.1.2.3', '203.0.113.7,, 10.9.9.9,', '203.0.113.7'],
    ['10.1.2.3', ' ,', '10.1.2.3'],
    ['10.1.2.3', '[203.0.113.7]:1', '10.1.2.3'],
    ['10.1.2.3', '203.0.113.7:123456', '10.1.2.3'],
  ]
  for (const [peer, forwarded, client] of CASES) {
    test(`of ${peer} with ${forwarded === null ? 'nothing' : `"${forwarded}"`} is ${client}`, () => {
      const headers = new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded })
      expect(proxies.clientOf(peer, headers)).toBe(client)
    })
  }

  const FORWARDED: [header: string, client: string][] = [
    ['for=203.0.113.7', '203.0.113.7'],
    ['for="[2001:db9:cafe::17]:4711"', '2001:db9:cafe::17'],
    ['For="[2001:DB9::1]";proto=https;by=10.0.0.1', '2001:db9::1'],
    ['proto=https; for=203.0.113.7:80 , for=10.0.0.9', '203.0.113.7'],
    ['for=1.1.1.1, for=203.0.113.7', '203.0.113.7'],
    ['host="a;for=1.1.1.1, for=2.2.2.2";for=203.0.113.7', '203.0.113.7'],
    ['for="203\\.0.113.7"', '203.0.113.7'],
    // Who hides their client counts for it.
    ['for=_hidden', '10.1.2.3'],
    ['for=unknown, for=10.0.0.9', '10.1.2.3'],
    ['for=203.0.113.7, proto=http', '10.1.2.3'],
    ['for=', '10.1.2.3'],
    ['', '10.1.2.3'],
    ['for="203.0.113.7', '10.1.2.3'],
  ]
  for (const [forwarded, client] of FORWARDED) {
    test(`with Forwarded: ${forwarded} is ${client}`, () => {
      expect(proxies.clientOf('10.1.2.3', new Headers({ forwarded }))).toBe(client)
    })
  }

  test('is believed of both headers where they say the same, and else of neither', () => {
    const of = (forwardedFor: string, forwarded: string) =>
      proxies.clientOf('10.1.2.3', new Headers({ 'x-forwarded-for': forwardedFor, forwarded }))
    expect(of('203.0.113.7', 'for="203.0.113.7:4711"')).toBe('203.0.113.7')
    expect(of('203.0.113.7', 'for=203.0.113.8')).toBe('10.1.2.3')
    expect(of('203.0.113.7', 'for=_hidden')).toBe('10.1.2.3')
  })

  test('is the socket’s where nobody is trusted', () => {
    const headers = new Headers({ 'x-forwarded-for': '203.0.113.5', forwarded: 'for=203.0.113.5' })
    expect(new TrustedProxies([]).clientOf('127.0.0.1', headers)).toBe('127.0.0.1')
  })

  for (const entry of [
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0',
    'proxy.example',
    '*',
    '::/129',
    '10.0.0.1/-1',
    '10.0.0.1/1.5',
  ]) {
    test(`"${entry}" is no proxy`, () => {
      expect(() => new TrustedProxies([entry])).toThrow('is no address or network')
    })
  }
})

describe('Two processes on one database [postgres]', () => {
  const shared = sharedApp('postgres', { RATE_LIMITS: 'read=10/min,write=400/min,*=100000/min' })

  /** Until something that is told has arrived: soon, or the test fails by what it expects. */
  async function until(isTrue: () => boolean) {
    for (let i = 0; i < 300 && !isTrue(); i += 1) await Bun.sleep(10)
  }

  const countIn = ({ limits }: Context, { user_id }: { user_id: string }, name: 'read' | 'write' = 'read') =>
    limits.stateOf(`user:${user_id}`).windows[name]?.count ?? 0

  async function two() {
    const app = await shared()
    const other = await createContext(app.config, { clock: app.clock })
    return { app, other, [Symbol.asyncDispose]: () => other[Symbol.asyncDispose]() }
  }

  test('give what one would, and agree on a penalty', async () => {
    await using processes = await two()
    const { app, other } = processes
    const ada = await signUp(app, 'shared-ada')
    const get = () => app.get('/api/v1/organization', { token: ada.token })
    const user = { user_id: (await app.get('/api/v1/auth/me', { token: ada.token })).body.user.id }
    for (let i = 0; i < 5; i += 1) expect((await get()).status).toBe(200)
    await until(() => countIn(other, user) === 6)
    const state = other.limits.stateOf(`user:${user.user_id}`)
    expect(use(other.limits, state, app.clock.at)).toBe(4)
    await until(() => countIn(app.context, user) === 10)
    for (let i = 0; i < 5; i += 1) expect((await get()).status).toBe(429)
    await until(() => state.penalty_ends_at > 0)
    expect(refusalOf(other.limits, state, app.clock.at).details).toEqual({ retry_after: 300 })
    expect(other.limits.take(state, 'read', 'free', app.clock.at + 300_000)?.remaining).toBe(9)
  })

  test('tell nothing of what is far from its limit, and then all of it at once', async () => {
    await using processes = await two()
    const { app, other } = processes
    const state = app.context.limits.stateOf('user:few')
    for (let i = 0; i < 3; i += 1) app.context.limits.take(state, 'write', 'free', app.clock.at)
    await Bun.sleep(400)
    expect(countIn(other, { user_id: 'few' }, 'write')).toBe(0)
    app.context.limits.take(state, 'write', 'free', app.clock.at)
    await until(() => countIn(other, { user_id: 'few' }, 'write') > 0)
    expect(countIn(other, { user_id: 'few' }, 'write')).toBe(4)
  })

  test('are told of many callers in notices that Postgres takes', async () => {
    await using processes = await two()
    const { app, other } = processes
    const names = Array.from({ length: 500 }, (_, i) => `address:2001:db8:0:${i.toString(16)}::/64`)
    for (const name of names)
      app.context.limits.take(app.context.limits.stateOf(name), 'read', 'free', app.clock.at)
    const heard = () => names.filter((name) => other.limits.stateOf(name).windows.read?.count === 1).length
    await until(() => heard() === names.length)
    expect(heard()).toBe(names.length)
  })
})

test('events and imports count by limits of their own', async () => {
  await using app = await testApp('sqlite', { RATE_LIMITS: 'events.write=7/min,events.import=5/min' })
  const { token } = await signUp(app, 'ada')
  const headers = { 'content-type': 'text/csv' }
  const reported = await app.post('/api/v1/events', { token, json: { id: 'e-1', person: 'p', verb: 'read' } })
  const imported = await app.post('/api/v1/events/import', {
    token,
    headers,
    body: 'id,person,occurred_at,verb\n',
  })
  const limits = [reported, imported].map((answer) => answer.headers.get('x-ratelimit-limit'))
  // Both counted as any write does, whatever was configured.
  expect(limits).toEqual(['7', '5'])
})
