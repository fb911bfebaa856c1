import { expect, test } from 'bun:test'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { hiring } from './hiring.ts'
import { apiKey, type Member } from './people.ts'
import { joinAs } from './teams.ts'

onEachEngine('Companies', (engine) => {
  const app = sharedApp(engine)

  test('are seen by everybody, and changed by their owner and admins', async () => {
    const { ada, ben, dora, call, made } = await hiring(await app(), 'companies')
    const company = await made('/companies', ben, { name: ' Bluebird ', website: 'https://bluebird.example' })
    expect(company).toMatchObject({ name: 'Bluebird', owner_id: ben.member_id, location: null })
    const path = `/companies/${company.id}`
    expect((await call('GET', path, dora)).body).toEqual(company)
    expect((await call('PATCH', path, dora, { name: 'Mine' })).status).toBe(403)
    expect((await call('DELETE', path, dora)).status).toBe(403)
    for (const by of [ben, ada]) {
      expect((await call('PATCH', path, by, { location: `${by.email}` })).body.location).toBe(by.email)
    }
    expect((await call('GET', '/companies?count=true', dora)).body).toMatchObject({ total: 1 })
    expect((await call('DELETE', path, ben)).status).toBe(204)
    expect((await call('GET', path, ada)).status).toBe(404)
    expect((await call('GET', '/companies', ada)).body.items).toEqual([])
  })

  test('have a page on the web, or none', async () => {
    const { ben, call } = await hiring(await app(), 'websites')
    for (const website of ['javascript:alert(1)', 'bluebird', 'https://', 'http://a b', 'https://[']) {
      expect((await call('POST', '/companies', ben, { name: 'B', website })).body.fields).toHaveProperty(
        'website',
      )
    }
  })
})

