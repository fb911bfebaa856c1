import { describe, expect, test } from 'bun:test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { authorizationDocument, EXPECTATIONS, KEYS, SESSIONS, type Who } from './authorization.ts'
import { apiKey, type Member, signUp } from './people.ts'

const DOCUMENT = join(import.meta.dir, '../docs/authorization.md')

/** Of a password that nobody knows; cheap, because hundreds are signed in with it. */
const NOBODYS_PASSWORD = await Bun.password.hash(crypto.randomUUID(), {
  algorithm: 'argon2id',
  memoryCost: 8,
  timeCost: 1,
})

/** A credential, as options of a call. */
type Credential = { token?: string; key?: string }

onEachEngine('The authorization matrix', (engine) => {
  const shared = sharedApp(engine, { RATE_LIMITS: 'off' })
  let prepared: Promise<World> | undefined
  const world = () => {
    prepared ??= shared().then(makeWorld)
    return prepared
  }

  test('every route of the document has an expectation, and every expectation a route', async () => {
    const { body } = await (await shared()).get('/openapi.json')
    const routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(routes.sort()).toEqual(Object.keys(EXPECTATIONS).sort())
  })

  for (const [
    route,
    { allowed, instanceAdmin, whileUnclaimed, foreign, unseen = [], notTheirs = [] },
  ] of Object.entries(EXPECTATIONS)) {
    describe(route, () => {
      if (allowed === 'public') {
        test('anybody', async () => {
          const { status, body } = await request(await world(), route, {})
          expect([403, 404, 500]).not.toContain(status)
          expect(body.code).not.toBe('not_signed_in')
        })
        return
      }

      test('nobody, and whoever was somebody, is refused with 401', async () => {
        const w = await world()
        for (const credential of [{}, w.revokedSession, w.revokedKey, { token: 'x' }, { key: 'alm_x' }]) {
          expect((await request(w, route, credential)).status).toBe(401)
        }
      })

      for (const who of [...SESSIONS, ...KEYS] as Who[]) {
        const isAllowed = allowed.includes(who) && !instanceAdmin
        test(`${who}: ${isAllowed ? 'let in' : '403'}`, async () => {
          const w = await world()
          const { status } = await request(w, route, await w.credentialOf(who))
          if (unseen.includes(who)) expect(status).toBe(404)
          else if (notTheirs.includes(who)) expect(status).toBe(403)
          else if (isAllowed) expect([401, 403, 404, 500]).not.toContain(status)
          else expect(status).toBe(403)
        })
      }

      if (instanceAdmin) {
        test('an instance administrator: let in', async () => {
          const w = await world()
          const asFirst = () => request(w, route, { token: w.first.token })
          if (!whileUnclaimed) return expect([200, 201, 202, 204]).toContain((await asFirst()).status)
          // In earnest it would take longer than all the others together: who is let in finds it busy.
          const refused = await w.app.context.db.exclusively('demo', asFirst)
          expect(refused).toMatchObject({ status: 409, body: { code: 'demo_busy' } })
        })
      }

      if (foreign === 404) {
        test('a stranger, and a stranger’s key: 404, and the thing stays as it was', async () => {
          const w = await world()
          const path = await w.pathOf(route)
          const method = route.split(' ')[0] ?? ''
          for (const credential of [{ token: w.stranger.token }, w.strangerKey]) {
            const answer = await w.app.call(method, path, { ...credential, ...bodyOf(w, route) })
            const isSessionOnly = !allowed.includes('key: admin')
            expect(answer.status).toBe(isSessionOnly && 'key' in credential ? 403 : 404)
          }
        })
      }
    })
  }
})

test('docs/authorization.md is this table', async () => {
  if (process.env.UPDATE_DOCS) await Bun.write(DOCUMENT, authorizationDocument())
  expect(await Bun.file(DOCUMENT).text()).toBe(authorizationDocument())
})

