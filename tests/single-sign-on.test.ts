/** Single sign-on by OpenID Connect, against a provider that speaks HTTP: who gets in, and who does not. */
import { afterAll, beforeEach, expect, test } from 'bun:test'
import { createPublicKey } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { updatePassword } from '../src/modules/auth/queries.ts'
import { type Answer, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { CLIENT, keyNamed, OidcProvider, type Person } from './oidc-provider.ts'
import { type Member, signUp } from './people.ts'
import { enableSecondFactor } from './second-factors.ts'
import { invite, joinAs } from './teams.ts'

const AT = '/api/v1/auth'
const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

/** A browser: it keeps its cookies, and follows the provider's redirect. */
class Browser {
  sealed = ''

  constructor(
    readonly app: TestApp,
    readonly provider: OidcProvider,
  ) {}

  async begin(json: unknown = {}, path = '/oidc/start', token?: string): Promise<URL> {
    const begun = await this.app.post(`${AT}${path}`, { json, ...(token && { token }) })
    if (begun.status !== 200) throw new Error(begun.text)
    this.keep(begun)
    return this.provider.authorize(begun.body.authorization_url)
  }

  keep(answer: Answer): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const sealed = /^sign_on=([^;]*)/.exec(cookie)?.[1]
      if (sealed !== undefined) this.sealed = sealed
    }
  }

  async finish(back: URL, changes: Record<string, string | undefined> = {}): Promise<Answer> {
    const given = (name: string) => back.searchParams.get(name) ?? undefined
    const answer = await this.app.post(`${AT}/oidc/finish`, {
      json: { code: given('code'), state: given('state'), iss: given('iss'), ...changes },
      headers: { cookie: `other=1; sign_on=${this.sealed}` },
    })
    this.keep(answer)
    return answer
  }
}