onEachEngine('Jobs', (engine) => {
  const app = sharedApp(engine)

  test('belong to who makes them, and are drafts', async () => {
    const { ben, call } = await hiring(await app(), 'made')
    const { status, body, headers } = await call('POST', '/jobs', ben, { title: ' Gärtner (m/w/d) ' })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        company_id: null,
        title: 'Gärtner (m/w/d)',
        slug: `gartner-m-w-d-${body.id.slice(-8)}`,
        description: '',
        status: 'draft',
        employment_type: 'full_time',
        location_type: 'on_site',
        location: null,
        salary: null,
        owner_id: ben.member_id,
        reviewer_ids: [],
        publish_on: null,
        valid_through: null,
        required_fields: [],
        questions: [],
        opened_at: null,
        closed_at: null,
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const read = await call('GET', `/jobs/${body.id}`, ben)
    expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
  })

  test('go from draft to open, to paused and back, and are closed for good', async () => {
    const { ben, call, job, app: a } = await hiring(await app(), 'life')
    const { id } = await job({ status: 'draft' })
    const becomes = async (status: string) => {
      a.clock.at += 1000
      const answer = await call('PATCH', `/jobs/${id}`, ben, { status })
      return answer.status === 200 ? answer.body.status : [answer.body.code, answer.body.allowed]
    }
    const refused = (...allowed: string[]) => ['move_not_allowed', allowed]
    expect(await becomes('paused')).toEqual(refused('open'))
    expect(await becomes('closed')).toEqual(refused('open'))
    expect(await becomes('open')).toBe('open')
    const opened_at = new Date(a.clock.at).toISOString()
    expect(await becomes('draft')).toEqual(refused('paused', 'closed'))
    expect(await becomes('paused')).toBe('paused')
    expect(await becomes('open')).toBe('open')
    expect(await becomes('closed')).toBe('closed')
    const closed_at = new Date(a.clock.at).toISOString()
    expect(await becomes('open')).toEqual(refused())
    expect((await call('GET', `/jobs/${id}`, ben)).body).toMatchObject({ opened_at, closed_at })
  })

  test('that are not open are there for their owner, their reviewers and admins alone', async () => {
    const { ada, ben, cleo, dora, call, job } = await hiring(await app(), 'seen')
    const draft = await job({ title: 'Secret', status: 'draft', reviewer_ids: [cleo.member_id] })
    const open = await job({ title: 'Open' })
    const of = async (by: Member) => {
      const { items, total } = (await call('GET', '/jobs?count=true', by)).body
      return [
        (await call('GET', `/jobs/${draft.id}`, by)).status,
        items.map(({ title }: any) => title),
        total,
      ]
    }
    for (const by of [ada, ben, cleo]) expect(await of(by)).toEqual([200, ['Secret', 'Open'], 2])
    expect(await of(dora)).toEqual([404, ['Open'], 1])
    for (const [by, status] of [
      [dora, 404],
      [cleo, 403],
    ] as const) {
      expect((await call('PATCH', `/jobs/${draft.id}`, by, { status: 'open' })).status).toBe(status)
      expect((await call('DELETE', `/jobs/${draft.id}`, by)).status).toBe(status)
    }
    expect((await call('PATCH', `/jobs/${open.id}`, dora, { title: 'Mine' })).status).toBe(403)
    await call('PATCH', `/jobs/${draft.id}`, ben, { reviewer_ids: [] })
    expect(await of(cleo)).toEqual([404, ['Open'], 1])
    await call('PATCH', `/jobs/${draft.id}`, ben, { owner_id: dora.member_id })
    expect(await of(dora)).toEqual([200, ['Secret', 'Open'], 2])
    expect(await of(ben)).toEqual([404, ['Open'], 1])
  })

  test('tell what knocks out to those who review them, and to nobody else', async () => {
    const { ada, ben, cleo, dora, call, job } = await hiring(await app(), 'keys')
    const questions = [
      { kind: 'yes_no', prompt: 'May you work here?', knock_out: { expects: true } },
      { kind: 'choice', prompt: 'Which?', options: ['roses', 'tulips'], knock_out: { accepts: ['roses'] } },
      { kind: 'number', prompt: 'How many years?', required: true, knock_out: { min: 2 } },
      { kind: 'text', prompt: 'Why?' },
    ]
    const { id } = await job({ questions, reviewer_ids: [cleo.member_id] })
    const seenBy = async (by: Member) => (await call('GET', `/jobs/${id}`, by)).text
    for (const by of [ada, ben, cleo]) expect(await seenBy(by)).toContain('"accepts":["roses"]')
    expect(await seenBy(dora)).not.toMatch(/knock_out|accepts|expects/)
    expect((await call('GET', '/jobs', dora)).text).not.toMatch(/knock_out|accepts|expects/)
  })

  test('keep a question that is named by its id, and refuse what makes no sense', async () => {
    const { ben, call, job } = await hiring(await app(), 'questions')
    const { id, questions } = await job({ questions: [{ kind: 'text', prompt: 'Why?' }] })
    const put = (questions: object[]) => call('PATCH', `/jobs/${id}`, ben, { questions })
    const [why] = questions
    const { body } = await put([
      { kind: 'text', prompt: 'How?' },
      { ...why, prompt: 'Why us?' },
    ])
    expect(body.questions[1]).toEqual({ ...why, prompt: 'Why us?' })
    expect(body.questions[0].id).not.toBe(why.id)
    const wrong: [object, string][] = [
      [{ kind: 'text', prompt: 'x', id: 'another' }, 'questions.0.id'],
      [{ kind: 'choice', prompt: 'x' }, 'questions.0.options'],
      [{ kind: 'text', prompt: 'x', options: ['a', 'b'] }, 'questions.0.options'],
      [{ kind: 'text', prompt: 'x', knock_out: { expects: true } }, 'questions.0.knock_out'],
      [{ kind: 'number', prompt: 'x', knock_out: {} }, 'questions.0.knock_out'],
      [{ kind: 'number', prompt: 'x', knock_out: { min: 2, max: 1 } }, 'questions.0.knock_out.max'],
      [
        { kind: 'choice', prompt: 'x', options: ['a', 'b'], knock_out: { accepts: ['c'] } },
        'questions.0.knock_out.accepts',
      ],
    ]
    for (const [question, field] of wrong) {
      const { status, body } = await put([question])
      expect([status, Object.keys(body.fields)]).toEqual([422, [field]])
    }
    expect((await put([why, why])).status).toBe(422)
  })

  test('have a salary in minor units of a currency that there is, and dates in their order', async () => {
    const { ben, call, job } = await hiring(await app(), 'salaries')
    const salary = { min: 3_200_000, currency: 'EUR', period: 'year' }
    const { id, salary: kept } = await job({ salary, publish_on: '2026-12-01', valid_through: '2026-12-24' })
    expect(kept).toEqual({ ...salary, max: null })
    const wrong: [object, string][] = [
      [{ salary: { ...salary, currency: 'EUX' } }, 'salary.currency'],
      [{ salary: { ...salary, max: 1 } }, 'salary.max'],
      [{ salary: { currency: 'EUR', period: 'month' } }, 'salary.min'],
      [{ publish_on: '2026-02-30' }, 'publish_on'],
      [{ publish_on: '2026-12-25' }, 'valid_through'],
      [{ owner_id: 'nobody' }, 'owner_id'],
      [{ reviewer_ids: ['nobody'] }, 'reviewer_ids'],
      [{ company_id: 'none' }, 'company_id'],
      [{ title: 'a\0b' }, 'title'],
    ]
    for (const [json, field] of wrong) {
      const { status, body } = await call('PATCH', `/jobs/${id}`, ben, json)
      expect([json, status, Object.keys(body.fields)]).toEqual([json, 422, [field]])
    }
  })

  test('keep the slug that they were opened with', async () => {
    const { ben, call, job } = await hiring(await app(), 'slugs')
    const { id } = await job({ status: 'draft' })
    const change = async (json: object) => (await call('PATCH', `/jobs/${id}`, ben, json)).body.slug
    expect(await change({ title: 'Head gardener' })).toBe(`head-gardener-${id.slice(-8)}`)
    expect(await change({ status: 'open' })).toBe(`head-gardener-${id.slice(-8)}`)
    expect(await change({ title: 'Florist' })).toBe(`head-gardener-${id.slice(-8)}`)
    expect((await job({ title: '庭師' })).slug).toMatch(/^[a-z0-9]{8}$/)
  })

  test('are found by what they are, in either order', async () => {
    const { ada, ben, dora, call, made, job } = await hiring(await app(), 'found')
    const { id: company_id } = await made('/companies', ada, { name: 'B' })
    await job({ title: 'a', company_id, employment_type: 'contract' })
    await job({ title: 'b', location_type: 'remote' })
    await job({ title: 'c', status: 'draft' })
    const titles = async (query: string, by = ben) =>
      (await call('GET', `/jobs?${query}`, by)).body.items.map(({ title }: any) => title)
    expect(await titles('sort=-created_at')).toEqual(['c', 'b', 'a'])
    expect(await titles(`company_id=${company_id}`)).toEqual(['a'])
    expect(await titles('employment_type=contract')).toEqual(['a'])
    expect(await titles('location_type=remote&status=open')).toEqual(['b'])
    expect(await titles('status=draft')).toEqual(['c'])
    expect(await titles('status=draft', dora)).toEqual([])
    expect(await titles(`owner_id=${ben.member_id}`, dora)).toEqual(['a', 'b'])
    const first = (await call('GET', '/jobs?limit=2', ben)).body
    expect(await titles(`limit=2&cursor=${first.next_cursor}`)).toEqual(['c'])
    expect((await call('GET', `/jobs?limit=2&status=open&cursor=${first.next_cursor}`, ben)).status).toBe(422)
  })

  test('of one version are changed once', async () => {
    const { ben, job, app: a } = await hiring(await app(), 'versions')
    const { id } = await job()
    const path = `/api/v1/jobs/${id}`
    const { headers } = await a.get(path, { token: ben.token })
    const change = (title: string) =>
      a.call('PATCH', path, {
        token: ben.token,
        json: { title },
        headers: { 'if-match': headers.get('etag') ?? '' },
      })
    const [one, other] = await Promise.all([change('one'), change('other')])
    expect([one.status, other.status].sort()).toEqual([200, 412])
  })

  test('count in the metrics by status, now and on every day, and not in the trash', async () => {
    const h = await hiring(await app(), 'counted')
    const { ada, ben, call, job, app: a } = h
    const { id } = await job({ status: 'draft' })
    await call('PATCH', `/jobs/${id}`, ben, { status: 'open' })
    const other = await job()
    await call('DELETE', `/jobs/${other.id}`, ben)
    expect((await call('GET', `/jobs/${other.id}`, ada)).status).toBe(404)
    await expectNoDrift(a, ada)
  })

  test('are there for keys by their scopes', async () => {
    const { ada, job, app: a } = await hiring(await app(), 'scopes')
    await job({ status: 'draft' })
    const status = async (method: string, scope: string) =>
      (
        await a.call(method, '/api/v1/jobs', {
          key: await apiKey(a, ada, scope),
          ...(method === 'POST' && { json: { title: 'x' } }),
        })
      ).status
    expect([await status('GET', 'read'), await status('POST', 'read')]).toEqual([200, 403])
    expect([await status('GET', 'ingest'), await status('POST', 'write')]).toEqual([403, 201])
    const viewer = await joinAs(a, ada, 'scopes-vera', 'viewer')
    expect((await a.get('/api/v1/jobs', { token: viewer.token })).body.items).toEqual([])
    expect((await a.post('/api/v1/jobs', { token: viewer.token, json: { title: 'x' } })).status).toBe(403)
  })
})
