import { afterAll, expect, test } from 'bun:test'
import { expectNoDrift } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { type Hiring, hiring } from './hiring.ts'
import { openMailbox } from './mailbox.ts'

const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

const GRACE = { name: 'Grace', email: 'grace@example.com' }
const RECEIVED = { status: 'received' }

onEachEngine('The public board', (engine) => {
  const app = sharedApp(engine)
  const board = (h: Hiring, path: string) => h.call('GET', `/board/${h.slug}${path}`, null)
  const apply = (h: Hiring, jobId: string, json: object) =>
    h.call('POST', `/board/${h.slug}/jobs/${jobId}/applications`, null, json)
  const titles = async (h: Hiring, query = '') =>
    (await board(h, `/jobs${query}`)).body.items.map(({ title }: any) => title)

  test('shows the jobs that are open, to everybody, and nothing of who hires', async () => {
    const h = await hiring(await app(), 'shown')
    const { id: company_id } = await h.made('/companies', h.ben, { name: 'Bluebird' })
    const questions = [{ kind: 'yes_no', prompt: 'May you work here?', knock_out: { expects: true } }]
    const salary = { min: 3_200_000, currency: 'EUR', period: 'year' }
    const job = await h.job({ company_id, questions, salary, reviewer_ids: [h.cleo.member_id] })
    await h.job({ title: 'Secret', status: 'draft' })
    const { status, body } = await board(h, '/jobs?count=true')
    const item = {
      id: job.id,
      slug: job.slug,
      title: 'Gardener',
      company: { id: company_id, name: 'Bluebird' },
      employment_type: 'full_time',
      location_type: 'on_site',
      location: null,
      salary: { ...salary, max: null },
      published_on: '2026-11-20',
      valid_through: null,
    }
    expect([status, body]).toEqual([200, { items: [item], next_cursor: null, total: 1 }])
    const detail = (await board(h, `/jobs/${job.id}`)).body
    expect(detail).toEqual({
      ...item,
      company: { id: company_id, name: 'Bluebird', description: '', website: null, location: null },
      description: '',
      required_fields: [],
      questions: [
        {
          id: expect.any(String),
          kind: 'yes_no',
          prompt: 'May you work here?',
          required: false,
          options: [],
        },
      ],
      updated_at: '2026-11-20T12:00:00.000Z',
    })
    expect((await board(h, '/company')).body).toEqual({
      name: "shown-ada's",
      slug: h.slug,
      open_jobs: 1,
      companies: [{ ...detail.company, open_jobs: 1 }],
    })
    for (const path of ['/jobs', `/jobs/${job.id}`, '/company']) {
      const { text } = await board(h, path)
      for (const secret of [h.ben.member_id, h.cleo.member_id, 'knock', 'expects', 'owner']) {
        expect(text).not.toContain(secret)
      }
    }
  })

  test('is there for an organization that has a job or a company, and for no other', async () => {
    const h = await hiring(await app(), 'there')
    for (const path of ['/jobs', '/company', '/jobs/none'])
      expect((await board(h, path)).body.code).toBe('board_not_found')
    await h.job({ status: 'draft' })
    expect((await board(h, '/jobs')).body).toEqual({ items: [], next_cursor: null })
    expect((await h.call('GET', '/board/no-such-slug/jobs', null)).body.code).toBe('board_not_found')
    expect((await h.call('GET', `/board/${h.slug.toUpperCase()}/jobs`, null)).status).toBe(200)
  })

  test('changes at once with what it shows, though it is kept', async () => {
    const h = await hiring(await app(), 'kept')
    const job = await h.job()
    const first = await board(h, '/jobs')
    expect(first.headers.get('cache-control')).toBe('public, max-age=60')
    expect((await board(h, `/jobs/${job.id}`)).headers.get('cache-control')).toBe('public, max-age=300')
    expect((await board(h, '/company')).headers.get('cache-control')).toBe('public, max-age=600')
    expect(first.headers.get('set-cookie')).toBeNull()
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"/)
    const again = await h.app.get(`/api/v1/board/${h.slug}/jobs`, { headers: { 'if-none-match': etag } })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { title: 'Head gardener' })
    expect(await titles(h)).toEqual(['Head gardener'])
    expect((await board(h, `/jobs/${job.id}`)).body.title).toBe('Head gardener')
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { status: 'paused' })
    expect([await titles(h), (await board(h, `/jobs/${job.id}`)).status]).toEqual([[], 404])
    expect((await board(h, '/company')).body.open_jobs).toBe(0)
    const missing = await board(h, `/jobs/${job.id}`)
    expect(missing.headers.get('cache-control')).toBeNull()
  })

  test('answers who asks again as it has answered before, whatever it is asked for', async () => {
    const h = await hiring(await app(), 'again')
    const job = await h.job()
    await h.job({ title: 'Cook', location_type: 'remote' })
    const api = `/api/v1/board/${h.slug}`
    const paths = [
      ...[`${api}/jobs`, `${api}/jobs?location_type=remote&limit=1`, `${api}/jobs?count=true`],
      ...[`${api}/jobs/${job.id}`, `${api}/company`, `/board/${h.slug}`, `/board/${h.slug}/${job.slug}`],
      ...[`/board/${h.slug}/sitemap.xml`, `/board/${h.slug}/rss.xml`, `/board/${h.slug}?utm_source=a`],
    ]
    const asked = async (path: string, headers: Record<string, string> = {}) => {
      const { status, headers: all, text } = await h.app.get(path, { headers })
      const lasting = [...all].filter(([name]) => !/^x-(.*-id|.*-duration|.*-time)$/.test(name))
      return { status, text, headers: Object.fromEntries(lasting) }
    }
    for (const path of paths) {
      const first = await asked(path)
      expect([path, first.status]).toEqual([path, 200])
      expect(await asked(path)).toEqual(first)
      expect(first.headers['cache-control']).toMatch(/^public, max-age=(60|300|600)$/)
      const { etag = '' } = first.headers
      const unchanged = await asked(path, { 'if-none-match': etag })
      expect([path, unchanged.status, unchanged.text, unchanged.headers.etag]).toEqual([path, 304, '', etag])
      expect(unchanged.headers['cache-control']).toBe(first.headers['cache-control'] ?? '')
      const packed = await asked(path, { 'accept-encoding': 'gzip' })
      expect(packed.headers.vary).toContain('Accept-Encoding')
    }
    // What was asked for before is checked and counted like what was not.
    expect((await asked(`${api}/jobs`, { 'content-length': '9' })).status).toBe(422)
    await h.call('PATCH', `/jobs/${job.id}`, h.ben, { status: 'closed' })
    for (const path of [`${api}/jobs/${job.id}`, `/board/${h.slug}/${job.slug}`]) {
      const gone = await asked(path)
      expect([path, gone.status]).toEqual([path, 404])
      expect(gone.headers['cache-control'] ?? '').not.toContain('public')
    }
  })

  test('shows a job from its first local date to its last one', async () => {
    const { clock } = await app()
    const before = clock.at
    clock.at = Date.parse('2026-12-01T04:59:00Z')
    const h = await hiring(await app(), 'dates', 'America/New_York')
    const job = await h.job({ publish_on: '2026-12-01', valid_through: '2026-12-02' })
    expect(await titles(h)).toEqual([])
    h.app.clock.at += 60_000
    expect(await titles(h)).toEqual(['Gardener'])
    expect((await board(h, '/jobs')).body.items[0].published_on).toBe('2026-12-01')
    h.app.clock.at = Date.parse('2026-12-03T04:59:59.999Z')
    expect((await apply(h, job.id, GRACE)).status).toBe(202)
    expect(await titles(h)).toEqual(['Gardener'])
    h.app.clock.at += 1
    expect(await titles(h)).toEqual([])
    expect((await apply(h, job.id, { ...GRACE, email: 'late@example.com' })).status).toBe(404)
    clock.at = before
  })

  test('is found page by page, and by what the jobs are', async () => {
    const h = await hiring(await app(), 'pages')
    const { id: company_id } = await h.made('/companies', h.ben, { name: 'Bluebird' })
    await h.job({ title: 'a', employment_type: 'contract' })
    await h.job({ title: 'b', company_id })
    await h.job({ title: 'c', location_type: 'remote' })
    const { body } = await board(h, '/jobs?limit=2')
    expect(body.items.map(({ title }: any) => title)).toEqual(['c', 'b'])
    expect(await titles(h, `?limit=2&cursor=${body.next_cursor}`)).toEqual(['a'])
    expect(await titles(h, '?employment_type=contract')).toEqual(['a'])
    expect(await titles(h, `?company_id=${company_id.toUpperCase()}`)).toEqual(['b'])
    expect(await titles(h, '?location_type=remote&employment_type=contract')).toEqual([])
    expect((await board(h, '/jobs?status=draft')).status).toBe(422)
    expect((await board(h, '/jobs?cursor=x')).status).toBe(422)
  })

  test('takes applications, one of each address for each job, and always says the same', async () => {
    const h = await hiring(await app(), 'applies')
    const { id } = await h.job()
    const all: [number, string][] = []
    for (const more of [
      {},
      {},
      { email: 'GRACE@Example.com', name: 'Somebody else' },
      { email: 'heidi@example.com' },
    ]) {
      const { status, text } = await apply(h, id, { ...GRACE, message: 'Hello', ...more })
      all.push([status, text])
    }
    expect(all).toEqual(Array.from({ length: 4 }, () => [202, JSON.stringify(RECEIVED)]))
    const { items } = (await h.call('GET', `/applications?job_id=${id}`, h.ben)).body
    expect(
      items.map(({ candidate, source, stage }: any) => [candidate.email, candidate.name, source, stage]),
    ).toEqual([
      ['grace@example.com', 'Grace', 'board', 'applied'],
      ['heidi@example.com', 'Grace', 'board', 'applied'],
    ])
    // Who has withdrawn may come again; who was rejected is told the same, and does not.
    await h.call('PATCH', `/applications/${items[0].id}`, h.ben, { stage: 'withdrawn' })
    await h.call('PATCH', `/applications/${items[1].id}`, h.ben, { stage: 'rejected' })
    for (const email of ['grace@example.com', 'heidi@example.com']) {
      expect((await apply(h, id, { ...GRACE, email })).body).toEqual(RECEIVED)
    }
    const now = (await h.call('GET', `/applications?job_id=${id}`, h.ben)).body.items
    expect(now.map(({ stage }: any) => stage)).toEqual(['withdrawn', 'rejected', 'applied'])
    expect(
      (await h.call('GET', `/applications/${now[2].id}/stages`, h.ben)).body.items[0].changed_by,
    ).toBeNull()
    await expectNoDrift(h.app, h.ada)
  })

  test('takes eight at once of one address for one', async () => {
    const h = await hiring(await app(), 'at-once')
    const { id } = await h.job()
    const all = await Promise.all(Array.from({ length: 8 }, () => apply(h, id, GRACE)))
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202]))
    expect((await h.call('GET', '/applications?count=true', h.ben)).body.total).toBe(1)
  })

  test('asks for what the job requires, of whoever it is', async () => {
    const h = await hiring(await app(), 'required')
    const { id, questions } = await h.job({
      required_fields: ['phone', 'message'],
      questions: [{ kind: 'number', prompt: 'Years?', required: true, knock_out: { min: 2 } }],
    })
    const answers = (answer: unknown) => [{ question_id: questions[0].id, answer }]
    const whole = { ...GRACE, phone: '123', message: 'Hello', answers: answers(3) }
    const wrong: [object, string][] = [
      [{ phone: null }, 'phone'],
      [{ message: ' ' }, 'message'],
      [{ answers: [] }, 'answers'],
      [{ answers: answers('x') }, 'answers.0.answer'],
      [{ name: 'a\0b' }, 'name'],
      [{ email: 'nobody' }, 'email'],
    ]
    for (const known of [false, true]) {
      for (const [more, field] of wrong) {
        const { status, body } = await apply(h, id, { ...whole, ...more })
        expect([known, field, status, Object.keys(body.fields)]).toEqual([known, field, 422, [field]])
      }
      expect((await apply(h, id, whole)).status).toBe(202)
    }
    await apply(h, id, { ...whole, email: 'out@example.com', answers: answers(1) })
    const { items } = (await h.call('GET', '/applications?stage=rejected', h.ben)).body
    expect(items.map(({ candidate, rejection_reason }: any) => [candidate.email, rejection_reason])).toEqual([
      ['out@example.com', 'knocked_out'],
    ])
  })

  test('tells robots what it tells people, and keeps nothing of theirs', async () => {
    const h = await hiring(await app(), 'robots')
    const { id } = await h.job()
    const robot = await apply(h, id, { ...GRACE, homepage: 'https://spam.example' })
    expect([robot.status, robot.body]).toEqual([202, RECEIVED])
    const at = (ms: number) => new Date(h.app.clock.at - ms).toISOString()
    expect((await apply(h, id, { ...GRACE, form_shown_at: at(1_999) })).body.fields).toHaveProperty(
      'form_shown_at',
    )
    expect((await h.call('GET', '/applications', h.ben)).body.items).toEqual([])
    expect((await h.call('GET', '/candidates', h.ada)).body.items).toEqual([])
    expect((await apply(h, id, { ...GRACE, form_shown_at: at(2_000) })).status).toBe(202)
    expect((await h.call('GET', '/applications', h.ben)).body.items).toHaveLength(1)
  })

  test('takes none for jobs that are not on it, whoever they belong to', async () => {
    const h = await hiring(await app(), 'closed')
    const other = await hiring(await app(), 'other')
    const draft = await h.job({ status: 'draft' })
    const { id: foreign } = await other.job()
    for (const id of [draft.id, foreign, 'none']) expect((await apply(h, id, GRACE)).status).toBe(404)
    expect((await board(h, `/jobs/${foreign}`)).status).toBe(404)
    expect((await other.call('GET', '/applications', other.ben)).body.items).toEqual([])
  })

  test('remembers what was consented to with the first application, and nothing of a second', async () => {
    const h = await hiring(await app(), 'consent')
    const { id } = await h.job()
    await apply(h, id, { ...GRACE, consent: true, source: 'newsletter' })
    await apply(h, (await h.job()).id, { ...GRACE, name: 'Mallory', phone: '666', consent: false })
    const [candidate] = (await h.call('GET', '/candidates', h.ada)).body.items
    expect(candidate).toMatchObject({
      name: 'Grace',
      phone: null,
      source: 'newsletter',
      consent: { purpose: 'later jobs' },
    })
  })
})

