/** The log of changes: what each route leaves in it, and who follows it. */
import { describe, expect, test } from 'bun:test'
import { randomUUID } from 'node:crypto'
import { ChangesGoneError } from '../src/changes/change-feed.ts'
import { type LoggedChange, listChanges } from '../src/changes/log-queries.ts'
import { type Context, createContext } from '../src/context.ts'
import { EVERY_ORGANIZATION } from '../src/db/database.ts'
import { withOrigin } from '../src/db/origin.ts'
import { TRASH_VERBS } from '../src/resources/resource.ts'
import { RESOURCES } from '../src/resources.ts'
import { isTold, toldKinds } from '../src/webhooks/events.ts'
import { type Call, onEachEngine, sharedApp, type TestApp, testApp } from './app.ts'
import { formWith } from './authorization/things.ts'
import { linkedIdentity } from './identities.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { plansOf, statementsOf } from './plans.ts'
import { enrol } from './second-factors.ts'
import { invite, joinAs, switchTo, team } from './teams.ts'

const API = '/api/v1'
const DASHBOARD = `${API}/metrics/dashboard`

/** What concerns nobody but whoever asks, or changes nothing that is the organization's. */
const LEAVE_NOTHING = [
  // Tokens are exchanged many times a day, and a mail is only sent.
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/password-reset',
  'POST /api/v1/auth/verify-email',
  'POST /api/v1/auth/verify-email/send',
  'POST /api/v1/auth/email-change',
  'POST /api/v1/auth/email-change/send',
  'DELETE /api/v1/auth/email-change',
  // A secret that waits for its first code is nobody's business.
  'POST /api/v1/auth/second-factor',
  // What is begun at a provider stands in a cookie until it is finished.
  'POST /api/v1/auth/oidc/start',
  'POST /api/v1/auth/oidc/link',
  // How far a member has read is nobody else's business.
  'PUT /api/v1/conversations/{id}/read',
  // What somebody writes down before it is submitted, too.
  'PUT /api/v1/attempts/{id}/answers',
  'POST /api/v1/notifications/{id}/read',
  'POST /api/v1/notifications/{id}/unread',
  'POST /api/v1/notifications/read-all',
  'PATCH /api/v1/notifications/preferences',
  // Of activity there may be thousands a second.
  'POST /api/v1/events',
  // A read, with a body.
  'POST /api/v1/metrics/export',
  'POST /api/v1/metrics/alerts/preview',
  'POST /api/v1/hiring/export',
  'POST /api/v1/content/preview',
  // Of the instance, and of no organization.
  'POST /api/v1/operations/backups',
  'POST /api/v1/operations/backups/{name}/verify',
  'DELETE /api/v1/operations/backups/{name}',
  // What a job then does is told by itself.
  'POST /api/v1/operations/jobs/{name}/run',
]
/** Mail, files, organizations and a provider of their own: see below, and the tests of the demo and of single sign-on. */
const ELSEWHERE = [
  'POST /api/v1/auth/password-reset/confirm',
  'POST /api/v1/auth/email-change/confirm',
  'POST /api/v1/auth/oidc/finish',
  'POST /api/v1/events/import',
  // Without an account, by the same action as with one.
  'POST /api/v1/board/{slug}/jobs/{id}/applications',
  'DELETE /api/v1/imports/{id}',
  'POST /api/v1/instance/demo',
  'DELETE /api/v1/instance/demo',
]

/** By jobs, and by models: in their own tests. */
const TOLD_ELSEWHERE = [
  'application_file changed',
  'content generation_failed',
  ...['import started', 'import finished', 'import interrupted', 'import undone'],
  ...['metric_alert fired', 'metric_alert retracted'],
  'task_file changed',
  'webhook disabled',
]

