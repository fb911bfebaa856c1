/**
 * The classes of vulnerability that systems like this one were found to have: for each that can
 * exist here a test that is called after it. Most have more tests where the feature is tested; the
 * authorization matrix (authorization.test.ts) holds every route against every kind of caller.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, type Call, onEachEngine, sharedApp, testApp } from './app.ts'
import { listening } from './listening.ts'
import { type Mailbox, openMailbox, tokenIn } from './mailbox.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { invite, joinAs, team } from './teams.ts'

const DASHBOARD = '/api/v1/metrics/dashboard'
const ROOT = join(import.meta.dir, '..')

let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await openMailbox()
})
afterAll(() => mailbox.stop())

onEachEngine('Security', (engine) => {
  const shared = sharedApp(engine)

  const call = async (method: string, path: string, options: Call = {}): Promise<Answer> =>
    (await shared()).call(method, path, options)
  const statusOf = async (method: string, path: string, options: Call = {}): Promise<number> =>
    (await call(method, path, options)).status

  test('1. a thing of another organization is reached by no method and no kind of caller', async () => {
    const app = await shared()
    const ours = await team(app, 'one-ours')
    const stranger = await signUp(app, 'one-stranger')
    const foreignKey = await apiKey(app, stranger, 'admin')
    await invite(app, ours.owner, 'one-invited@example.com', 'member')
    await apiKey(app, ours.owner, 'read')
    const { token } = ours.owner
    const first = async (path: string): Promise<string> =>
      (await call('GET', path, { token })).body.items[0].id
    const things: [method: string, path: string, json?: object][] = [
      ['GET', `/api/v1/members/${ours.member.member_id}`],
      ['PATCH', `/api/v1/members/${ours.member.member_id}`, { role: 'viewer' }],
      ['DELETE', `/api/v1/members/${ours.member.member_id}`],
      ['DELETE', `/api/v1/invitations/${await first('/api/v1/invitations')}`],
      ['DELETE', `/api/v1/api-keys/${await first('/api/v1/api-keys')}`],
      ['DELETE', `/api/v1/auth/sessions/${await first('/api/v1/auth/sessions')}`],
    ]
    for (const [method, path, json] of things) {
      for (const caller of [{ token: stranger.token }, { key: foreignKey }]) {
        const answer = await call(method, path, { ...caller, json })
        const absent = await call(method, path.replace(/[^/]+$/, 'no-such-thing'), { ...caller, json })
        // Sessions and keys are no business of a key: it may not even ask.
        const isRefused = 'key' in caller && /sessions|api-keys/.test(path)
        expect([path, answer.status]).toEqual([path, isRefused ? 403 : 404])
        expect({ ...answer.body, correlation_id: '' }).toEqual({ ...absent.body, correlation_id: '' })
      }
    }
    expect(await statusOf('GET', '/api/v1/auth/me', { token: ours.member.token })).toBe(200)
  })

  test('2. no field of a body carries a thing to another organization', async () => {
    const app = await shared()
    const ada = await signUp(app, 'two-ada')
    const victim = await signUp(app, 'two-victim')
    const foreign = {
      organization_id: victim.organization_id,
      id: victim.organization_id,
      plan: 'enterprise',
    }
    const { token } = ada
    const event = { ...foreign, id: 'two', person: 'p', verb: 'v' }
    await call('POST', '/api/v1/events', { token, json: event })
    await call('PUT', '/api/v1/people/p', { token, json: { name: 'P', ...foreign } })
    await call('PATCH', '/api/v1/organization', { token, json: { name: 'taken over', ...foreign } })
    const invitation = { email: 'two-m@example.com', role: 'member', ...foreign }
    await call('POST', '/api/v1/invitations', { token, json: invitation })
    await call('POST', '/api/v1/api-keys', { token, json: { name: 'k', scopes: ['read'], ...foreign } })
    for (const path of ['/api/v1/invitations', '/api/v1/api-keys']) {
      expect((await call('GET', path, { token: victim.token })).body.items).toEqual([])
    }
    const theirs = await call('GET', '/api/v1/organization', { token: victim.token })
    expect(theirs.body).toMatchObject({ name: "two-victim's", plan: 'free' })
    expect((await call('GET', '/api/v1/organization', { token })).body.plan).toBe('free')
    const numbers = await call('GET', DASHBOARD, { token: victim.token })
    expect(numbers.body.user_metrics.total_users).toBe(1)
  })

  test('3. what reads does not write, and a key changes no keys, not even with every scope', async () => {
    const app = await shared()
    const { owner, viewer, member } = await team(app, 'three')
    const reader = await apiKey(app, owner, 'read')
    const ingester = await apiKey(app, owner, 'ingest')
    const all = await apiKey(app, owner, 'read', 'write', 'ingest', 'admin')
    const event = { id: 'three', person: 'p', verb: 'v' }
    const refused: [method: string, path: string, caller: Call, json?: object][] = [
      ['POST', '/api/v1/events', { key: reader }, event],
      ['POST', '/api/v1/events', { token: viewer.token }, event],
      ['DELETE', '/api/v1/events/three', { key: ingester }],
      ['DELETE', '/api/v1/events/three', { token: member.token }],
      ['GET', DASHBOARD, { key: ingester }],
      ['PATCH', '/api/v1/organization', { key: reader }, { name: 'x' }],
      ['DELETE', `/api/v1/members/${viewer.member_id}`, { token: member.token }],
      ['GET', '/api/v1/api-keys', { key: all }],
      ['POST', '/api/v1/api-keys', { key: all }, { name: 'more', scopes: ['admin'] }],
    ]
    for (const [method, path, caller, json] of refused) {
      expect([method, path, await statusOf(method, path, { ...caller, json })]).toEqual([method, path, 403])
    }
  })

  test('4. a key is no user, even if its id or its text stands where a user is meant', async () => {
    const app = await shared()
    const ada = await signUp(app, 'four-ada')
    const key = await apiKey(app, ada, 'admin')
    const [{ id }] = (await call('GET', '/api/v1/api-keys', { token: ada.token })).body.items
    for (const path of ['/api/v1/auth/me', '/api/v1/auth/sessions', '/api/v1/organizations']) {
      expect(await statusOf('GET', path, { key })).toBe(403)
    }
    expect(await statusOf('POST', '/api/v1/members/leave', { key })).toBe(403)
    expect(await statusOf('GET', `/api/v1/members/${id}`, { token: ada.token })).toBe(404)
    const mine = (await call('GET', '/api/v1/auth/me', { token: ada.token })).body
    // The other way round: the id of a user or a session opens nothing.
    for (const other of [id, mine.user.id, ada.member_id]) {
      expect(await statusOf('GET', DASHBOARD, { key: other })).toBe(401)
      expect(await statusOf('GET', DASHBOARD, { token: other })).toBe(401)
    }
  })

  describe('5. authority that has ended is no authority, although it was remembered and the answer kept', () => {
    const ways: Record<string, (owner: Member, whom: Member) => Promise<unknown>> = {
      'a suspended member': (owner, { member_id }) =>
        call('PATCH', `/api/v1/members/${member_id}`, { token: owner.token, json: { status: 'suspended' } }),
      'a removed member': (owner, { member_id }) =>
        call('DELETE', `/api/v1/members/${member_id}`, { token: owner.token }),
      'a session that is signed out': (_, { token }) => call('POST', '/api/v1/auth/signout', { token }),
      'a session from before the password was changed': async (_, whom) => {
        const { token } = await signIn(await shared(), whom)
        const json = { current_password: whom.password, new_password: 'another good password' }
        return call('POST', '/api/v1/auth/change-password', { token, json })
      },
    }
    for (const [who, end] of Object.entries(ways)) {
      test(who, async () => {
        const app = await shared()
        const name = `five-${who.replaceAll(' ', '-')}`
        const owner = await signUp(app, `${name}-owner`)
        const whom = await joinAs(app, owner, name, 'admin')
        const ask = () => statusOf('GET', DASHBOARD, { token: whom.token })
        expect([await ask(), await ask()]).toEqual([200, 200])
        await end(owner, whom)
        expect(await ask()).toBe(401)
        expect(await statusOf('GET', DASHBOARD, { token: owner.token })).toBe(200)
      })
    }

    test('a deleted key', async () => {
      const app = await shared()
      const ada = await signUp(app, 'five-key-ada')
      const key = await apiKey(app, ada, 'read')
      expect(await statusOf('GET', DASHBOARD, { key })).toBe(200)
      const [{ id }] = (await call('GET', '/api/v1/api-keys', { token: ada.token })).body.items
      await call('DELETE', `/api/v1/api-keys/${id}`, { token: ada.token })
      expect(await statusOf('GET', DASHBOARD, { key })).toBe(401)
    })

    test('a lowered role', async () => {
      const app = await shared()
      const owner = await signUp(app, 'five-role-owner')
      const { token, member_id } = await joinAs(app, owner, 'five-role-grace', 'admin')
      const rename = () => statusOf('PATCH', '/api/v1/organization', { token, json: { name: 'x' } })
      expect(await rename()).toBe(200)
      await call('PATCH', `/api/v1/members/${member_id}`, { token: owner.token, json: { role: 'viewer' } })
      expect(await rename()).toBe(403)
    })
  })

  test('6. an invitation is for its address, and failed sign-ins count although they failed', async () => {
    const app = await shared()
    const ada = await signUp(app, 'six-ada')
    const mallory = await signUp(app, 'six-mallory')
    const token = await invite(app, ada, 'six-grace@example.com', 'admin')
    expect(
      await statusOf('POST', '/api/v1/invitations/accept', { token: mallory.token, json: { token } }),
    ).toBe(403)
    const invitation = {
      email: 'six-eve@example.com',
      password: 'a good password',
      name: 'Eve',
      invitation: token,
    }
    expect(await statusOf('POST', '/api/v1/auth/signup', { json: invitation })).toBe(403)
    const guess = (password: string) =>
      call('POST', '/api/v1/auth/signin', { json: { email: ada.email, password } })
    for (let tries = 0; tries < 10; tries += 1) await guess('a wrong password')
    // Even the right one has to wait now.
    expect((await guess(ada.password)).status).toBe(429)
  })

  test('13. an import that unpacks to one endless line is refused as a line, and wipes nothing', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'thirteen-ada')
    await call('POST', '/api/v1/events', { token, json: { id: 'before', person: 'p', verb: 'v' } })
    const before = (await call('GET', DASHBOARD, { token })).body.user_metrics
    const bomb = Bun.gzipSync(new Uint8Array(64 * 2 ** 20))
    const answer = await call('POST', '/api/v1/events/import?format=ndjson', {
      token,
      body: bomb,
      headers: { 'content-encoding': 'gzip' },
    })
    expect(JSON.parse(answer.text.trim().split('\n').at(-1) ?? '')).toMatchObject({
      accepted: 0,
      rejected: 1,
    })
    expect((await call('GET', DASHBOARD, { token })).body.user_metrics).toEqual(before)
  })

  test('9. no answer holds a secret or its hash', async () => {
    const app = await shared()
    const ada = await signUp(app, 'nine-ada')
    await apiKey(app, ada, 'admin')
    await invite(app, ada, 'nine-grace@example.com', 'member')
    const { body: document } = await call('GET', '/openapi.json')
    const readable = Object.entries<any>(document.paths).filter(
      ([path, { get }]) => get && !path.includes('{'),
    )
    expect(readable.length).toBeGreaterThan(8)
    for (const [path] of readable) {
      const { text } = await call('GET', path, { token: ada.token })
      expect([path, /hash|argon2|"token"|"key"|secret|password/i.exec(text)?.[0]]).toEqual([path, undefined])
    }
  })

  test('10. an address that the client writes itself is not believed', async () => {
    await using app = await testApp(engine, { RATE_LIMITS: 'auth.sign_in=3/h' })
    const server = listening(app)
    const guess = async (from: string) => {
      const body = JSON.stringify({ email: `${from}@example.com`, password: 'a wrong password' })
      const forged = { 'x-forwarded-for': from, 'x-real-ip': from, forwarded: `for=${from}` }
      const headers = { 'content-type': 'application/json', ...forged }
      return (await fetch(`${server.url}/api/v1/auth/signin`, { method: 'POST', body, headers })).status
    }
    const statuses = [await guess('10.0.0.1'), await guess('10.0.0.2'), await guess('10.0.0.3')]
    expect([...statuses, await guess('10.0.0.4')]).toEqual([401, 401, 401, 429])
    await server.stop()
  })

  test('11. nothing tells whether there is such an account, and a list sorts by nothing but what it names', async () => {
    const app = await shared()
    const ada = await signUp(app, 'eleven-ada')
    const said = ({ status, body, headers }: Answer) => {
      const { correlation_id, ...rest } = body ?? {}
      return [status, rest, [...headers.keys()].sort()]
    }
    const signingIn = (email: string) =>
      call('POST', '/api/v1/auth/signin', { json: { email, password: 'a wrong password' } })
    const resetting = (email: string) => call('POST', '/api/v1/auth/password-reset', { json: { email } })
    for (const ask of [signingIn, resetting]) {
      expect(said(await ask(ada.email))).toEqual(said(await ask('eleven-nobody@example.com')))
    }
    await joinAs(app, ada, 'eleven-grace', 'viewer')
    const { token } = ada
    for (const sort of ['password_hash', '-email', 'created_at;drop table users']) {
      expect(await statusOf('GET', `/api/v1/members?sort=${encodeURIComponent(sort)}`, { token })).toBe(422)
    }
    for (const filter of ['filter[password_hash]=a', 'password_hash=a', 'email=a']) {
      expect(await statusOf('GET', `/api/v1/members?${filter}`, { token })).toBe(422)
    }
  })

  test('12. data that would exhaust us is refused before it is held', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'twelve-ada')
    const post = (body: string, path = '/api/v1/events') =>
      statusOf('POST', path, { token, body, headers: { 'content-type': 'application/json' } })
    const event = { id: 'x', person: 'p', verb: 'v' }
    expect(await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe(400)
    expect(await post(JSON.stringify(Array(100_001).fill(event)))).toBeOneOf([413, 422])
    const long = await call('POST', '/api/v1/events', {
      token,
      json: { ...event, verb: 'v'.repeat(1_000_000) },
    })
    expect(long.body).toMatchObject({ accepted: 0, rejected: 1 })
    expect(await post(JSON.stringify({ ...event, x: 'x'.repeat(64 * 2 ** 20) }))).toBe(413)
    expect(await statusOf('GET', '/api/v1/members?limit=1000000000', { token })).toBe(422)
  })

  test('14. what people write comes back as data, starts no header, and leads nowhere', async () => {
    const app = await shared()
    const script = '<script>alert(1)</script>'
    const { token } = await signUp(app, 'fourteen-ada', 'UTC', script)
    const answer = await call('GET', '/api/v1/organization', { token })
    expect(answer.body.name).toBe(script)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const server = listening(app)
    const forged = 'X-Correlation-ID: a\r\n b: c'
    const raw = await server.raw('GET /api/v1/health/live HTTP/1.1', [
      forged,
      'X-Parent-Correlation-ID: %0d%0aa:b',
    ])
    expect([raw.headers.get('b'), raw.headers.get('a')]).toEqual([null, null])
    for (const path of [
      '//evil.example/',
      '//evil.example/%2e%2e',
      '/%5cevil.example',
      '/?next=//evil.example',
    ]) {
      const { headers } = await server.raw(`GET ${path} HTTP/1.1`)
      expect(headers.get('location') ?? '/docs').toBe('/docs')
    }
    await server.stop()
  })
})

onEachEngine('Security, by mail', (engine) => {
  test('7. a link in a mail leads to us, works once, and lets nobody in who was shut out', async () => {
    await using app = await testApp(engine, { PUBLIC_URL: 'https://almanac.example', SMTP_URL: mailbox.url })
    const owner = await signUp(app, `seven-owner-${engine}`)
    const grace = await joinAs(app, owner, `seven-grace-${engine}`, 'member')
    const suspend = { token: owner.token, json: { status: 'suspended' } }
    expect((await app.call('PATCH', `/api/v1/members/${grace.member_id}`, suspend)).status).toBe(200)
    const poisoned = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp' }
    await app.post('/api/v1/auth/password-reset', { json: { email: grace.email }, headers: poisoned })
    let mail = ''
    // The invitation and the link that verifies the address come first.
    while (!mail.includes('reset-password')) mail = await mailbox.next(grace.email)
    expect(mail).not.toContain('evil.example')
    expect(mail).toContain('https://almanac.example/')
    const json = { token: tokenIn(mail), new_password: 'a new good password' }
    expect((await app.post('/api/v1/auth/password-reset/confirm', { json })).status).toBe(204)
    expect((await app.post('/api/v1/auth/password-reset/confirm', { json })).status).toBe(422)
    const again = await app.post('/api/v1/auth/signin', {
      json: { email: grace.email, password: json.new_password },
    })
    const token = again.body?.access_token
    expect((await app.get('/api/v1/members', { token })).status).toBe(401)
  })
})

test('9. what broke inside is told to nobody outside', async () => {
  await using app = await testApp('sqlite')
  const { token } = await signUp(app, 'nine-broken')
  await app.get(DASHBOARD, { token })
  const inner = 'SQLITE_ERROR near "password" at /srv/almanac/data'
  app.context.db.for = () => {
    throw new Error(inner)
  }
  for (const path of [`${DASHBOARD}?force_refresh=true`, '/api/v1/members', '/api/v1/organization']) {
    const answer = await app.get(path, { token })
    expect([answer.status, answer.body.code]).toEqual([500, 'internal_error'])
    expect(answer.text).not.toMatch(/SQLITE|srv|\.ts/)
  }
})

describe('15. Supply', () => {
  test('every dependency is pinned to one version', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const versions = Object.values<string>({ ...dependencies, ...devDependencies })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('no page loads anything from elsewhere', async () => {
    await using app = await testApp('sqlite')
    for (const path of ['/docs', '/redoc']) {
      const { text } = await app.get(path)
      const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '')
      expect(sources.length).toBeGreaterThan(0)
      expect(sources.filter((source) => !/^(\/(?!\/)|data:)/.test(source))).toEqual([])
    }
  })

  /** To addresses that somebody has given there is one way out, which judges them. */
  test('nothing calls out but to what the operator names, and by the one way for all else', () => {
    // The page runs in browsers, under a policy that lets it ask this server alone.
    const ours = [...new Bun.Glob('src/**/*.ts').scanSync({ cwd: ROOT })].filter(
      (file) => !file.startsWith('src/web/'),
    )
    const callers = ours.filter((file) =>
      /\bfetch\(|node:https?\b|(?<!#)\bconnect\(|nodemailer|WebSocket\(/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    )
    expect(callers.sort()).toEqual([
      'src/lib/outgoing/outgoing.ts',
      'src/operations/doctor/examine-mail.ts',
      'src/operations/doctor/examine-server.ts',
      'src/operations/mailer.ts',
      'src/operations/tracing/collector.ts',
    ])
  })
})
