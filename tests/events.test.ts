import { expect, test } from 'bun:test'
import { expectNoDrift, readDashboard } from './activity.ts'
import { type Answer, type Call, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { sameNumbers } from './brute-force.ts'
import { apiKey, type Member, signUp } from './people.ts'

const NOON = '2026-11-10T12:00:00Z'
const MIB = 2 ** 20

const event = (id: string, more: object = {}) => ({
  id,
  person: 'radia',
  verb: 'note.added',
  occurred_at: NOON,
  ...more,
})

onEachEngine('Reported events', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('are answered one by one, in the order in which they came', async () => {
    const ada = await signUp(await app(), 'ada')
    await send(await app(), ada, event('known'))
    const answer = await send(await app(), ada, [
      event('new'),
      event('known', { person: 'somebody else' }),
      event('bad', { occurred_at: 'yesterday' }),
      event('twice', { person: 'grace', verb: 'note.added' }),
      event('twice', { person: 'edsger', verb: 'note.removed' }),
    ])
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        duplicates: 2,
        rejected: 1,
        results: [
          { id: 'new', status: 'accepted' },
          { id: 'known', status: 'duplicate' },
          { id: 'bad', status: 'rejected', reason: expect.stringMatching(/^occurred_at must be ISO 8601/) },
          { id: 'twice', status: 'accepted' },
          { id: 'twice', status: 'duplicate' },
        ],
      },
    })
    // Ada, Radia and Grace: of two under one id the first counts, now and before.
    expect((await readDashboard(await app(), ada)).user_metrics.total_users).toBe(3)
    expect(await storedEvents(await app(), ada)).toMatchObject([
      { id: 'known' },
      { id: 'new' },
      { id: 'twice', verb: 'note.added' },
    ])
  })

  test('may share an id with one that was rejected', async () => {
    const grace = await signUp(await app(), 'grace')
    const { body } = await send(await app(), grace, [event('one', { verb: '' }), event('one')])
    expect(body.results).toEqual([
      {
        ...{ id: 'one', status: 'rejected', code: 'empty', params: { field: 'verb' } },
        reason: 'verb must not be empty',
      },
      { id: 'one', status: 'accepted' },
    ])
  })

  test('may be as many as 1,000, and are known apart by their ids throughout', async () => {
    const edsger = await signUp(await app(), 'edsger')
    const events = Array.from({ length: 1_000 }, (_, i) => event(`event ${i === 700 ? 3 : i}`))
    const { body } = await send(await app(), edsger, events)
    expect(body).toMatchObject({ accepted: 999, duplicates: 1, rejected: 0 })
    expect(body.results[3].status).toBe('accepted')
    expect(body.results[700].status).toBe('duplicate')
  })

  test('that come eight times at once are accepted once', async () => {
    const barbara = await signUp(await app(), 'barbara')
    const events = Array.from({ length: 40 }, (_, i) => event(`event ${i}`, { person: `person ${i % 7}` }))
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => send(await app(), barbara, events)),
    )
    const accepted = answers.map(({ body }) => body.accepted)
    expect(accepted.reduce((sum, n) => sum + n, 0)).toBe(40)
    expect((await readDashboard(await app(), barbara)).user_metrics.total_users).toBe(8)
    await expectNoDrift(await app(), barbara)
  })

  test('of a member, named by the id, are the activity of that member and of nobody new', async () => {
    const donald = await signUp(await app(), 'donald')
    await send(await app(), donald, event('one', { person: donald.member_id }))
    const { user_metrics, engagement_metrics } = await readDashboard(await app(), donald, '2026-11-10')
    expect(engagement_metrics.daily_active_users).toBe(1)
    expect(user_metrics.total_users).toBe(0)
    expect((await readDashboard(await app(), donald)).user_metrics.total_users).toBe(1)
  })

  test('name other people by their external ids only, whatever these look like', async () => {
    const margaret = await signUp(await app(), 'margaret')
    const person = await (await app()).put('/api/v1/people/radia', { token: margaret.token, json: {} })
    const names = ['radia', 'Radia', person.body.id, crypto.randomUUID(), '0', '🙂', "Robert'); --", 'a,b"c']
    const answer = await send(
      await app(),
      margaret,
      names.map((person, i) => event(`${i}`, { person })),
    )
    expect(answer.body.accepted).toBe(names.length)
    expect((await readDashboard(await app(), margaret)).user_metrics.total_users).toBe(1 + names.length)
  })

  test('are taken as of now when they do not say when', async () => {
    const joan = await signUp(await app(), 'joan')
    await send(await app(), joan, { id: 'now', person: 'radia', verb: 'note.added' })
    expect((await readDashboard(await app(), joan)).engagement_metrics.daily_active_users).toBe(2)
  })

  test.each([
    ['2026-03-08T07:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08T12:45:00.1234+05:45', '2026-03-08T07:00:00.123Z'],
    ['2026-03-08t02:00:00-0500', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08 07:00z', '2026-03-08T07:00:00.000Z'],
    // As Postgres, SQL Server and Go write it.
    ['2026-03-08 07:00:00+00', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08 12:30:00.1239999 +05:30', '2026-03-08T07:00:00.123Z'],
    ['2026-03-08 07:00:00.123456789 +0000 UTC', '2026-03-08T07:00:00.123Z'],
    ['2024-02-29T24:00:00Z', '2024-03-01T00:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2026-11-20T12:05:00Z', '2026-11-20T12:05:00.000Z'],
  ])('may say %s for %s', async (written, instant) => {
    const member = await newcomer()
    await send(await app(), member, event('one', { occurred_at: written }))
    const [stored] = await storedEvents(await app(), member)
    expect(new Date(stored!.occurred_at).toISOString()).toBe(instant)
  })

  test.each([
    ['2026-03-08T07:00:00', /^occurred_at must be ISO 8601 with a zone.*: it says no zone/],
    ['2026-03-08', /^occurred_at must be ISO 8601 with a zone/],
    ['March 8, 2026 07:00 UTC', /^occurred_at must be ISO 8601 with a zone/],
    ['', /^occurred_at must be ISO 8601 with a zone/],
    ['2026-02-30T07:00:00Z', /^occurred_at must be ISO 8601/],
    ['2025-02-29T07:00:00Z', /^occurred_at must be ISO 8601/],
    ['2026-03-08T25:00:00Z', /^occurred_at must be ISO 8601/],
    ['2026-03-08T07:00:00+99:99', /^occurred_at must be ISO 8601/],
    ['+275760-09-13T00:00:00Z', /^occurred_at must be ISO 8601/],
    ['2026-11-20T12:05:00.001Z', /^occurred_at is in the future$/],
    ['9999-12-31T23:59:59Z', /^occurred_at is in the future$/],
    ['1969-12-31T23:59:59.999Z', /^occurred_at is before 1970$/],
    ['0001-01-01T00:00:00Z', /^occurred_at is before 1970$/],
    ['0000-01-01T00:00:00Z', /^occurred_at must be ISO 8601 with a zone/],
  ])('may not say %j', async (occurred_at, reason) => {
    await expectRejected({ occurred_at }, reason)
  })

  test.each([
    [{ id: '' }, /^id must not be empty$/],
    [{ id: 'a\0b' }, /^id must not contain NUL$/],
    [{ id: '\ud83d' }, /^id must be well-formed Unicode$/],
    [{ id: 'x'.repeat(201) }, /^id must have at most 200 characters$/],
    [{ person: ' ' }, /^person must not be empty$/],
    [{ person: 'radia\0' }, /^person must not contain NUL$/],
    [{ person: '\udc00' }, /^person must be well-formed Unicode$/],
    [{ person: 'x'.repeat(201) }, /^person must have at most 200 characters$/],
    [{ verb: '\0' }, /^verb must not contain NUL$/],
    [{ verb: 'x'.repeat(101) }, /^verb must have at most 100 characters$/],
    [{ properties: 'blue' }, /^properties must be an object$/],
    [{ properties: ['blue'] }, /^properties must be an object$/],
    [{ properties: { a: 'x'.repeat(16_384) } }, /^properties must have at most 16384 characters as JSON$/],
    [{ properties: nested(51) }, /^properties must be at most 50 levels deep$/],
  ])('may not have %j', async (wrong, reason) => {
    await expectRejected(wrong, reason)
  })

  test('keep their properties as they came', async () => {
    const member = await newcomer()
    const properties = { colour: 'blue', 'a key': [1, 2.5, null, { 'ü\0': '\ud800' }], ...nested(50) }
    const sent = [event('one', { properties }), event('two')]
    expect((await send(await app(), member, sent)).body.accepted).toBe(2)
    const [one, two] = await storedEvents(await app(), member)
    expect(one!.properties).toEqual(properties)
    expect(one!.received_at).toBe((await app()).clock.at)
    expect(two!.properties).toBeNull()
  })

  test('are refused with a field that is not known, which no event silently lacks', async () => {
    const member = await newcomer()
    const { status, body } = await send(await app(), member, event('one', { occured_at: NOON }))
    expect([status, body.fields]).toEqual([422, { occured_at: 'is unknown: did you mean occurred_at?' }])
    expect(await storedEvents(await app(), member)).toEqual([])
  })

  test('are each checked by itself where they come together, also for their fields and kinds', async () => {
    const member = await newcomer()
    const { status, body } = await send(await app(), member, [
      event('good'),
      event('null', { person: null }),
      event('list', { verb: ['a'] }),
      event('misspelt', { occured_at: NOON }),
      event('number', { occurred_at: 1_772_971_200 }),
      event('nothing', { properties: null }),
      event('text', { core: 'true' }),
      event('x', { id: 7 }),
      {},
      null,
      'an event',
      7,
      [event('in a list')],
      event('good too'),
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 2, duplicates: 0, rejected: 12 })
    expect(body.results.map(({ id, status, reason }: any) => [id, reason ?? status])).toEqual([
      ['good', 'accepted'],
      ['null', 'person must be a text'],
      ['list', 'verb must be a text'],
      ['misspelt', 'occured_at is unknown: did you mean occurred_at?'],
      ['number', 'occurred_at must be ISO 8601 with a zone, such as 2026-03-08T12:00:00Z'],
      ['nothing', 'properties must be an object'],
      ['text', 'core must be true or false'],
      [null, 'id must be a text'],
      [null, 'id must be a text'],
      ...Array(4).fill([null, 'must be a JSON object']),
      ['good too', 'accepted'],
    ])
    expect((await storedEvents(await app(), member)).map(({ id }) => id)).toEqual(['good', 'good too'])
  })

  async function newcomer(): Promise<Member> {
    return signUp(await app(), crypto.randomUUID())
  }

  /** Rejected with this reason, while the one after it is taken. */
  async function expectRejected(wrong: object, reason: RegExp): Promise<void> {
    const member = await newcomer()
    const before = await everything(await app(), member)
    const bad = event('bad', wrong)
    const { body } = await send(await app(), member, bad)
    expect(body.results).toMatchObject([
      { id: bad.id, status: 'rejected', code: expect.any(String), reason: expect.stringMatching(reason) },
    ])
    expect(await everything(await app(), member)).toEqual(before)
    const { body: both } = await send(await app(), member, [bad, event('good')])
    expect(both).toMatchObject({ accepted: 1, rejected: 1 })
  }
})

