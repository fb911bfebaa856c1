import { afterAll, expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { appSecret } from '../src/config/secret.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { type Member, signUp } from './people.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

const ENV = { RATE_LIMITS: 'off', SMTP_URL: mailbox.url, PUBLIC_URL: 'https://almanac.example' }

onEachEngine('Signing up and in', (engine) => {
  const app = sharedApp(engine, ENV)
  const signIn = async (email: string, password: string, headers = {}) =>
    (await app()).post('/api/v1/auth/signin', { json: { email, password }, headers })

  test('the first user is the instance administrator, and nobody else', async () => {
    const ada = await signUp(await app(), 'ada')
    const grace = await signUp(await app(), 'grace')
    expect((await me(await app(), ada.token)).body.user.is_instance_admin).toBe(true)
    expect((await me(await app(), grace.token)).body.user.is_instance_admin).toBe(false)
  })

  test('an address signs up once, however it is written', async () => {
    await signUp(await app(), 'once')
    const again = await (await app()).post('/api/v1/auth/signup', {
      json: {
        email: 'ONCE@example.com',
        password: 'long enough',
        name: 'x',
        organization: { name: 'x', time_zone: 'UTC' },
      },
    })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'email_taken', fields: { email: 'is taken' } })
  })

  test('a sign-up that is refused leaves no user and no organization', async () => {
    const json = { email: 'nobody@example.com', password: 'long enough', name: 'n' }
    for (const organization of [
      undefined,
      { name: 'n', time_zone: 'Mars/Olympus' },
      { name: ' ', time_zone: 'UTC' },
    ]) {
      expect(
        (await (await app()).post('/api/v1/auth/signup', { json: { ...json, organization } })).status,
      ).toBe(422)
    }
    expect((await signIn(json.email, json.password)).status).toBe(401)
  })

  test('an unknown address and a wrong password are told apart by nothing', async () => {
    const hedy = await signUp(await app(), 'hedy')
    const wrong = await signIn(hedy.email, 'not hers')
    const unknown = await signIn('never@example.com', 'not hers')
    expect(wrong.status).toBe(401)
    const words = ({ body: { correlation_id: _, ...rest } }: typeof wrong) => rest
    expect(words(unknown)).toEqual(words(wrong))
  })

  test('no answer holds a password or its hash', async () => {
    const answer = await signIn('hedy@example.com', 'the password of hedy')
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('argon2')
    expect(answer.text).not.toContain('the password of hedy')
  })

  test('the cookies of a sign-in work, and a script cannot read them', async () => {
    const answer = await signIn('hedy@example.com', 'the password of hedy')
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly; Secure$/)
    const token = /auth_token=([^;]+)/.exec(cookies.join())?.[1] ?? ''
    for (const name of ['auth_token', 'access_token']) {
      const account = await (await app()).get('/api/v1/auth/me', {
        headers: { cookie: `a=b; ${name}=${token}` },
      })
      expect(account.status).toBe(200)
    }
  })

  test('whoever is signed in may ask for limits where there are none', async () => {
    const there = await app()
    const { token } = await signUp(there, 'unlimited')
    const plain = await me(there, token)
    const { body } = await there.get('/api/v1/auth/me?limits=true', { token })
    expect(body).toEqual({ ...plain.body, limits: null })
    expect((await there.get('/api/v1/auth/me?limits=yes', { token })).status).toBe(422)
  })

  test('an access token ends after fifteen minutes', async () => {
    const { clock } = await app()
    const joan = await signUp(await app(), 'joan')
    clock.at += 14 * MINUTE
    expect((await me(await app(), joan.token)).status).toBe(200)
    clock.at += MINUTE
    expect((await me(await app(), joan.token)).status).toBe(401)
  })

  test('a token that says all the right things and is not signed by us is nobody', async () => {
    const { config, clock } = await app()
    const dora = await signUp(await app(), 'dora')
    const [, ours = ''] = dora.token.split('.')
    const { sid } = JSON.parse(Buffer.from(ours, 'base64url').toString())
    const now = Math.floor(clock.at / 1000)
    const signed = ({ secret = appSecret(config), alg = 'HS256', claims = {} } = {}) =>
      new SignJWT({ sid, iss: 'almanac', iat: now, exp: now + 60, ...claims })
        .setProtectedHeader({ alg })
        .sign(new TextEncoder().encode(secret))
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    expect((await me(await app(), await signed())).status).toBe(200)
    const forged = {
      'another secret': await signed({ secret: 'another secret that is long enough for HS256' }),
      'another algorithm, with our secret': await signed({ alg: 'HS512' }),
      'no algorithm': `${unsigned}.${ours}.`,
      'no algorithm, with our signature': `${unsigned}.${ours}.${dora.token.split('.')[2]}`,
      'no signature': dora.token.replace(/[^.]+$/, ''),
      'an end that has come': await signed({ claims: { exp: now } }),
      'no end': await signed({ claims: { exp: undefined } }),
      'another issuer': await signed({ claims: { iss: 'almanac.example' } }),
      'no session': await signed({ claims: { sid: 'x' } }),
      'nothing like a token': 'x',
    }
    for (const [what, token] of Object.entries(forged)) {
      expect([what, (await me(await app(), token)).status]).toEqual([what, 401])
    }
  })

  test('wrong passwords lock for a growing while, for unknown addresses too', async () => {
    const { clock } = await app()
    await signUp(await app(), 'locked')
    for (const email of ['locked@example.com', 'no-such@example.com']) {
      for (let i = 0; i < 5; i += 1) expect((await signIn(email, 'wrong')).status).toBe(401)
      const refused = await signIn(email, 'the password of locked')
      expect(refused.status).toBe(429)
      expect(refused.body.code).toBe('too_many_failures')
      expect(refused.headers.get('retry-after')).toBe('30')
    }
    clock.at += 31_000
    expect((await signIn('locked@example.com', 'wrong')).status).toBe(401)
    expect((await signIn('locked@example.com', 'wrong')).headers.get('retry-after')).toBe('60')
    clock.at += 61_000
    expect((await signIn('locked@example.com', 'the password of locked')).status).toBe(200)
    expect((await signIn('locked@example.com', 'wrong')).status).toBe(401)
  })
})

