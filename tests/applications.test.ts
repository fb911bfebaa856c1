import { expect, test } from 'bun:test'
import { expectNoDrift, rebuild } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { hiring } from './hiring.ts'
import { apiKey, type Member } from './people.ts'

const GRACE = { name: 'Grace', email: 'grace@example.com' }
const DAY = 86_400_000

onEachEngine('Applications', (engine) => {
  const app = sharedApp(engine)

  test('are entered by hand, of somebody who becomes a candidate', async () => {
    const { ben, call, job } = await hiring(await app(), 'entered')
    const { id: job_id } = await job()
    const json = { job_id, ...GRACE, phone: '+49 30 1', source: 'referral', message: 'Hello' }
    const { status, body, headers } = await call('POST', '/applications', ben, json)
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        job_id,
        candidate: { id: expect.any(String), ...GRACE, phone: '+49 30 1' },
        name: 'Grace',
        stage: 'applied',
        stage_at: '2026-11-20T12:00:00.000Z',
        rejection_reason: null,
        source: 'referral',
        message: 'Hello',
        answers: [],
        knocked_out: false,
        file_count: 0,
        hired_at: null,
        created_at: '2026-11-20T12:00:00.000Z',
        updated_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const read = await call('GET', `/applications/${body.id}`, ben)
    expect([read.body, read.headers.get('etag')]).toEqual([body, headers.get('etag')])
    const again = await call('POST', '/applications', ben, { job_id, ...GRACE, email: 'GRACE@example.com' })
    expect([again.status, again.body.code, again.body.application_id]).toEqual([
      409,
      'already_applied',
      body.id,
    ])
    const other = await job()
    const more = await call('POST', '/applications', ben, {
      job_id: other.id,
      candidate_id: body.candidate.id,
    })
    expect(more.body.candidate).toEqual(body.candidate)
  })

  test('are for jobs that are open or paused', async () => {
    const { ben, call, job } = await hiring(await app(), 'taking')
    const { id: job_id } = await job({ status: 'draft' })
    const apply = (email: string) => call('POST', '/applications', ben, { job_id, name: 'x', email })
    const become = (status: string) => call('PATCH', `/jobs/${job_id}`, ben, { status })
    expect((await apply('a@example.com')).body.code).toBe('job_takes_none')
    await become('open')
    expect((await apply('a@example.com')).status).toBe(201)
    await become('paused')
    expect((await apply('b@example.com')).status).toBe(201)
    await become('closed')
    expect((await apply('c@example.com')).body.code).toBe('job_takes_none')
  })

  test('move from stage to stage, and every stage stays known with its time', async () => {
    const { ben, call, made, job, app: a } = await hiring(await app(), 'moves')
    const { id: job_id } = await job()
    const { id } = await made('/applications', ben, { job_id, ...GRACE })
    const move = async (stage: string, more: object = {}) => {
      a.clock.at += 60_000
      const { status, body } = await call('PATCH', `/applications/${id}`, ben, { stage, ...more })
      return status === 200 ? body.stage : [status, body.allowed ?? Object.keys(body.fields ?? {})]
    }
    expect(await move('hired')).toEqual([409, ['screening', 'interview', 'offer', 'rejected', 'withdrawn']])
    expect(await move('interview')).toBe('interview')
    expect(await move('screening')).toBe('screening')
    expect(await move('offer', { rejection_reason: 'salary' })).toEqual([422, ['rejection_reason']])
    expect(await move('offer')).toBe('offer')
    expect(await move('hired')).toBe('hired')
    const hired = await call('GET', `/applications/${id}`, ben)
    expect(hired.body.hired_at).toBe(hired.body.stage_at)
    expect(await move('screening')).toEqual([409, ['offer', 'rejected', 'withdrawn']])
    expect(await move('rejected', { rejection_reason: 'salary' })).toBe('rejected')
    const rejected = (await call('GET', `/applications/${id}`, ben)).body
    expect(rejected).toMatchObject({ rejection_reason: 'salary', hired_at: null })
    expect(await move('interview')).toBe('interview')
    expect(await move('withdrawn')).toBe('withdrawn')
    expect(await move('applied')).toEqual([409, []])
    const { items } = (await call('GET', `/applications/${id}/stages`, ben)).body
    expect(items.map(({ to_stage, seconds, reason }: any) => [to_stage, seconds, reason])).toEqual([
      ['applied', 120, null],
      ['interview', 60, null],
      ['screening', 120, null],
      ['offer', 60, null],
      ['hired', 120, null],
      ['rejected', 60, 'salary'],
      ['interview', 60, null],
      ['withdrawn', null, null],
    ])
    expect(items[1]).toMatchObject({ from_stage: 'applied', changed_by: ben.member_id })
  })

  test('and candidates are there for the owner of the job, its reviewers and admins alone', async () => {
    const h = await hiring(await app(), 'private')
    const { ada, ben, cleo, dora, call, made, job, app: a } = h
    const { id: job_id } = await job({ reviewer_ids: [cleo.member_id] })
    const { id, candidate } = await made('/applications', ben, { job_id, ...GRACE })
    const note = await made(`/applications/${id}/notes`, cleo, { body: 'Secret thorns' })
    const doraJob = await job({}, dora)
    await made('/applications', dora, { job_id: doraJob.id, name: 'Heidi', email: 'heidi@example.com' })
    const paths = [
      `/applications/${id}`,
      `/applications/${id}/stages`,
      `/applications/${id}/notes`,
      `/applications/${id}/notes/${note.id}`,
      `/applications/${id}/ratings`,
      `/candidates/${candidate.id}`,
    ]
    for (const path of paths) {
      for (const by of [ada, ben, cleo])
        expect([path, (await call('GET', path, by)).status]).toEqual([path, 200])
      const refused = await call('GET', path, dora)
      expect([path, refused.status]).toEqual([path, 404])
      expect(refused.text).not.toMatch(/grace|thorns/i)
    }
    const seen = async (path: string, by: Member) => {
      const { items, total } = (await call('GET', `${path}${path.includes('?') ? '&' : '?'}count=true`, by))
        .body
      return [items.length, total]
    }
    for (const path of ['/applications', '/candidates']) {
      expect(await seen(path, ada)).toEqual([2, 2])
      for (const by of [ben, cleo, dora]) expect([path, await seen(path, by)]).toEqual([path, [1, 1]])
    }
    for (const query of [`/applications?job_id=${job_id}`, `/applications?candidate_id=${candidate.id}`]) {
      expect(await seen(query, dora)).toEqual([0, 0])
    }
    expect(await seen('/candidates?email=GRACE@example.com', dora)).toEqual([0, 0])
    expect(await seen('/candidates?email=GRACE@example.com', cleo)).toEqual([1, 1])
    // Reviewers read, note and rate, and move nothing.
    const path = `/applications/${id}`
    expect((await call('PATCH', path, cleo, { stage: 'offer' })).status).toBe(403)
    expect((await call('DELETE', path, cleo)).status).toBe(403)
    expect((await call('PATCH', `/candidates/${candidate.id}`, cleo, { name: 'x' })).status).toBe(403)
    for (const [method, more, json] of [
      ['PATCH', '', { stage: 'offer' }],
      ['DELETE', '', undefined],
      ['POST', '/notes', { body: 'x' }],
      ['PUT', '/rating', { score: 1 }],
      ['DELETE', '/rating', undefined],
    ] as const) {
      expect([more, (await call(method, path + more, dora, json)).status]).toEqual([more, 404])
    }
    // Nor are they there for keys, but those of administration.
    for (const [scope, status] of [
      ['read', 403],
      ['write', 403],
      ['admin', 200],
    ] as const) {
      const key = await apiKey(a, ada, scope)
      expect((await a.get(`/api/v1${path}`, { key })).status).toBe(status)
      expect((await a.get('/api/v1/candidates', { key })).status).toBe(status)
    }
    await call('PATCH', `/jobs/${job_id}`, ben, { reviewer_ids: [] })
    for (const path of paths) expect((await call('GET', path, cleo)).status).toBe(404)
  })

  test('bound to no other: a note of one is not found through another', async () => {
    const { ben, call, made, job } = await hiring(await app(), 'bound')
    const { id: job_id } = await job()
    const [one, other] = [
      await made('/applications', ben, { job_id, ...GRACE }),
      await made('/applications', ben, { job_id, name: 'Heidi', email: 'heidi@example.com' }),
    ]
    const note = await made(`/applications/${one.id}/notes`, ben, { body: 'x' })
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const json = method === 'PATCH' ? { body: 'y' } : undefined
      const { status } = await call(method, `/applications/${other.id}/notes/${note.id}`, ben, json)
      expect([method, status]).toEqual([method, 404])
    }
    const { id: candidate_id } = one.candidate
    const stolen = await call('POST', '/applications', ben, {
      job_id,
      candidate_id,
      email: 'new@example.com',
    })
    expect([stolen.status, Object.keys(stolen.body.fields)]).toEqual([422, ['email']])
  })

  test('have notes, edited by their authors and deleted by whoever manages the job, too', async () => {
    const { ben, cleo, ada, call, made, job } = await hiring(await app(), 'notes')
    const { id: job_id } = await job({ reviewer_ids: [cleo.member_id] })
    const { id } = await made('/applications', ben, { job_id, ...GRACE })
    const path = `/applications/${id}/notes`
    const note = await made(path, cleo, { body: 'Knows roses' })
    expect(note).toMatchObject({ author_id: cleo.member_id, application_id: id, edited_at: null })
    expect((await call('PATCH', `${path}/${note.id}`, ada, { body: 'x' })).status).toBe(403)
    const edited = await call('PATCH', `${path}/${note.id}`, cleo, { body: 'Knows tulips' })
    expect(edited.body).toMatchObject({ body: 'Knows tulips', edited_at: expect.any(String) })
    const own = await made(path, ben, { body: 'Mine' })
    expect((await call('DELETE', `${path}/${own.id}`, cleo)).status).toBe(403)
    expect((await call('DELETE', `${path}/${note.id}`, ben)).status).toBe(204)
    expect((await call('GET', `${path}?count=true`, ben)).body).toMatchObject({ total: 1, items: [own] })
  })

  test('are rated once by each who reviews them', async () => {
    const { ada, ben, cleo, call, made, job } = await hiring(await app(), 'ratings')
    const { id: job_id } = await job({ reviewer_ids: [cleo.member_id] })
    const { id } = await made('/applications', ben, { job_id, ...GRACE })
    const rate = (by: Member, score: number) => call('PUT', `/applications/${id}/rating`, by, { score })
    const { body: none } = await call('GET', `/applications/${id}/ratings`, ben)
    expect(none).toEqual({ items: [], next_cursor: null, average: null })
    for (const [by, score] of [
      [cleo, 1],
      [cleo, 5],
      [ben, 4],
      [ada, 2],
    ] as const)
      await rate(by, score)
    const { items, average } = (await call('GET', `/applications/${id}/ratings`, ben)).body
    expect([items.length, average]).toEqual([3, 3.7])
    expect((await rate(cleo, 6)).status).toBe(422)
    expect((await call('DELETE', `/applications/${id}/rating`, cleo)).status).toBe(204)
    expect((await call('DELETE', `/applications/${id}/rating`, cleo)).status).toBe(404)
    expect((await call('GET', `/applications/${id}/ratings`, ben)).body.average).toBe(3)
  })

  test('of an answer that knocks out are rejected at once', async () => {
    const { ben, call, made, job } = await hiring(await app(), 'knocked')
    const { id: job_id, questions } = await job({
      questions: [
        { kind: 'yes_no', prompt: 'May you?', knock_out: { expects: true } },
        { kind: 'number', prompt: 'Years?', knock_out: { min: 2, max: 40 } },
        { kind: 'choice', prompt: 'Which?', options: ['roses', 'tulips'], knock_out: { accepts: ['roses'] } },
        { kind: 'text', prompt: 'Why?' },
      ],
    })
    const [may, years, which, why] = questions.map(({ id }: any) => id)
    let n = 0
    const apply = async (...answers: [string, unknown][]) => {
      const person = { name: 'x', email: `k${n++}@example.com` }
      const given = answers.map(([question_id, answer]) => ({ question_id, answer }))
      const { body } = await call('POST', '/applications', ben, { job_id, ...person, answers: given })
      return body.stage ? [body.stage, body.rejection_reason, body.knocked_out] : Object.keys(body.fields)
    }
    const out = ['rejected', 'knocked_out', true]
    const on = ['applied', null, false]
    expect(await apply([may, true], [years, 2], [which, 'roses'], [why, 'so'])).toEqual(on)
    expect(await apply([years, 40])).toEqual(on)
    expect(await apply([may, false])).toEqual(out)
    expect(await apply([years, 1.9])).toEqual(out)
    expect(await apply([years, 41])).toEqual(out)
    expect(await apply([which, 'tulips'])).toEqual(out)
    expect(await apply([which, 'thorns'])).toEqual(['answers.0.answer'])
    expect(await apply([may, 'true'])).toEqual(['answers.0.answer'])
    expect(await apply([may, true], [may, false])).toEqual(['answers.1.question_id'])
    expect(await apply(['another', true])).toEqual(['answers.0.question_id'])
    const filtered = (await call('GET', '/applications?knocked_out=true&count=true', ben)).body
    expect([
      filtered.total,
      (await call('GET', '/applications?stage=applied&count=true', ben)).body.total,
    ]).toEqual([4, 2])
    const { id } = await made('/applications', ben, {
      job_id,
      name: 'y',
      email: 'y@example.com',
      answers: [{ question_id: why, answer: 'so' }],
    })
    expect((await call('GET', `/applications/${id}`, ben)).body.answers).toEqual([
      { question_id: why, prompt: 'Why?', answer: 'so' },
    ])
  })

  test('move the metrics, now and on every day, through the trash and a rebuild', async () => {
    const { ada, job, app: a } = await hiring(await app(), 'measured', 'Europe/Berlin')
    const { id: job_id } = await job()
    const key = await apiKey(a, ada, 'admin')
    const metrics = async (day?: string) =>
      (await a.get(`/api/v1/metrics/dashboard${day ? `?as_of=${day}` : ''}`, { key })).body.hiring_metrics
    const move = (id: string, stage: string) =>
      a.call('PATCH', `/api/v1/applications/${id}`, { key, json: { stage } })
    const stages = { applied: 0, screening: 0, interview: 0, offer: 0, hired: 0, rejected: 0, withdrawn: 0 }
    a.clock.at += 2 * DAY
    const first = await a.post('/api/v1/applications', { key, json: { job_id, ...GRACE } })
    const second = await a.post('/api/v1/applications', {
      key,
      json: { job_id, name: 'Heidi', email: 'heidi@example.com' },
    })
    expect(await metrics()).toMatchObject({
      open_jobs: 1,
      applications_by_stage: { ...stages, applied: 2 },
      applications_today: 2,
      hires_today: 0,
      time_to_hire_days: null,
    })
    a.clock.at += 3 * DAY
    await move(first.body.id, 'offer')
    await move(first.body.id, 'hired')
    await move(second.body.id, 'rejected')
    const day = new Date(a.clock.at).toISOString().slice(0, 10)
    const hired = { ...stages, hired: 1, rejected: 1 }
    const expected = {
      applications_by_stage: hired,
      hires_today: 1,
      time_to_hire_days: 3,
      time_to_fill_days: 5,
    }
    expect(await metrics()).toMatchObject(expected)
    a.clock.at += DAY
    await move(first.body.id, 'offer')
    expect(await metrics()).toMatchObject({
      applications_by_stage: { ...stages, offer: 1, rejected: 1 },
      time_to_hire_days: null,
    })
    expect(await metrics(day)).toMatchObject(expected)
    await a.delete(`/api/v1/jobs/${job_id}`, { key })
    expect(await metrics()).toMatchObject({ open_jobs: 0, applications_by_stage: stages })
    expect(await metrics(day)).toMatchObject(expected)
    await expectNoDrift(a, ada)
    await rebuild(a, ada)
    await expectNoDrift(a, ada)
    expect(await metrics(day)).toMatchObject(expected)
    const trend = await a.get('/api/v1/metrics/trends?metric=applications,hires', { key })
    const sums = Object.values<any[]>(trend.body.series).map((points) =>
      points.reduce((sum, { value }) => sum + value, 0),
    )
    expect(sums).toEqual([2, 1])
  })
})