/** What is wrong with a request as a whole: the status, the code and the fields that it names. */
const BAD_REQUESTS: Record<string, [call: Call, status: number, code: string, field?: string]> = {
  'broken JSON': [typed('{"id": "one", "person": '), 400, 'malformed_body'],
  'an empty body': [typed(''), 400, 'malformed_body'],
  'a text that is not Unicode': [
    typed(Buffer.from(JSON.stringify(event('zo\u00eb')), 'latin1')),
    400,
    'malformed_body',
  ],
  'a text': [{ json: 'one' }, 422, 'invalid_value', 'body'],
  'nothing at all': [{ json: null }, 422, 'invalid_value', 'body'],
  'an empty list': [{ json: [] }, 422, 'invalid_value', 'body'],
  '1,001 events': [
    { json: Array.from({ length: 1_001 }, (_, i) => event(`${i}`)) },
    422,
    'invalid_value',
    'body',
  ],
  'an event without an id': [{ json: event('x', { id: undefined }) }, 422, 'invalid_value', 'id'],
  'an id that is a number': [{ json: event('x', { id: 7 }) }, 422, 'invalid_value', 'id'],
  'a core that is a text': [{ json: event('one', { core: 'true' }) }, 422, 'invalid_value', 'core'],
  'an instant that is a number': [
    { json: event('one', { occurred_at: 1_772_971_200 }) },
    422,
    'invalid_value',
    'occurred_at',
  ],
  'another content type': [typed(JSON.stringify(event('one')), 'text/plain'), 415, 'unsupported_media_type'],
  'a form': [typed('id=one', 'application/x-www-form-urlencoded'), 415, 'unsupported_media_type'],
  'no content type': [
    { body: new TextEncoder().encode(JSON.stringify(event('one'))) },
    415,
    'unsupported_media_type',
  ],
  'more than 4 MiB': [
    { json: event('one', { properties: { a: 'x'.repeat(4 * MIB) } }) },
    413,
    'body_too_large',
  ],
}