interface World {
  app: TestApp
  /** The first user of the instance. */
  first: Member
  owner: Member
  stranger: Member
  strangerKey: Credential
  revokedSession: Credential
  revokedKey: Credential
  /** A new user of that role each time, or the key. */
  credentialOf(who: Who): Promise<Credential>
  /** The path of a route, with ids of new things of the owner's organization. */
  pathOf(route: string, credential?: Credential): Promise<string>
}

async function makeWorld(app: TestApp): Promise<World> {
  const first = await signUp(app, 'first')
  const owner = await signUp(app, 'owner')
  const stranger = await signUp(app, 'stranger')
  const keys = new Map<string, string>()
  for (const key of KEYS) keys.set(key, await apiKey(app, owner, key.slice('key: '.length)))
  let count = 0
  const addMember = (role: string) => {
    count += 1
    return mintMember(app, owner.organization_id, `${role}-${count}`, role)
  }
  const world: World = {
    app,
    first,
    owner,
    stranger,
    strangerKey: { key: await apiKey(app, stranger, 'admin') },
    revokedSession: { token: await revokedToken(app, owner) },
    revokedKey: { key: await revokedKey(app, owner) },
    credentialOf: async (who) => {
      const key = keys.get(who)
      return key ? { key } : { token: (await addMember(who)).token }
    },
    pathOf: async (route, credential) => {
      const path = route.slice(route.indexOf(' ') + 1)
      if (path.includes('/backups/{name}')) return path.replace('{name}', backupIn(app))
      if (path.includes('{name}')) return path.replace('{name}', 'undo_imports')
      if (path.includes('/board/{slug}')) return onBoard(app, owner, path)
      if (path.includes('{slug}')) return path.replace('{slug}', await publishedSlug(world))
      if (path.includes('/slow/{number}')) return path.replace('{number}', `${slowQueryOf(app)}`)
      if (path.includes('{external_id}')) return path.replace('{external_id}', 'somebody')
      if (!path.includes('{id}')) return path
      const withId = path.replace('{id}', await idFor(world, path, credential, addMember))
      if (withId.includes('{number}')) return withId.replace('{number}', '1')
      if (withId.includes('{generation_id}')) return withGeneration(world, withId)
      if (withId.includes('{comment_id}')) return withComment(world, withId)
      if (withId.includes('{note_id}')) return withNote(world, withId)
      if (withId.includes('{kind}')) return sharedWithSomebody(world, withId, addMember)
      if (withId.includes('{message_id}')) return sentInto(world, withId)
      if (!withId.includes('{member_id}')) return withId
      return withId.replace('{member_id}', await memberOf(world, withId, addMember))
    },
  }
  return world
}