onEachEngine('A password', (engine) => {
  const shared = sharedApp(engine, ENV)
  const signIn = async (email: string, password: string) =>
    (await (await shared()).post('/api/v1/auth/signin', { json: { email, password } })).status

  async function keptAs(email: string, password: string): Promise<boolean> {
    const { db } = (await shared()).context
    const users = await db.instance.read((q) => q.select().from(q.tables.users))
    return Bun.password.verify(password, users.find((user) => user.email === email)?.password_hash ?? '')
  }

  test('is the same however its accents and spaces were typed', async () => {
    const app = await shared()
    const email = 'prepared@example.com'
    const json = { email, password: 'Cafe\u0301 au\u00a0lait', name: 'p' }
    const organization = { name: 'p', time_zone: 'UTC' }
    expect((await app.post('/api/v1/auth/signup', { json: { ...json, organization } })).status).toBe(201)
    expect(await signIn(email, 'Café au lait')).toBe(200)
    expect(await signIn(email, 'Cafe\u0301 au\u3000lait')).toBe(200)
    expect(await signIn(email, 'café au lait')).toBe(401)
    expect(await signIn(email, 'Cafe au lait')).toBe(401)
  })

  test('that was kept as it was typed still works, and is kept prepared from then on', async () => {
    const app = await shared()
    const { email } = await signUp(app, 'before')
    const typed = 'Cafe\u0301 au lait'
    const password_hash = await Bun.password.hash(typed)
    await app.context.db.instance.write(async (tx) => {
      await tx.update(tx.tables.users).set({ password_hash }).where(eq(tx.tables.users.email, email))
    })
    expect(await signIn(email, 'Café au lait')).toBe(401)
    expect(await signIn(email, typed)).toBe(200)
    expect(await signIn(email, 'Café au lait')).toBe(200)
    expect(await keptAs(email, 'Café au lait')).toBe(true)
  })

  test('holds no control characters', async () => {
    const app = await shared()
    const { token, password } = await signUp(app, 'controlled')
    const json = { current_password: password, new_password: 'a tab \t within' }
    const answer = await app.post('/api/v1/auth/change-password', { token, json })
    expect(answer.status).toBe(422)
    expect(answer.body.fields).toEqual({ new_password: 'must not contain control characters' })
  })
})