onEachEngine('A request to report events', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  for (const [what, [call, status, code, field]] of Object.entries(BAD_REQUESTS)) {
    test(`with ${what} is refused with ${status}, and leaves nothing behind`, async () => {
      const member = await signUp(await app(), crypto.randomUUID())
      const before = await everything(await app(), member)
      const answer = await (await app()).post('/api/v1/events', { token: member.token, ...call })
      expect(answer).toMatchObject({ status, body: { status, code } })
      if (field) expect(Object.keys(answer.body.fields)).toContain(field)
      expect(await everything(await app(), member)).toEqual(before)
    })
  }

  test('may name its content type as RFC 9110 allows', async () => {
    const member = await signUp(await app(), 'ada')
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.api+json']) {
      const call = typed(JSON.stringify(event(type)), type)
      const answer = await (await app()).post('/api/v1/events', { token: member.token, ...call })
      expect([type, answer.status]).toEqual([type, 200])
    }
  })

  test('is refused with 401 before anybody looks at its body', async () => {
    let read = 0
    const body = new ReadableStream({
      pull(controller) {
        read += 1
        if (read < 1_000) controller.enqueue(new Uint8Array(64 * 1024))
        else controller.close()
      },
    })
    const credentials: Call[] = [
      {},
      { token: 'not a token' },
      { token: 'alm_not-a-key' },
      { key: 'alm_not-a-key' },
      { headers: { authorization: 'Basic YWRhOnNlY3JldA==' } },
    ]
    for (const credential of credentials) {
      for (const call of [typed('{"id": '), typed('x', 'text/plain'), { json: 5 }, { body }]) {
        const headers = { ...call.headers, ...credential.headers }
        const answer = await (await app()).post('/api/v1/events', { ...call, ...credential, headers })
        expect(answer).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
      }
    }
    expect(read).toBeLessThan(3)
  })
})

