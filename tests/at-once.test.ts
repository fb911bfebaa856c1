/** What holds when many come at once, in one process or in several on one database. */
import { expect, test } from 'bun:test'
import { createApp } from '../src/app.ts'
import { type Context, createContext } from '../src/context.ts'
import { CHEAP, onEachEngine, sharedApp, type TestApp, testApp, untilTaken } from './app.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { type Member, signUp } from './people.ts'

interface Process extends AsyncDisposable {
  context: Context
  post(path: string, json: unknown, token?: string): Promise<{ status: number; body: any }>
}

/** Another process on the database of this one. */
async function another({ config, clock }: TestApp): Promise<Process> {
  const context = await createContext(config, { clock, hashing: CHEAP })
  const app = createApp(context)
  return {
    context,
    async post(path, json, token) {
      const headers = {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      }
      const init = { method: 'POST', headers, body: JSON.stringify(json) }
      const response = await app.handle(new Request(`http://localhost${path}`, init))
      return { status: response.status, body: await response.json().catch(() => null) }
    },
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  }
}

function signUpOf(name: string) {
  return {
    email: `${name}@example.com`,
    password: `the password of ${name}`,
    name,
    organization: { name: 'Bluebird', time_zone: 'UTC' },
  }
}

/** How many of the answers have each status. */
function tally(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

onEachEngine('Of eight who sign up at once where nobody is', (engine) => {
  const EXPECTED = {
    open: { made: 8, refused: 0 },
    invite: { made: 1, refused: 7 },
    closed: { made: 1, refused: 7 },
  }
  for (const [SIGNUP, { made, refused }] of Object.entries(EXPECTED)) {
    test(`one administers the instance; with SIGNUP=${SIGNUP} ${made} get in`, async () => {
      await using app = await testApp(engine, { SIGNUP })
      await using other = await another(app)
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => {
          const json = signUpOf(`first-${i}`)
          return untilTaken(() =>
            i % 2 ? other.post('/api/v1/auth/signup', json) : app.post('/api/v1/auth/signup', { json }),
          )
        }),
      )
      const { 201: count, 403: refusals = 0 } = tally(answers)
      expect([count, refusals]).toEqual([made, refused])
      const users = await app.context.db.instance.read((q) => q.select().from(q.tables.users))
      expect(users).toHaveLength(made)
      expect(users.filter(({ is_instance_admin }) => is_instance_admin)).toHaveLength(1)
    })
  }
})

