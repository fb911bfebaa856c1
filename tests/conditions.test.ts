/** Tags of versions as conditions: of what is deleted, too, and through proxies that mark the tags. */
import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { signUp } from './people.ts'

const MARKED: [by: string, mark: (etag: string) => string][] = [
  ['nginx', (etag) => `W/${etag}`],
  ['Apache', (etag) => etag.replace(/"$/, '-gzip"')],
  ['Caddy', (etag) => `W/${etag.replace(/"$/, '-zstd"')}`],
]

onEachEngine('A version whose tag was marked on its way', (engine) => {
  const app = sharedApp(engine)

  for (const [by, mark] of MARKED) {
    test(`by ${by} is the version: it is changed, and not sent again`, async () => {
      const { call, get, post } = await app()
      const { token } = await signUp(await app(), by)
      const { body, headers } = await post('/api/v1/tasks', { token, json: { title: 'Roses' } })
      const path = `/api/v1/tasks/${body.id}`
      const etag = mark(headers.get('etag') ?? '')
      expect((await get(path, { token, headers: { 'if-none-match': etag } })).status).toBe(304)
      const change = { token, json: { title: 'Tulips' }, headers: { 'if-match': etag } }
      expect((await call('PATCH', path, change)).status).toBe(200)
      // Now it is another.
      expect((await call('PATCH', path, { ...change, json: { title: 'Oaks' } })).status).toBe(412)
      expect((await get(path, { token, headers: { 'if-none-match': etag } })).status).toBe(200)
    })
  }
})

const NEW: [path: string, made: object, changes: object][] = [
  ['/teams', { name: 'Gardeners' }, { description: 'They dig.' }],
  ['/projects', { name: 'Garden' }, { name: 'Gardens' }],
  ['/tasks', { title: 'Prune' }, { title: 'Prune more' }],
  ['/labels', { name: 'garden', color: '#2e7d32' }, { name: 'gardens' }],
  ['/content', { title: 'Roses' }, { title: 'Roses, again' }],
  ['/lessons', { title: 'Soil' }, { title: 'Soils' }],
  ['/assessments', { title: 'Exam', questions: [] }, { title: 'Exams' }],
  ['/companies', { name: 'Bluebird' }, { name: 'Bluebirds' }],
  ['/jobs', { title: 'Gardener', status: 'open' }, { title: 'Gardeners' }],
  ['/candidates', { name: 'Kay', email: 'kay@example.com' }, { name: 'Kai' }],
]

onEachEngine('What is deleted with If-Match', (engine) => {
  const app = sharedApp(engine)
  const { call, done } = callsTo(app)

  test('stays where it was changed since, and goes where it was not', async () => {
    const ada = await signUp(await app(), 'ada')
    const make = async (path: string, given: object) => `${path}/${(await done('POST', path, ada, given)).id}`
    const task = await make('/tasks', { title: 'Mow' })
    const content = await make('/content', { title: 'Lawns' })
    const job_id = (await done('POST', '/jobs', ada, { title: 'Mower', status: 'open' })).id
    const candidate_id = (await done('POST', '/candidates', ada, { name: 'Ann', email: 'ann@example.com' }))
      .id
    const application = await make('/applications', { job_id, candidate_id })
    const title = { kind: 'group', title: 'Garden' }
    const conversation = await make('/conversations', { ...title, member_ids: [] })
    const body = { body: 'Look.' }
    const within: typeof NEW = [`${task}/comments`, `${content}/comments`, `${application}/notes`]
      .concat(`${conversation}/messages`)
      .map((path) => [path, body, { body: 'Look again.' }])
    for (const [path, made, changes] of [...NEW, ...within]) {
      const thing = await make(path, made)
      await expectVersionsKept(thing, changes)
    }
    await expectVersionsKept(application, { stage: 'screening' })

    async function expectVersionsKept(thing: string, changes: object) {
      const seen = await tagOf(thing)
      await done('PATCH', thing, ada, changes)
      const late = await call('DELETE', thing, ada, undefined, { 'if-match': seen })
      expect([thing, late.status, late.body?.code]).toEqual([thing, 412, 'changed_meanwhile'])
      expect(late.body.current).toMatchObject(changes)
      const gone = await call('DELETE', thing, ada, undefined, { 'if-match': await tagOf(thing) })
      expect([thing, gone.status, gone.headers.get('etag')]).toEqual([thing, 204, null])
    }

    async function tagOf(thing: string) {
      return (await call('GET', thing, ada)).headers.get('etag') ?? ''
    }
  })

  test('of what has no version, and whatever else is done to it with If-Match, is refused and not done', async () => {
    const eve = await signUp(await app(), 'eve')
    const condition = { 'if-match': '"anything"' }
    const member = `/members/${eve.member_id}`
    for (const [method, path, json] of [
      ['PATCH', member, { role: 'admin' }],
      ['DELETE', member, undefined],
      ['POST', '/tasks', { title: 'Mow' }],
      ['PATCH', '/auth/me', { name: 'Eva' }],
    ] as const) {
      const { status, body } = await call(method, path, eve, json, condition)
      expect([method, path, status, Object.keys(body.fields)]).toEqual([method, path, 422, ['If-Match']])
    }
    expect((await done('GET', '/tasks', eve)).items).toEqual([])
    await done('PATCH', '/auth/me', eve, { name: 'Eva' }, { 'if-match': '*' })
  })
})