onEachEngine('Sessions', (engine) => {
  const app = sharedApp(engine, ENV)
  const refresh = async (refresh_token: string, user_agent = 'a browser') =>
    (await app()).post('/api/v1/auth/refresh', {
      json: { refresh_token },
      headers: { 'user-agent': user_agent },
    })
  const signIn = async ({ email, password }: Member, user_agent = 'a browser') =>
    (await app()).post('/api/v1/auth/signin', {
      json: { email, password },
      headers: { 'user-agent': user_agent },
    })

  test('a refresh token gives new tokens, once', async () => {
    const ada = await signIn(await signUp(await app(), 'ada'))
    const first = await refresh(ada.body.refresh_token)
    expect(first.status).toBe(200)
    expect((await me(await app(), first.body.access_token)).body.user.name).toBe('ada')
    expect(first.body.refresh_token).not.toBe(ada.body.refresh_token)
    expect((await refresh(first.body.refresh_token)).status).toBe(200)
  })

  test('a refresh token that comes twice ends the whole session', async () => {
    const { clock } = await app()
    const grace = await signIn(await signUp(await app(), 'grace'))
    const thief = await refresh(grace.body.refresh_token)
    clock.at += 10_000
    expect((await refresh(grace.body.refresh_token)).body.code).toBe('invalid_refresh_token')
    expect((await me(await app(), thief.body.access_token)).status).toBe(401)
    expect((await me(await app(), grace.body.access_token)).status).toBe(401)
    expect((await refresh(thief.body.refresh_token)).status).toBe(401)
  })

  test('ten tabs that come with one refresh token at once are given the same next one', async () => {
    const hedy = await signIn(await signUp(await app(), 'hedy'))
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(hedy.body.refresh_token)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const next = new Set(answers.map(({ body }) => body.refresh_token))
    expect(next.size).toBe(1)
    expect((await refresh([...next][0])).status).toBe(200)
  })

  const THIEVES: [what: string, agent: string, after: number, usesNext: boolean][] = [
    ['from another browser', 'a thief', 0, false],
    ['when the next one was used already', 'a browser', 0, true],
    ['ten seconds later', 'a browser', 10_000, false],
  ]
  for (const [i, [what, agent, after, usesNext]] of THIEVES.entries()) {
    test(`a used refresh token that comes again ${what} ends the session`, async () => {
      const { clock } = await app()
      const victim = await signIn(await signUp(await app(), `victim-${i}`))
      const first = await refresh(victim.body.refresh_token, 'a browser')
      if (usesNext) await refresh(first.body.refresh_token, 'a browser')
      clock.at += after
      expect((await refresh(victim.body.refresh_token, agent)).status).toBe(401)
      expect((await me(await app(), first.body.access_token)).status).toBe(401)
      expect((await refresh(first.body.refresh_token, 'a browser')).status).toBe(401)
    })
  }

  test('the refresh cookie serves as well as the body', async () => {
    const eve = await signIn(await signUp(await app(), 'eve'))
    const answer = await (await app()).post('/api/v1/auth/refresh', {
      headers: { cookie: `refresh_token=${eve.body.refresh_token}` },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toHaveLength(2)
  })

  test('a session ends thirty days after its last refresh', async () => {
    const { clock } = await app()
    const katherine = await signIn(await signUp(await app(), 'katherine'))
    clock.at += 29 * DAY
    const renewed = await refresh(katherine.body.refresh_token)
    expect(renewed.status).toBe(200)
    clock.at += 29 * DAY
    const again = await refresh(renewed.body.refresh_token)
    expect(again.status).toBe(200)
    clock.at += 31 * DAY
    expect((await refresh(again.body.refresh_token)).status).toBe(401)
  })

  test('signing out ends the session on its next request, with its refresh token', async () => {
    const member = await signUp(await app(), 'dorothy')
    const session = await signIn(member)
    const out = await (await app()).post('/api/v1/auth/signout', { token: session.body.access_token })
    expect(out.status).toBe(204)
    expect(out.headers.getSetCookie().every((cookie) => cookie.includes('Max-Age=0'))).toBe(true)
    expect((await me(await app(), session.body.access_token)).status).toBe(401)
    expect((await refresh(session.body.refresh_token)).status).toBe(401)
    expect((await me(await app(), member.token)).status).toBe(200)
  })

  test('a user sees and ends his own sessions, and nobody else’s', async () => {
    const mary = await signUp(await app(), 'mary')
    const stranger = await signUp(await app(), 'stranger')
    const phone = await signIn(mary, 'a phone')
    const list = await (await app()).get('/api/v1/auth/sessions', { token: mary.token })
    expect(list.body.items.map((one: { user_agent: string }) => one.user_agent)).toContain('a phone')
    expect(list.body.items.filter((one: { is_current: boolean }) => one.is_current)).toHaveLength(1)
    const id = list.body.items.find((one: { user_agent: string }) => one.user_agent === 'a phone').id
    expect(
      (await (await app()).delete(`/api/v1/auth/sessions/${id}`, { token: stranger.token })).status,
    ).toBe(404)
    expect((await me(await app(), phone.body.access_token)).status).toBe(200)
    expect((await (await app()).delete(`/api/v1/auth/sessions/${id}`, { token: mary.token })).status).toBe(
      204,
    )
    expect((await me(await app(), phone.body.access_token)).status).toBe(401)
    expect((await me(await app(), mary.token)).status).toBe(200)
  })

  test('a user ends all other sessions at once, and nobody else’s', async () => {
    const there = await app()
    const joan = await signUp(there, 'joan-devices')
    const other = await signUp(there, 'other-devices')
    const tokens = [await signIn(joan, 'a phone'), await signIn(joan, 'a desk')].map(
      ({ body }) => body.access_token,
    )
    expect((await there.delete('/api/v1/auth/sessions', { token: joan.token })).status).toBe(204)
    const statuses = await Promise.all([joan.token, ...tokens, other.token].map((one) => me(there, one)))
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401, 200])
  })

  test('a user says what they are called and how the page is to be, a part at a time', async () => {
    const there = await app()
    const { token } = await signUp(there, 'lin-prefers')
    const change = async (json: unknown) => there.call('PATCH', '/api/v1/auth/me', { token, json })
    const usual = { language: null, theme: null, single_keys: true, views: [] }
    expect((await me(there, token)).body.user.preferences).toEqual(usual)
    expect((await change({ name: ' Lin Ito ', preferences: { language: 'de' } })).status).toBe(200)
    const views = [{ name: 'Mine', address: '#/tasks?who=me' }]
    const { body } = await change({ preferences: { views, single_keys: false } })
    expect(body.user).toMatchObject({
      name: 'Lin Ito',
      preferences: { language: 'de', theme: null, single_keys: false, views },
    })
    expect((await me(there, token)).body).toEqual(body)
    for (const wrong of [{ language: 'tlh' }, { views: [{ name: 'x', address: 'https://x' }] }, { color: 1 }])
      expect((await change({ preferences: wrong })).status).toBe(422)
    expect((await change({ name: ' ' })).status).toBe(422)
  })

  test('a changed password ends the other sessions and the old password', async () => {
    const member = await signUp(await app(), 'radia')
    const other = await signIn(member)
    const change = (current_password: string) => ({
      token: member.token,
      json: { current_password, new_password: 'another one' },
    })
    expect((await (await app()).post('/api/v1/auth/change-password', change('wrong'))).body.code).toBe(
      'wrong_password',
    )
    expect((await me(await app(), other.body.access_token)).status).toBe(200)
    expect((await (await app()).post('/api/v1/auth/change-password', change(member.password))).status).toBe(
      204,
    )
    expect((await me(await app(), other.body.access_token)).status).toBe(401)
    expect((await me(await app(), member.token)).status).toBe(200)
    expect((await signIn(member)).status).toBe(401)
    expect((await signIn({ ...member, password: 'another one' })).status).toBe(200)
  })
})

