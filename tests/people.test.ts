import { expect, test } from 'bun:test'
import { readDashboard } from './activity.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'

onEachEngine('A person whom an app reports', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('can be named and described before acting', async () => {
    const ada = await newcomer()
    const answer = await put(ada, 'grace', { name: 'Grace Hopper', properties: { rank: 'admiral' } })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: expect.any(String),
        external_id: 'grace',
        name: 'Grace Hopper',
        properties: { rank: 'admiral' },
      },
    })
  })

  test('is the same one when described again, and keeps what is not given', async () => {
    const ada = await newcomer()
    const { body: first } = await put(ada, 'grace', { name: 'Grace', properties: { rank: 'admiral' } })
    expect((await put(ada, 'grace', {})).body).toEqual(first)
    expect((await put(ada, 'grace', { name: 'Grace Hopper' })).body).toEqual({
      ...first,
      name: 'Grace Hopper',
    })
    expect((await put(ada, 'grace', { properties: { ship: 'Hopper' } })).body).toEqual({
      ...first,
      name: 'Grace Hopper',
      properties: { ship: 'Hopper' },
    })
    expect((await put(ada, 'grace', { name: null })).body).toMatchObject({ name: null })
  })

  test('without a name or properties has null and none', async () => {
    expect((await put(await newcomer(), 'grace', {})).body).toMatchObject({ name: null, properties: {} })
  })

  test('counts as a user from the first activity on, not from being described', async () => {
    const ada = await newcomer()
    await put(ada, 'grace', { name: 'Grace Hopper' })
    expect((await readDashboard(await app(), ada)).user_metrics.total_users).toBe(1)
    const event = { id: 'one', person: 'grace', verb: 'note.added', occurred_at: '2026-11-10T12:00:00Z' }
    await (await app()).post('/api/v1/events', { token: ada.token, json: event })
    const { user_metrics } = await readDashboard(await app(), ada)
    expect([user_metrics.total_users, user_metrics.new_users_today]).toEqual([2, 1])
    expect((await readDashboard(await app(), ada, '2026-11-10')).user_metrics.new_users_today).toBe(1)
  })

  test('is the one who acts under the external id, described before or after', async () => {
    const ada = await newcomer()
    const { body: described } = await put(ada, 'grace', {})
    const events = ['grace', 'edsger'].map((person) => ({ id: person, person, verb: 'note.added' }))
    await (await app()).post('/api/v1/events', { token: ada.token, json: events })
    const { body: edsger } = await put(ada, 'edsger', { name: 'Edsger' })
    expect(await whoActed(ada)).toEqual({ grace: described.id, edsger: edsger.id })
  })

  test('described ten times at once is one person', async () => {
    const ada = await newcomer()
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => put(ada, 'grace', { name: `${i}` })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  })

  test.each(['a/b', 'ü 🙂', '100%', 'a?b#c', 'a+b', '…'])(
    'may have the external id %s',
    async (external_id) => {
      const { body } = await put(await newcomer(), encodeURIComponent(external_id), {})
      expect(body.external_id).toBe(external_id)
    },
  )

  test.each([
    ['an empty external id', '%20', {}, 'external_id'],
    ['an external id of more than 200 characters', 'x'.repeat(201), {}, 'external_id'],
    ['a name with NUL', 'grace', { name: 'Gr\0ce' }, 'name'],
    ['a name with half a character', 'grace', { name: '\ud83d' }, 'name'],
    ['an empty name', 'grace', { name: '' }, 'name'],
    ['a name of more than 200 characters', 'grace', { name: 'x'.repeat(201) }, 'name'],
    ['a name that is a number', 'grace', { name: 5 }, 'name'],
    ['properties that are a text', 'grace', { properties: 'x' }, 'properties'],
    ['properties that are a list', 'grace', { properties: [1] }, 'properties'],
    ['properties that are null', 'grace', { properties: null }, 'properties'],
    ['properties without end', 'grace', { properties: { a: 'x'.repeat(16_384) } }, 'properties'],
  ])('may not have %s', async (_, path, description, field) => {
    const ada = await newcomer()
    const answer = await put(ada, path, description)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_value' } })
    expect(Object.keys(answer.body.fields)).toEqual([field])
    expect(await known(ada)).toEqual([null])
  })

  test('may not be a member: an app does not rename those who sign in', async () => {
    const ada = await newcomer()
    const answer = await put(ada, ada.member_id, { name: 'Somebody else' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_value' } })
    expect(await known(ada)).toEqual([null])
  })

  async function newcomer(): Promise<Member> {
    return signUp(await app(), crypto.randomUUID())
  }

  async function put({ token }: Member, path: string, json: unknown): Promise<Answer> {
    return (await app()).put(`/api/v1/people/${path}`, { token, json })
  }

  /** The external ids of the organization's people; its own member has none. */
  async function known({ organization_id }: Member): Promise<(string | null)[]> {
    const { db } = (await app()).context
    const found = await db.for(organization_id).read((q) => {
      const { people } = q.tables
      return q.select({ external_id: people.external_id }).from(people).where(q.mine(people))
    })
    return found.map(({ external_id }) => external_id)
  }

  /** Who is behind each event that was sent. */
  async function whoActed({ organization_id }: Member): Promise<Record<string, string>> {
    const { db } = (await app()).context
    const found = await db.for(organization_id).read((q) => {
      const { activity_events: events } = q.tables
      return q.select().from(events).where(q.mine(events))
    })
    const sent = found.filter(({ verb }) => verb !== 'sign_in')
    return Object.fromEntries(sent.map(({ id, person_id }) => [id, person_id]))
  }
})
