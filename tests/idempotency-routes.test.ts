/**
 * Every route that takes an Idempotency-Key: sent again after what it made or changed has become
 * something else, it is answered the same to the letter, and nothing more has happened.
 */
import { afterAll, expect, test } from 'bun:test'
import { type Answer, type Calls, callsTo, onEachEngine, sharedApp, type TestApp } from './app.ts'
import { formWith } from './authorization/things.ts'
import { linkedIdentity } from './identities.ts'
import { openMailbox, tokenIn } from './mailbox.ts'
import { OidcProvider } from './oidc-provider.ts'
import { type Member, signUp } from './people.ts'
import { enableSecondFactor, enrol } from './second-factors.ts'
import { invite, joinAs } from './teams.ts'

const MINUTE = 60_000
const mailbox = await openMailbox()
afterAll(() => mailbox.stop())
const provider = new OidcProvider()
afterAll(() => provider[Symbol.dispose]())

/** Ada's organization, of which Ben is a member; Cleo is alone in her own. */
interface Scene {
  app: TestApp
  ada: Member
  ben: Member
  cleo: Member
  /** One more of Ada's, who will not be needed afterwards. */
  another(name: string): Promise<Member>
  call: Calls['call']
  made(path: string, by: Member, json: unknown): Promise<any>
  /** Of a list. */
  ids(path: string, by: Member): Promise<string[]>
}

interface Keyed {
  by: Member
  json?: unknown
  /** In its place, a form with a file of this text. */
  file?: string
  status: number
  /** Of the path's parameter. */
  id?: string
  /** Of its second. */
  below?: string
  /** What happens before it is sent again. */
  meanwhile?: (first: Answer) => Promise<unknown>
  /** What would be different if it were done again. */
  seen?: () => Promise<unknown>
}

/** Nothing is sent to it here. */
const WEBHOOK = { url: 'https://93.184.215.14/hooks' }
const QUESTIONS = [{ kind: 'text', prompt: 'Which?', answers: ['this'] }]

/** @param at Where the things are that are commented on. */
const commenting =
  (at: string, thing: object) =>
  async ({ call, made, ids, ada, ben }: Scene): Promise<Keyed> => {
    const { id } = await made(at, ada, thing)
    return {
      id,
      by: ada,
      json: { body: `Now, <@${ben.member_id}>` },
      status: 201,
      meanwhile: () => call('DELETE', `${at}/${id}`, ada),
      seen: () => ids('/notifications', ben),
    }
  }

/** @param name Of the noun, in the path and in the body. */
const makingMany =
  (name: string, given: (job_id: string) => object[]) =>
  async ({ call, made, ids, ada }: Scene): Promise<Keyed> => {
    const { id: job_id } = await made('/jobs', ada, { title: 'Gardener', status: 'open' })
    return {
      by: ada,
      json: { [name]: given(job_id) },
      status: 201,
      meanwhile: ({ body }) => call('DELETE', `/${name}/${body[name][0].id}`, ada),
      seen: () => ids(`/${name}`, ada),
    }
  }

/** @param changes With `others`, they are changed back before the same comes again. */
const changingMany =
  (name: string, given: (job_id: string) => object, changes: object, others: object) =>
  async ({ call, made, ada }: Scene): Promise<Keyed> => {
    const { id: job_id } = await made('/jobs', ada, { title: 'Gardener', status: 'open' })
    const { id } = await made(`/${name}`, ada, given(job_id))
    return {
      by: ada,
      json: { [name]: [{ id, ...changes }] },
      status: 200,
      meanwhile: () => call('PATCH', `/${name}/${id}`, ada, others),
      seen: async () => (await call('GET', `/${name}/${id}`, ada)).body,
    }
  }

