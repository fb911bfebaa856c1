/** Many content items, jobs, candidates and applications in one request: all of them or none. */
import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { type Member, signUp } from './people.ts'
import { drifts, joinAs } from './teams.ts'

/** What is well-formed, and cannot be made. */
const NOBODY = '019aa2c4-3c00-7000-8000-000000000000'
const BAD: Record<string, object> = {
  content: { title: 'x', author_id: NOBODY },
  jobs: { title: 'x', owner_id: NOBODY },
  candidates: { name: 'Joe', email: 'JOE@example.com' },
  applications: { job_id: NOBODY, name: 'Joe', email: 'joe@example.com' },
}

onEachEngine('Many at once', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)
  let made: Promise<{ ada: Member; ben: Member; job_id: string }> | undefined
  const scene = () => {
    made ??= app().then(async (one) => {
      const ada = await signUp(one, 'ada')
      const ben = await joinAs(one, ada, 'ben', 'member')
      return { ada, ben, job_id: (await done('POST', '/jobs', ada, { title: 'Cook', status: 'open' })).id }
    })
    return made
  }
  const person = (name: string) => ({ name, email: `${name}@example.com` })

  /** What is made of each noun, a change of each of them, and what cannot be taken. */
  const NOUNS = (job_id: string): [name: string, given: object[], changes: object, bad: object][] => [
    [
      'content',
      [{ title: 'Soil' }, { title: 'Soil', status: 'published' }],
      { tags: ['x'] },
      { slug: 'soil' },
    ],
    ['jobs', [{ title: 'a' }, { title: 'b', status: 'open' }], { location: 'Bonn' }, { owner_id: job_id }],
    ['candidates', [person('ivy'), person('joe')], { tags: ['x'] }, { email: 'joe@example.com' }],
    [
      'applications',
      [person('kim'), person('lou')].map((one) => ({ ...one, job_id })),
      { stage: 'screening' },
      { stage: 'hired' },
    ],
  ]

  test('are made and changed in the order of the request, each as by itself', async () => {
    const { ada, job_id } = await scene()
    for (const [name, given, changes] of NOUNS(job_id)) {
      const { status, body } = await call('POST', `/${name}/bulk`, ada, { [name]: given })
      expect([name, status, body[name].length]).toEqual([name, 201, 2])
      const ids: string[] = body[name].map(({ id }: { id: string }) => id).toReversed()
      const changed = await call('PATCH', `/${name}/bulk`, ada, {
        [name]: ids.map((id) => ({ id, ...changes })),
      })
      expect([name, changed.status, changed.body[name].map(({ id }: any) => id)]).toEqual([name, 200, ids])
      for (const one of changed.body[name]) {
        expect(one).toMatchObject(changes)
        expect((await call('GET', `/${name}/${one.id}`, ada)).body).toMatchObject(one)
      }
    }
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('are none where one of them cannot be, and it is said of each why', async () => {
    const { ada, job_id } = await scene()
    for (const [name, given, changes, bad] of NOUNS(job_id)) {
      const fresh = given.map((one) => ('email' in one ? { ...one, email: `new-${one.email}` } : one))
      const [kept, other] = (await done('POST', `/${name}/bulk`, ada, { [name]: fresh }))[name]
      const before = await call('GET', `/${name}?count=true`, ada)
      const { updated_at } = other
      const { status, body } = await call('PATCH', `/${name}/bulk`, ada, {
        [name]: [
          { id: kept.id, ...changes },
          { id: other.id, ...bad },
          { id: kept.id, ...changes },
          { id: NOBODY, ...changes },
        ],
      })
      expect([name, status, body.code, body.detail]).toEqual([name, 422, 'bulk_refused', expect.any(String)])
      expect(body.results).toMatchObject([
        { index: 0, id: kept.id, status: 200 },
        { index: 1, id: other.id, status: expect.any(Number), code: expect.any(String) },
        { index: 2, status: 422, code: 'invalid_value', fields: { id: 'is here twice' } },
        { index: 3, status: 404 },
      ])
      const stale = await call('PATCH', `/${name}/bulk`, ada, {
        [name]: [{ id: other.id, ...changes, if_updated_at: '2026-01-01T00:00:00Z' }],
      })
      expect(stale.body.results).toMatchObject([{ status: 412, current: { updated_at } }])
      // The first could be made, were it not for the second.
      const two = [{ ...fresh[0], ...('email' in (fresh[0] ?? {}) && { email: 'last@example.com' }) }]
      const half = await call('POST', `/${name}/bulk`, ada, { [name]: [...two, BAD[name]] })
      expect([name, half.status, half.body.results]).toMatchObject([name, 422, [{ status: 201 }, {}]])
      expect((await call('GET', `/${name}?count=true`, ada)).body).toEqual(before.body)
    }
  })

  test('are refused of whoever may not do it to each of them, and no more than a hundred are taken', async () => {
    const { ada, ben, job_id } = await scene()
    const { id } = await done('POST', '/content', ada, { title: 'Hers', status: 'published' })
    const mine = await done('POST', '/content', ben, { title: 'His' })
    const content = [mine.id, id].map((one) => ({ id: one, tags: ['y'] }))
    const { body } = await call('PATCH', '/content/bulk', ben, { content })
    expect(body.results).toMatchObject([{ status: 200 }, { status: 403, code: 'content_not_yours' }])
    expect((await call('GET', `/content/${mine.id}`, ben)).body.tags).toEqual([])
    const candidates = [person('moe')]
    const refused = await call('POST', '/candidates/bulk', ben, { candidates })
    expect(refused.body.results).toMatchObject([{ status: 403, code: 'hiring_not_yours' }])
    for (const [name, [given]] of NOUNS(job_id)) {
      const many = { [name]: Array(101).fill(given) }
      const { status, body } = await call('POST', `/${name}/bulk`, ada, many)
      expect([status, body.fields[name]]).toEqual([422, 'must have 1 to 100 items'])
    }
  })
})
