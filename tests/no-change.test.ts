/** What changes nothing moves nothing: no row, no time, no version, no metric, and nobody is told. */
import { expect, test } from 'bun:test'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const API = '/api/v1'
const DASHBOARD = `${API}/metrics/dashboard`

const JOB = {
  title: 'Gardener',
  status: 'open',
  salary: { min: 100, currency: 'EUR', period: 'hour' },
  questions: [{ kind: 'choice', prompt: 'Which?', options: ['a', 'b'], knock_out: { accepts: ['a'] } }],
}

interface Change {
  /** As the OpenAPI document names it. */
  route: string
  path: string
  /** What it is already, and other ways to say so. */
  same: object[]
  /** By whom; otherwise by the owner. */
  key?: string
}

onEachEngine('A change that changes nothing', (engine) => {
  const app = sharedApp(engine)

  const { done } = callsTo(app)
  const made = (by: Member, path: string, json: object, method = 'POST'): Promise<any> =>
    done(method, path, by, json)

  /** One change for each PATCH and PUT that there is. */
  async function changes(ada: Member, ben: Member): Promise<Change[]> {
    const key = await apiKey(await app(), ada, 'admin', 'ingest', 'write')
    const due = { due_on: '2026-12-24', labels: ['a', 'b'], status: 'done', assignee_id: ben.member_id }
    const task = await made(ada, '/tasks', { title: 'Roses', ...due })
    const other = await made(ada, '/tasks', { title: 'Tulips', due_at: '2026-12-24T18:00:00Z' })
    const project = await made(ada, '/projects', { name: 'Garden', ends_on: '2026-12-24' })
    const team = await made(ada, '/teams', { name: 'Green', description: 'of leaves' })
    const comment = await made(ada, `/tasks/${task.id}/comments`, { body: `see <@${ben.member_id}>` })
    const group = { kind: 'group', title: 'Talk', member_ids: [ben.member_id] }
    const conversation = await made(ada, '/conversations', group)
    const message = await made(ada, `/conversations/${conversation.id}/messages`, { body: 'hello' })
    const label = await made(ada, '/labels', { name: 'garden', color: '#2e7d32' })
    const webhook = await made(ada, '/webhooks', { url: 'https://93.184.215.14/', events: ['task'] })
    const condition = { kind: 'below', threshold: 1, days: 2 }
    const watched = { name: 'Few', metric: 'sessions', condition }
    const alert = await made(ada, '/metrics/alerts', watched)
    const company = await made(ada, '/companies', { name: 'Bluebird', location: 'Berlin' })
    const job = await made(ada, '/jobs', JOB)
    const applied = await made(ada, '/applications', {
      job_id: job.id,
      name: 'Grace',
      email: 'g@example.com',
    })
    const note = await made(ada, `/applications/${applied.id}/notes`, { body: 'Knows roses' })
    const rated = { score: 4, comment: 'good' }
    const share = `/tasks/${task.id}/shares/members/${ben.member_id}`
    const person = { name: 'Guest', properties: { plan: 'team', seats: [1, { a: null }] } }
    const put = (path: string, json: object) => made(ada, path, json, 'PUT')
    await put(share, { permission: 'view' })
    await put(`/applications/${applied.id}/rating`, rated)
    const consent = { purpose: 'later jobs', given_at: '2026-11-01T00:00:00Z' }
    await made(ada, `/candidates/${applied.candidate.id}`, { tags: ['a'], consent }, 'PATCH')
    await put(`/teams/${team.id}/members/${ben.member_id}`, { role: 'member' })
    await put(`/conversations/${conversation.id}/read`, { number: 1 })
    await (await app()).put(`${API}/people/guest`, { key, json: person })
    await made(ada, '/notifications/preferences', { mention: false }, 'PATCH')
    await made(ada, '/auth/me', { preferences: { theme: 'dark' } }, 'PATCH')
    const content = await made(ada, '/content', { title: 'Text', tags: ['a'], status: 'published' })
    const started = { started_at: '2026-11-20T11:00:00Z' }
    const end = { finished_at: '2026-11-20T12:00:00Z', ok: true }
    const generation = await made(ada, `/content/${content.id}/generations`, started)
    await made(ada, `/content/${content.id}/generations/${generation.id}`, end, 'PATCH')
    const course = await made(ada, '/content', { title: 'Course', kind: 'course' })
    const lessons: any[] = []
    for (const title of ['One', 'Two']) {
      lessons.push(await made(ada, '/lessons', { title, course_id: course.id, status: 'published' }))
    }
    const asked = { prerequisites: [lessons[0].id] }
    const [lesson] = lessons
    const onLesson = await made(ada, `/lessons/${lesson.id}/comments`, { body: `see <@${ben.member_id}>` })
    const onContent = await made(ada, `/content/${content.id}/comments`, { body: 'why?' })
    await made(ada, `/lessons/${lessons[1].id}`, asked, 'PATCH')
    const options = [
      { text: 'This', correct: true },
      { text: 'That', correct: false },
    ]
    const questions = [
      { kind: 'single', prompt: 'Which?', options },
      { kind: 'number', prompt: 'How many?', answer: 3 },
    ]
    const test = { title: 'Test', status: 'published', questions, opens_at: '2026-01-01T00:00:00Z' }
    const assessment = await made(ada, '/assessments', test)
    const attempt = await made(ada, `/assessments/${assessment.id}/attempts`, {})
    const number = attempt.questions.find(({ kind }: any) => kind === 'number').id
    const saved = { answers: [{ question_id: number, number: 3 }] }
    await put(`/attempts/${attempt.id}/answers`, saved)
    const inBulk = (one: any, more: object) => ({ tasks: [{ id: one.id, ...more }] })
    return [
      {
        route: 'patch /api/v1/tasks/{id}',
        path: `/tasks/${task.id}`,
        same: [{}, { title: ' Roses ', ...due }, { due_at: null }, { labels: ['a', ' b', 'a'] }],
      },
      ...[
        ['content', content.id, { tags: ['a'] }],
        ['jobs', job.id, { title: 'Gardener ' }],
        ['candidates', applied.candidate.id, { tags: ['a', ' a'] }],
        ['applications', applied.id, { stage: 'applied' }],
      ].map(([name, id, same]) => ({
        route: `patch /api/v1/${name}/bulk`,
        path: `/${name}/bulk`,
        same: [{ [name]: [{ id }] }, { [name]: [{ id, ...same }] }],
      })),
      {
        route: 'patch /api/v1/tasks/bulk',
        path: '/tasks/bulk',
        same: [
          inBulk(task, {}),
          inBulk(task, { title: 'Roses', ...due }),
          inBulk(other, { due_at: '2026-12-24T19:00:00+01:00' }),
        ],
      },
      {
        route: 'patch /api/v1/content/{id}',
        path: `/content/${content.id}`,
        same: [{}, { title: 'Text ', tags: ['a', 'a '], status: 'published', slug: 'text', body: '' }],
      },
      {
        route: 'patch /api/v1/content/{id}/generations/{generation_id}',
        path: `/content/${content.id}/generations/${generation.id}`,
        same: [end],
      },
      {
        route: 'patch /api/v1/lessons/{id}',
        path: `/lessons/${lessons[1].id}`,
        same: [
          {},
          { title: ' Two', course_id: course.id },
          { prerequisites: [lessons[0].id, lessons[0].id] },
        ],
      },
      {
        route: 'put /api/v1/lessons/order',
        path: '/lessons/order',
        same: [{ course_id: course.id, lesson_ids: lessons.map(({ id }) => id) }],
      },
      {
        route: 'patch /api/v1/assessments/{id}',
        path: `/assessments/${assessment.id}`,
        same: [{}, { questions, title: 'Test ', opens_at: '2026-01-01T01:00:00+01:00', closes_at: null }],
      },
      {
        route: 'put /api/v1/attempts/{id}/answers',
        path: `/attempts/${attempt.id}/answers`,
        same: [{ answers: [] }, saved],
      },
      {
        route: 'patch /api/v1/projects/{id}',
        path: `/projects/${project.id}`,
        same: [{}, { name: 'Garden ', ends_on: '2026-12-24', starts_on: null, status: 'planning' }],
      },
      {
        route: 'patch /api/v1/teams/{id}',
        path: `/teams/${team.id}`,
        same: [{}, { name: 'Green', description: 'of leaves' }],
      },
      {
        route: 'patch /api/v1/labels/{id}',
        path: `/labels/${label.id}`,
        same: [{}, { name: ' garden', color: '#2e7d32', description: '' }],
      },
      {
        route: 'patch /api/v1/webhooks/{id}',
        path: `/webhooks/${webhook.id}`,
        same: [
          {},
          { url: 'https://93.184.215.14/', description: '', events: ['task', 'task'], enabled: true },
        ],
      },
      {
        route: 'patch /api/v1/metrics/alerts/{id}',
        path: `/metrics/alerts/${alert.id}`,
        same: [
          {},
          { ...watched, name: ' Few' },
          { enabled: true, member_ids: [ada.member_id, ada.member_id] },
        ],
      },
      {
        route: 'patch /api/v1/companies/{id}',
        path: `/companies/${company.id}`,
        same: [{}, { name: ' Bluebird', location: 'Berlin', website: null }],
      },
      {
        route: 'patch /api/v1/jobs/{id}',
        path: `/jobs/${job.id}`,
        same: [{}, { ...JOB, questions: job.questions }, { title: 'Gardener ', salary: job.salary }],
      },
      {
        route: 'patch /api/v1/candidates/{id}',
        path: `/candidates/${applied.candidate.id}`,
        same: [{}, { name: ' Grace', tags: ['a', ' a'], consent }, { consent: { purpose: 'later jobs' } }],
      },
      {
        route: 'patch /api/v1/applications/{id}',
        path: `/applications/${applied.id}`,
        same: [{}, { stage: 'applied', source: 'by_hand', rejection_reason: null }],
      },
      {
        route: 'patch /api/v1/applications/{id}/notes/{note_id}',
        path: `/applications/${applied.id}/notes/${note.id}`,
        same: [{}, { body: 'Knows roses' }],
      },
      {
        route: 'put /api/v1/applications/{id}/rating',
        path: `/applications/${applied.id}/rating`,
        same: [rated],
      },
      {
        route: 'put /api/v1/teams/{id}/members/{member_id}',
        path: `/teams/${team.id}/members/${ben.member_id}`,
        same: [{ role: 'member' }],
      },
      {
        route: 'patch /api/v1/tasks/{id}/comments/{comment_id}',
        path: `/tasks/${task.id}/comments/${comment.id}`,
        same: [{}, { body: comment.body }],
      },
      {
        route: 'patch /api/v1/content/{id}/comments/{comment_id}',
        path: `/content/${content.id}/comments/${onContent.id}`,
        same: [{}, { body: onContent.body }],
      },
      {
        route: 'patch /api/v1/lessons/{id}/comments/{comment_id}',
        path: `/lessons/${lesson.id}/comments/${onLesson.id}`,
        same: [{}, { body: onLesson.body }],
      },
      {
        route: 'patch /api/v1/conversations/{id}',
        path: `/conversations/${conversation.id}`,
        same: [{}, { title: ' Talk' }],
      },
      {
        route: 'put /api/v1/conversations/{id}/read',
        path: `/conversations/${conversation.id}/read`,
        same: [{ number: 1 }, { number: 0 }],
      },
      {
        route: 'put /api/v1/conversations/{id}/members/{member_id}',
        path: `/conversations/${conversation.id}/members/${ben.member_id}`,
        same: [{ role: 'member' }],
      },
      {
        route: 'patch /api/v1/conversations/{id}/messages/{message_id}',
        path: `/conversations/${conversation.id}/messages/${message.id}`,
        same: [{}, { body: 'hello' }],
      },
      {
        route: 'put /api/v1/tasks/{id}/shares/{kind}/{subject_id}',
        path: share,
        same: [{ permission: 'view' }],
      },
      {
        route: 'patch /api/v1/members/{id}',
        path: `/members/${ben.member_id}`,
        same: [{}, { role: 'member', status: 'active' }],
      },
      {
        route: 'patch /api/v1/organization',
        path: '/organization',
        same: [{}, { requires_second_factor: false }, { name: "ada's ", time_zone: 'UTC' }],
      },
      {
        route: 'put /api/v1/instance/organizations/{id}/plan',
        path: `/instance/organizations/${ada.organization_id}/plan`,
        same: [{ plan: 'free' }],
      },
      {
        route: 'patch /api/v1/auth/me',
        path: '/auth/me',
        same: [{}, { preferences: { theme: 'dark' } }, { preferences: { single_keys: true } }],
      },
      {
        route: 'patch /api/v1/notifications/preferences',
        path: '/notifications/preferences',
        same: [{}, { mention: false }],
      },
      {
        route: 'put /api/v1/people/{external_id}',
        path: '/people/guest',
        same: [{}, person, { properties: { seats: [1, { a: null }], plan: 'team' } }],
        key,
      },
    ]
  }

  test('moves nothing, of whatever noun', async () => {
    const { clock, call, get } = await app()
    const ada = await signUp(await app(), 'ada')
    const ben = await joinAs(await app(), ada, 'ben', 'member')
    const all = await changes(ada, ben)
    const { paths } = (await get('/openapi.json')).body
    const there = Object.entries<any>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(all.map(({ route }) => route).sort()).toEqual(
      there.filter((one) => /^(put|patch) /.test(one)).sort(),
    )
    clock.at += 60_000
    await get(DASHBOARD, { token: ada.token })
    const before = await rowsOf(ada)
    for (const { route, path, same, key } of all) {
      const by = key === undefined ? { token: ada.token } : { key }
      const method = route.split(' ')[0]?.toUpperCase() ?? ''
      for (const json of same) {
        const answer = await call(method, API + path, { ...by, json })
        expect([path, json, answer.status]).toEqual([path, json, 200])
        const { cache_hit } = (await get(DASHBOARD, { token: ada.token })).body.cache_metadata
        expect([path, json, cache_hit]).toEqual([path, json, true])
      }
    }
    expect(await rowsOf(ada)).toEqual(before)
  })

  test('answers with what is there, and its tag', async () => {
    const { clock, call, get } = await app()
    const grace = await signUp(await app(), 'grace')
    const { id } = await made(grace, '/tasks', { title: 'Roses' })
    const { body, headers } = await get(`${API}/tasks/${id}`, { token: grace.token })
    clock.at += 60_000
    const etag = headers.get('etag') ?? ''
    const again = await call('PATCH', `${API}/tasks/${id}`, {
      token: grace.token,
      json: { title: 'Roses' },
      headers: { 'if-match': etag },
    })
    expect([again.body, again.headers.get('etag')]).toEqual([body, etag])
    const stale = await call('PATCH', `${API}/tasks/${id}`, {
      token: grace.token,
      json: {},
      headers: { 'if-match': '"another"' },
    })
    expect(stale.status).toBe(412)
  })

  /** Every row of the organization, in whichever table, but for when its keys were used. */
  async function rowsOf({ organization_id }: Member): Promise<Record<string, string[]>> {
    const { db } = (await app()).context
    return db.for(organization_id).read(async (q) => {
      const rows: Record<string, string[]> = {}
      for (const [name, table] of Object.entries(q.tables)) {
        if (!('organization_id' in table) || name === 'api_keys') continue
        const found = await q
          .select()
          .from(table as typeof q.tables.tasks)
          .where(q.mine(table as typeof q.tables.tasks))
        rows[name] = found.map((row) => JSON.stringify(row)).sort()
      }
      return rows
    })
  }
})
