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
    // An empty one would be a day that is long over, and the person erased within the hour.
    for (const retain_until of ['2027-02-29', '']) {
      expect((await change({ retain_until })).fields).toHaveProperty('retain_until')
    }
    const made_so = await call('POST', '/candidates', ada, {
      name: 'H',
      email: 'h@example.com',
      retain_until: '',
    })
    expect(made_so.status).toBe(422)
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
    await expectNoDrift(a, ada)
  })

  test('who are merged keep of two applications for one job the one that has come further', async () => {
    const { ada, ben, call, made, done, job, app: a } = await hiring(await app(), 'further')
    const { id: job_id } = await job()
    const apply = (email: string) => made('/applications', ben, { job_id, name: 'Grace', email })
    const [kept, hired] = [await apply('grace@example.com'), await apply('g@example.com')]
    for (const stage of ['offer', 'hired']) await done('PATCH', `/applications/${hired.id}`, ben, { stage })
    const path = `/candidates/${kept.candidate.id}`
    await made(`${path}/merge`, ada, { candidate_id: hired.candidate.id })
    const { items } = (await call('GET', `/applications?candidate_id=${kept.candidate.id}`, ada)).body
    expect(items.map(({ id, stage }: any) => [id, stage])).toEqual([
      [kept.id, 'withdrawn'],
      [hired.id, 'hired'],
    ])
    const { hiring_metrics } = (await call('GET', '/metrics/dashboard', ada)).body
    expect(hiring_metrics.applications_by_stage).toMatchObject({ hired: 1, withdrawn: 1 })
    await expectNoDrift(a, ada)
  })

  test('who were merged are found by each of their addresses, until they are erased', async () => {
    const h = await hiring(await app(), 'addresses')
    const { ada, ben, call, made, job } = h
    const person = (email: string) => made('/candidates', ada, { name: 'Grace', email })
    const [kept, old, older] = [
      await person('grace@example.com'),
      await person('g@example.com'),
      await person('hopper@example.com'),
    ]
    // One after the other, so that one of them was merged into somebody who was merged, too.
    await made(`/candidates/${old.id}/merge`, ada, { candidate_id: older.id })
    await made(`/candidates/${kept.id}/merge`, ada, { candidate_id: old.id })
    const again = await call('POST', '/candidates', ada, { name: 'x', email: 'G@example.com' })
    expect([again.status, again.body.code]).toEqual([409, 'candidate_exists'])
    const { id: job_id } = await job()
    const board = { name: 'Grace', email: 'Hopper@Example.com' }
    expect((await call('POST', `/board/${h.slug}/jobs/${job_id}/applications`, null, board)).status).toBe(202)
    const byHand = { job_id, name: 'Grace', email: 'g@example.com' }
    expect((await call('POST', '/applications', ben, byHand)).body.code).toBe('already_applied')
    const found = async (email: string) =>
      (await call('GET', `/candidates?email=${email}&count=true`, ada)).body.items.map(({ id }: any) => id)
    for (const email of ['grace', 'g', 'hopper'])
      expect([email, await found(`${email}@example.com`)]).toEqual([email, [kept.id]])
    const { items } = (await call('GET', '/applications', ben)).body
    expect(items.map(({ candidate }: any) => candidate.id)).toEqual([kept.id])
    // Of the addresses one becomes that of the person, whose former one leads there as before.
    const path = `/candidates/${kept.id}`
    expect((await call('PATCH', path, ada, { email: 'g@example.com' })).body.email).toBe('g@example.com')
    for (const email of ['grace', 'g', 'hopper'])
      expect([email, await found(`${email}@example.com`)]).toEqual([email, [kept.id]])
    expect((await call('DELETE', path, ada)).status).toBe(204)
    for (const email of ['grace', 'g', 'hopper']) expect(await found(`${email}@example.com`)).toEqual([])
    for (const email of ['grace', 'g', 'hopper']) await person(`${email}@example.com`)
  })

  test('who are erased or merged while they apply leave no application with nobody', async () => {
    const h = await hiring(await app(), 'leaving')
    const { ada, call, made, job, app: a } = h
    const { id } = await job()
    const kept = await made('/candidates', ada, { name: 'Ida', email: 'ida@example.com' })
    for (let round = 0; round < 6; round += 1) {
      const email = `grace-${round}@example.com`
      const candidate = await made('/candidates', ada, { name: 'Grace', email })
      const apply = () => call('POST', `/board/${h.slug}/jobs/${id}/applications`, null, { ...GRACE, email })
      const leave =
        round % 2 === 0
          ? call('DELETE', `/candidates/${candidate.id}`, ada)
          : call('POST', `/candidates/${kept.id}/merge`, ada, { candidate_id: candidate.id })
      const answers = await Promise.all([apply(), leave, apply()])
      for (const { status } of answers) expect(status).toBeOneOf([200, 202, 204])
    }
    const { of, left } = await a.context.db.for(ada.organization_id).read(async (q) => {
      const { applications, candidates } = q.tables
      const people = await q.select().from(candidates).where(q.mine(candidates))
      return {
        of: new Map(people.map((one) => [one.id, one])),
        left: await q.select().from(applications).where(q.mine(applications)),
      }
    })
    // A name with somebody who is there, or no name: an erasure finds all that has one.
    for (const { name, candidate_id } of left) expect(name === null).toBe(of.get(candidate_id)?.name === null)
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
    const sent = new FormData()
    sent.append('file', new Blob(['I know roses.']), 'hopper.txt')
    const files = await a.post(`/api/v1${path}/files`, { token: ben.token, body: sent })
    // The audit log outlives the person.
    await call('DELETE', `${path}/files/${files.body.items[0].id}`, ben)
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

  test('are not erased where somebody has said meanwhile that they stay', async () => {
    const { ada, call, made, app: a } = await hiring(await app(), 'stays')
    const ids: string[] = []
    for (let i = 0; i < 8; i += 1) {
      const person = { name: 'Grace', email: `grace-${i}@example.com`, retain_until: '2026-01-01' }
      ids.push((await made('/candidates', ada, person)).id)
    }
    const stays = { retain_until: '2030-01-01' }
    const [, ...answers] = await Promise.all([
      a.context.cron.run('erase_candidates'),
      ...ids.map((id) => call('PATCH', `/candidates/${id}`, ada, stays)),
    ])
    for (const [i, { status }] of answers.entries()) {
      expect((await call('GET', `/candidates/${ids[i]}`, ada)).status).toBe(status)
    }
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