/** A new thing of the organization, of the kind that the path is about. */
async function idFor(
  { app, owner }: World,
  path: string,
  credential: Credential | undefined,
  addMember: (role: string) => Promise<{ id: string }>,
): Promise<string> {
  const asOwner = { token: owner.token }
  if (path.includes('/instance/')) return owner.organization_id
  if (path.includes('/correlations/')) return correlationOfRun(app)
  if (path.includes('/conversations/')) {
    const json = { kind: 'group', title: 'Roses' }
    return (await app.post('/api/v1/conversations', { ...asOwner, json })).body.id
  }
  if (path.includes('/content/')) return published(app, asOwner, 'content')
  if (path.includes('/lessons/')) return published(app, asOwner, 'lessons')
  if (path.includes('/assessments/')) return published(app, asOwner, 'assessments', { questions: QUESTIONS })
  if (path.includes('/attempts/')) {
    const id = await published(app, asOwner, 'assessments', { questions: QUESTIONS })
    return (await app.post(`/api/v1/assessments/${id}/attempts`, asOwner)).body.id
  }
  if (path.includes('/teams/')) return madeBy(app, asOwner, 'teams')
  if (path.includes('/projects/')) return madeBy(app, asOwner, 'projects')
  if (path.includes('/notifications/')) return notificationOf(app, owner)
  if (path.includes('/tasks/')) return madeBy(app, asOwner, 'tasks')
  if (path.includes('/candidates/') || path.includes('/applications/')) return appliedFor(app, owner, path)
  if (path.includes('/companies/')) return madeBy(app, asOwner, 'companies')
  if (path.includes('/labels/')) return labelOf(app, asOwner)
  if (path.includes('/jobs/')) return madeBy(app, asOwner, 'jobs')
  if (path.includes('/trash/')) {
    const id = await madeBy(app, asOwner, 'projects')
    await app.delete(`/api/v1/projects/${id}`, asOwner)
    return id
  }
  if (path.includes('/members/')) return (await addMember('viewer')).id
  if (path.includes('/sessions/')) {
    const sessions = await app.get('/api/v1/auth/sessions', credential?.token ? credential : asOwner)
    return sessions.body?.items?.[0]?.id ?? 'none'
  }
  if (path.includes('/invitations/')) {
    const json = { email: `${crypto.randomUUID()}@example.com`, role: 'viewer' }
    await app.post('/api/v1/invitations', { ...asOwner, json })
    const list = await app.get('/api/v1/invitations?limit=200', asOwner)
    return list.body.items.find((one: { email: string }) => one.email === json.email).id
  }
  if (path.includes('/api-keys/')) {
    const made = await app.post('/api/v1/api-keys', { ...asOwner, json: { name: 'k', scopes: ['read'] } })
    return made.body.id
  }
  if (path.includes('/imports/')) {
    const body = 'id,person,occurred_at,verb\n'
    const { text } = await app.post('/api/v1/events/import', { ...asOwner, body })
    return JSON.parse(text.split('\n')[0] ?? '').import_id
  }
  const id = crypto.randomUUID()
  await app.post('/api/v1/events', { ...asOwner, json: { id, person: 'somebody', verb: 'did' } })
  return id
}

/** As if there were one. */
function backupIn({ config }: TestApp): string {
  mkdirSync(join(config.data_dir, 'backups'), { recursive: true })
  writeFileSync(join(config.data_dir, 'backups/backup_20260101_000000.almanac.zst'), 'a backup')
  return 'backup_20260101_000000'
}

/** The path of the owner's board, and of a job on it. */
async function onBoard(app: TestApp, { token }: Member, path: string): Promise<string> {
  const { body: job } = await app.post('/api/v1/jobs', { token, json: { title: 'Roses', status: 'open' } })
  const { body: organization } = await app.get('/api/v1/organization', { token })
  return path.replace('{slug}', organization.slug).replace('{id}', job.id)
}

async function labelOf(app: TestApp, credential: Credential): Promise<string> {
  const json = { name: crypto.randomUUID(), color: '#2e7d32' }
  return (await app.post('/api/v1/labels', { ...credential, json })).body.id
}

/** The id of an application for a new job, or of who applied. */
async function appliedFor(app: TestApp, { token }: Member, path: string): Promise<string> {
  const job = await app.post('/api/v1/jobs', { token, json: { title: 'Roses', status: 'open' } })
  const person = { name: 'Somebody', email: `${crypto.randomUUID()}@example.com` }
  const { body } = await app.post('/api/v1/applications', { token, json: { job_id: job.body.id, ...person } })
  return path.includes('/candidates/') ? body.candidate.id : body.id
}

/** The number of a query that is taken for slow. */
function slowQueryOf({ context: { db } }: TestApp): number {
  db.stats.finished('select 1', performance.now() - 1_000)
  return db.stats.slow()[0]?.number ?? 0
}

/** Of a run of a job. */
async function correlationOfRun({ context: { cron, db } }: TestApp): Promise<string> {
  await cron.run('undo_imports')
  const runs = await db.instance.read((q) => q.select().from(q.tables.job_runs))
  return runs.at(-1)?.correlation_id ?? ''
}

