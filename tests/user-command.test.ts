/** Accounts by the command line: nobody is ever locked out of their own instance. */
import { describe, expect, test } from 'bun:test'
import { randomUUID } from 'node:crypto'
import { withOrigin } from '../src/db/origin.ts'
import {
  createUser,
  readIdentitiesOf,
  readSecondFactorOf,
  setAdministrator,
  setEmail,
  setPassword,
  turnSecondFactorOff,
  unlinkIdentities,
} from '../src/modules/auth/operator-accounts.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { almanac } from './command-line.ts'
import { linkedIdentity } from './identities.ts'
import { signUp } from './people.ts'
import { enableSecondFactor, enrol } from './second-factors.ts'

onEachEngine('Whoever runs the machine', (engine) => {
  const signIn = (app: TestApp, email: string, password: string) =>
    app.post('/api/v1/auth/signin', { json: { email, password } })

  test('makes accounts, in an organization that there is or a new one', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const common = { is_instance_admin: false, password: 'a good password' }
    const place = { organization_id: ada.organization_id, role: 'admin' as const }
    await createUser(app.context, { ...common, email: 'Ben@Example.com', name: 'Ben', place })
    const found = { found: 'Bluebird', time_zone: 'europe/berlin' }
    await createUser(app.context, {
      ...{ ...common, email: 'cleo@example.com', name: 'Cleo', place: found, is_instance_admin: true },
    })
    const ben = (await signIn(app, 'ben@example.com', common.password)).body
    expect(ben).toMatchObject({ organization: { id: ada.organization_id }, member: { role: 'admin' } })
    const cleo = (await signIn(app, 'cleo@example.com', common.password)).body
    expect(cleo).toMatchObject({
      user: { is_instance_admin: true },
      organization: { name: 'Bluebird', time_zone: 'Europe/Berlin' },
      member: { role: 'owner' },
    })
    const metrics = await app.get('/api/v1/metrics/dashboard', { token: cleo.access_token })
    expect(metrics.body.user_metrics.total_users).toBe(1)
    const again = createUser(app.context, { ...common, email: 'ben@example.com', name: 'B', place })
    expect(await again.catch((error) => error.code)).toBe('email_taken')
  })

  test('gives an account another password, which signs it out everywhere', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    await setPassword(app.context, 'ADA@example.com', 'another good password')
    expect((await app.get('/api/v1/auth/me', { token: ada.token })).status).toBe(401)
    expect((await signIn(app, ada.email, ada.password)).status).toBe(401)
    expect((await signIn(app, ada.email, 'another good password')).status).toBe(200)
    const nobody = await setPassword(app.context, 'x@example.com', 'long enough').catch((error) => error.code)
    expect(nobody).toBe('account_not_found')
    const short = await setPassword(app.context, ada.email, 'short').catch((error) => error.code)
    expect(short).toBe('invalid_value')
  })

  test('gives an account another address, with the same password and sessions', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    await signUp(app, 'ben')
    await setEmail(app.context, 'ADA@example.com', 'Ada@Home.example')
    const { user } = (await app.get('/api/v1/auth/me', { token: ada.token })).body
    expect(user).toMatchObject({ email: 'ada@home.example', email_verified: false })
    expect((await signIn(app, ada.email, ada.password)).status).toBe(401)
    expect((await signIn(app, 'ada@home.example', ada.password)).status).toBe(200)
    const codes = [
      setEmail(app.context, 'ada@home.example', 'BEN@example.com'),
      setEmail(app.context, 'x@example.com', 'y@example.com'),
      setEmail(app.context, 'ada@home.example', 'nothing'),
      setEmail(app.context, 'ada@home.example', 'ADA@home.example'),
    ].map((one) => one.catch((error) => error.code))
    expect(await Promise.all(codes)).toEqual([
      ...['email_taken', 'account_not_found', 'invalid_value', 'invalid_value'],
    ])
  })

  test('makes administrators of the instance, from their next request on, and keeps one at least', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const ben = await signUp(app, 'ben')
    const status = async ({ token }: { token: string }) =>
      (await app.get('/api/v1/health/detailed', { token })).status
    expect([await status(ada), await status(ben)]).toEqual([200, 403])
    await setAdministrator(app.context, ben.email, true)
    expect([await status(ada), await status(ben)]).toEqual([200, 200])
    await setAdministrator(app.context, ada.email, false)
    expect([await status(ada), await status(ben)]).toEqual([403, 200])
    const last = await setAdministrator(app.context, ben.email, false).catch((error) => error.code)
    expect([last, await status(ben)]).toEqual(['last_administrator', 200])
    const { token } = ben
    const { body } = await app.get('/api/v1/audit?about=instance&action=user.administrator_changed', {
      token,
    })
    const after = [false, true].map((is_instance_admin) => ({ after: { is_instance_admin } }))
    expect(body.items).toMatchObject(after)
  })

  test('turns the second factor off of who has lost the app, and signs them out everywhere', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const off = () => turnSecondFactorOff(app.context, 'ADA@example.com').catch((error) => error.code)
    expect(await off()).toBe('second_factor_not_found')
    await enrol(app, ada)
    expect(await off()).toBe('second_factor_not_found')
    await enableSecondFactor(app, ada)
    expect(await readSecondFactorOf(app.context, ada.email)).toMatchObject({ recovery_codes_left: 10 })
    await withOrigin({ actor: 'command:user', correlation_id: randomUUID() }, off)
    expect(await readSecondFactorOf(app.context, ada.email)).toMatchObject({
      ...{ enabled_at: null, recovery_codes_left: 0 },
    })
    expect((await app.get('/api/v1/auth/me', { token: ada.token })).status).toBe(401)
    const { access_token: token } = (await signIn(app, ada.email, ada.password)).body
    const { body } = await app.get('/api/v1/audit?action=user.second_factor_disabled', { token })
    expect(body.items).toMatchObject([{ actor: 'command:user' }])
  })

  test('unlinks an account from the provider of single sign-on, and its sessions stay', async () => {
    await using app = await testApp(engine)
    const ada = await signUp(app, 'ada')
    const unlink = () => unlinkIdentities(app.context, 'ADA@example.com').catch((error) => error.code)
    expect(await unlink()).toBe('identity_not_found')
    const { user } = (await app.get('/api/v1/auth/me', { token: ada.token })).body
    await linkedIdentity(app, user.id)
    expect(await readIdentitiesOf(app.context, ada.email)).toMatchObject([
      { issuer: 'https://id.example.com' },
    ])
    await withOrigin({ actor: 'command:user', correlation_id: randomUUID() }, unlink)
    expect(await readIdentitiesOf(app.context, ada.email)).toEqual([])
    const { body } = await app.get('/api/v1/audit?action=user.identity_unlinked', { token: ada.token })
    expect(body.items).toMatchObject([{ actor: 'command:user' }])
  })
})