const ROUTES: Record<string, (scene: Scene) => Promise<Keyed> | Keyed> = {
  'POST /api/v1/content/bulk': makingMany('content', () => [{ title: 'a' }, { title: 'a' }]),
  'PATCH /api/v1/content/bulk': changingMany(
    'content',
    () => ({ title: 'a' }),
    { tags: ['x'] },
    { tags: [] },
  ),
  'POST /api/v1/jobs/bulk': makingMany('jobs', () => [{ title: 'a' }, { title: 'b', status: 'open' }]),
  'PATCH /api/v1/jobs/bulk': changingMany(
    'jobs',
    () => ({ title: 'a' }),
    { location: 'Bonn' },
    { location: null },
  ),
  'POST /api/v1/candidates/bulk': makingMany('candidates', () => [
    { name: 'Ivy', email: 'ivy@example.com' },
    { name: 'Joe', email: 'joe@example.com' },
  ]),
  'PATCH /api/v1/candidates/bulk': changingMany(
    'candidates',
    () => ({ name: 'Kay', email: 'kay@example.com' }),
    { tags: ['x'] },
    { tags: [] },
  ),
  'POST /api/v1/applications/bulk': makingMany('applications', (job_id) => [
    { job_id, name: 'Lea', email: 'lea@example.com' },
    { job_id, name: 'Max', email: 'max@example.com' },
  ]),
  'PATCH /api/v1/applications/bulk': changingMany(
    'applications',
    (job_id) => ({ job_id, name: 'Nia', email: 'nia@example.com' }),
    { stage: 'screening' },
    { stage: 'interview' },
  ),
  'POST /api/v1/operations/backups': ({ call, ada }) => ({
    by: ada,
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/operations/backups/${body.name}`, ada),
    seen: async () => (await call('GET', '/operations/backups', ada)).body.items,
  }),
  'POST /api/v1/operations/backups/{name}/verify': async ({ app, call, ada }) => {
    const { name: id } = (await call('POST', '/operations/backups', ada)).body
    const wait = async () => {
      app.clock.at += MINUTE
    }
    await wait()
    const seen = async () => (await call('GET', '/operations/backups', ada)).body.items
    return { by: ada, id, status: 200, meanwhile: wait, seen }
  },
  'POST /api/v1/api-keys': ({ app, call, ids, ada }) => ({
    by: ada,
    json: { name: 'k', scopes: ['read'], expires_at: new Date(app.clock.at + MINUTE).toISOString() },
    status: 201,
    meanwhile: async ({ body }) => {
      app.clock.at += 2 * MINUTE
      await call('DELETE', `/api-keys/${body.id}`, ada)
    },
    seen: () => ids('/api-keys', ada),
  }),
  'POST /api/v1/webhooks': ({ call, ids, ada }) => ({
    by: ada,
    json: WEBHOOK,
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/webhooks/${body.id}`, ada),
    seen: () => ids('/webhooks', ada),
  }),
  'POST /api/v1/webhooks/{id}/rotate-secret': async ({ call, made, ada }) => {
    const { id } = await made('/webhooks', ada, WEBHOOK)
    return {
      ...{ by: ada, id, status: 200 },
      seen: async () => (await call('GET', `/webhooks/${id}`, ada)).body,
      meanwhile: () => call('PATCH', `/webhooks/${id}`, ada, { description: 'rotated' }),
    }
  },
  'POST /api/v1/webhooks/{id}/test': async ({ call, made, ids, ada }) => {
    const { id } = await made('/webhooks', ada, WEBHOOK)
    return {
      ...{ by: ada, id, status: 202 },
      meanwhile: () => call('PATCH', `/webhooks/${id}`, ada, { enabled: false }),
      seen: () => ids(`/webhooks/${id}/deliveries`, ada),
    }
  },
  'POST /api/v1/webhooks/{id}/deliveries/{delivery_id}/retry': async ({ call, made, ada }) => {
    const { id } = await made('/webhooks', ada, WEBHOOK)
    const { id: below } = await made(`/webhooks/${id}/test`, ada, undefined)
    return {
      ...{ by: ada, id, below, status: 202 },
      meanwhile: () => call('PATCH', `/webhooks/${id}`, ada, { enabled: false }),
      seen: async () => (await call('GET', `/webhooks/${id}/deliveries`, ada)).body,
    }
  },
  'POST /api/v1/auth/change-password': async ({ app, another }) => {
    const by = await another('eve')
    const json = { current_password: by.password, new_password: 'another good password' }
    const signedIn = { email: by.email, password: json.new_password }
    const seen = async () => (await app.post('/api/v1/auth/signin', { json: signedIn })).status
    return { by, json, status: 204, seen }
  },
  'POST /api/v1/auth/oidc/link': async ({ another }) => {
    const by = await another('lin')
    return { by, json: { current_password: by.password }, status: 200 }
  },
  'POST /api/v1/auth/identities/{id}/unlink': async ({ app, call, another }) => {
    const by = await another('kim')
    const { user } = (await call('GET', '/auth/me', by)).body
    return {
      ...{ by, json: { current_password: by.password }, status: 204 },
      id: await linkedIdentity(app, user.id),
      meanwhile: () => linkedIdentity(app, user.id),
      seen: async () => (await call('GET', '/auth/identities', by)).body.items.length,
    }
  },
  'POST /api/v1/auth/switch-organization': async ({ app, call, ada, cleo }) => {
    const token = await invite(app, cleo, ada.email, 'member')
    expect((await call('POST', '/invitations/accept', ada, { token })).status).toBe(200)
    return {
      by: ada,
      json: { organization_id: cleo.organization_id },
      status: 200,
      meanwhile: async () => {
        await call('POST', '/auth/switch-organization', ada, { organization_id: ada.organization_id })
        await call('PATCH', '/organization', cleo, { name: 'Renamed' })
      },
      seen: async () => (await call('GET', '/auth/me', ada)).body.organization.id,
    }
  },
  'POST /api/v1/auth/verify-email/send': ({ app, ben }) => ({
    by: ben,
    status: 202,
    meanwhile: () => mailbox.next(ben.email),
    seen: async () => {
      const links = await app.context.db.instance.read((q) => q.select().from(q.tables.one_time_tokens))
      return [links, mailbox.count(ben.email)]
    },
  }),
  'POST /api/v1/auth/email-change': async ({ app, call, another }) => {
    const by = await another('ike')
    const new_email = 'ike-new@example.com'
    return {
      by,
      json: { new_email, current_password: by.password },
      status: 202,
      meanwhile: async () => {
        const confirm = { token: tokenIn(await mailbox.next(new_email)) }
        expect((await app.post('/api/v1/auth/email-change/confirm', { json: confirm })).status).toBe(204)
      },
      seen: async () => [(await call('GET', '/auth/me', by)).body.user.email, mailbox.count(new_email)],
    }
  },
  'POST /api/v1/auth/second-factor': async ({ app, another }) => {
    const by = await another('kai')
    const json = { current_password: by.password }
    return { by, json, status: 201, seen: () => secondFactors(app) }
  },
  'POST /api/v1/auth/second-factor/confirm': async ({ app, call, another }) => {
    const by = await another('lou')
    const json = { code: (await enrol(app, by)).code() }
    const seen = async () => [(await call('GET', '/auth/second-factor', by)).body, mailbox.count(by.email)]
    return { by, json, status: 200, meanwhile: () => mailsTo(by, 3), seen }
  },
  'POST /api/v1/auth/second-factor/recovery-codes': async ({ app, another }) => {
    const by = await another('mo')
    const { authenticator } = await enableSecondFactor(app, by)
    await mailsTo(by, 3)
    const json = { current_password: by.password, code: authenticator.next() }
    const codes = () => app.context.db.instance.read((q) => q.select().from(q.tables.recovery_codes))
    const seen = async () => [await codes(), mailbox.count(by.email)]
    return { by, json, status: 200, meanwhile: () => mailsTo(by, 1), seen }
  },
  'POST /api/v1/auth/second-factor/disable': async ({ app, another }) => {
    const by = await another('nat')
    const { authenticator } = await enableSecondFactor(app, by)
    await mailsTo(by, 3)
    const json = { current_password: by.password, code: authenticator.next() }
    const again = async () => {
      await enableSecondFactor(app, by)
      await mailsTo(by, 2)
    }
    const seen = async () => [await secondFactors(app), mailbox.count(by.email)]
    return { by, json, status: 204, meanwhile: again, seen }
  },
  'POST /api/v1/auth/email-change/send': async ({ app, call, another }) => {
    const by = await another('jan')
    const new_email = 'jan-new@example.com'
    await call('POST', '/auth/email-change', by, { new_email, current_password: by.password })
    await mailbox.next(new_email)
    return {
      by,
      status: 202,
      meanwhile: () => mailbox.next(new_email),
      seen: async () => {
        const links = await app.context.db.instance.read((q) => q.select().from(q.tables.one_time_tokens))
        return [links, mailbox.count(new_email)]
      },
    }
  },
  'POST /api/v1/auth/signout': async ({ another }) => ({ by: await another('flo'), status: 204 }),
  'POST /api/v1/members/leave': async ({ another }) => ({ by: await another('gus'), status: 204 }),
  'POST /api/v1/invitations': ({ app, ada }) => ({
    by: ada,
    json: { email: 'dora@example.com', role: 'viewer' },
    status: 201,
    meanwhile: async ({ body: { token: invitation } }) => {
      await mailbox.next('dora@example.com')
      const dora = { email: 'dora@example.com', name: 'dora', password: 'a password of dora' }
      expect((await app.post('/api/v1/auth/signup', { json: { ...dora, invitation } })).status).toBe(201)
      await mailbox.next('dora@example.com')
    },
    seen: async () => mailbox.count('dora@example.com'),
  }),
  'POST /api/v1/invitations/accept': async ({ app, call, ids, cleo, ada }) => ({
    by: cleo,
    json: { token: await invite(app, ada, cleo.email, 'member') },
    status: 200,
    meanwhile: ({ body }) => call('DELETE', `/members/${body.member_id}`, ada),
    seen: () => ids('/members', ada),
  }),
  'POST /api/v1/events': ({ app, call, ben }) => {
    const event = (id: string, ahead = 0) => {
      return { id, person: 'p', verb: 'read', occurred_at: new Date(app.clock.at + ahead).toISOString() }
    }
    return {
      by: ben,
      // The second is too far ahead; when it is sent again it would be so no longer.
      json: [event('1'), event('2', 6 * MINUTE), event('1')],
      status: 200,
      meanwhile: async () => {
        app.clock.at += 2 * MINUTE
        await call('POST', '/events', ben, [event('1'), event('3')])
      },
      seen: async () => (await call('GET', '/metrics/dashboard', ben)).body.engagement_metrics,
    }
  },
  'POST /api/v1/metrics/invalidate-cache': ({ ada }) => ({ by: ada, status: 204 }),
  'POST /api/v1/teams': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'Garden' },
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/teams/${body.id}`, ada),
    seen: () => ids('/teams', ada),
  }),
  'POST /api/v1/projects': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'Spring', ends_on: '2026-11-20' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/projects/${body.id}`, ada, { name: 'Autumn' }),
    seen: () => ids('/projects', ada),
  }),
  'POST /api/v1/content': ({ call, ids, ada }) => ({
    by: ada,
    json: { title: 'Roses', tags: ['b', 'a'], status: 'published' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/content/${body.id}`, ada, { title: 'Tulips', status: 'draft' }),
    seen: () => ids('/content', ada),
  }),
  'POST /api/v1/content/{id}/revisions/{number}/restore': async ({ call, made, ada }) => {
    const { id } = await made('/content', ada, { title: 'Roses' })
    await call('PATCH', `/content/${id}`, ada, { title: 'Tulips' })
    return {
      by: ada,
      id,
      status: 200,
      meanwhile: () => call('PATCH', `/content/${id}`, ada, { title: 'Daisies' }),
      seen: async () => (await call('GET', `/content/${id}`, ada)).body,
    }
  },
  'POST /api/v1/lessons': ({ call, ids, ada }) => ({
    by: ada,
    json: { title: 'Roses', body: 'In autumn.' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/lessons/${body.id}`, ada, { title: 'Tulips' }),
    seen: () => ids('/lessons', ada),
  }),
  'POST /api/v1/assessments': ({ call, ids, ada }) => ({
    by: ada,
    json: { title: 'Roses', questions: QUESTIONS, status: 'published' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/assessments/${body.id}`, ada, { title: 'Tulips' }),
    seen: () => ids('/assessments', ada),
  }),
  'POST /api/v1/assessments/{id}/attempts': async ({ call, made, ids, ada }) => {
    const { id } = await made('/assessments', ada, { title: 'x', questions: QUESTIONS, status: 'published' })
    return {
      by: ada,
      id,
      json: {},
      status: 201,
      meanwhile: ({ body }) => call('POST', `/attempts/${body.id}/submit`, ada, {}),
      seen: () => ids(`/assessments/${id}/attempts`, ada),
    }
  },
  'POST /api/v1/attempts/{id}/submit': async ({ call, made, ada }) => {
    const { id } = await made('/assessments', ada, { title: 'x', questions: QUESTIONS, status: 'published' })
    const attempt = await made(`/assessments/${id}/attempts`, ada, {})
    return {
      by: ada,
      id: attempt.id,
      json: { answers: [{ question_id: attempt.questions[0].id, text: 'this' }] },
      status: 200,
      meanwhile: () => call('PATCH', `/assessments/${id}`, ada, { pass_mark: 100, status: 'archived' }),
      seen: async () => (await call('GET', '/metrics/dashboard', ada)).body.engagement_metrics,
    }
  },
  'POST /api/v1/lessons/{id}/completions': async ({ call, made, ada }) => {
    const { id } = await made('/lessons', ada, { title: 'Roses', status: 'published' })
    return {
      by: ada,
      id,
      json: {},
      status: 201,
      meanwhile: () => call('DELETE', `/lessons/${id}`, ada),
      seen: async () => (await call('GET', '/metrics/dashboard', ada)).body.engagement_metrics,
    }
  },
  'POST /api/v1/content/{id}/generations': async ({ call, made, ids, ada }) => {
    const { id } = await made('/content', ada, { title: 'Roses' })
    const end = { finished_at: '2026-11-20T12:00:00Z', ok: true }
    return {
      by: ada,
      id,
      json: { started_at: '2026-11-20T11:00:00Z' },
      status: 201,
      meanwhile: ({ body }) => call('PATCH', `/content/${id}/generations/${body.id}`, ada, end),
      seen: () => ids(`/content/${id}/generations`, ada),
    }
  },
  'POST /api/v1/tasks': ({ app, call, ids, ada, ben }) => ({
    by: ben,
    json: {
      title: 'Prune',
      labels: ['b', 'a'],
      due_at: new Date(app.clock.at + MINUTE).toISOString(),
      assignee_id: ada.member_id,
    },
    status: 201,
    meanwhile: async ({ body }) => {
      app.clock.at += 2 * MINUTE
      await call('PATCH', `/tasks/${body.id}`, ben, { title: 'Water', labels: [] })
    },
    seen: async () => [await ids('/tasks', ben), await ids('/notifications', ada)],
  }),
  'POST /api/v1/tasks/bulk': ({ call, ids, ada }) => ({
    by: ada,
    json: { tasks: [{ title: 'a' }, { title: 'b', due_on: '2026-11-19' }] },
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/tasks/${body.tasks[0].id}`, ada),
    seen: () => ids('/tasks', ada),
  }),
  'POST /api/v1/tasks/import': ({ call, ids, ada }) => ({
    by: ada,
    file: 'title,labels\na,x\nb,y',
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/tasks/${body.ids[0]}`, ada),
    seen: () => ids('/tasks', ada),
  }),
  'PATCH /api/v1/tasks/bulk': async ({ call, made, ids, ada }) => {
    const { id, updated_at } = await made('/tasks', ada, { title: 'a' })
    return {
      by: ada,
      json: { tasks: [{ id, status: 'done', if_updated_at: updated_at }] },
      status: 200,
      meanwhile: () => call('PATCH', `/tasks/${id}`, ada, { status: 'todo' }),
      seen: () => ids(`/tasks/${id}/statuses`, ada),
    }
  },
  'POST /api/v1/tasks/bulk-delete': async ({ call, made, ids, ada }) => {
    const { id } = await made('/tasks', ada, { title: 'a' })
    return {
      by: ada,
      json: { ids: [id] },
      status: 204,
      meanwhile: () => call('POST', `/trash/${id}/restore`, ada),
      seen: () => ids('/tasks', ada),
    }
  },
  'POST /api/v1/tasks/{id}/comments': async ({ call, made, ids, ada, ben }) => {
    const { id } = await made('/tasks', ada, { title: 'a', assignee_id: ben.member_id })
    return {
      id,
      by: ada,
      json: { body: `Now, <@${ben.member_id}>` },
      status: 201,
      meanwhile: () => call('DELETE', `/tasks/${id}`, ada),
      seen: () => ids('/notifications', ben),
    }
  },
  'POST /api/v1/tasks/{id}/files': async ({ call, made, ids, ada }) => {
    const { id } = await made('/tasks', ada, { title: 'a' })
    return {
      id,
      by: ada,
      file: 'Roses',
      status: 201,
      meanwhile: ({ body }) => call('DELETE', `/tasks/${id}/files/${body.items[0].id}`, ada),
      seen: () => ids(`/tasks/${id}/files`, ada),
    }
  },
  'POST /api/v1/content/{id}/comments': commenting('/content', { title: 'Roses', status: 'published' }),
  'POST /api/v1/lessons/{id}/comments': commenting('/lessons', { title: 'Roses', status: 'published' }),
  'POST /api/v1/trash/bulk-restore': async ({ call, made, ids, ada }) => {
    const { id } = await made('/tasks', ada, { title: 'a' })
    await call('DELETE', `/tasks/${id}`, ada)
    return {
      by: ada,
      json: { ids: [id] },
      status: 204,
      meanwhile: () => call('DELETE', `/tasks/${id}`, ada),
      seen: () => ids('/trash', ada),
    }
  },
  'POST /api/v1/trash/{id}/restore': async ({ call, made, ids, ada }) => {
    const { id } = await made('/tasks', ada, { title: 'a' })
    await call('DELETE', `/tasks/${id}`, ada)
    return {
      id,
      by: ada,
      status: 204,
      meanwhile: () => call('DELETE', `/tasks/${id}`, ada),
      seen: () => ids('/trash', ada),
    }
  },
  'POST /api/v1/labels': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'garden', color: '#2e7d32' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/labels/${body.id}`, ada, { name: 'yard' }),
    seen: () => ids('/labels', ada),
  }),
  'POST /api/v1/metrics/alerts': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'Few', metric: 'sessions', condition: { kind: 'below', threshold: 1 } },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/metrics/alerts/${body.id}`, ada, { enabled: false }),
    seen: () => ids('/metrics/alerts', ada),
  }),
  'POST /api/v1/companies': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'Bluebird' },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/companies/${body.id}`, ada, { name: 'Redstart' }),
    seen: () => ids('/companies', ada),
  }),
  'POST /api/v1/jobs': ({ call, ids, ada }) => ({
    by: ada,
    json: { title: 'Gardener', status: 'open', questions: [{ kind: 'text', prompt: 'Why?' }] },
    status: 201,
    meanwhile: ({ body }) => call('PATCH', `/jobs/${body.id}`, ada, { status: 'closed' }),
    seen: () => ids('/jobs', ada),
  }),
  'POST /api/v1/candidates': ({ call, ids, ada }) => ({
    by: ada,
    json: { name: 'Grace', email: 'grace@example.com', consent: { purpose: 'later jobs' } },
    status: 201,
    meanwhile: ({ body }) => call('DELETE', `/candidates/${body.id}`, ada),
    seen: () => ids('/candidates', ada),
  }),
  'POST /api/v1/candidates/{id}/merge': async ({ call, made, ids, ada }) => {
    const person = (name: string) => made('/candidates', ada, { name, email: `${name}@example.com` })
    const [{ id }, { id: candidate_id }] = [await person('heidi'), await person('ida')]
    return {
      id,
      by: ada,
      json: { candidate_id },
      status: 200,
      meanwhile: () => call('PATCH', `/candidates/${id}`, ada, { name: 'Another' }),
      seen: () => ids('/candidates', ada),
    }
  },
  'POST /api/v1/applications': async ({ call, made, ids, ada }) => {
    const { id: job_id } = await made('/jobs', ada, { title: 'Gardener', status: 'open' })
    return {
      by: ada,
      json: { job_id, name: 'Jo', email: 'jo@example.com' },
      status: 201,
      meanwhile: ({ body }) => call('PATCH', `/applications/${body.id}`, ada, { stage: 'withdrawn' }),
      seen: () => ids('/applications', ada),
    }
  },
  'POST /api/v1/applications/{id}/notes': async ({ call, made, ids, ada }) => {
    const { id: job_id } = await made('/jobs', ada, { title: 'Gardener', status: 'open' })
    const { id } = await made('/applications', ada, { job_id, name: 'Kim', email: 'kim@example.com' })
    return {
      id,
      by: ada,
      json: { body: 'Knows roses' },
      status: 201,
      meanwhile: () => call('PATCH', `/jobs/${job_id}`, ada, { status: 'closed' }),
      seen: () => ids(`/applications/${id}/notes`, ada),
    }
  },
  'POST /api/v1/applications/{id}/files': async ({ call, made, ids, ada }) => {
    const { id: job_id } = await made('/jobs', ada, { title: 'Gardener', status: 'open' })
    const { id } = await made('/applications', ada, { job_id, name: 'Lou', email: 'lou@example.com' })
    return {
      id,
      by: ada,
      file: 'Roses',
      status: 201,
      meanwhile: ({ body }) => call('DELETE', `/applications/${id}/files/${body.items[0].id}`, ada),
      seen: () => ids(`/applications/${id}/files`, ada),
    }
  },
  'POST /api/v1/conversations': ({ call, ids, ada, ben }) => ({
    by: ada,
    json: { kind: 'direct', member_id: ben.member_id },
    status: 201,
    meanwhile: ({ body }) => call('POST', `/conversations/${body.id}/messages`, ben, { body: 'Hello' }),
    seen: () => ids('/conversations', ada),
  }),
  'POST /api/v1/conversations/{id}/messages': async ({ call, made, ids, ada, ben }) => {
    const group = { kind: 'group', title: 'Us', member_ids: [ben.member_id] }
    const { id } = await made('/conversations', ada, group)
    return {
      id,
      by: ben,
      json: { body: 'Hello' },
      status: 201,
      meanwhile: async ({ body }) => {
        await call('DELETE', `/conversations/${id}/messages/${body.id}`, ben)
        await call('DELETE', `/conversations/${id}/members/${ben.member_id}`, ada)
      },
      seen: () => ids(`/conversations/${id}/messages`, ada),
    }
  },
  'POST /api/v1/notifications/{id}/read': async ({ call, ids, made, ada, ben }) => ({
    id: await toldTo(ben, { made, ids, ada }),
    by: ben,
    status: 200,
    meanwhile: ({ body }) => call('POST', `/notifications/${body.id}/unread`, ben),
    seen: () => ids('/notifications?unread=true', ben),
  }),
  'POST /api/v1/notifications/{id}/unread': async ({ call, ids, made, ada, ben }) => ({
    id: await toldTo(ben, { made, ids, ada }),
    by: ben,
    status: 200,
    meanwhile: ({ body }) => call('POST', `/notifications/${body.id}/read`, ben),
    seen: () => ids('/notifications?unread=true', ben),
  }),
  // Whoever signed up first administers the instance.
  'POST /api/v1/operations/jobs/{name}/run': ({ app, call, ids, ada }) => ({
    by: ada,
    id: 'undo_imports',
    status: 202,
    meanwhile: async () => {
      await ended(() => call('GET', '/operations/jobs/undo_imports/runs', ada))
      app.clock.at += MINUTE
    },
    seen: () => ids('/operations/jobs/undo_imports/runs', ada),
  }),
  'POST /api/v1/notifications/read-all': async ({ call, ids, made, ada, ben }) => {
    const until = await toldTo(ben, { made, ids, ada })
    return {
      by: ben,
      json: { until },
      status: 200,
      meanwhile: () => call('POST', `/notifications/${until}/unread`, ben),
      seen: () => ids('/notifications?unread=true', ben),
    }
  },
}

