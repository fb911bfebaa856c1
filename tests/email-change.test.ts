/** Another e-mail address for one's account: it is theirs when the link that went to it is opened. */
import { afterAll, expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const AT = '/api/v1/auth/email-change'
const HOUR = 3_600_000
const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

onEachEngine('Another e-mail address', (engine) => {
  const app = sharedApp(engine, { SMTP_URL: mailbox.url, PUBLIC_URL: 'https://almanac.example' })
  /** One of each engine: both read the same mailbox. */
  const named = (name: string) => `${name}-${engine}`
  const person = async (name: string) => {
    const made = await signUp(await app(), named(name))
    await mailbox.next(made.email)
    return made
  }
  const ask = async ({ token, password }: Member, new_email: string, current_password = password) =>
    (await app()).post(AT, { token, json: { new_email, current_password } })
  const confirm = async (token: string) => (await app()).post(`${AT}/confirm`, { json: { token } })
  const waiting = async ({ token }: Member) => (await (await app()).get(AT, { token })).body
  const me = async ({ token }: Member) => (await (await app()).get('/api/v1/auth/me', { token })).body.user
  const signIn = async (email: string, password: string) =>
    (await (await app()).post('/api/v1/auth/signin', { json: { email, password } })).status
  /** The mails before it say that the address is to be changed. */
  const lastLink = async (email: string): Promise<string> => {
    const mail = await mailbox.next(email)
    return mail.includes('token=') ? tokenIn(mail) : lastLink(email)
  }
  const addressOf = (name: string) => `${named(name)}@example.com`

  test('is asked for with the password, waits, and is there once its link is opened', async () => {
    const ada = await person('ada')
    const wanted = addressOf('ada-new')
    expect((await ask(ada, wanted, 'wrong')).body).toMatchObject({
      code: 'wrong_password',
      fields: { current_password: 'is wrong' },
    })
    expect((await ask(ada, ada.email.toUpperCase())).body.fields).toEqual({
      new_email: 'is your address already',
    })
    expect(await waiting(ada)).toEqual({ new_email: null, expires_at: null })
    const asked = await ask(ada, wanted.toUpperCase())
    expect(asked.status).toBe(202)
    expect(asked.body).toEqual(await waiting(ada))
    expect(asked.body.new_email).toBe(wanted)
    expect(await mailbox.next(ada.email)).toContain('https://almanac.example/#/account')
    const mail = await mailbox.next(wanted)
    expect(mail).toContain('https://almanac.example/#/change-email?token=')
    expect(await me(ada)).toMatchObject({ email: ada.email })
    expect(await signIn(ada.email, ada.password)).toBe(200)

    expect((await confirm(tokenIn(mail))).status).toBe(204)
    expect(await me(ada)).toMatchObject({ email: wanted, email_verified: true })
    expect(await waiting(ada)).toEqual({ new_email: null, expires_at: null })
    expect([await signIn(ada.email, ada.password), await signIn(wanted, ada.password)]).toEqual([401, 200])
    expect(await mailbox.next(ada.email)).toContain(wanted)
    expect((await confirm(tokenIn(mail))).body.code).toBe('invalid_link')
    const audit = await (await app()).get('/api/v1/audit?action=user.email_changed', { token: ada.token })
    expect(audit.body.items).toMatchObject([{ before: { email: ada.email }, after: { email: wanted } }])
    expect(audit.body.items[0].actor).toBe(`user:${(await me(ada)).id}`)
  })

  test('does not tell whether an address has an account, but tells its owner', async () => {
    const [ben, cleo] = [await person('ben'), await person('cleo')]
    const free = await ask(ben, addressOf('nobody'))
    const taken = await ask(ben, cleo.email)
    expect(taken.status).toBe(free.status)
    expect({ ...taken.body, new_email: free.body.new_email }).toEqual(free.body)
    expect(await waiting(ben)).toEqual(taken.body)
    const hint = await mailbox.next(cleo.email)
    expect(hint).toContain('has an account')
    expect(hint).not.toContain('token=')
    // Once the address is free, asking again sends a link.
    await ask(cleo, addressOf('cleo-new'))
    await confirm(tokenIn(await mailbox.next(addressOf('cleo-new'))))
    await mailbox.next(cleo.email)
    await mailbox.next(cleo.email)
    await (await app()).post(`${AT}/send`, { token: ben.token })
    expect((await confirm(tokenIn(await mailbox.next(cleo.email)))).status).toBe(204)
    expect((await me(ben)).email).toBe(cleo.email)
  })

  test('of two who want the same, one gets it, and the other is told', async () => {
    const [dora, eve] = [await person('dora'), await person('eve')]
    const wanted = addressOf('both')
    for (const one of [dora, eve]) expect((await ask(one, wanted)).status).toBe(202)
    const links = [tokenIn(await mailbox.next(wanted)), tokenIn(await mailbox.next(wanted))]
    const answers = await Promise.all(links.map(confirm))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      ...{ code: 'email_taken', fields: { token: 'is of an address that is taken' } },
    })
    const addresses = [(await me(dora)).email, (await me(eve)).email]
    expect(addresses.filter((one) => one === wanted)).toHaveLength(1)
  })

  test('its link ends: after a day, by a newer one, by keeping the old address, and with the password', async () => {
    const { clock } = await app()
    const flo = await person('flo')
    const wanted = addressOf('flo-new')
    const link = async () => tokenIn(await mailbox.next(wanted))
    const isOver = async (token: string) =>
      expect([(await confirm(token)).body?.code, (await me(flo)).email]).toEqual(['invalid_link', flo.email])
    await ask(flo, wanted)
    const first = await link()
    await (await app()).post(`${AT}/send`, { token: flo.token })
    const second = await link()
    await isOver(first)
    expect((await (await app()).delete(AT, { token: flo.token })).status).toBe(204)
    await isOver(second)
    const nothing = await (await app()).post(`${AT}/send`, { token: flo.token })
    expect([nothing.status, nothing.body.new_email]).toEqual([202, null])

    await ask(flo, wanted)
    const third = await link()
    const json = { current_password: flo.password, new_password: 'another good password' }
    await (await app()).post('/api/v1/auth/change-password', { token: flo.token, json })
    await isOver(third)
    await ask(flo, wanted, json.new_password)
    const fourth = await link()
    clock.at += 25 * HOUR
    expect((await confirm(fourth)).body.code).toBe('invalid_link')
    const { body } = await (await app()).post('/api/v1/auth/signin', {
      json: { email: flo.email, password: json.new_password },
    })
    const later = { ...flo, token: body.access_token, password: json.new_password }
    expect(await waiting(later)).toEqual({ new_email: null, expires_at: null })
    await ask(later, wanted)
    const fifth = await link()
    await (await app()).post('/api/v1/auth/password-reset', { json: { email: flo.email } })
    const reset = { token: await lastLink(flo.email), new_password: 'yet another password' }
    expect((await (await app()).post('/api/v1/auth/password-reset/confirm', { json: reset })).status).toBe(
      204,
    )
    expect((await confirm(fifth)).body.code).toBe('invalid_link')
  })

  test('makes links dead that went to the address before', async () => {
    const gus = await signUp(await app(), named('gus'))
    const verification = tokenIn(await mailbox.next(gus.email))
    await (await app()).post('/api/v1/auth/password-reset', { json: { email: gus.email } })
    const reset = tokenIn(await mailbox.next(gus.email))
    await ask(gus, addressOf('gus-new'))
    await confirm(tokenIn(await mailbox.next(addressOf('gus-new'))))
    const json = { token: reset, new_password: 'a thief had the mailbox' }
    expect((await (await app()).post('/api/v1/auth/password-reset/confirm', { json })).status).toBe(422)
    const verify = await (await app()).post('/api/v1/auth/verify-email', { json: { token: verification } })
    expect(verify.status).toBe(422)
  })

  test('counts wrong passwords, and gives nobody back what was suspended', async () => {
    const hana = await person('hana')
    for (let i = 0; i < 5; i += 1) expect((await ask(hana, addressOf('h'), 'wrong')).status).toBe(422)
    expect((await ask(hana, addressOf('h'))).body.code).toBe('too_many_failures')

    const ina = await person('ina')
    const joined = await joinAs(await app(), ina, named('jo'), 'member')
    await ask({ ...joined }, addressOf('jo-new'))
    const link = tokenIn(await mailbox.next(addressOf('jo-new')))
    const suspended = { token: ina.token, json: { status: 'suspended' } }
    await (await app()).call('PATCH', `/api/v1/members/${joined.member_id}`, suspended)
    expect((await (await app()).get(AT, { token: joined.token })).status).toBe(401)
    expect((await confirm(link)).status).toBe(204)
    expect((await (await app()).get('/api/v1/auth/me', { token: joined.token })).status).toBe(401)
    expect(await signIn(addressOf('jo-new'), joined.password)).toBe(403)
  })
})