describe('almanac user', () => {
  const REFUSALS: [args: string[], says: string][] = [
    [[], 'Say one of create, password, email, admin, sign-on, second-factor.'],
    [['create'], 'Name the account'],
    [['create', 'a@b.example'], 'Say --name'],
    [['create', 'a@b.example', '--name', 'A'], 'one to be made (--found NAME)'],
    [['create', 'a@b.example', '--name', 'A', '--found', 'F', '--role', 'admin'], 'leave out --role'],
    [['create', 'a@b.example', '--name', 'A', '--organization', 'none'], 'There is no organization "none"'],
    [['create', 'not-mail', '--name', 'A', '--found', 'F'], '"not-mail" is no e-mail address'],
    [['create', 'a@b.example', '--name', 'A', '--found', 'F', '--time-zone', 'Mars'], '--time-zone: "Mars"'],
    [['email', 'a@b.example'], 'Say --to'],
    [['admin', 'a@b.example', '--name', 'A'], '"admin" takes no --name.'],
    [['admin', 'a@b.example', '--off'], '"admin" takes no --off.'],
  ]
  for (const [args, says] of REFUSALS) {
    test(`${args.join(' ')} says "${says}"`, async () => {
      const { code, err } = await almanac(['user', ...args])
      expect([code, err]).toEqual([2, expect.stringContaining(says)])
    })
  }

  test('prints a password that it made, and one that was given it does not', async () => {
    const made = await almanac(['user', 'create', 'a@b.example', '--name', 'A', '--found', 'Bluebird'])
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/shown once: [\w-]{20}\n$/)])
    const factor = await almanac(['user', 'second-factor', 'nobody@b.example'])
    expect([factor.code, factor.err]).toEqual([1, 'There is no account with the address nobody@b.example.\n'])
    const nobody = await almanac(['user', 'admin', 'nobody@b.example'])
    expect([nobody.code, nobody.err]).toEqual([1, 'There is no account with the address nobody@b.example.\n'])
  })
})

describe('almanac completion', () => {
  test('completes commands, what they do, and their options in bash', async () => {
    const { out } = await almanac(['completion', 'bash'])
    const completed = (...words: string[]) => {
      const line = `COMP_WORDS=(almanac ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
        _almanac; echo "\${COMPREPLY[@]}"`
      return Bun.spawnSync(['bash', '-c', `${out}\n${line}`])
        .stdout.toString()
        .trim()
    }
    expect(completed('do')).toBe('doctor')
    expect(completed('rollups', 're')).toBe('rebuild')
    expect(completed('user', '--pass')).toBe('--password-stdin')
    expect(completed('completion', '')).toBe('bash zsh fish --help')
  })

  test('is there for zsh and fish, and for no other', async () => {
    expect((await almanac(['completion', 'zsh'])).out).toContain('compdef _almanac almanac')
    expect((await almanac(['completion', 'fish'])).out).toContain("-a doctor -d 'look at all that")
    expect((await almanac(['completion', 'tcsh'])).code).toBe(2)
  })
})