/** Those of the invitation and of the sign-up are the first two. */
async function mailsTo({ email }: Member, count: number): Promise<void> {
  for (let mails = 0; mails < count; mails += 1) await mailbox.next(email)
}

function secondFactors(app: TestApp) {
  return app.context.db.instance.read((q) => q.select().from(q.tables.second_factors))
}

/** After these the caller is nobody: what is sent again is refused, as anything of theirs is. */
const LAST_DEEDS = ['POST /api/v1/members/leave', 'POST /api/v1/auth/signout']

onEachEngine('With an Idempotency-Key', (engine) => {
  const shared = sharedApp(engine, { SMTP_URL: mailbox.url, ...provider.env })
  let scene: Promise<Scene> | undefined

  for (const [route, prepare] of Object.entries(ROUTES)) {
    test(`${route} is done once, and answered the same`, async () => {
      scene ??= sceneIn(await shared(), engine)
      const { app } = await scene
      const { by, json, file, status, id = '', below = '', meanwhile, seen } = await prepare(await scene)
      const [method = '', path = ''] = route
        .replace(/\{(id|name)\}/, id)
        .replace('{delivery_id}', below)
        .replace('{number}', '1')
        .split(' ')
      const send = () =>
        app.call(method, path, {
          token: by.token,
          ...(file === undefined ? { json } : { body: formWith(file) }),
          headers: { 'idempotency-key': route.replace(' ', ':') },
        })
      const first = await send()
      expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([status, null])
      await meanwhile?.(first)
      const before = await seen?.()
      const again = await send()
      if (LAST_DEEDS.includes(route)) return expect(again.status).toBe(401)
      expect(shownBy(again)).toEqual(shownBy(first))
      expect(again.headers.get('idempotent-replayed')).toBe('true')
      expect(await seen?.()).toEqual(before)
    })
  }

  test('no route of the document is left out here', async () => {
    const { body } = await (await shared()).get('/openapi.json')
    const keyed = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods).flatMap(([method, { parameters = [] }]) => {
        const isKeyed = parameters.some((one: any) => one.name === 'Idempotency-Key')
        return isKeyed ? [`${method.toUpperCase()} ${path}`] : []
      }),
    )
    expect(keyed.sort()).toEqual(Object.keys(ROUTES).sort())
  })
})