onEachEngine('Single sign-on', (engine) => {
  const provider = new OidcProvider()
  afterAll(() => provider[Symbol.dispose]())
  const env = { ...provider.env, SMTP_URL: mailbox.url, PUBLIC_URL: 'https://almanac.example' }
  const shared = sharedApp(engine, env)
  beforeEach(() => provider.behave())
  /** Its clock is the provider's, too. */
  const withProvider = <T extends TestApp>(at: T): T => {
    provider.now = () => at.clock.now()
    return at
  }
  const app = async () => withProvider(await shared())

  const emailOf = (name: string) => `${name}-${engine}@example.com`
  const personOf = (name: string): Person => ({
    ...{ sub: `sub of ${name}`, email: emailOf(name), email_verified: true, name },
  })
  const comeAs = async (person: Person, wish: unknown = {}, at: TestApp | null = null): Promise<Answer> => {
    provider.person = person
    const browser = new Browser(at ?? (await app()), provider)
    return browser.finish(await browser.begin(wish))
  }
  const found = (name: string) => ({ organization: { name: `${name}'s`, time_zone: 'Europe/Berlin' } })
  const me = async (token: string) => (await (await app()).get(`${AT}/me`, { token })).body
  const identities = async (token: string) =>
    (await (await app()).get(`${AT}/identities`, { token })).body.items
  const member = async (name: string) => {
    const made = await signUp(await app(), `${name}-${engine}`)
    await mailbox.next(made.email)
    return made
  }
  const verified = async (name: string): Promise<Member> => {
    const made = await signUp(await app(), `${name}-${engine}`)
    const token = tokenIn(await mailbox.next(made.email))
    expect((await (await app()).post(`${AT}/verify-email`, { json: { token } })).status).toBe(204)
    return made
  }
  const link = async ({ token, password }: Member, person: Person): Promise<Answer> => {
    provider.person = person
    const browser = new Browser(await app(), provider)
    return browser.finish(await browser.begin({ current_password: password }, '/oidc/link', token))
  }

  test('who comes first founds an organization, administers the instance, and is known again', async () => {
    const there = await (await app()).get('/api/v1/instance')
    expect(there.body).toMatchObject({ single_sign_on: { name: 'Keys & Co', is_only_way: false } })
    const ada = personOf('ada')
    expect((await comeAs(ada)).body.code).toBe('no_account')
    const first = await comeAs(ada, found('ada'))
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      user: { name: 'ada', email: ada.email, email_verified: true, is_instance_admin: true },
      organization: { name: "ada's", time_zone: 'Europe/Berlin' },
      member: { role: 'owner' },
    })
    const cookies = first.headers.getSetCookie()
    expect(cookies.find((one) => one.startsWith('auth_token='))).toContain('HttpOnly; Secure')
    expect(cookies.find((one) => one.startsWith('sign_on=;'))).toContain('Max-Age=0')
    // The address and the name are another there by now: who they are is not.
    const again = await comeAs({ ...ada, email: emailOf('ada-moved'), name: 'Countess' })
    expect(again.body.user).toEqual((await me(first.body.access_token)).user)
    expect(await identities(again.body.access_token)).toMatchObject([
      { issuer: provider.issuer, email: emailOf('ada-moved') },
    ])
    // The session is one like any other.
    const { refresh_token, access_token: token } = again.body
    expect((await (await app()).post(`${AT}/refresh`, { json: { refresh_token } })).status).toBe(200)
    expect((await (await app()).get(`${AT}/sessions`, { token })).body.items).toHaveLength(2)
    const audit = await (await app()).get('/api/v1/audit?action=session.started', { token })
    expect(audit.body.items[0]).toMatchObject({
      actor: `member:${again.body.member.id}`,
      after: { issuer: provider.issuer },
    })
  })

  test('is enough where an organization requires a second factor, and a password alone is not', async () => {
    const at = await app()
    const { access_token: token, user } = (await comeAs(personOf('zoe'), found('zoe'))).body
    const rule = (requires_second_factor: boolean) =>
      at.call('PATCH', '/api/v1/organization', { token, json: { requires_second_factor } })
    const isIn = async (by: string) => {
      const { status, body } = await at.get('/api/v1/labels', { token: by })
      return status === 200 || body.code
    }
    expect((await rule(true)).status).toBe(200)
    const again = (await comeAs(personOf('zoe'))).body.access_token
    const password_hash = await at.context.passwordHashes.make('the password of zoe')
    await at.context.db.instance.write((tx) => updatePassword(tx, user.id, password_hash))
    const json = { email: user.email, password: 'the password of zoe' }
    const byPassword = (await at.post(`${AT}/signin`, { json })).body.access_token
    expect(await Promise.all([token, again, byPassword].map(isIn))).toEqual([
      true,
      true,
      'second_factor_needed',
    ])
    expect((await rule(false)).status).toBe(200)
    expect(await isIn(byPassword)).toBe(true)
  })

  test('nobody is signed in by an answer that another browser has asked for', async () => {
    const attacker = new Browser(await app(), provider)
    provider.person = personOf('mallory')
    const back = await attacker.begin(found('mallory'))
    const victim = new Browser(await app(), provider)
    expect((await victim.finish(back)).body.code).toBe('sign_on_over')
    const own = await victim.begin()
    expect((await victim.finish(back)).body.code).toBe('sign_on_over')
    expect((await victim.finish(own, { state: `${own.searchParams.get('state')}x` })).body.code).toBe(
      'sign_on_over',
    )
    victim.sealed = `A${victim.sealed.slice(1)}`
    expect((await victim.finish(own)).body.code).toBe('sign_on_over')
    // A code that was injected into somebody's own sign-in is of another PKCE challenge.
    const third = new Browser(await app(), provider)
    const begun = await third.begin()
    const code = back.searchParams.get('code') ?? ''
    expect((await third.finish(begun, { code })).body.code).toBe('identity_refused')
  })

  test('it is finished once, and within ten minutes', async () => {
    provider.person = personOf('ben')
    const browser = new Browser(await app(), provider)
    const back = await browser.begin(found('ben'))
    const { sealed } = browser
    expect((await browser.finish(back)).status).toBe(201)
    expect(browser.sealed).toBe('')
    expect((await browser.finish(back)).body.code).toBe('sign_on_over')
    // With the cookie that was kept, the code is used up.
    browser.sealed = sealed
    expect((await browser.finish(back)).body.code).toBe('identity_refused')
    const { clock } = await app()
    const late = await browser.begin()
    clock.at += 600_000
    expect((await browser.finish(late)).body.code).toBe('sign_on_over')
  })

  test('an ID token has to be by its issuer, for us, for this sign-in, and of now', async () => {
    const refused: Record<string, Record<string, unknown>> = {
      nonce: { nonce: 'of another sign-in' },
      'no nonce': { nonce: undefined },
      aud: { aud: 'another client' },
      azp: { azp: 'another client' },
      'several audiences': { aud: [CLIENT.id, 'another client'] },
      iss: { iss: 'https://id.example.com' },
      sub: { sub: '' },
      over: { exp: Math.floor(provider.now() / 1000) - 120 },
      'of tomorrow': { iat: Math.floor(provider.now() / 1000) + 86_400 },
      old: { iat: Math.floor(provider.now() / 1000) - 3_600 },
      'no end': { exp: undefined },
    }
    for (const [what, claims] of Object.entries(refused)) {
      provider.claims = claims
      expect([what, (await comeAs(personOf('cleo'), found('cleo'))).body.code]).toEqual([
        what,
        'identity_refused',
      ])
    }
    provider.claims = { aud: [CLIENT.id, 'another client'], azp: CLIENT.id }
    expect((await comeAs(personOf('cleo'), found('cleo'))).status).toBe(201)
    // A clock that is a little off is no attack.
    provider.claims = { iat: Math.floor(provider.now() / 1000) + 30 }
    expect((await comeAs(personOf('cleo'))).status).toBe(200)
  })

  test('it has to be signed, by a key of the provider, and by no shared secret', async () => {
    const [key] = provider.keys
    const stranger = keyNamed('first', 'RS256')
    const pem = key?.publicKey.export({ type: 'spki', format: 'pem' }).toString() ?? ''
    const forgeries: Record<string, OidcProvider['forge']> = {
      none: (claims) => new UnsecuredJWT(claims).encode(),
      // What everybody can read, taken for a shared secret.
      'HS256 by the public key': (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .sign(Buffer.from(createPublicKey(pem).export({ type: 'spki', format: 'pem' }))),
      'HS256 by the secret of the client': (claims) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT.secret)),
      'a key of a stranger': (claims) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(stranger.privateKey),
      'no token': () => 'abc',
    }
    for (const [what, forge] of Object.entries(forgeries)) {
      provider.forge = forge
      expect([what, (await comeAs(personOf('dora'), found('dora'))).body.code]).toEqual([
        what,
        'identity_refused',
      ])
    }
    provider.forge = null
    expect((await comeAs(personOf('dora'), found('dora'))).status).toBe(201)
  })

  test('keys are asked for anew where the provider uses another, and not for whatever is made up', async () => {
    expect((await comeAs(personOf('eve'), found('eve'))).status).toBe(201)
    const before = provider.asked['/jwks'] ?? 0
    provider.keys.push(keyNamed('second', 'ES256'))
    expect((await comeAs(personOf('eve'))).status).toBe(200)
    expect(provider.asked['/jwks']).toBe(before + 1)
    const stranger = keyNamed('of nobody', 'RS256')
    provider.forge = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'of nobody' }).sign(stranger.privateKey)
    for (let i = 0; i < 3; i += 1) expect((await comeAs(personOf('eve'))).body.code).toBe('identity_refused')
    expect(provider.asked['/jwks']).toBe(before + 1)
  })

  test('a code of another issuer is not sent to this one', async () => {
    provider.person = personOf('flo')
    const browser = new Browser(await app(), provider)
    const asked = () => provider.asked['/token']
    const before = asked()
    const mixed = await browser.finish(await browser.begin(), { iss: 'https://id.example.com' })
    expect([mixed.body.code, asked()]).toEqual(['identity_refused', before])
    const denied = await browser.finish(await browser.begin(), { code: undefined, error: 'access_denied' })
    expect(denied.body.code).toBe('provider_refused')
  })

  test('an account is linked by its address only where both sides have verified it', async () => {
    const [gus, hal] = [await verified('gus'), await member('hal')]
    const unsure = { ...personOf('gus'), email_verified: false }
    expect((await comeAs(unsure)).body).toMatchObject({ status: 409, code: 'account_not_linked' })
    const { email_verified: _, ...silent } = unsure
    expect((await comeAs(silent)).body.code).toBe('account_not_linked')
    const linked = await comeAs({ ...personOf('gus'), email: emailOf('GUS') })
    expect(linked.body.user.email).toBe(gus.email)
    expect(await mailbox.next(gus.email)).toContain('Keys & Co is linked')
    // Whoever made an account with another's address is not joined there by its owner.
    expect((await comeAs(personOf('hal'))).body.code).toBe('account_not_linked')
    expect(await identities(hal.token)).toEqual([])
    const audit = async (action: string, { token }: Member) =>
      (await (await app()).get(`/api/v1/audit?action=${action}`, { token })).body.items
    expect(await audit('user.identity_linked', gus)).toMatchObject([{ after: { issuer: provider.issuer } }])
    for (let i = 0; (await audit('session.refused', hal)).length === 0 && i < 100; i += 1) await Bun.sleep(10)
    expect(await audit('session.refused', hal)).toMatchObject([{ after: { reason: 'identity_not_linked' } }])
    // An address that was given to somebody else there brings nobody into the account of who had it.
    expect((await comeAs({ ...personOf('gus'), sub: 'another gus' })).body.code).toBe(
      'account_linked_otherwise',
    )
  })

  test('whoever proves the address of an account that another has made gets it alone', async () => {
    const unproved = { ...personOf('ike'), email_verified: false, sub: 'not ike' }
    const taken = await comeAs(unproved, found('not ike'))
    expect(taken.body.user.email_verified).toBe(false)
    const first = await mailbox.next(emailOf('ike'))
    expect(first).toContain('verify-email')
    expect((await comeAs(personOf('ike'))).body.code).toBe('account_not_linked')
    await (await app()).post(`${AT}/password-reset`, { json: { email: emailOf('ike') } })
    const token = tokenIn(await mailbox.next(emailOf('ike')))
    const reset = { token, new_password: 'the password of the real ike' }
    expect((await (await app()).post(`${AT}/password-reset/confirm`, { json: reset })).status).toBe(204)
    expect((await comeAs(unproved)).body.code).toBe('account_not_linked')
    const owner = await comeAs(personOf('ike'))
    expect(owner.body.user.id).toBe(taken.body.user.id)
    expect((await (await app()).get(`${AT}/me`, { token: taken.body.access_token })).status).toBe(401)
  })

  test('who is signed in links with their password, and unlinks with it', async () => {
    const jan = await verified('jan')
    const at = await app()
    const wrong = await at.post(`${AT}/oidc/link`, { token: jan.token, json: { current_password: 'no' } })
    expect(wrong.body.code).toBe('wrong_password')
    // Whatever their address is there.
    expect((await link(jan, { sub: 'jan at home', email: 'jan@elsewhere.example' })).status).toBe(204)
    expect(await mailbox.next(jan.email)).toContain('is linked')
    expect((await link(jan, { sub: 'jan at home' })).status).toBe(204)
    expect((await link(jan, { sub: 'jan at work' })).body.code).toBe('account_linked_otherwise')
    const kit = await verified('kit')
    expect((await link(kit, { sub: 'jan at home' })).body.code).toBe('identity_taken')
    expect((await comeAs({ sub: 'jan at home' })).body.user.email).toBe(jan.email)

    const [{ id }] = await identities(jan.token)
    const unlink = (token: string, current_password: string) =>
      at.post(`${AT}/identities/${id}/unlink`, { token, json: { current_password } })
    expect((await unlink(kit.token, kit.password)).body.code).toBe('identity_not_found')
    expect((await unlink(jan.token, 'no')).body.code).toBe('wrong_password')
    expect((await unlink(jan.token, jan.password)).status).toBe(204)
    expect(await identities(jan.token)).toEqual([])
    expect((await comeAs({ sub: 'jan at home' })).body.code).toBe('email_missing')
    const audit = await at.get('/api/v1/audit?action=user.identity_unlinked', { token: jan.token })
    expect(audit.body.items).toHaveLength(1)
  })

  test('an account with a second factor is linked by who has it, and by no address', async () => {
    const lou = await verified('lou')
    const { authenticator } = await enableSecondFactor(await app(), lou)
    const refused = await comeAs(personOf('lou'))
    expect(refused.body.code).toBe('account_not_linked')
    expect(refused.body.detail).toContain('second factor')
    const ask = async (code?: string) => {
      const json = { current_password: lou.password, ...(code && { code }) }
      return (await app()).post(`${AT}/oidc/link`, { token: lou.token, json })
    }
    expect((await ask()).body.code).toBe('second_factor_required')
    expect((await ask(authenticator.wrong())).body.code).toBe('wrong_code')
    const code = authenticator.next()
    provider.person = personOf('lou')
    const browser = new Browser(await app(), provider)
    const proof = { current_password: lou.password, code }
    expect((await browser.finish(await browser.begin(proof, '/oidc/link', lou.token))).status).toBe(204)
    // It is the provider's to ask for one from then on.
    expect((await comeAs(personOf('lou'))).body.user.email).toBe(lou.email)
  })

  test('nothing is linked to a session that is over, or to an address that nobody has proved', async () => {
    const at = await app()
    const lea = await member('lea')
    expect((await link(lea, { ...personOf('lea'), email: 'lea@elsewhere.example' })).body.code).toBe(
      'verify_email_first',
    )
    // The provider proves it as well as a link would.
    expect((await link(lea, personOf('lea'))).status).toBe(204)
    expect((await me(lea.token)).user.email_verified).toBe(true)
    const max = await verified('max')
    provider.person = personOf('max')
    const browser = new Browser(at, provider)
    const back = await browser.begin({ current_password: max.password }, '/oidc/link', max.token)
    await at.post(`${AT}/signout`, { token: max.token })
    expect((await browser.finish(back)).body.code).toBe('not_signed_in')
  })

  test('an account that the provider has made has no password until its owner sets one', async () => {
    const at = await app()
    const nia = await comeAs(personOf('nia'), found('nia'))
    const { access_token: token } = nia.body
    const [{ id }] = await identities(token)
    for (const guess of ['', 'nia', 'sub of nia']) {
      const body = { email: emailOf('nia'), password: guess }
      expect((await at.post(`${AT}/signin`, { json: body })).status).toBe(401)
    }
    const unlink = async (current_password: string) =>
      (await at.post(`${AT}/identities/${id}/unlink`, { token, json: { current_password } })).body?.code
    expect(await unlink('')).toBe('wrong_password')
    await at.post(`${AT}/password-reset`, { json: { email: emailOf('nia') } })
    const reset = { token: tokenIn(await mailbox.next(emailOf('nia'))), new_password: 'a password of nia' }
    await at.post(`${AT}/password-reset/confirm`, { json: reset })
    // The address was proved before: the provider stays linked.
    expect((await comeAs(personOf('nia'))).body.user.id).toBe(nia.body.user.id)
  })

  test('who is suspended or removed stays out, and an invitation brings back who was removed', async () => {
    const at = await app()
    const owner = await verified('olga')
    const pia = await joinAs(at, owner, `pia-${engine}`, 'member')
    await mailbox.next(pia.email)
    const token = tokenIn(await mailbox.next(pia.email))
    await at.post(`${AT}/verify-email`, { json: { token } })
    expect((await comeAs(personOf('pia'))).status).toBe(200)
    const set = (status: string) =>
      at.call('PATCH', `/api/v1/members/${pia.member_id}`, { token: owner.token, json: { status } })
    await set('suspended')
    expect((await comeAs(personOf('pia'))).body.code).toBe('no_membership')
    await set('active')
    await at.delete(`/api/v1/members/${pia.member_id}`, { token: owner.token })
    expect((await comeAs(personOf('pia'))).body.code).toBe('no_membership')
    const invitation = await invite(at, owner, pia.email, 'viewer')
    expect((await comeAs(personOf('quin'), { invitation })).body.code).toBe('invitation_for_another')
    const back = await comeAs(personOf('pia'), { invitation })
    expect(back.body.member).toEqual({ id: pia.member_id, role: 'viewer' })
  })

  test('with SIGNUP=invite new people come by an invitation alone, with its token or by the address', async () => {
    await using fresh = await freshApp({ SIGNUP: 'invite' })
    const { at } = fresh
    const first = await comeAs(personOf('first'), found('first'), at)
    const owner = { ...first.body, token: first.body.access_token }
    expect((await comeAs(personOf('ruth'), found('ruth'), at)).body.code).toBe('sign_up_closed')
    await invite(at, owner, emailOf('ruth'), 'viewer')
    const unsure = { ...personOf('ruth'), email_verified: false }
    expect((await comeAs(unsure, {}, at)).body.code).toBe('sign_up_closed')
    const ruth = await comeAs(personOf('ruth'), {}, at)
    expect(ruth.body).toMatchObject({
      organization: { id: first.body.organization.id },
      member: { role: 'viewer' },
    })
    const invitation = await invite(at, owner, emailOf('sam'), 'admin')
    const sam = await comeAs({ ...personOf('sam'), email_verified: false }, { invitation }, at)
    expect(sam.body).toMatchObject({ member: { role: 'admin' }, user: { email_verified: false } })
    // Nothing was made of those who were refused.
    const users = await at.context.db.instance.read((q) => q.select().from(q.tables.users))
    expect(users).toHaveLength(3)
  })

  test('with OIDC_ORGANIZATION new people become members of that one, whatever SIGNUP says', async () => {
    await using fresh = await freshApp({ SIGNUP: 'closed', OIDC_ORGANIZATION: 'bluebird' })
    const { at } = fresh
    const first = await comeAs(
      personOf('first'),
      { organization: { name: 'Bluebird', time_zone: 'UTC' } },
      at,
    )
    expect(first.body.organization.slug).toBe('bluebird')
    const unsure = { ...personOf('vic'), email_verified: false }
    const vic = await comeAs(unsure, found('vic'), at)
    expect(vic.status).toBe(201)
    expect(vic.body).toMatchObject({
      ...{ organization: { id: first.body.organization.id }, member: { role: 'member' } },
      user: { email_verified: false, is_instance_admin: false },
    })
    const owner = { ...first.body, token: first.body.access_token }
    const invitation = await invite(at, owner, emailOf('wes'), 'viewer')
    expect((await comeAs(personOf('wes'), { invitation }, at)).body.member.role).toBe('viewer')
    const call = { token: owner.token, json: { status: 'suspended' } }
    await at.call('PATCH', `/api/v1/members/${vic.body.member.id}`, call)
    expect((await comeAs(unsure, {}, at)).body.code).toBe('no_membership')

    await using lost = await freshApp({ OIDC_ORGANIZATION: 'gone' })
    expect((await comeAs(personOf('first'), found('first'), lost.at)).status).toBe(201)
    expect((await comeAs(personOf('xan'), {}, lost.at)).body.code).toBe('no_organization')
  })

  test('of two first sign-ins at once one makes the account', async () => {
    provider.person = personOf('tess')
    const [one, other] = [new Browser(await app(), provider), new Browser(await app(), provider)]
    const backs = [await one.begin(found('tess')), await other.begin(found('tess'))] as const
    const answers = await Promise.all([one.finish(backs[0]), other.finish(backs[1])])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 201])
    expect(answers[0].body.user.id).toBe(answers[1].body.user.id)
  })

  test('a provider that is away, huge or broken is no way in, and is one again afterwards', async () => {
    await using fresh = await freshApp()
    const { at } = fresh
    const come = () => comeAs(personOf('uma'), found('uma'), at)
    const begin = async () => (await at.post(`${AT}/oidc/start`, { json: {} })).body
    const discovery = '/.well-known/openid-configuration'
    const broken: Record<string, () => Response | Promise<Response>> = {
      huge: () => new Response(`{"issuer":"${'x'.repeat(400_000)}"}`),
      'a page': () => new Response('<html>Welcome</html>'),
      'an error': () => new Response('{}', { status: 500 }),
      'a redirect': () => Response.redirect('http://127.0.0.1:1/', 302),
      'another issuer': () => Response.json({ issuer: 'https://id.example.com' }),
      'no endpoints': () => Response.json({ issuer: provider.issuer }),
    }
    for (const [what, answer] of Object.entries(broken)) {
      provider.answers.set(discovery, answer)
      const { status, code } = await begin()
      expect([what, status, code]).toEqual([what, 503, 'provider_unavailable'])
    }
    provider.goAway()
    expect((await begin()).code).toBe('provider_unavailable')
    provider.comeBack()
    provider.behave()
    expect((await come()).status).toBe(201)
    provider.answers.set('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }))
    expect((await come()).body.code).toBe('provider_unavailable')
    provider.behave()
    expect((await come()).status).toBe(200)
    expect(provider.asked[discovery]).toBeLessThan(12)
  })

  test('claims that the ID token lacks are asked for, of the same person alone', async () => {
    provider.isTerse = true
    const vera = await comeAs(personOf('vera'), found('vera'))
    expect(vera.body.user).toMatchObject({ email: emailOf('vera'), email_verified: true, name: 'vera' })
    provider.answers.set('/userinfo', () => Response.json(personOf('ada')))
    expect((await comeAs(personOf('will'), found('will'))).body.code).toBe('identity_refused')
  })

  test('where passwords are off, nobody comes in by one, and nobody loses the other way', async () => {
    await using fresh = await freshApp({ PASSWORD_SIGN_IN: 'off' })
    const { at } = fresh
    const xena = await comeAs(personOf('xena'), found('xena'), at)
    const { access_token: token } = xena.body
    const credentials = { email: emailOf('xena'), password: 'whatever it is' }
    const asked: [string, unknown][] = [
      ['/signin', credentials],
      ['/signup', { ...credentials, name: 'x', ...found('x') }],
      ['/password-reset', { email: credentials.email }],
      ['/password-reset/confirm', { token: 'x', new_password: 'whatever it is' }],
    ]
    for (const [path, json] of asked)
      expect([path, (await at.post(AT + path, { json })).body.code]).toEqual([path, 'passwords_off'])
    const changed = { current_password: 'x', new_password: 'whatever it is' }
    expect((await at.post(`${AT}/change-password`, { token, json: changed })).body.code).toBe('passwords_off')
    const { items } = (await at.get(`${AT}/identities`, { token })).body
    const counted = (await at.get('/metrics', { token })).text
    expect(counted).toMatch(/^almanac_single_sign_ons_total 1$/m)
    expect(counted).toMatch(/^almanac_users_registered_total 1$/m)
    const unlink = await at.post(`${AT}/identities/${items[0].id}/unlink`, {
      ...{ token, json: { current_password: 'x' } },
    })
    expect(unlink.body.code).toBe('last_way_in')
    expect((await at.get('/api/v1/instance')).body.single_sign_on.is_only_way).toBe(true)
  })

  test('without a provider there is none, and nothing else changes', async () => {
    await using fresh = await freshApp({
      OIDC_ISSUER: '',
      OIDC_CLIENT_ID: '',
      OIDC_CLIENT_SECRET: '',
      OIDC_NAME: '',
    })
    const { at } = fresh
    expect((await at.get('/api/v1/instance')).body.single_sign_on).toBeNull()
    expect((await at.post(`${AT}/oidc/start`, { json: {} })).body.code).toBe('no_single_sign_on')
    expect((await at.post(`${AT}/oidc/finish`, { json: { state: 'x' } })).status).toBe(409)
  })

  async function freshApp(changes: Record<string, string> = {}) {
    const at = withProvider(await testApp(engine, { ...env, ...changes }))
    return { at, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() }
  }
})
