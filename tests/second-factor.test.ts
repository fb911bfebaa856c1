/** Second factors: a code of an app beside the password, and every way around it that somebody would try. */
import { afterAll, expect, test } from 'bun:test'
import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { createApp } from '../src/app.ts'
import { createContext } from '../src/context.ts'
import { type Answer, CHEAP, onEachEngine, sharedApp, testApp } from './app.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { Authenticator, enableSecondFactor, enrol } from './second-factors.ts'

const AUTH = '/api/v1/auth'
const AT = `${AUTH}/second-factor`
const MINUTE = 60_000
const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

onEachEngine('A second factor', (engine) => {
  const app = sharedApp(engine, { SMTP_URL: mailbox.url, PUBLIC_URL: 'https://almanac.example' })
  /** One of each engine: both read the same mailbox. */
  const person = async (name: string) => {
    const made = await signUp(await app(), `${name}-${engine}`)
    await mailbox.next(made.email)
    return made
  }
  const secured = async (name: string) => {
    const member = await person(name)
    const factor = await enableSecondFactor(await app(), member)
    expect(await mailbox.next(member.email)).toContain('Your second factor is on')
    return { member, ...factor }
  }
  const signIn = async ({ email, password }: Member, code?: string, more = {}) =>
    (await app()).post(`${AUTH}/signin`, { json: { email, password, ...(code && { code }), ...more } })
  const post = async ({ token }: Member, path: string, json: unknown) =>
    (await app()).post(`${AUTH}${path}`, { token, json })
  const state = async ({ token }: Member) => (await (await app()).get(AT, { token })).body
  const me = async (token: string) => (await (await app()).get(`${AUTH}/me`, { token })).status
  const actions = async ({ token }: Member) => {
    const { body } = await (await app()).get('/api/v1/audit?sort=at&limit=200', { token })
    return body.items.map(({ action, after }: any) => [action, after?.reason].filter(Boolean).join(' '))
  }
  const without = ({ body: { correlation_id: _, ...rest } }: Answer) => rest

  test('is on once a code of the app has proved that it has the secret, and signs other devices out', async () => {
    const ada = await person('ada')
    const other = (await signIn(ada)).body.access_token
    expect(await state(ada)).toEqual({ enabled: false, enabled_at: null, recovery_codes_left: 0 })
    expect((await post(ada, '/second-factor', { current_password: 'wrong' })).body.code).toBe(
      'wrong_password',
    )
    const asked = await post(ada, '/second-factor', { current_password: ada.password })
    expect(asked.status).toBe(201)
    const { secret, otpauth_uri } = asked.body
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const { protocol, host, pathname, searchParams } = new URL(otpauth_uri)
    expect([protocol, host]).toEqual(['otpauth:', 'totp'])
    expect(decodeURIComponent(pathname)).toBe(`/Almanac almanac.example:${ada.email}`)
    expect(searchParams.get('secret')).toBe(secret)
    // Until then nothing is asked for.
    expect((await signIn(ada)).status).toBe(200)

    const authenticator = new Authenticator(await app(), secret)
    const wrong = await post(ada, '/second-factor/confirm', { code: authenticator.wrong() })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'wrong_code'])
    const confirmed = await post(ada, '/second-factor/confirm', { code: authenticator.code() })
    expect(confirmed.status).toBe(200)
    expect(new Set(confirmed.body.recovery_codes).size).toBe(10)
    for (const code of confirmed.body.recovery_codes) expect(code).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    expect(await state(ada)).toMatchObject({ enabled: true, recovery_codes_left: 10 })
    expect([await me(ada.token), await me(other)]).toEqual([200, 401])
    const again = await post(ada, '/second-factor/confirm', { code: authenticator.next() })
    expect(again.body.code).toBe('second_factor_on')
    expect(await mailbox.next(ada.email)).toContain('Your second factor is on')
    expect(await actions(ada)).toContain('user.second_factor_enabled')
    const { text } = await (await app()).get('/api/v1/audit?limit=200', { token: ada.token })
    for (const kept of [secret, ...confirmed.body.recovery_codes]) expect(text).not.toContain(kept)
  })

  test('is asked for after the right password, and nobody else learns of it', async () => {
    const { member: ben, authenticator } = await secured('ben')
    const cleo = await person('cleo')
    const { email } = ben
    const asked = await signIn(ben)
    expect(asked.status).toBe(403)
    expect(without(asked)).toEqual({
      type: expect.any(String),
      title: expect.any(String),
      status: 403,
      code: 'second_factor_required',
      detail: expect.any(String),
      fields: { code: 'is missing' },
    })
    expect(asked.headers.getSetCookie()).toEqual([])
    // Whatever is sent with a wrong password, it says what it says of an account without one, or of none.
    const wrong = { password: 'not his' }
    const others = [cleo, { ...cleo, email: 'no-such@example.com' }]
    for (const code of [undefined, authenticator.code(), authenticator.wrong()]) {
      const refused = await signIn(ben, code, wrong)
      expect([refused.status, refused.body.code]).toEqual([401, 'wrong_credentials'])
      for (const one of others) expect(without(await signIn(one, code, wrong))).toEqual(without(refused))
    }
    const right = await signIn(ben, authenticator.next())
    expect([right.status, right.body.user.email]).toEqual([200, email])
    expect((await signIn(cleo, '123456')).status).toBe(200)
  })

  test('takes a code a step early or late, and each once', async () => {
    const { member: dora, authenticator } = await secured('dora')
    const { clock } = await app()
    clock.at += 10 * MINUTE
    for (const ahead of [-2, 2]) {
      expect((await signIn(dora, authenticator.code(ahead))).body.code).toBe('wrong_code')
    }
    expect((await signIn(dora, authenticator.code(-1))).status).toBe(200)
    const spaced = authenticator.code().replace(/^.../, '$& ')
    expect((await signIn(dora, spaced)).status).toBe(200)
    for (const ahead of [-1, 0]) {
      const replayed = await signIn(dora, authenticator.code(ahead))
      expect([replayed.status, replayed.body.code]).toEqual([401, 'wrong_code'])
    }
    expect((await signIn(dora, authenticator.code(1))).status).toBe(200)
    expect((await actions(dora)).filter((one: string) => one.endsWith('wrong_code'))).toHaveLength(4)
  })

  test('of two who come at once with one code, whichever process they reach, lets one in', async () => {
    const { member: eve, authenticator, recovery_codes } = await secured('eve')
    const { config, clock } = await app()
    await using context = await createContext(config, { clock, hashing: CHEAP })
    const other = createApp(context)
    const elsewhere = (code: string) =>
      other.handle(
        new Request(`http://localhost${AUTH}/signin`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email: eve.email, password: eve.password, code }),
        }),
      )
    for (const code of [authenticator.next(), recovery_codes[0] ?? '']) {
      const answers = await Promise.all([
        signIn(eve, code),
        elsewhere(code),
        signIn(eve, code),
        elsewhere(code),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
      // Those that were refused are forgotten.
      expect((await signIn(eve, authenticator.next())).status).toBe(200)
    }
    expect((await state(eve)).recovery_codes_left).toBe(9)
  })

  test('is not guessed: wrong codes lock, a right password does not make them forgotten, and its owner is told', async () => {
    const { member: flo, authenticator } = await secured('flo')
    const { clock } = await app()
    const guess = () => signIn(flo, authenticator.wrong())
    const answers = await Promise.all(Array.from({ length: 12 }, guess))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array(5).fill(401),
      ...Array(7).fill(429),
    ])
    // The next code is half a minute later.
    expect((await signIn(flo, authenticator.next())).status).toBe(200)

    for (let i = 0; i < 5; i += 1) {
      expect((await signIn(flo)).body.code).toBe('second_factor_required')
      expect((await guess()).status).toBe(401)
    }
    const locked = await signIn(flo, authenticator.code(1))
    expect([locked.status, locked.body.code]).toEqual([429, 'too_many_failures'])
    expect(locked.headers.get('retry-after')).toBe('30')
    expect(locked.body.detail).toContain('codes')
    // Without the password nobody hears of it, and none of it is of the address.
    expect((await signIn(flo, '123456', { password: 'not hers' })).body.code).toBe('wrong_credentials')
    for (let i = 0; i < 2; i += 1)
      expect(await mailbox.next(flo.email)).toContain('Somebody knows your password')
    expect(await actions(flo)).toContain('session.refused locked')
    clock.at += 31_000
    expect((await guess()).status).toBe(401)
    expect((await guess()).headers.get('retry-after')).toBe('60')
    clock.at += 61_000
    expect((await signIn(flo, authenticator.code())).status).toBe(200)
  })

  test('has recovery codes, each of which stands in once and is told', async () => {
    const { member: gus, recovery_codes } = await secured('gus')
    const [first = '', second = ''] = recovery_codes
    expect((await signIn(gus, first.toUpperCase().replaceAll('-', ' '))).status).toBe(200)
    expect(await mailbox.next(gus.email)).toContain('9 are left')
    expect((await signIn(gus, first)).body.code).toBe('wrong_code')
    expect((await signIn(gus, 'aaaa-bbbb-cccc-dddd')).body.code).toBe('wrong_code')
    expect(await actions(gus)).toContain('user.recovery_code_used')
    const rows = await (await app()).context.db.instance.read((q) => q.select().from(q.tables.recovery_codes))
    expect(JSON.stringify(rows)).not.toContain(second)

    const made = await post(gus, '/second-factor/recovery-codes', {
      current_password: gus.password,
      code: second,
    })
    expect(made.body.recovery_codes).toHaveLength(10)
    expect((await signIn(gus, recovery_codes[2])).body.code).toBe('wrong_code')
    expect((await signIn(gus, made.body.recovery_codes[0])).status).toBe(200)
  })

  test('is not turned off, nor anything changed by which one signs in, with a stolen device or the password alone', async () => {
    const { member: hal, authenticator } = await secured('hal')
    const right = { current_password: hal.password }
    const changes: [string, object][] = [
      ['/second-factor/disable', {}],
      ['/second-factor/recovery-codes', {}],
      ['/change-password', { new_password: 'another password' }],
      ['/email-change', { new_email: 'hal-new@example.com' }],
    ]
    for (const [path, more] of changes) {
      const code = authenticator.next()
      const stolen = await post(hal, path, { current_password: 'wrong', code, ...more })
      expect([path, stolen.body.code]).toEqual([path, 'wrong_password'])
      const guessed = await post(hal, path, { ...right, ...more, code: authenticator.wrong() })
      expect([path, guessed.status, guessed.body.code]).toEqual([path, 422, 'wrong_code'])
    }
    for (const [path, more] of changes.slice(2)) {
      const bare = await post(hal, path, { ...right, ...more })
      expect([path, bare.status, bare.body.code]).toEqual([path, 403, 'second_factor_required'])
    }
    const again = await post(hal, '/second-factor', right)
    expect(again.body.code).toBe('second_factor_required')
    expect((await state(hal)).enabled).toBe(true)
    const { clock } = await app()
    clock.at += MINUTE
    const changed = { ...right, code: authenticator.code(), new_password: 'another password' }
    expect((await post(hal, '/change-password', changed)).status).toBe(204)
    const proof = { current_password: 'another password', code: authenticator.next() }
    expect((await post(hal, '/second-factor/disable', proof)).status).toBe(204)
    expect(await mailbox.next(hal.email)).toContain('Your second factor is off')
    expect(await state(hal)).toEqual({ enabled: false, enabled_at: null, recovery_codes_left: 0 })
    expect((await signIn({ ...hal, password: 'another password' })).status).toBe(200)
    const off = await post(hal, '/second-factor/recovery-codes', { ...proof, code: authenticator.next() })
    expect(off.body.code).toBe('second_factor_off')
    expect((await actions(hal)).at(-2)).toBe('user.second_factor_disabled')
  })

  test('is confirmed by whoever began it, within the hour, and by the last secret', async () => {
    const ida = await person('ida')
    const { clock } = await app()
    const confirm = (by: Member, code: string) => post(by, '/second-factor/confirm', { code })
    expect((await confirm(ida, '123456')).body.code).toBe('not_enrolled')
    const first = await enrol(await app(), ida)
    const second = await enrol(await app(), ida)
    const jan = await person('jan')
    expect((await confirm(jan, second.code())).body.code).toBe('not_enrolled')
    expect((await confirm(ida, first.code())).body.code).toBe('wrong_code')
    clock.at += 61 * MINUTE
    const fresh = (await signIn(ida)).body.access_token
    expect((await confirm({ ...ida, token: fresh }, second.code())).body.code).toBe('not_enrolled')
    const report = await (await app()).context.cron.run('clean_up')
    expect(report).toMatchObject({ outcome: 'done' })
    const rows = await (await app()).context.db.instance.read((q) => q.select().from(q.tables.second_factors))
    expect(rows.filter(({ enabled_at }) => enabled_at === null)).toEqual([])
  })

  test('is not got around by a new password, an invitation, or the tokens of before; keys go on', async () => {
    const { member: kim, authenticator } = await secured('kim')
    const lea = await person('lea')
    const key = await apiKey(await app(), kim, 'read')
    await (await app()).post(`${AUTH}/password-reset`, { json: { email: kim.email } })
    const json = { token: tokenIn(await mailbox.next(kim.email)), new_password: 'another password' }
    expect((await (await app()).post(`${AUTH}/password-reset/confirm`, { json })).status).toBe(204)
    const present = { ...kim, password: 'another password' }
    const invited = { email: kim.email, role: 'member' }
    const { token: invitation } = (
      await (await app()).post('/api/v1/invitations', { token: lea.token, json: invited })
    ).body
    for (const more of [{}, { invitation }]) {
      expect((await signIn(present, undefined, more)).body.code).toBe('second_factor_required')
    }
    const open = await (await app()).get('/api/v1/invitations', { token: lea.token })
    expect(open.body.items).toHaveLength(1)
    // A code is not used by a sign-in that fails for another reason.
    const code = authenticator.next()
    expect((await signIn(present, code, { invitation: randomUUID() })).status).toBe(422)
    expect((await signIn(present, code, { invitation })).status).toBe(200)
    expect((await (await app()).get('/api/v1/labels', { key })).status).toBe(200)
  })

  test('is not readable by another secret of the instance, where recovery codes go on', async () => {
    await using own = await testApp(engine)
    const mia = await signUp(own, 'mia')
    const { authenticator, recovery_codes } = await enableSecondFactor(own, mia)
    const [row] = await own.context.db.instance.read((q) => q.select().from(q.tables.second_factors))
    await own.context.db.instance.write(async (tx) => {
      const { second_factors: factors } = tx.tables
      // As one looks that was sealed by another.
      const sealed_secret = `A${row?.sealed_secret.slice(1).toLowerCase()}`
      await tx
        .update(factors)
        .set({ sealed_secret })
        .where(eq(factors.user_id, row?.user_id ?? ''))
    })
    const { email, password } = mia
    const ask = (code: string) => own.post(`${AUTH}/signin`, { json: { email, password, code } })
    const refused = await ask(authenticator.next())
    expect([refused.status, refused.body.code]).toEqual([409, 'second_factor_unreadable'])
    const { access_token: token } = (await ask(recovery_codes[0] ?? '')).body
    const proof = { current_password: password, code: recovery_codes[1] }
    expect((await own.post(`${AT}/disable`, { token, json: proof })).status).toBe(204)
    expect((await enableSecondFactor(own, { ...mia, token })).recovery_codes).toHaveLength(10)
  })
})