async function sceneIn(app: TestApp, engine: string): Promise<Scene> {
  const ada = await signUp(app, `${engine}-ada`)
  const { call, done } = callsTo(app)
  const scene: Scene = {
    app,
    ada,
    ben: await joinAs(app, ada, `${engine}-ben`, 'member'),
    cleo: await signUp(app, `${engine}-cleo`),
    another: (name) => joinAs(app, ada, `${engine}-${name}`, 'member'),
    call,
    made: (path, by, json) => done('POST', path, by, json),
    ids: async (path, by) => (await call('GET', path, by)).body.items.map((one: { id: string }) => one.id),
  }
  // The invitation, and the link of the sign-up.
  for (let mails = 0; mails < 2; mails += 1) await mailbox.next(scene.ben.email)
  return scene
}

/** Until no run of the job is left that goes on. */
async function ended(list: () => Promise<Answer>): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    const { items } = (await list()).body
    if (items.every((run: { outcome: string | null }) => run.outcome !== null)) return
    await Bun.sleep(10)
  }
  throw new Error('The run does not end.')
}

/** @returns The newest notification. */
async function toldTo(ben: Member, { made, ids, ada }: Pick<Scene, 'made' | 'ids' | 'ada'>): Promise<string> {
  await made('/tasks', ada, { title: 'for Ben', assignee_id: ben.member_id })
  return (await ids('/notifications', ben))[0] ?? ''
}

function shownBy({ status, text, headers }: Answer) {
  const header = (name: string) => headers.get(name)
  return { status, text, etag: header('etag'), type: header('content-type') }
}
