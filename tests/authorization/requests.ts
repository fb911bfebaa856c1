/**
 * The requests of the matrix. Callers and things are made once and used until a request has changed
 * them: most are refused, and change nothing.
 */
import { expect } from 'bun:test'
import type { Answer, TestApp } from '../app.ts'
import { apiKey, type Member, signUp } from '../people.ts'
import { type Credential, DECLARATIONS, EXPECTATIONS, KEYS, type Who, type World } from './expectations.ts'
import { formWith } from './things.ts'

const MAKERS = Object.assign({}, ...DECLARATIONS.map(({ things }) => things)) as NonNullable<
  (typeof DECLARATIONS)[number]['things']
>

export interface Matrix extends World {
  stranger: Credential
  strangerKey: Credential
  revokedSession: Credential
  revokedKey: Credential
  callerOf(who: Who): Promise<Credential>
  /**
   * About a thing of the owner's organization, where the route is about one.
   *
   * @param whose Where it is about one's own, such as a session: that of the caller, or of another.
   */
  request(route: string, caller: Credential, whose?: Credential): Promise<Answer>
}

export async function makeMatrix(app: TestApp): Promise<Matrix> {
  const first = await signUp(app, 'first')
  const owner = await signUp(app, 'owner')
  const stranger = await signUp(app, 'stranger')
  const callers = new Map<Who, Credential>()
  for (const who of KEYS) callers.set(who, { key: await apiKey(app, owner, who.slice('key: '.length)) })
  const asOwner = { token: owner.token }
  const world: World = {
    app,
    first,
    owner,
    asOwner,
    addMember: (role) => addMember(app, owner.organization_id, role),
    make: (path, json) => made(app, asOwner, path, json),
  }
  const paths = new Paths(world)
  return {
    ...world,
    stranger: { token: stranger.token },
    strangerKey: { key: await apiKey(app, stranger, 'admin') },
    revokedSession: { token: await revokedToken(app, owner) },
    revokedKey: { key: await revokedKey(app, owner) },
    async callerOf(who) {
      const caller = callers.get(who) ?? { token: (await world.addMember(who)).token }
      callers.set(who, caller)
      return caller
    },
    async request(route, caller, whose = caller) {
      const [method = '', template = ''] = route.split(' ')
      if (EXPECTATIONS[route]?.spendsCaller) paths.forget(template)
      const path = await paths.of(template, whose)
      const answer = await app.call(method, path, { ...caller, ...(await sentWith(world, route)) })
      if (answer.status >= 300 || method === 'GET') return answer
      paths.forget(template)
      if (EXPECTATIONS[route]?.spendsCaller) forgetCaller(callers, caller)
      return answer
    },
  }
}

function forgetCaller(callers: Map<Who, Credential>, spent: Credential): void {
  for (const [who, caller] of callers) if (caller === spent) callers.delete(who)
}

async function made(app: TestApp, by: Credential, path: string, json?: object): Promise<any> {
  const { status, body, text } = await app.post(path, { ...by, ...(json && { json }) })
  if (status >= 300) throw new Error(`POST ${path}: ${text}`)
  return body
}

function sentWith(world: World, route: string): { json?: object; body?: string | FormData } {
  const { json = {}, body, file } = EXPECTATIONS[route] ?? {}
  if (route.startsWith('GET') || route.startsWith('DELETE')) return {}
  if (file !== undefined) return { body: formWith(file) }
  if (body !== undefined) return { body }
  return { json: typeof json === 'function' ? json(world) : json }
}

/** What stands in the place of the parameters of paths. */
class Paths {
  /** By a path up to and with a parameter. */
  private readonly known = new Map<string, string>()

  constructor(private readonly world: World) {}

  /** @param template As in the document: `/api/v1/labels/{id}`. */
  async of(template: string, whose: Credential): Promise<string> {
    let [from, path] = ['', '']
    for (const part of template.split('/').slice(1)) {
      const at = `${from}/${part}`
      path = part.startsWith('{') ? await this.thing(at, from, path, whose) : `${path}/${part}`
      from = at
    }
    return path
  }

  /** After a change to what a path names: others are made of all that hangs on the first of it. */
  forget(template: string): void {
    const first = template.slice(0, template.indexOf('}') + 1)
    for (const at of this.known.keys()) if (first !== '' && at.startsWith(first)) this.known.delete(at)
  }

  private async thing(at: string, from: string, path: string, whose: Credential): Promise<string> {
    const known = this.known.get(at)
    if (known !== undefined) return known
    const made = `${path}/${await this.make(at, from, path, whose)}`
    this.known.set(at, made)
    return made
  }

  private async make(at: string, from: string, path: string, whose: Credential): Promise<string> {
    const maker = MAKERS[at]
    if (maker) return maker(this.world, path, whose)
    return (await this.world.make(path, sentWith(this.world, `POST ${from}`).json)).id
  }
}

let members = 0

/** A member without a password: signing each of them up would take seconds of hashing. */
async function addMember(app: TestApp, organization_id: string, role: string) {
  const { db, newId, clock, tokens } = app.context
  const [user_id, id, session_id] = [newId(), newId(), newId()]
  members += 1
  const name = `${role}-${members}`
  const now = clock.now()
  await db.instance.write(async (instance) => {
    const { users, members, people, sessions } = instance.tables
    const user = { id: user_id, email: `${name}@x.example`, name, password_hash: NOBODYS_PASSWORD }
    await instance.insert(users).values({ ...user, created_at: now })
    await instance.insert(people).values({ organization_id, id, name, created_at: now })
    const member = { organization_id, id, user_id, role, status: 'active', joined_at: now }
    await instance.insert(members).values(member)
    const session = { id: session_id, user_id, active_organization_id: organization_id }
    await instance.insert(sessions).values({ ...session, created_at: now, expires_at: now + 86_400_000 })
    const fact = { type: 'membership_changed', member_id: id, verb: 'joined', at: now } as const
    await instance.within(organization_id).record(fact)
  })
  return { id, token: await tokens.sign(session_id) }
}

/** Of a password that nobody knows. */
const NOBODYS_PASSWORD = await Bun.password.hash(crypto.randomUUID(), {
  algorithm: 'argon2id',
  memoryCost: 8,
  timeCost: 1,
})

async function revokedToken(app: TestApp, { email, password }: Member): Promise<string> {
  const { body } = await app.post('/api/v1/auth/signin', { json: { email, password } })
  const { access_token: token } = body
  // Remembered, and then revoked.
  expect((await app.get('/api/v1/auth/me', { token })).status).toBe(200)
  await app.post('/api/v1/auth/signout', { token })
  return token
}

async function revokedKey(app: TestApp, { token }: Member): Promise<string> {
  const json = { name: 'k', scopes: ['admin', 'read', 'write', 'ingest'] }
  const { body } = await app.post('/api/v1/api-keys', { token, json })
  expect((await app.get('/api/v1/metrics/dashboard', { key: body.key })).status).toBe(200)
  await app.delete(`/api/v1/api-keys/${body.id}`, { token })
  return body.key
}