async function madeBy(
  app: TestApp,
  credential: Credential,
  kind: 'teams' | 'projects' | 'tasks' | 'companies' | 'jobs',
): Promise<string> {
  const json = kind === 'tasks' || kind === 'jobs' ? { title: 'Roses' } : { name: 'Roses' }
  const { body } = await app.post(`/api/v1/${kind}`, { ...credential, json })
  return body.id
}

const QUESTIONS = [{ kind: 'text', prompt: 'Which?', answers: ['this'] }]

/** What everybody may read. */
async function published(app: TestApp, credential: Credential, noun: string, json: object = {}) {
  const all = { title: 'Roses', status: 'published', ...json }
  const { status, body, text } = await app.post(`/api/v1/${noun}`, { ...credential, json: all })
  if (status !== 201) throw new Error(text)
  return body.id as string
}

async function publishedSlug({ app, owner }: World): Promise<string> {
  const id = await published(app, { token: owner.token }, 'content')
  return (await app.get(`/api/v1/content/${id}`, { token: owner.token })).body.slug
}

async function withGeneration({ app, owner }: World, path: string): Promise<string> {
  const generations = path.slice(0, path.lastIndexOf('/'))
  const { body } = await app.post(generations, {
    token: owner.token,
    json: { started_at: '2026-11-20T12:00:00Z' },
  })
  return path.replace('{generation_id}', body.id)
}

/** The path of a share of the task in it. */
async function sharedWithSomebody(
  { app, owner }: World,
  path: string,
  addMember: (role: string) => Promise<{ id: string }>,
): Promise<string> {
  const { id } = await addMember('viewer')
  const share = path.replace('{kind}', 'members').replace('{subject_id}', id)
  await app.put(share, { token: owner.token, json: { permission: 'view' } })
  return share
}

/** The path of a message in it. */
async function sentInto({ app, owner }: World, path: string): Promise<string> {
  const answer = await app.post(path.replace('/{message_id}', ''), {
    token: owner.token,
    json: { body: 'Roses' },
  })
  return path.replace('{message_id}', answer.body.id)
}

/** The path of a comment that the owner has written. */
async function withComment({ app, owner }: World, path: string): Promise<string> {
  const comments = path.slice(0, path.lastIndexOf('/'))
  const { body } = await app.post(comments, { token: owner.token, json: { body: 'Thorns' } })
  return path.replace('{comment_id}', body.id)
}

/** The path of a note that the owner has written. */
async function withNote({ app, owner }: World, path: string): Promise<string> {
  const notes = path.slice(0, path.lastIndexOf('/'))
  const { body } = await app.post(notes, { token: owner.token, json: { body: 'Thorns' } })
  return path.replace('{note_id}', body.id)
}

/** The id of something that this member was told. */
async function notificationOf(app: TestApp, member: Member): Promise<string> {
  const key = await apiKey(app, member, 'write')
  await app.post('/api/v1/tasks', { key, json: { title: 'Roses', assignee_id: member.member_id } })
  const { body } = await app.get('/api/v1/notifications', { token: member.token })
  return body.items[0].id
}

/** Somebody who is in the team or the conversation of the path. */
async function memberOf(
  { app, owner }: World,
  path: string,
  addMember: (role: string) => Promise<{ id: string }>,
): Promise<string> {
  const { id } = await addMember('viewer')
  await app.put(path.replace('{member_id}', id), { token: owner.token, json: { role: 'member' } })
  return id
}

async function request(world: World, route: string, credential: Credential) {
  const method = route.slice(0, route.indexOf(' '))
  return world.app.call(method, await world.pathOf(route, credential), {
    ...credential,
    ...bodyOf(world, route),
  })
}