onEachEngine('An event that is taken back', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('is as if it had never come', async () => {
    const ada = await signUp(await app(), 'ada')
    await send(await app(), ada, event('stays', { person: 'grace' }))
    const before = await everything(await app(), ada, { people: false })
    await send(await app(), ada, [event('goes', { core: true }), event('goes too', { person: 'grace' })])
    expect(await everything(await app(), ada, { people: false })).not.toEqual(before)
    for (const id of ['goes', 'goes%20too']) {
      expect((await takeBack(await app(), ada, id)).status).toBe(204)
    }
    expect(await everything(await app(), ada, { people: false })).toEqual(before)
    await expectNoDrift(await app(), ada)
  })

  test('may come again', async () => {
    const grace = await signUp(await app(), 'grace')
    for (const expected of ['accepted', 'accepted']) {
      const { body } = await send(await app(), grace, event('one'))
      expect(body.results).toEqual([{ id: 'one', status: expected }])
      await takeBack(await app(), grace, 'one')
    }
  })

  test.each(['a/b', 'a%2Fb', 'ü 🙂', 'a?b#c', '%', 'a+b', 'import'])('may have the id %s', async (id) => {
    const member = await signUp(await app(), crypto.randomUUID())
    await send(await app(), member, event(id))
    expect((await takeBack(await app(), member, encodeURIComponent(id))).status).toBe(204)
    expect(await storedEvents(await app(), member)).toEqual([])
  })

  test.each(['never-sent', 'x'.repeat(201), '%20'])('must be there: %s is not', async (id) => {
    const member = await signUp(await app(), crypto.randomUUID())
    const before = await everything(await app(), member)
    const answer = await takeBack(await app(), member, id)
    expect(answer).toMatchObject({ status: 404, body: { code: 'event_not_found' } })
    expect(await everything(await app(), member)).toEqual(before)
  })

  test('at once by two callers is taken back by one of them', async () => {
    const edsger = await signUp(await app(), 'edsger')
    await send(await app(), edsger, event('one'))
    const answers = await Promise.all([1, 2].map(async () => takeBack(await app(), edsger, 'one')))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
    await expectNoDrift(await app(), edsger)
  })
})