onEachEngine('At once', (engine) => {
  const shared = sharedApp(engine)
  const signIn = (app: TestApp, email: string, password: string) =>
    app.post('/api/v1/auth/signin', { json: { email, password } })

  test('forty wrong passwords are not all checked, by two processes either', async () => {
    const app = await shared()
    await using other = await another(app)
    const ada = await signUp(app, 'ada')
    for (const email of [ada.email, 'nobody@example.com']) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => [
          signIn(app, email, 'a wrong password'),
          other.post('/api/v1/auth/signin', { email, password: 'a wrong password' }),
        ]).flat(),
      )
      expect(tally(answers)).toEqual({ 401: 5, 429: 35 })
    }
  })

  test('twenty right passwords all sign in', async () => {
    const app = await shared()
    const grace = await signUp(app, 'grace')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => untilTaken(() => signIn(app, grace.email, grace.password))),
    )
    expect(tally(answers)).toEqual({ 200: 20 })
  })

  test('wrong current passwords are counted before they are checked, too', async () => {
    const app = await shared()
    const { token } = await signUp(app, 'hedy')
    const json = { current_password: 'a wrong password', new_password: 'another password' }
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => app.post('/api/v1/auth/change-password', { token, json })),
    )
    expect(tally(answers)).toEqual({ 422: 5, 429: 10 })
  })

  test('of two changes of a password one is made', async () => {
    const app = await shared()
    await using other = await another(app)
    const { token, email, password } = await signUp(app, 'joan')
    const news = ['one new password', 'other new password']
    const [one, two] = news.map((new_password) => ({ current_password: password, new_password }))
    const answers = await Promise.all([
      app.post('/api/v1/auth/change-password', { token, json: one }),
      other.post('/api/v1/auth/change-password', two, token),
    ])
    expect(tally(answers)).toEqual({ 204: 1, 422: 1 })
    const made = news[answers.findIndex(({ status }) => status === 204)] ?? ''
    expect((await signIn(app, email, made)).status).toBe(200)
  })

  test('a password that is changed while somebody signs in with it leaves no session of theirs', async () => {
    const app = await shared()
    const { token, email, password } = await signUp(app, 'mary')
    const json = { current_password: password, new_password: 'the next password' }
    const [changed, ...signedIn] = await Promise.all([
      app.post('/api/v1/auth/change-password', { token, json }),
      ...Array.from({ length: 6 }, () => signIn(app, email, password)),
    ])
    expect(changed?.status).toBe(204)
    for (const { body } of signedIn) {
      if (body.access_token === undefined) continue
      expect((await app.get('/api/v1/auth/me', { token: body.access_token })).status).toBe(401)
    }
  })

  test('two who found organizations of one name get slugs of their own', async () => {
    const app = await shared()
    await using other = await another(app)
    const answers = await Promise.all([
      app.post('/api/v1/auth/signup', { json: signUpOf('slug-a') }),
      other.post('/api/v1/auth/signup', signUpOf('slug-b')),
      app.post('/api/v1/auth/signup', { json: signUpOf('slug-c') }),
    ])
    expect(answers.map(({ body }) => body.organization?.slug).toSorted()).toEqual([
      'bluebird',
      'bluebird-2',
      'bluebird-3',
    ])
  })

  test('an invitation is accepted once, and one of the last two owners stays', async () => {
    const app = await shared()
    await using other = await another(app)
    const owner = await signUp(app, 'ruth')
    const json = { email: 'rosa@example.com', role: 'owner' }
    const { token } = (await app.post('/api/v1/invitations', { token: owner.token, json })).body
    const accepting = { email: json.email, password: 'the password of rosa', name: 'rosa', invitation: token }
    const accepted = await Promise.all([
      app.post('/api/v1/auth/signup', { json: accepting }),
      other.post('/api/v1/auth/signup', accepting),
    ])
    expect(accepted.filter(({ status }) => status === 201)).toHaveLength(1)
    const rosa = accepted.find(({ status }) => status === 201)?.body
    const left = await Promise.all([
      app.post('/api/v1/members/leave', { token: owner.token }),
      other.post('/api/v1/members/leave', {}, rosa.access_token),
    ])
    expect(tally(left)).toEqual({ 204: 1, 409: 1 })
  })
})

onEachEngine('Links by e-mail, at once', (engine) => {
  test('work once, and of two that are asked for the later works', async () => {
    const mailbox = await openMailbox()
    await using app = await testApp(engine, { SMTP_URL: mailbox.url })
    await using other = await another(app)
    const ada: Member = await signUp(app, 'ada')
    const reset = (token: string, new_password: string) => ({ token, new_password })
    const verification = tokenIn(await mailbox.next(ada.email))
    const verified = await Promise.all([
      app.post('/api/v1/auth/verify-email', { json: { token: verification } }),
      other.post('/api/v1/auth/verify-email', { token: verification }),
    ])
    expect(tally(verified)).toEqual({ 204: 1, 422: 1 })
    await Promise.all([
      app.post('/api/v1/auth/password-reset', { json: { email: ada.email } }),
      other.post('/api/v1/auth/password-reset', { email: ada.email }),
    ])
    const links = [tokenIn(await mailbox.next(ada.email)), tokenIn(await mailbox.next(ada.email))]
    const answers = await Promise.all(
      links.flatMap((token, i) => [
        app.post('/api/v1/auth/password-reset/confirm', { json: reset(token, `new password ${i}`) }),
        other.post('/api/v1/auth/password-reset/confirm', reset(token, `newer password ${i}`)),
      ]),
    )
    expect(tally(answers)).toEqual({ 204: 1, 422: 3 })
    await mailbox.stop()
  })
})