onEachEngine('The log of changes', (engine) => {
  const app = sharedApp(engine)

  describe('tells of each route that changes something what it was, by whom, and the correlation id:', () => {
    let story: Story
    const tell = (part: (story: Story) => Promise<void>) => async () => {
      story ??= new Story(await app(), await signUp(await app(), 'log-ada'))
      await part(story)
    }
    test('sessions and members', tell(tellIdentity))
    test('keys, and the organization', tell(tellOrganization))
    test('teams, projects and tasks', tell(tellWork))
    test('comments, and the trash', tell(tellTrash))
    test('labels', tell(tellLabels))
    test('webhooks', tell(tellWebhooks))
    test('alerts on metrics', tell(tellAlerts))
    test('companies and jobs', tell(tellHiring))
    test('applications and candidates', tell(tellApplications))
    test('content', tell(tellContent))
    test('lessons', tell(tellLessons))
    test('assessments', tell(tellAssessments))
    test('conversations', tell(tellConversations))
    test('activity', tell(tellActivity))

    test('none is left out', async () => {
      const { body } = await (await app()).get('/openapi.json')
      const changing = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
        Object.keys(methods).flatMap((method) =>
          ['get', 'head', 'options'].includes(method) ? [] : `${method.toUpperCase()} ${path}`,
        ),
      )
      const told = [...story.routes, ...LEAVE_NOTHING, ...ELSEWHERE]
      expect(changing.filter((route) => !told.includes(route))).toEqual([])
      expect(told.filter((route) => !changing.includes(route))).toEqual([])
      expect(await seqsOf(await app(), story.ada)).toEqual(numbersTo(story.seq))
    })

    test('and what webhooks may ask for is what is told of their kinds', async () => {
      const kinds = toldKinds(RESOURCES)
      const told = (await logOf(await app(), story.ada)).filter((one) => isTold(['*'], kinds, one))
      const words = new Set(wordsOf(told))
      // Before there is anybody to be told.
      words.delete('organization founded')
      const known = [...kinds].flatMap(([kind, verbs]) => verbs.map((verb) => `${kind} ${verb}`))
      expect([...words].filter((one) => !known.includes(one))).toEqual([])
      const isOfTrash = (one: string) => TRASH_VERBS.some((verb) => one.endsWith(` ${verb}`))
      expect(known.filter((one) => !words.has(one) && !isOfTrash(one))).toEqual(TOLD_ELSEWHERE)
    })
  })

  test('tells nothing of what was refused or rolled back, and once of what was sent twice', async () => {
    const ada = await signUp(await app(), 'log-once')
    const before = (await logOf(await app(), ada)).length
    const bad = { tasks: [{ title: 'a' }, { title: 'b', project_id: randomUUID() }] }
    expect((await post(await app(), ada, '/tasks/bulk', bad)).status).toBe(422)
    const write = (await app()).context.db.for(ada.organization_id).write(async (tx) => {
      await tx.record({ kind: 'task', id: 'lost', verb: 'created' })
      throw new Error('rolled back')
    })
    expect(await write.catch(({ message }) => message)).toBe('rolled back')
    const call = { token: ada.token, json: { title: 'once' }, headers: { 'idempotency-key': 'once' } }
    for (let times = 0; times < 2; times += 1) await (await app()).post(`${API}/tasks`, call)
    // A change that changes nothing.
    await (await app()).call('PATCH', `${API}/organization`, {
      token: ada.token,
      json: { name: "log-once's" },
    })
    expect(wordsOf(await logOf(await app(), ada)).slice(before)).toEqual(['task created'])
  })

  test('has a name for jobs, and takes what a job does for its own', async () => {
    const own = await app()
    const ada = await signUp(own, 'log-job')
    const { id } = (await importEvents(own, ada)).started
    await own.context.db.for(ada.organization_id).write(async (tx) => {
      await tx.update(tx.tables.imports).set({ state: 'undoing', heard_at: 0 })
    })
    expect(await own.context.cron.run('undo_imports')).toMatchObject({ outcome: 'done' })
    const last = (await logOf(own, ada)).at(-1)
    expect(last).toMatchObject({ kind: 'import', id, verb: 'undone', actor: 'job:undo_imports' })
    expect(last?.correlation_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('of an import has its beginning and its end, not its events, by whoever sends it', async () => {
    const ada = await signUp(await app(), 'log-import')
    const before = (await logOf(await app(), ada)).length
    const { started } = await importEvents(await app(), ada)
    const by = { actor: `member:${ada.member_id}`, correlation_id: started.correlation_id }
    await (await app()).call('DELETE', `${API}/imports/${started.id}`, { token: ada.token })
    const told = (await logOf(await app(), ada)).slice(before)
    expect(wordsOf(told)).toEqual(['import started', 'import finished', 'import undone'])
    expect(told.slice(0, 2)).toMatchObject([by, by])
    expect(told.map(({ actor }) => actor)).toEqual(Array(3).fill(by.actor))
  })

  test('calls who is a member elsewhere by their account', async () => {
    await using own = await testApp(engine)
    const admin = await signUp(own, 'admin')
    const ada = await signUp(own, 'ada')
    const path = `${API}/instance/organizations/${ada.organization_id}/plan`
    expect((await own.put(path, { token: admin.token, json: { plan: 'premium' } })).status).toBe(200)
    const { body } = await own.get(`${API}/auth/me`, admin)
    const [change] = (await logOf(own, ada)).slice(-1)
    expect(change).toMatchObject({ verb: 'plan_changed', actor: `user:${body.user.id}` })
  })

  test('forgets after thirty days, but for the last, so that numbers go on', async () => {
    await using own = await testApp(engine)
    const ada = await signUp(own, 'ada')
    await post(own, ada, '/tasks', { title: 'old' })
    const seen = (await logOf(own, ada)).at(-1)?.seq ?? 0
    own.clock.at += 30 * 86_400_000
    const grace = await signUp(own, 'grace')
    const young = await seqsOf(own, grace)
    const forgetting = await statementsOf(own, /\bchanges\b/, () => own.context.cron.run('clean_up'))
    expect(await seqsOf(own, ada)).toEqual([seen])
    expect(await seqsOf(own, grace)).toEqual(young)
    // There is no index by age: logs are found by their beginnings.
    const ofLogs = forgetting.texts.filter((text) => text.includes('from changes'))
    expect(ofLogs).toHaveLength(2)
    const plans = await plansOf(own, EVERY_ORGANIZATION, ofLogs)
    expect(plans.filter(({ plan }) => /(Seq Scan on|SCAN) (changes|l)\b/.test(plan))).toEqual([])
    await record(own.context, ada, 'new')
    expect(await seqsOf(own, ada)).toEqual([seen, seen + 1])
    const tooOld = own.context.changes.follow(ada.organization_id, 0, AbortSignal.timeout(5_000)).next()
    expect(await tooOld.catch((error) => error)).toBeInstanceOf(ChangesGoneError)
    const ahead = own.context.changes.follow(ada.organization_id, seen + 2, AbortSignal.timeout(5_000)).next()
    expect(await ahead.catch((error) => error)).toBeInstanceOf(ChangesGoneError)
  })
})

onEachEngine('Who follows the log', (engine) => {
  test('is told of everything once, in one order, however many write in two processes', async () => {
    await using own = await testApp(engine)
    const [ada, grace] = [await signUp(own, 'ada'), await signUp(own, 'grace')]
    await using other = await createContext(own.config, { clock: own.clock })
    const from = await own.context.changes.lastSeq(ada.organization_id)
    const WRITES = 120
    const following = [own.context, other].map((context) => followed(context, ada, from, 2 * WRITES))
    const names = Array.from({ length: WRITES }, (_, i) => `change ${i}`)
    const written = names.flatMap((name, i) => [
      record(i % 2 === 0 ? own.context : other, ada, name, i % 3),
      record(i % 2 === 0 ? own.context : other, grace, name),
      // Two organizations in one transaction, in either order.
      inBoth(i % 3 === 0 ? own.context : other, i % 2 === 0 ? [ada, grace] : [grace, ada], `both ${name}`),
    ])
    await Promise.all(written)
    const expected = [...names, ...names.map((name) => `both ${name}`)].sort()
    for (const changes of await Promise.all(following)) {
      expect(changes.map(({ seq }) => seq)).toEqual(numbersTo(from + 2 * WRITES).slice(from))
      expect(changes.map(({ id }) => id).sort()).toEqual(expected)
    }
  })

  test('hears at once, and ends when asked to', async () => {
    await using own = await testApp(engine)
    const ada = await signUp(own, 'ada')
    const from = await own.context.changes.lastSeq(ada.organization_id)
    const stopping = new AbortController()
    const pages = own.context.changes.follow(ada.organization_id, from, stopping.signal)
    const next = pages.next()
    await record(own.context, ada, 'heard')
    expect((await next).value).toMatchObject([{ seq: from + 1, id: 'heard' }])
    const end = pages.next()
    stopping.abort()
    expect(await end).toEqual({ done: true, value: undefined })
  })
})

onEachEngine("Another process's write", (engine) => {
  test('drops what is kept of its organization, and of no other', async () => {
    await using own = await testApp(engine)
    const [ada, grace] = [await reader(own, 'ada'), await reader(own, 'grace')]
    await using other = await createContext(own.config, { clock: own.clock })
    await keep(own, ada, grace)
    for (const what of ['a change', 'activity alone']) {
      await other.db.for(ada.organization_id).write(async (tx) => {
        if (what === 'a change') await tx.record({ kind: 'task', id: what, verb: 'changed' })
        else await tx.record({ type: 'people_acted', activities: [] })
      })
      while (await isKept(own, ada)) await Bun.sleep(10)
      expect(await isKept(own, grace)).toBe(true)
      await keep(own, ada)
    }
    // What is no fact changes nothing that is kept.
    await other.cron.run('clean_up')
    await Bun.sleep(600)
    expect([await isKept(own, ada), await isKept(own, grace)]).toEqual([true, true])
  })

  test('ends what somebody may do there: the session of another organization, the key, the role', async () => {
    await using own = await testApp(engine)
    const { owner, admin, member, viewer } = await team(own, 'access')
    const grace = await signUp(own, 'grace')
    const key = await apiKey(own, owner, 'read')
    await using there = await testApp(engine, processBeside(own))
    // The member works elsewhere, too, and is signed in there with another session.
    const invitation = await invite(own, grace, member.email, 'member')
    await own.post(`${API}/invitations/accept`, { token: member.token, json: { token: invitation } })
    const elsewhere = await signInto(own, member)
    await switchTo(own, elsewhere, grace.organization_id)
    const me = (token: string) => own.get(`${API}/auth/me`, { token })
    for (const { token } of [elsewhere, member, admin, viewer]) expect((await me(token)).status).toBe(200)
    const asKey = () => own.get(`${API}/tasks`, { key })
    expect((await asKey()).status).toBe(200)

    const { body } = await there.get(`${API}/auth/sessions`, { token: member.token })
    const session = body.items.find(({ is_current }: any) => !is_current)
    await there.delete(`${API}/auth/sessions/${session.id}`, { token: member.token })
    await there.call('PATCH', `${API}/members/${viewer.member_id}`, {
      token: owner.token,
      json: { status: 'suspended' },
    })
    const keys = await there.get(`${API}/api-keys`, { token: owner.token })
    await there.delete(`${API}/api-keys/${keys.body.items[0].id}`, { token: owner.token })
    const ended = async () => [
      (await me(elsewhere.token)).status,
      (await me(viewer.token)).status,
      (await asKey()).status,
    ]
    while ((await ended()).some((status) => status !== 401)) await Bun.sleep(10)
    expect((await me(member.token)).status).toBe(200)
    expect((await me(admin.token)).status).toBe(200)
  })
})

describe('Without an origin', () => {
  test('the process itself is who writes; within one, whoever it names', async () => {
    await using own = await testApp('sqlite')
    const ada = await signUp(own, 'ada')
    await record(own.context, ada, 'alone')
    const origin = { actor: 'command:tidy', correlation_id: randomUUID() }
    await withOrigin(origin, () => record(own.context, ada, 'named'))
    expect((await logOf(own, ada)).slice(-2)).toMatchObject([{ actor: 'system' }, origin])
  })
})

/** Calls one after the other, and what each has left in the log of Ada's organization. */
class Story {
  readonly routes: string[] = []
  seq = 0

  constructor(
    readonly app: TestApp,
    readonly ada: Member,
  ) {}

  /** @param told `KIND VERB` of each change. */
  async tells<Answer = any>(
    [route, path, call]: [route: string, path: string, call: Call],
    told: string[],
    actor = `member:${this.ada.member_id}`,
  ): Promise<Answer> {
    this.routes.push(route)
    await this.catchUp()
    const correlation_id = randomUUID()
    const [method = ''] = route.split(' ')
    const headers = { ...call.headers, 'x-correlation-id': correlation_id }
    const answer = await this.app.call(method, API + path, { ...call, headers })
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`)
    const left = await logOf(this.app, this.ada, this.seq)
    expect([route, ...wordsOf(left)]).toEqual([route, ...told])
    const by = { actor, correlation_id, at: this.app.clock.at }
    expect(left).toMatchObject(left.map(() => by))
    await this.catchUp()
    return answer.body
  }

  async catchUp(): Promise<void> {
    this.seq = (await logOf(this.app, this.ada, this.seq)).at(-1)?.seq ?? this.seq
  }

  by(json?: unknown, { token } = this.ada): Call {
    return json === undefined ? { token } : { token, json }
  }
}

async function tellIdentity(story: Story): Promise<void> {
  const { app, ada } = story
  const by = story.by.bind(story)
  const signedIn = { email: ada.email, password: ada.password }
  await story.tells(['POST /api/v1/auth/signin', '/auth/signin', { json: signedIn }], ['session started'])
  const other = await signInto(app, ada)
  const { items } = (await app.get(`${API}/auth/sessions`, by())).body
  const sessions = items.filter((one: any) => !one.is_current)
  const revoke = `/auth/sessions/${sessions[1].id}`
  await story.tells(['DELETE /api/v1/auth/sessions/{id}', revoke, by()], ['session ended'])
  await story.tells(['POST /api/v1/auth/signout', '/auth/signout', by(undefined, other)], ['session ended'])
  await signInto(app, ada)
  await story.tells(['DELETE /api/v1/auth/sessions', '/auth/sessions', by()], ['session ended'])
  const named = by({ name: 'Ada Okafor', preferences: { language: 'de' } })
  await story.tells(['PATCH /api/v1/auth/me', '/auth/me', named], ['user changed', 'member changed'])
  const password = { current_password: ada.password, new_password: ada.password }
  await story.tells(
    ['POST /api/v1/auth/change-password', '/auth/change-password', by(password)],
    ['user password_changed'],
  )
  const factor = async (path: string, json: object, verb: string) => {
    const call = by({ current_password: ada.password, ...json })
    await story.tells(
      [`POST /api/v1/auth/second-factor/${path}`, `/auth/second-factor/${path}`, call],
      [`user ${verb}`],
    )
  }
  const authenticator = await enrol(app, ada)
  const first = by({ code: authenticator.code() })
  await story.tells(
    ['POST /api/v1/auth/second-factor/confirm', '/auth/second-factor/confirm', first],
    ['user second_factor_enabled'],
  )
  await factor('recovery-codes', { code: authenticator.next() }, 'recovery_codes_made')
  await factor('disable', { code: authenticator.next() }, 'second_factor_disabled')
  const { user } = (await app.get(`${API}/auth/me`, by())).body
  const identity = `/auth/identities/${await linkedIdentity(app, user.id)}/unlink`
  await story.tells(
    ['POST /api/v1/auth/identities/{id}/unlink', identity, by({ current_password: ada.password })],
    ['user identity_unlinked'],
  )
  const grace = await signUp(app, 'log-grace')
  const asked = await story.tells(
    ['POST /api/v1/invitations', '/invitations', by({ email: grace.email, role: 'member' })],
    ['invitation created'],
  )
  await story.tells(
    ['DELETE /api/v1/invitations/{id}', `/invitations/${asked.id}`, by()],
    ['invitation withdrawn'],
  )
  const token = await invite(app, ada, grace.email, 'member')
  await story.catchUp()
  const accepted = await app.post(`${API}/invitations/accept`, by({ token }, grace))
  story.routes.push('POST /api/v1/invitations/accept')
  const joined = await logOf(app, ada, story.seq)
  expect(wordsOf(joined)).toEqual(['invitation accepted', 'member joined', 'member notified'])
  expect(joined[0]?.actor).toBe(`member:${accepted.body.member_id}`)
  await switchTo(app, grace, ada.organization_id)
  const back = { organization_id: grace.organization_id }
  const asGrace = `member:${accepted.body.member_id}`
  await story.tells(
    ['POST /api/v1/auth/switch-organization', '/auth/switch-organization', by(back, grace)],
    ['session switched'],
    asGrace,
  )
  await switchTo(app, grace, ada.organization_id)
  const member = `/members/${accepted.body.member_id}`
  const patch = 'PATCH /api/v1/members/{id}'
  await story.tells([patch, member, by({ role: 'viewer' })], ['member role_changed'])
  await story.tells([patch, member, by({ status: 'suspended' })], ['member suspended'])
  await story.tells(
    [patch, member, by({ role: 'member', status: 'active' })],
    ['member role_changed', 'member returned'],
  )
  await story.tells(
    ['POST /api/v1/members/leave', '/members/leave', by(undefined, grace)],
    ['member removed'],
    asGrace,
  )
  const invitation = await invite(app, ada, 'log-dora@example.com', 'member')
  const dora = { name: 'dora', email: 'log-dora@example.com', password: 'a password of dora', invitation }
  await story.catchUp()
  const signedUp = (await app.post(`${API}/auth/signup`, { json: dora })).body
  story.routes.push('POST /api/v1/auth/signup')
  const told = await logOf(app, ada, story.seq)
  expect(wordsOf(told)).toEqual([
    'invitation accepted',
    'member joined',
    'member notified',
    'session started',
  ])
  expect(new Set(told.map(({ actor }) => actor))).toEqual(new Set([`member:${signedUp.member.id}`]))
  await story.tells(
    ['DELETE /api/v1/members/{id}', `/members/${signedUp.member.id}`, by()],
    ['member removed'],
  )
}

async function tellOrganization(story: Story): Promise<void> {
  const { ada } = story
  const by = story.by.bind(story)
  const key = await story.tells(
    ['POST /api/v1/api-keys', '/api-keys', by({ name: 'k', scopes: ['read'] })],
    ['api_key created'],
  )
  await story.tells(['DELETE /api/v1/api-keys/{id}', `/api-keys/${key.id}`, by()], ['api_key revoked'])
  const rename = (json: object): [string, string, Call] => [
    'PATCH /api/v1/organization',
    '/organization',
    by(json),
  ]
  await story.tells(rename({ name: 'Almond' }), ['organization changed'])
  await story.tells(rename({ time_zone: 'Asia/Tokyo' }), [
    'organization time_zone_changed',
    'organization metrics_rebuilt',
  ])
  // Ada is the first of all, and administers the instance.
  await story.tells(
    [
      'PUT /api/v1/instance/organizations/{id}/plan',
      `/instance/organizations/${ada.organization_id}/plan`,
      by({ plan: 'premium' }),
    ],
    ['organization plan_changed'],
  )
}

async function tellWork(story: Story): Promise<void> {
  const { app, ada } = story
  const by = story.by.bind(story)
  const ann = await joinAs(app, ada, 'log-ann', 'member')
  const roses = await story.tells(['POST /api/v1/teams', '/teams', by({ name: 'roses' })], ['team created'])
  const inTeam = `/teams/${roses.id}/members/${ann.member_id}`
  const putIn = 'PUT /api/v1/teams/{id}/members/{member_id}'
  await story.tells(
    ['PATCH /api/v1/teams/{id}', `/teams/${roses.id}`, by({ name: 'Roses' })],
    ['team changed'],
  )
  await story.tells([putIn, inTeam, by({ role: 'member' })], ['team member_added'])
  await story.tells([putIn, inTeam, by({ role: 'lead' })], ['team member_changed'])
  await story.tells(['DELETE /api/v1/teams/{id}/members/{member_id}', inTeam, by()], ['team member_removed'])
  const key = await app.post(`${API}/api-keys`, by({ name: 'k', scopes: ['write'] }))
  const byKey = { key: key.body.key, json: { name: 'spring' } }
  const project = await story.tells(
    ['POST /api/v1/projects', '/projects', byKey],
    ['project created'],
    `api_key:${key.body.id}`,
  )
  const ofProject = `/projects/${project.id}`
  await story.tells(['PATCH /api/v1/projects/{id}', ofProject, by({ status: 'active' })], ['project changed'])
  const given = { title: 'prune', project_id: project.id, assignee_id: ann.member_id }
  const task = await story.tells(
    ['POST /api/v1/tasks', '/tasks', by(given)],
    ['task created', 'member notified'],
  )
  await story.tells(
    ['PATCH /api/v1/tasks/{id}', `/tasks/${task.id}`, by({ title: 'Prune' })],
    ['task changed'],
  )
  const many = { tasks: [{ title: 'a' }, { title: 'b' }] }
  const made = await story.tells(
    ['POST /api/v1/tasks/bulk', '/tasks/bulk', by(many)],
    ['task created', 'task created'],
  )
  const table = { token: story.ada.token, body: formWith('title\nc\nd') }
  await story.tells(['POST /api/v1/tasks/import', '/tasks/import', table], ['task created', 'task created'])
  const ids = made.tasks.map(({ id }: { id: string }) => id)
  const done = { tasks: ids.map((id: string) => ({ id, status: 'done' })) }
  await story.tells(['PATCH /api/v1/tasks/bulk', '/tasks/bulk', by(done)], ['task changed', 'task changed'])
  const share = `/tasks/${ids[0]}/shares/members/${ann.member_id}`
  const shares = '/api/v1/tasks/{id}/shares/{kind}/{subject_id}'
  await story.tells([`PUT ${shares}`, share, by({ permission: 'view' })], ['task shared', 'member notified'])
  await story.tells([`DELETE ${shares}`, share, by()], ['task unshared', 'member sight_lost'])
  const [deleting, restoring] = ['/tasks/bulk-delete', '/trash/bulk-restore']
  await story.tells([`POST ${API}${deleting}`, deleting, by({ ids })], ['task deleted', 'task deleted'])
  await story.tells([`POST ${API}${restoring}`, restoring, by({ ids })], ['task restored', 'task restored'])
}

async function tellTrash(story: Story): Promise<void> {
  const { app } = story
  const by = story.by.bind(story)
  const made = async (path: string, json: object) => (await app.post(API + path, by(json))).body.id
  const team = await made('/teams', { name: 'tulips' })
  const project = await made('/projects', { name: 'autumn' })
  const task = await made('/tasks', { title: 'dig', project_id: project })
  const alone = await made('/tasks', { title: 'water' })
  const comments = '/api/v1/tasks/{id}/comments'
  const comment = await story.tells(
    [`POST ${comments}`, `/tasks/${task}/comments`, by({ body: 'when?' })],
    ['comment created'],
  )
  const ofComment = `/tasks/${task}/comments/${comment.id}`
  await story.tells([`PATCH ${comments}/{comment_id}`, ofComment, by({ body: 'now' })], ['comment changed'])
  const files = '/api/v1/tasks/{id}/files'
  const form = { token: story.ada.token, body: formWith('Roses') }
  const sent = await story.tells([`POST ${files}`, `/tasks/${task}/files`, form], ['task_file created'])
  await story.tells(
    [`DELETE ${files}/{file_id}`, `/tasks/${task}/files/${sent.items[0].id}`, by()],
    ['task_file deleted', 'task file_deleted'],
  )
  const things: [route: string, path: string, id: string, deleted: string[]][] = [
    [`DELETE ${comments}/{comment_id}`, ofComment, comment.id, ['comment deleted']],
    ['DELETE /api/v1/tasks/{id}', `/tasks/${alone}`, alone, ['task deleted']],
    ['DELETE /api/v1/projects/{id}', `/projects/${project}`, project, ['project deleted', 'task deleted']],
    ['DELETE /api/v1/teams/{id}', `/teams/${team}`, team, ['team deleted']],
  ]
  for (const [route, path, id, deleted] of things) {
    await story.tells([route, path, by()], deleted)
    const restored = deleted.map((words) => words.replace('deleted', 'restored'))
    await story.tells(['POST /api/v1/trash/{id}/restore', `/trash/${id}/restore`, by()], restored)
    await story.tells([route, path, by()], deleted)
    const purged = deleted.slice(0, 1).map((words) => words.replace('deleted', 'purged'))
    await story.tells(['DELETE /api/v1/trash/{id}', `/trash/${id}`, by()], purged)
  }
}

async function tellLabels(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const given = { name: 'roses', color: '#2e7d32' }
  const { id } = await story.tells(['POST /api/v1/labels', '/labels', by(given)], ['label created'])
  const one = `/labels/${id}`
  await story.tells(['PATCH /api/v1/labels/{id}', one, by({ name: 'lilies' })], ['label changed'])
  await story.tells(['DELETE /api/v1/labels/{id}', one, by()], ['label deleted'])
}

async function tellWebhooks(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const given = { url: 'https://93.184.215.14/hooks' }
  const { id } = await story.tells(['POST /api/v1/webhooks', '/webhooks', by(given)], ['webhook created'])
  const one = `/webhooks/${id}`
  const tells = (route: string, path: string, verb: string, json?: object) =>
    story.tells([route.replace(' ', ' /api/v1/webhooks/{id}'), one + path, by(json)], [`webhook ${verb}`])
  await tells('PATCH ', '', 'changed', { events: ['task'] })
  await tells('POST /rotate-secret', '/rotate-secret', 'secret_rotated')
  const { id: delivery_id } = await tells('POST /test', '/test', 'tested')
  await tells('POST /deliveries/{delivery_id}/retry', `/deliveries/${delivery_id}/retry`, 'retried')
  await tells('DELETE ', '', 'deleted')
}

async function tellAlerts(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const given = { name: 'Few', metric: 'sessions', condition: { kind: 'below', threshold: 1 } }
  const path = '/metrics/alerts'
  const { id } = await story.tells([`POST /api/v1${path}`, path, by(given)], ['metric_alert created'])
  const one = `${path}/${id}`
  const route = `/api/v1${path}/{id}`
  await story.tells([`PATCH ${route}`, one, by({ name: 'Fewer' })], ['metric_alert changed'])
  await story.tells([`DELETE ${route}`, one, by()], ['metric_alert deleted'])
}

async function tellHiring(story: Story): Promise<void> {
  const by = story.by.bind(story)
  for (const [kind, path, given] of [
    ['company', '/companies', { name: 'Bluebird' }],
    ['job', '/jobs', { title: 'Gardener' }],
  ] as const) {
    const made = await story.tells([`POST /api/v1${path}`, path, by(given)], [`${kind} created`])
    const one = `${path}/${made.id}`
    await story.tells([`PATCH /api/v1${path}/{id}`, one, by({ location: 'Berlin' })], [`${kind} changed`])
    await story.tells([`DELETE /api/v1${path}/{id}`, one, by()], [`${kind} deleted`])
  }
  await tellBulk(story, 'job', 'jobs', [{ title: 'a' }, { title: 'b' }], { location: 'Bonn' })
}

/** @param changes One that changes each of them. */
async function tellBulk(story: Story, kind: string, name: string, given: object[], changes: object) {
  const by = story.by.bind(story)
  const route = `/api/v1/${name}/bulk`
  const words = (verb: string) => given.map(() => `${kind} ${verb}`)
  const made = await story.tells(
    [`POST ${route}`, `/${name}/bulk`, by({ [name]: given })],
    kind === 'application'
      ? given.flatMap(() => ['candidate created', 'application created'])
      : words('created'),
  )
  const many = made[name].map(({ id }: { id: string }) => ({ id, ...changes }))
  await story.tells([`PATCH ${route}`, `/${name}/bulk`, by({ [name]: many })], words('changed'))
}

async function tellApplications(story: Story): Promise<void> {
  const { app } = story
  const by = story.by.bind(story)
  const job = (await app.post(`${API}/jobs`, by({ title: 'Gardener', status: 'open' }))).body
  const heidi = { job_id: job.id, name: 'Heidi', email: 'heidi@example.com' }
  const application = await story.tells(
    ['POST /api/v1/applications', '/applications', by(heidi)],
    ['candidate created', 'application created'],
  )
  const organization = (await app.get(`${API}/organization`, by())).body
  const board = `/board/${organization.slug}/jobs/${job.id}/applications`
  await story.tells(
    [
      'POST /api/v1/board/{slug}/jobs/{id}/applications',
      board,
      { json: { name: 'Jo', email: 'jo@example.com' } },
    ],
    ['candidate created', 'application created', 'member notified'],
    'anonymous',
  )
  const people = ['ivy', 'joe'].map((name) => ({ name, email: `${name}@example.com` }))
  await tellBulk(story, 'candidate', 'candidates', people, { location: 'Bonn' })
  const others = ['kim', 'lou'].map((name) => ({ job_id: job.id, name, email: `${name}@example.com` }))
  await tellBulk(story, 'application', 'applications', others, { source: 'fair' })
  const one = `/applications/${application.id}`
  const patch = 'PATCH /api/v1/applications/{id}'
  await story.tells([patch, one, by({ source: 'fair' })], ['application changed'])
  await story.tells([patch, one, by({ stage: 'screening' })], ['application moved'])
  const notes = '/api/v1/applications/{id}/notes'
  const note = await story.tells([`POST ${notes}`, `${one}/notes`, by({ body: 'good' })], ['note created'])
  const ofNote = `${one}/notes/${note.id}`
  await story.tells([`PATCH ${notes}/{note_id}`, ofNote, by({ body: 'better' })], ['note changed'])
  await story.tells([`DELETE ${notes}/{note_id}`, ofNote, by()], ['note deleted'])
  const files = '/api/v1/applications/{id}/files'
  const form = { token: story.ada.token, body: formWith('Roses') }
  const sent = await story.tells([`POST ${files}`, `${one}/files`, form], ['application_file created'])
  const ofFile = `${one}/files/${sent.items[0].id}`
  await story.tells([`DELETE ${files}/{file_id}`, ofFile, by()], ['application_file deleted'])
  const rating = '/api/v1/applications/{id}/rating'
  await story.tells([`PUT ${rating}`, `${one}/rating`, by({ score: 4 })], ['application rated'])
  await story.tells([`DELETE ${rating}`, `${one}/rating`, by()], ['application unrated'])
  await story.tells(['DELETE /api/v1/applications/{id}', one, by()], ['application deleted'])
  const candidates = '/api/v1/candidates'
  const frida = { name: 'Frida', email: 'frida@example.com' }
  const made = await story.tells([`POST ${candidates}`, '/candidates', by(frida)], ['candidate created'])
  const path = `/candidates/${made.id}`
  await story.tells([`PATCH ${candidates}/{id}`, path, by({ location: 'Bern' })], ['candidate changed'])
  await story.tells(
    [`POST ${candidates}/{id}/merge`, `${path}/merge`, by({ candidate_id: application.candidate.id })],
    ['application changed', 'candidate changed', 'candidate merged'],
  )
  await story.tells([`DELETE ${candidates}/{id}`, path, by()], ['application erased', 'candidate erased'])
}

async function tellContent(story: Story): Promise<void> {
  const { app } = story
  const by = story.by.bind(story)
  const made = await story.tells(
    ['POST /api/v1/content', '/content', by({ title: 'Pruning', body: 'Cut.' })],
    ['content created'],
  )
  const one = `/content/${made.id}`
  await story.tells(['PATCH /api/v1/content/{id}', one, by({ body: 'Cut it.' })], ['content changed'])
  const restore = `${one}/revisions/1/restore`
  await story.tells(
    ['POST /api/v1/content/{id}/revisions/{number}/restore', restore, by()],
    ['content changed'],
  )
  await tellBulk(story, 'content', 'content', [{ title: 'a' }, { title: 'b' }], { tags: ['x'] })
  await tellCommentsOn(story, 'content', one)
  const at = new Date(app.clock.at).toISOString()
  const begun = await story.tells(
    ['POST /api/v1/content/{id}/generations', `${one}/generations`, by({ model: 'm', started_at: at })],
    ['content generation_started'],
  )
  await story.tells(
    [
      'PATCH /api/v1/content/{id}/generations/{generation_id}',
      `${one}/generations/${begun.id}`,
      by({ finished_at: at, ok: true }),
    ],
    ['content generated'],
  )
  await story.tells(['DELETE /api/v1/content/{id}', one, by()], ['content deleted'])
}

async function tellCommentsOn(story: Story, thing: 'content' | 'lesson', path: string): Promise<void> {
  const by = story.by.bind(story)
  const route = `/api/v1/${thing === 'lesson' ? 'lessons' : thing}/{id}/comments`
  const kind = `${thing}_comment`
  const body = { body: 'Why?' }
  const { id } = await story.tells([`POST ${route}`, `${path}/comments`, by(body)], [`${kind} created`])
  const one = `${path}/comments/${id}`
  await story.tells([`PATCH ${route}/{comment_id}`, one, by({ body: 'How?' })], [`${kind} changed`])
  await story.tells([`DELETE ${route}/{comment_id}`, one, by()], [`${kind} deleted`])
}

async function tellLessons(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const course = await story.tells(
    ['POST /api/v1/content', '/content', by({ title: 'Course', kind: 'course', status: 'published' })],
    ['content created'],
  )
  const make = (title: string) =>
    story.tells(
      ['POST /api/v1/lessons', '/lessons', by({ title, course_id: course.id, status: 'published' })],
      ['lesson created'],
    )
  const [one, two] = [await make('One'), await make('Two')]
  const path = `/lessons/${one.id}`
  await story.tells(['PATCH /api/v1/lessons/{id}', path, by({ title: 'First' })], ['lesson changed'])
  await tellCommentsOn(story, 'lesson', path)
  await story.tells(
    [
      'PUT /api/v1/lessons/order',
      '/lessons/order',
      by({ course_id: course.id, lesson_ids: [two.id, one.id] }),
    ],
    ['lesson moved', 'lesson moved'],
  )
  await story.tells(
    ['POST /api/v1/lessons/{id}/completions', `${path}/completions`, by({})],
    ['person lesson_completed'],
  )
  await story.tells(['DELETE /api/v1/lessons/{id}', path, by()], ['lesson deleted'])
}

async function tellAssessments(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const questions = [{ kind: 'text', prompt: 'Which?', answers: ['this'] }]
  const made = await story.tells(
    ['POST /api/v1/assessments', '/assessments', by({ title: 'Test', status: 'published', questions })],
    ['assessment created'],
  )
  const path = `/assessments/${made.id}`
  await story.tells(['PATCH /api/v1/assessments/{id}', path, by({ pass_mark: 60 })], ['assessment changed'])
  const attempt = await story.tells(
    ['POST /api/v1/assessments/{id}/attempts', `${path}/attempts`, by({})],
    ['attempt started'],
  )
  await story.tells(
    ['POST /api/v1/attempts/{id}/submit', `/attempts/${attempt.id}/submit`, by({})],
    ['person assessment_submitted'],
  )
  await story.tells(['DELETE /api/v1/assessments/{id}', path, by()], ['assessment deleted'])
}

async function tellConversations(story: Story): Promise<void> {
  const { app, ada } = story
  const by = story.by.bind(story)
  const ben = await joinAs(app, ada, 'log-ben', 'member')
  const at = '/api/v1/conversations'
  const talk = await story.tells(
    [`POST ${at}`, '/conversations', by({ kind: 'group', title: 'Talk' })],
    ['conversation started'],
  )
  const path = `/conversations/${talk.id}`
  await story.tells([`PATCH ${at}/{id}`, path, by({ title: 'Chat' })], ['conversation changed'])
  const member = `${path}/members/${ben.member_id}`
  const putIn = `PUT ${at}/{id}/members/{member_id}`
  await story.tells([putIn, member, by({ role: 'member' })], ['conversation member_added'])
  await story.tells([putIn, member, by({ role: 'owner' })], ['conversation member_changed'])
  const said = await story.tells(
    [`POST ${at}/{id}/messages`, `${path}/messages`, by({ body: 'hello' })],
    ['message sent'],
  )
  const message = `${path}/messages/${said.id}`
  const ofMessage = `${at}/{id}/messages/{message_id}`
  await story.tells([`PATCH ${ofMessage}`, message, by({ body: 'Hello' })], ['message edited'])
  await story.tells([`DELETE ${ofMessage}`, message, by()], ['message deleted'])
  await story.tells(
    [`DELETE ${at}/{id}/members/{member_id}`, member, by()],
    ['conversation member_removed', 'member sight_lost'],
  )
}

async function tellActivity(story: Story): Promise<void> {
  const by = story.by.bind(story)
  const event = { id: 'one', person: 'guest', verb: 'read' }
  await story.tells(['POST /api/v1/events', '/events', by(event)], [])
  await story.tells(['DELETE /api/v1/events/{id}', '/events/one', by()], ['event deleted'])
  const person = by({ name: 'Guest' })
  await story.tells(['PUT /api/v1/people/{external_id}', '/people/guest', person], ['person changed'])
  const invalidate = 'POST /api/v1/metrics/invalidate-cache'
  await story.tells([invalidate, '/metrics/invalidate-cache', by()], ['organization cache_invalidated'])
}

async function importEvents(app: TestApp, { token, organization_id, member_id }: Member) {
  const from = await app.context.changes.lastSeq(organization_id)
  const body = ['one', 'two'].map((id) =>
    JSON.stringify({ id, person: 'p', verb: 'v', occurred_at: '2026-11-19T12:00:00Z' }),
  )
  const answer = await app.post(`${API}/events/import?format=ndjson`, { token, body: body.join('\n') })
  expect(answer.text).toContain('"done":true')
  const [started] = await logOf(app, { organization_id, member_id }, from)
  if (!started) throw new Error('The import left nothing in the log.')
  return { started }
}

function post(app: TestApp, { token }: Member, path: string, json: unknown) {
  return app.post(API + path, { token, json })
}

/** With a key, which is not looked up again when somebody's access changes. */
async function reader(app: TestApp, name: string) {
  const member = await signUp(app, name)
  return { ...member, key: await apiKey(app, member, 'read') }
}

async function isKept(app: TestApp, { key }: { key: string }): Promise<boolean> {
  return (await app.get(DASHBOARD, { key })).body.cache_metadata.cache_hit
}

async function keep(app: TestApp, ...readers: { key: string }[]): Promise<void> {
  for (const one of readers) while (!(await isKept(app, one))) await Bun.sleep(10)
}

function processBeside({ config }: TestApp): Record<string, string> {
  return { DATA_DIR: config.data_dir, ...(config.database_url && { DATABASE_URL: config.database_url }) }
}

async function signInto(app: TestApp, member: Member): Promise<Member> {
  const { email, password } = member
  const { body } = await app.post(`${API}/auth/signin`, { json: { email, password } })
  return { ...member, token: body.access_token }
}

/** In a transaction that is open for a moment before it has something to tell. */
async function record({ db }: Pick<Context, 'db'>, { organization_id }: Member, id: string, queries = 0) {
  await db.for(organization_id).write(async (tx) => {
    for (let i = 0; i < queries; i += 1) await tx.all(listChanges, { after: 0, limit: 1 })
    await tx.record({ kind: 'thing', id, verb: 'changed' })
  })
}

async function inBoth({ db }: Pick<Context, 'db'>, members: Member[], id: string): Promise<void> {
  await db.instance.write(async (instance) => {
    for (const { organization_id } of members) {
      await instance.within(organization_id).record({ kind: 'thing', id, verb: 'changed' })
    }
  })
}

async function followed({ changes }: Context, { organization_id }: Member, from: number, count: number) {
  const found: LoggedChange[] = []
  for await (const page of changes.follow(organization_id, from, AbortSignal.timeout(20_000))) {
    found.push(...page)
    if (found.length >= count) break
  }
  return found
}

function logOf(app: TestApp, { organization_id }: Pick<Member, 'organization_id' | 'member_id'>, after = 0) {
  return app.context.db.for(organization_id).read((q) => q.all(listChanges, { after, limit: 1_000 }))
}

async function seqsOf(app: TestApp, member: Member): Promise<number[]> {
  return (await logOf(app, member)).map(({ seq }) => seq)
}

function wordsOf(changes: readonly LoggedChange[]): string[] {
  return changes.map(({ kind, verb }) => `${kind} ${verb}`)
}

function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1)
}
