import { expect, test } from 'bun:test'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { hiring } from './hiring.ts'

const GRACE = { name: 'Grace', email: 'grace@example.com' }

onEachEngine('Candidates', (engine) => {
  const app = sharedApp(engine)

  test('are one for each address, in whatever case', async () => {
    const { ada, ben, call, made, job } = await hiring(await app(), 'one')
    const candidate = await made('/candidates', ada, { ...GRACE, tags: [' roses', 'roses'] })
    expect(candidate).toMatchObject({ ...GRACE, tags: ['roses'], consent: null, retain_until: null })
    const again = await call('POST', '/candidates', ada, { name: 'Another', email: 'GRACE@Example.com' })
    expect([again.status, again.body.code]).toEqual([409, 'candidate_exists'])
    const { id: job_id } = await job()
    const applied = await made('/applications', ben, { job_id, name: 'G.', email: 'Grace@EXAMPLE.com' })
    expect([applied.candidate.id, applied.candidate.name, applied.name]).toEqual([
      candidate.id,
      'Grace',
      'G.',
    ])
    // Whoever applies for nothing is for admins to enter.
    expect((await call('POST', '/candidates', ben, { ...GRACE, email: 'new@example.com' })).status).toBe(403)
    const other = await made('/candidates', ada, { name: 'Heidi', email: 'heidi@example.com' })
    const taken = await call('PATCH', `/candidates/${other.id}`, ada, { email: 'grace@EXAMPLE.com' })
    expect([taken.status, taken.body.code]).toEqual([409, 'candidate_exists'])
    const own = await call('PATCH', `/candidates/${candidate.id}`, ada, { email: 'GRACE@example.com' })
    expect([own.status, own.body.email]).toEqual([200, 'GRACE@example.com'])
  })

  test('have tags, a consent with its date, and a day until which they are kept', async () => {
    const { ada, call, made, app: a } = await hiring(await app(), 'told')
    const { id } = await made('/candidates', ada, { ...GRACE, consent: { purpose: 'later jobs' } })
    const given_at = new Date(a.clock.at).toISOString()
    const path = `/candidates/${id}`
    a.clock.at += 60_000
    const change = async (json: object) => (await call('PATCH', path, ada, json)).body
    expect(await change({ tags: ['roses', 'tulips'] })).toMatchObject({
      consent: { purpose: 'later jobs', given_at },
    })
    const before = await change({})
    expect(await change({ consent: { purpose: 'later jobs' }, tags: ['roses', 'tulips'] })).toEqual(before)
    expect(
      (await change({ consent: { purpose: 'mails', given_at: '2026-01-02T00:00:00Z' } })).consent,
    ).toEqual({
      purpose: 'mails',
      given_at: '2026-01-02T00:00:00.000Z',
    })
    expect((await change({ consent: null, retain_until: '2027-02-28' })).consent).toBeNull()
    expect((await change({ retain_until: '2027-02-29' })).fields).toHaveProperty('retain_until')
    const found = async (query: string) =>
      (await call('GET', `/candidates?${query}&count=true`, ada)).body.total
    expect([
      await found('tag=tulips'),
      await found('tag=thorns'),
      await found('email=Grace@example.com'),
    ]).toEqual([1, 0, 1])
  })

  test('who are one person are merged, and keep all that happened', async () => {
    const { ada, ben, call, made, job, app: a } = await hiring(await app(), 'merged')
    const [one, two] = [await job(), await job()]
    const apply = (job_id: string, email: string) =>
      made('/applications', ben, { job_id, name: 'Grace', email })
    const first = await apply(one.id, 'grace@example.com')
    const double = await apply(one.id, 'g@example.com')
    const other = await apply(two.id, 'g@example.com')
    await made(`/applications/${double.id}/notes`, ben, { body: 'the same person' })
    const path = `/candidates/${first.candidate.id}`
    await call('PATCH', `/candidates/${double.candidate.id}`, ada, { tags: ['roses'], phone: '123' })
    const merge = (by: typeof ada, candidate_id: string) =>
      call('POST', `${path}/merge`, by, { candidate_id })
    expect((await merge(ben, double.candidate.id)).status).toBe(403)
    expect((await merge(ada, first.candidate.id)).status).toBe(422)
    const { status, body } = await merge(ada, double.candidate.id)
    expect([status, body]).toMatchObject([200, { email: 'grace@example.com', tags: ['roses'], phone: '123' }])
    const { items } = (await call('GET', `/applications?candidate_id=${first.candidate.id}`, ada)).body
    expect(items.map(({ id, stage }: any) => [id, stage])).toEqual([
      [first.id, 'applied'],
      [double.id, 'withdrawn'],
      [other.id, 'applied'],
    ])
    const stages = (await call('GET', `/applications/${double.id}/stages`, ada)).body.items
    expect(stages.map(({ to_stage, reason }: any) => [to_stage, reason])).toEqual([
      ['applied', null],
      ['withdrawn', 'duplicate'],
    ])
    expect((await call('GET', `/applications/${double.id}/notes`, ada)).body.items).toHaveLength(1)
    expect((await call('GET', `/candidates/${double.candidate.id}`, ada)).body.id).toBe(first.candidate.id)
    expect((await call('GET', '/candidates?count=true', ada)).body.total).toBe(1)
    // The address of the other is nobody's any more.
    expect((await call('POST', '/candidates', ada, { name: 'x', email: 'g@example.com' })).status).toBe(201)
    await expectNoDrift(a, ada)
  })

  test('are erased: the person goes, from everywhere, and the counts stay', async () => {
    const { ada, ben, call, made, job, app: a } = await hiring(await app(), 'erased')
    const { id: job_id, questions } = await job({ questions: [{ kind: 'text', prompt: 'Why?' }] })
    const application = await made('/applications', ben, {
      job_id,
      name: 'Grace Hopper',
      email: 'grace.hopper@example.com',
      phone: '+1 234 567',
      message: 'I, Hopper, apply',
      answers: [{ question_id: questions[0].id, answer: 'Hopper' }],
    })
    const path = `/applications/${application.id}`
    await made(`${path}/notes`, ben, { body: 'Hopper knows roses' })
    await call('PUT', `${path}/rating`, ben, { score: 5, comment: 'Hopper!' })
    const before = (await call('GET', '/metrics/dashboard', ada)).body.hiring_metrics
    const candidate = `/candidates/${application.candidate.id}`
    expect((await call('DELETE', candidate, ben)).status).toBe(403)
    expect((await call('DELETE', candidate, ada)).status).toBe(204)
    expect((await call('DELETE', candidate, ada)).status).toBe(404)
    expect((await call('GET', candidate, ada)).status).toBe(404)
    const { body } = await call('GET', path, ada)
    expect(body).toMatchObject({ candidate: null, name: null, message: '', answers: [], stage: 'applied' })
    expect((await call('GET', `${path}/notes`, ada)).body.items).toEqual([])
    expect((await call('GET', `${path}/ratings`, ada)).body).toMatchObject({
      average: 5,
      items: [{ comment: '' }],
    })
    expect((await call('GET', '/metrics/dashboard', ada)).body.hiring_metrics).toEqual(before)
    // What was written of nobody would stay for ever: no erasure finds it any more.
    const later = [
      await call('POST', `${path}/notes`, ben, { body: 'Hopper was good' }),
      await call('PUT', `${path}/rating`, ada, { score: 4, comment: 'Hopper, of course' }),
    ]
    for (const { status, body } of later) expect([status, body.code]).toEqual([409, 'candidate_erased'])
    const rows = await a.context.db.for(ada.organization_id).read(async (q) => {
      const found: unknown[] = []
      for (const [name, table] of Object.entries(q.tables)) {
        // Answers that may come again are kept encrypted, and for a day.
        if (!('organization_id' in table) || name === 'idempotent_writes') continue
        found.push(
          await q
            .select()
            .from(table as typeof q.tables.jobs)
            .where(q.mine(table as typeof q.tables.jobs)),
        )
      }
      return JSON.stringify(found)
    })
    expect(rows).not.toMatch(/hopper|234 567/i)
    await expectNoDrift(a, ada)
    // Whoever comes again is somebody new.
    const again = await made('/applications', ben, {
      job_id,
      name: 'Grace',
      email: 'grace.hopper@example.com',
    })
    expect(again.candidate.id).not.toBe(application.candidate.id)
  })

  test('are erased when the day until which they are kept is over, where the organization is', async () => {
    const { ada, call, made, app: a } = await hiring(await app(), 'retained', 'America/New_York')
    const { id } = await made('/candidates', ada, { ...GRACE, retain_until: '2026-11-20' })
    await made('/candidates', ada, { name: 'Heidi', email: 'heidi@example.com', retain_until: '2026-11-21' })
    const names = async () => (await call('GET', '/candidates', ada)).body.items.map(({ name }: any) => name)
    const before = a.clock.at
    // An hour before midnight there, and past it in UTC.
    for (const [at, left] of [
      ['2026-11-21T04:00:00Z', ['Grace', 'Heidi']],
      ['2026-11-21T05:00:00Z', ['Heidi']],
    ] as const) {
      a.clock.at = Date.parse(at)
      expect(await a.context.cron.run('erase_candidates')).toMatchObject({ outcome: 'done' })
      a.clock.at = before
      expect(await names()).toEqual([...left])
    }
    expect((await call('GET', `/candidates/${id}`, ada)).status).toBe(404)
    await expectNoDrift(a, ada)
  })

  test('are merged while their job is in the trash, and it comes back', async () => {
    const { ada, ben, call, made, job, app: a } = await hiring(await app(), 'merged-trash')
    const { id: job_id } = await job()
    const apply = (email: string) => made('/applications', ben, { job_id, name: 'Grace', email })
    const [one, other] = [await apply('grace@example.com'), await apply('g@example.com')]
    await call('DELETE', `/jobs/${job_id}`, ben)
    const candidate_id = other.candidate.id
    expect((await call('POST', `/candidates/${one.candidate.id}/merge`, ada, { candidate_id })).status).toBe(
      200,
    )
    expect((await call('POST', `/trash/${job_id}/restore`, ben)).status).toBe(204)
    const { items } = (await call('GET', '/applications', ada)).body
    expect(items.map(({ stage }: any) => stage)).toEqual(['applied', 'withdrawn'])
    await expectNoDrift(a, ada)
  })

  test('who take one address at the same moment do not both have it', async () => {
    const { ada, call, made } = await hiring(await app(), 'one-address')
    const person = (name: string) => made('/candidates', ada, { name, email: `${name}@example.com` })
    const all = [await person('a'), await person('b'), await person('c')]
    const email = 'wanted@example.com'
    const answers = await Promise.all(all.map(({ id }) => call('PATCH', `/candidates/${id}`, ada, { email })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('who apply at the same moment are one', async () => {
    const { ben, call, job } = await hiring(await app(), 'at-once')
    const { id: job_id } = await job()
    const all = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/applications', ben, { job_id, ...GRACE })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
    expect((await call('GET', '/candidates?count=true', ben)).body.total).toBe(1)
  })
})