onEachEngine('A board that writes to those who apply', (engine) => {
  const app = sharedApp(engine, { SMTP_URL: mailbox.url })

  test('does so once, and sends nothing that they wrote', async () => {
    const h = await hiring(await app(), `${engine}-mails`)
    const { id } = await h.job({ title: 'Gardener\nof roses' })
    const email = `${engine}-grace@example.com`
    const json = { name: 'Buy https://spam.example', email, message: 'spam' }
    const path = `/board/${h.slug}/jobs/${id}/applications`
    await h.call('POST', path, null, json)
    const mail = await mailbox.next(email)
    expect(mail).toContain('Gardener of roses')
    expect(mail).not.toContain('spam')
    await h.call('POST', path, null, json)
    await h.call('POST', path, null, { ...json, email: `${engine}-heidi@example.com` })
    await mailbox.next(`${engine}-heidi@example.com`)
    expect(mailbox.count(email)).toBe(0)
  })
})

onEachEngine('Limits of the board', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'on' })

  test('are counted by address: ten applications a minute', async () => {
    const { get, post } = await app()
    const statuses: number[] = []
    for (let i = 0; i < 11; i += 1) {
      statuses.push((await post('/api/v1/board/none/jobs/none/applications', { json: GRACE })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429])
    expect((await get('/api/v1/board/none/jobs')).headers.get('x-ratelimit-limit')).toBe('60')
    expect((await get('/api/v1/board/none/jobs/none')).headers.get('x-ratelimit-limit')).toBe('120')
  })

  test('hold for what is asked for again and again, and are told', async () => {
    const h = await hiring(await app(), 'counted')
    const job = await h.job()
    h.app.clock.at += 60_000
    const answers = []
    for (let i = 0; i < 121; i += 1) answers.push(await h.app.get(`/api/v1/board/${h.slug}/jobs/${job.id}`))
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 120 }, () => 200), 429])
    const left = answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))
    expect(left).toEqual([...Array.from({ length: 120 }, (_, i) => `${119 - i}`), '0'])
  })
})