/** Bodies that are let in and then do no harm to the others. */
function bodyOf({ owner }: World, route: string): { json?: unknown; body?: string } {
  if (route.startsWith('GET') || route.startsWith('DELETE')) return {}
  const path = route.slice(route.indexOf(' ') + 1)
  if (path.endsWith('/import')) return { body: 'id,person,occurred_at,verb\n' }
  if (path.endsWith('/events')) return { json: { id: crypto.randomUUID(), person: 'somebody', verb: 'did' } }
  if (path.includes('/people/')) return { json: { name: 'Somebody' } }
  if (path.endsWith('/demo')) return { json: {} }
  if (path.endsWith('/plan')) return { json: { plan: 'free' } }
  if (path.endsWith('/switch-organization')) return { json: { organization_id: owner.organization_id } }
  if (path.endsWith('/change-password'))
    return { json: { current_password: 'x', new_password: 'long enough' } }
  if (path.endsWith('/organization')) return { json: { name: 'owner’s' } }
  if (path.includes('/members/{id}')) return { json: { role: 'viewer' } }
  if (path.endsWith('/candidates')) {
    return { json: { name: 'Somebody', email: `${crypto.randomUUID()}@example.com` } }
  }
  if (path.endsWith('/merge')) return { json: { candidate_id: 'none' } }
  if (path.endsWith('/rating')) return { json: { score: 3 } }
  if (path.includes('/notes')) return { json: { body: 'Thorns' } }
  if (path.includes('/comments')) return { json: { body: 'Thorns' } }
  if (path.endsWith('{subject_id}')) return { json: { permission: 'view' } }
  if (path.endsWith('{member_id}')) return { json: { role: 'member' } }
  if (path.includes('/messages')) return { json: { body: 'Tulips' } }
  if (path.endsWith('/read') && path.includes('/conversations')) return { json: { number: 0 } }
  if (path.endsWith('/restore') || path.endsWith('/run')) return {}
  if (path.includes('/attempts/')) return { json: { answers: [] } }
  if (path.endsWith('/generations')) return { json: { started_at: '2026-11-20T12:00:00Z' } }
  if (path.includes('/generations/')) return { json: { finished_at: '2026-11-20T12:00:00Z', ok: true } }
  if (path.endsWith('/signout') || path.endsWith('/leave') || path.endsWith('/send')) return {}
  // Let in, and then found invalid.
  return { json: {} }
}

/** A member without a password: signing up each of hundreds would take minutes of hashing. */
async function mintMember(app: TestApp, organization_id: string, name: string, role: string) {
  const { db, newId, clock, tokens } = app.context
  const [user_id, id, session_id] = [newId(), newId(), newId()]
  const now = clock.now()
  await db.instance.write(async (instance) => {
    const { users, members, people, sessions } = instance.tables
    await instance.insert(users).values({
      id: user_id,
      email: `${name}@x.example`,
      name,
      password_hash: NOBODYS_PASSWORD,
      created_at: now,
    })
    await instance.insert(people).values({ organization_id, id, name, created_at: now })
    await instance
      .insert(members)
      .values({ organization_id, id, user_id, role, status: 'active', joined_at: now })
    const expires_at = now + 86_400_000
    await instance.insert(sessions).values({
      id: session_id,
      user_id,
      active_organization_id: organization_id,
      created_at: now,
      expires_at,
    })
    await instance
      .within(organization_id)
      .record({ type: 'membership_changed', member_id: id, verb: 'joined', at: now })
  })
  return { id, token: await tokens.sign(session_id) }
}

async function revokedToken(app: TestApp, { email, password }: Member): Promise<string> {
  const { body } = await app.post('/api/v1/auth/signin', { json: { email, password } })
  const { access_token: token } = body
  // Remembered, and then revoked.
  expect((await app.get('/api/v1/auth/me', { token })).status).toBe(200)
  await app.post('/api/v1/auth/signout', { token })
  return token
}

async function revokedKey(app: TestApp, { token }: Member): Promise<string> {
  const { body } = await app.post('/api/v1/api-keys', {
    token,
    json: { name: 'k', scopes: ['admin', 'read', 'write', 'ingest'] },
  })
  expect((await app.get('/api/v1/metrics/dashboard', { key: body.key })).status).toBe(200)
  await app.delete(`/api/v1/api-keys/${body.id}`, { token })
  return body.key
}