/** Which key may do what; the owner may do all of it. */
const MAY: [what: string, request: [string, string, Call], allowed: Record<string, number>][] = [
  [
    'report events',
    ['POST', '/events', { json: event('by key') }],
    { read: 403, ingest: 200, write: 200, admin: 200 },
  ],
  [
    'report what is no event',
    ['POST', '/events', { json: { id: 7 } }],
    { read: 403, ingest: 422, write: 422, admin: 422 },
  ],
  [
    'import a history',
    ['POST', '/events/import', { body: 'id,person,occurred_at,verb\n' }],
    { read: 403, ingest: 403, write: 403, admin: 200 },
  ],
  [
    'take an event back',
    ['DELETE', '/events/unknown', {}],
    { read: 403, ingest: 403, write: 403, admin: 404 },
  ],
  [
    'describe a person',
    ['PUT', '/people/radia', { json: {} }],
    { read: 403, ingest: 200, write: 200, admin: 200 },
  ],
  [
    'see the dashboard',
    ['GET', '/metrics/dashboard', {}],
    { read: 200, ingest: 403, write: 200, admin: 200 },
  ],
]

onEachEngine('A key', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  for (const [what, [method, path, call], allowed] of MAY) {
    test(`may ${what} where its scope says so`, async () => {
      const member = await signUp(await app(), what.replaceAll(' ', '-'))
      for (const [scope, status] of Object.entries(allowed)) {
        const key = await apiKey(await app(), member, scope)
        const answer = await (await app()).call(method, `/api/v1${path}`, { key, ...call })
        expect([scope, answer.status]).toEqual([scope, status])
        if (status === 403) expect(answer.body.code).toBe('not_allowed')
      }
    })
  }
})

function typed(body: BodyInit, type = 'application/json'): Call {
  return { body, headers: { 'content-type': type } }
}

/** An object of so many levels. */
function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? {} : { a: nested(levels - 1) }
}

function send(app: TestApp, member: Member, json: unknown): Promise<Answer> {
  return app.post('/api/v1/events', { token: member.token, json })
}

function takeBack(app: TestApp, member: Member, id: string): Promise<Answer> {
  return app.delete(`/api/v1/events/${id}`, { token: member.token })
}

/** Those that the member sent; signing up made one, too. */
async function storedEvents(app: TestApp, member: Member) {
  const events = await app.context.db.for(member.organization_id).read((q) => {
    const { activity_events } = q.tables
    return q.select().from(activity_events).where(q.mine(activity_events)).orderBy(activity_events.id)
  })
  return events.filter(({ verb }) => verb !== 'sign_in')
}

/** All that a request could have left behind. */
async function everything(app: TestApp, member: Member, { people = true } = {}) {
  const known = await app.context.db.for(member.organization_id).read((q) => {
    const { people } = q.tables
    return q.select().from(people).where(q.mine(people)).orderBy(people.id)
  })
  return {
    events: await storedEvents(app, member),
    ...(people && { people: known }),
    today: sameNumbers(await readDashboard(app, member)),
    on_the_10th: sameNumbers(await readDashboard(app, member, '2026-11-10')),
  }
}