onEachEngine('Links by e-mail', (engine) => {
  const app = sharedApp(engine, ENV)
  // The mailbox is shared: each engine's people have addresses of their own.
  const named = (name: string) => `${name}-of-${engine}`

  test('a link sets a new password once, ends every session and verifies the address', async () => {
    const ada = await signUp(await app(), named('ada'))
    await mailbox.next(ada.email)
    const asked = await (await app()).post('/api/v1/auth/password-reset', {
      json: { email: ada.email.toUpperCase() },
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    })
    expect(asked.status).toBe(202)
    const mail = await mailbox.next(ada.email)
    expect(mail).toContain('https://almanac.example/#/reset-password')
    expect(mail).not.toContain('evil.example')
    const json = { token: tokenIn(mail), new_password: 'a new password' }
    expect((await (await app()).post('/api/v1/auth/password-reset/confirm', { json })).status).toBe(204)
    expect((await me(await app(), ada.token)).status).toBe(401)
    expect((await (await app()).post('/api/v1/auth/password-reset/confirm', { json })).body.code).toBe(
      'invalid_link',
    )
    const signedIn = await (await app()).post('/api/v1/auth/signin', {
      json: { email: ada.email, password: 'a new password' },
    })
    expect(signedIn.body.user.email_verified).toBe(true)
  })

  test('an unknown address gets the same answer, and no mail', async () => {
    const grace = await signUp(await app(), named('grace'))
    await mailbox.next(grace.email)
    const ask = async (email: string) =>
      (await app()).post('/api/v1/auth/password-reset', { json: { email } })
    const unknown = await ask('never@example.com')
    const known = await ask(grace.email)
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
    await mailbox.next(grace.email)
    expect(mailbox.count('never@example.com')).toBe(0)
  })

  test('a link is over after an hour, and dead when a newer one was asked for', async () => {
    const { clock } = await app()
    const hedy = await signUp(await app(), named('hedy'))
    await mailbox.next(hedy.email)
    const link = async () => {
      await (await app()).post('/api/v1/auth/password-reset', { json: { email: hedy.email } })
      return tokenIn(await mailbox.next(hedy.email))
    }
    const use = async (token: string) =>
      (await app()).post('/api/v1/auth/password-reset/confirm', {
        json: { token, new_password: 'a new password' },
      })
    const first = await link()
    const second = await link()
    expect((await use(first)).status).toBe(422)
    clock.at += 61 * MINUTE
    expect((await use(second)).status).toBe(422)
    expect((await use(await link())).status).toBe(204)
  })

  test('signing up sends a link that verifies the address, and nothing else', async () => {
    const joan = await signUp(await app(), named('joan'))
    const token = tokenIn(await mailbox.next(joan.email))
    expect((await me(await app(), joan.token)).body.user.email_verified).toBe(false)
    const wrong = { json: { token, new_password: 'a new password' } }
    expect((await (await app()).post('/api/v1/auth/password-reset/confirm', wrong)).status).toBe(422)
    expect((await (await app()).post('/api/v1/auth/verify-email', { json: { token } })).status).toBe(204)
    expect((await me(await app(), joan.token)).body.user.email_verified).toBe(true)
    expect((await (await app()).post('/api/v1/auth/verify-email', { json: { token } })).status).toBe(422)
  })

  test('no secret is stored as it was given', async () => {
    const eve = await signUp(await app(), named('eve'))
    const token = tokenIn(await mailbox.next(eve.email))
    const { db } = (await app()).context
    const rows = await db.instance.read(async (q) => ({
      links: await q.select().from(q.tables.one_time_tokens),
      refreshes: await q.select().from(q.tables.refresh_tokens),
    }))
    expect(rows.links.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

onEachEngine('Who may sign up', (engine) => {
  for (const mode of ['invite', 'closed'] as const) {
    const app = sharedApp(engine, { ...ENV, SIGNUP: mode })
    test(`${mode}: the first user, and then nobody without an invitation`, async () => {
      await signUp(await app(), `first-${mode}`)
      const json = {
        email: 'second@example.com',
        password: 'long enough',
        name: 'x',
        organization: { name: 'x', time_zone: 'UTC' },
      }
      const second = await (await app()).post('/api/v1/auth/signup', { json })
      expect([second.status, second.body.code]).toEqual([403, 'sign_up_closed'])
    })
  }
})

function me(app: TestApp, token: string) {
  return app.get('/api/v1/auth/me', { token })
}
