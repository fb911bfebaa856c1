import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { drifts, invite, joinAs, type RoleName, switchTo, team, totalUsers } from './teams.ts'

const DAY_MS = 86_400_000

onEachEngine('Invitations', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  const accept = async (by: Pick<Member, 'token'>, token: string) =>
    (await app()).post('/api/v1/invitations/accept', { token: by.token, json: { token } })
  const pending = async ({ token }: Member) =>
    (await (await app()).get('/api/v1/invitations', { token })).body.items.map((one: any) => one.email)

  type Actor = RoleName | 'key:admin' | 'key:write'
  const scenarios: [who: Actor, role: RoleName, status: number][] = [
    ['owner', 'owner', 201],
    ['owner', 'viewer', 201],
    ['admin', 'owner', 403],
    ['admin', 'admin', 201],
    ['admin', 'member', 201],
    ['member', 'viewer', 403],
    ['viewer', 'viewer', 403],
    ['key:admin', 'admin', 201],
    ['key:admin', 'owner', 403],
    ['key:write', 'viewer', 403],
  ]

  scenarios.forEach(([who, role, status], i) => {
    test(`${who} invites as ${role}: ${status}`, async () => {
      const roses = await team(await app(), `inviting${i}`)
      const credentials = who.startsWith('key:')
        ? { key: await apiKey(await app(), roses.owner, who.slice(4)) }
        : { token: roses[who as RoleName].token }
      const email = `invited${i}@example.com`
      const answer = await (await app()).post('/api/v1/invitations', {
        ...credentials,
        json: { email, role },
      })
      expect(answer.status).toBe(status)
      expect(await pending(roses.owner)).toEqual(status === 201 ? [email] : [])
    })
  })

  test('show their token once, and are listed without it', async () => {
    const ada = await signUp(await app(), 'listing-ada')
    const made = await (await app()).post('/api/v1/invitations', {
      token: ada.token,
      json: { email: 'Grace.Hopper@Example.com', role: 'member' },
    })
    const { token, ...invitation } = made.body
    expect(invitation).toMatchObject({
      email: 'grace.hopper@example.com',
      role: 'member',
      invited_by: ada.member_id,
      expires_at: new Date((await app()).clock.at + 7 * DAY_MS).toISOString(),
    })
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const list = await (await app()).get('/api/v1/invitations', { token: ada.token })
    expect(list.body).toEqual({ items: [invitation], next_cursor: null })
    expect(list.text).not.toContain(token)
    const stored = await (await app()).context.db.instance.read((q) => q.select().from(q.tables.invitations))
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  test('make a new user a member, with the role they name and no other', async () => {
    const ada = await signUp(await app(), 'joining-ada')
    const token = await invite(await app(), ada, 'joining-grace@example.com', 'viewer')
    const { post } = await app()
    const json = {
      email: 'Joining-Grace@example.com',
      password: 'a long password',
      name: 'Grace',
      invitation: token,
    }
    expect((await post('/api/v1/auth/signup', { json: { ...json, role: 'owner' } })).status).toBe(422)
    const { status, body } = await post('/api/v1/auth/signup', { json })
    expect(status).toBe(201)
    expect(body.organization.id).toBe(ada.organization_id)
    expect(body.member.role).toBe('viewer')
    expect(await pending(ada)).toEqual([])
    expect(await totalUsers(await app(), ada)).toBe(2)
    expect(await drifts(await app(), ada)).toEqual([])
    expect((await accept(ada, token)).body.code).toBe('invalid_invitation')
  })

  test('let nobody sign up who was not invited, and leave no user behind', async () => {
    const ada = await signUp(await app(), 'closed-ada')
    const token = await invite(await app(), ada, 'closed-grace@example.com', 'admin')
    const signUpWith = async (email: string, invitation: string) =>
      (await app()).post('/api/v1/auth/signup', {
        json: { email, password: 'a long password', name: 'Mallory', invitation },
      })
    const another = await signUpWith('closed-mallory@example.com', token)
    expect([another.status, another.body.code]).toEqual([403, 'invitation_for_another'])
    const wrong = await signUpWith('closed-grace@example.com', `${token}x`)
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid_invitation'])
    // By the name that it has there: elsewhere it is `token`.
    expect(Object.keys(wrong.body.fields)).toEqual(['invitation'])
    // Neither the address nor the token was used up.
    expect((await signUpWith('closed-grace@example.com', token)).status).toBe(201)
    expect((await signUpWith('closed-mallory@example.com', token)).body.code).toBe('invalid_invitation')
  })

  test('accepted by someone else they stay as they are', async () => {
    const ada = await signUp(await app(), 'else-ada')
    const grace = await signUp(await app(), 'else-grace')
    const mallory = await signUp(await app(), 'else-mallory')
    const token = await invite(await app(), ada, grace.email, 'admin')
    const stolen = await accept(mallory, token)
    expect([stolen.status, stolen.body.code]).toEqual([403, 'invitation_for_another'])
    expect(stolen.text).not.toContain(grace.email)
    expect(await pending(ada)).toEqual([grace.email])
    const key = await apiKey(await app(), grace, 'admin')
    expect((await (await app()).post('/api/v1/invitations/accept', { key, json: { token } })).status).toBe(
      403,
    )
    expect((await (await app()).post('/api/v1/invitations/accept', { json: { token } })).status).toBe(401)
    const { status, body } = await accept(grace, token)
    expect(status).toBe(200)
    expect(body).toMatchObject({ organization_id: ada.organization_id, role: 'admin' })
    // The session has stayed in its own organization, and may now change to the other.
    const own = await (await app()).get('/api/v1/organization', { token: grace.token })
    expect(own.body.id).toBe(grace.organization_id)
    await switchTo(await app(), grace, ada.organization_id)
    expect((await (await app()).get('/api/v1/organization', { token: grace.token })).body.id).toBe(
      ada.organization_id,
    )
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('work once, also for two who come at once', async () => {
    const ada = await signUp(await app(), 'once-ada')
    const grace = await signUp(await app(), 'once-grace')
    const token = await invite(await app(), ada, grace.email, 'member')
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(grace, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422])
    expect(await totalUsers(await app(), ada)).toBe(2)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('end after seven days', async () => {
    const { clock } = await app()
    const now = clock.at
    const ada = await signUp(await app(), 'late-ada')
    const grace = await signUp(await app(), 'late-grace')
    clock.at = now - 7 * DAY_MS
    const old = await signUp(await app(), 'late-old')
    const token = await invite(await app(), old, grace.email, 'member')
    clock.at = now - 1
    const { body } = await (await app()).post('/api/v1/auth/signin', {
      json: { email: old.email, password: old.password },
    })
    expect(await pending({ ...old, token: body.access_token })).toEqual([grace.email])
    clock.at = now
    expect(await pending({ ...old, token: body.access_token })).toEqual([])
    expect((await accept(grace, token)).body.code).toBe('invalid_invitation')
    expect(await pending(ada)).toEqual([])
  })

  test('to the same address again replace the one before', async () => {
    const ada = await signUp(await app(), 'again-ada')
    const grace = await signUp(await app(), 'again-grace')
    const first = await invite(await app(), ada, grace.email, 'admin')
    const second = await invite(await app(), ada, 'AGAIN-grace@example.com', 'viewer')
    expect(await pending(ada)).toEqual([grace.email])
    expect((await accept(grace, first)).status).toBe(422)
    expect((await accept(grace, second)).body.role).toBe('viewer')
    const running = await app()
    const many = await Promise.all(
      Array.from({ length: 5 }, () => invite(running, ada, 'again-edsger@example.com', 'member')),
    )
    expect(new Set(many).size).toBe(5)
    expect(await pending(ada)).toEqual(['again-edsger@example.com'])
  })

  test('are not for members, and no way round a suspension', async () => {
    const { owner, member } = await team(await app(), 'already')
    const again = async () =>
      (await app()).post('/api/v1/invitations', {
        token: owner.token,
        json: { email: member.email, role: 'admin' },
      })
    expect((await again()).body).toMatchObject({ status: 409, code: 'already_member' })
    const json = { status: 'suspended' }
    await (await app()).call('PATCH', `/api/v1/members/${member.member_id}`, { token: owner.token, json })
    expect((await again()).body).toMatchObject({ status: 409, code: 'member_suspended' })
    expect(await pending(owner)).toEqual([])
  })

  test('taken back they are dead; of another organization they do not exist', async () => {
    const ada = await signUp(await app(), 'back-ada')
    const grace = await signUp(await app(), 'back-grace')
    const token = await invite(await app(), ada, grace.email, 'member')
    const { body } = await (await app()).get('/api/v1/invitations', { token: ada.token })
    const path = `/api/v1/invitations/${body.items[0].id}`
    const key = await apiKey(await app(), grace, 'admin')
    expect((await (await app()).delete(path, { token: grace.token })).body.code).toBe('invitation_not_found')
    expect((await (await app()).delete(path, { key })).status).toBe(404)
    expect(await pending(grace)).toEqual([])
    expect((await (await app()).delete(path, { token: ada.token })).status).toBe(204)
    expect((await (await app()).delete(path, { token: ada.token })).status).toBe(404)
    expect((await accept(grace, token)).status).toBe(422)
  })

  test('as owner are taken back and replaced by owners only', async () => {
    const ada = await signUp(await app(), 'owners-ada')
    const admin = await joinAs(await app(), ada, 'owners-admin', 'admin')
    await invite(await app(), ada, 'owners-grace@example.com', 'owner')
    const { body } = await (await app()).get('/api/v1/invitations', { token: admin.token })
    const path = `/api/v1/invitations/${body.items[0].id}`
    expect((await (await app()).delete(path, { token: admin.token })).body.code).toBe('owners_only')
    const json = { email: 'owners-grace@example.com', role: 'viewer' }
    const replaced = await (await app()).post('/api/v1/invitations', { token: admin.token, json })
    expect(replaced.body.code).toBe('owners_only')
    expect(await pending(ada)).toEqual(['owners-grace@example.com'])
  })

  test('bring back one who left, as the member he was, with the new role', async () => {
    const ada = await signUp(await app(), 'return-ada')
    const grace = await signUp(await app(), 'return-grace')
    const first = (await accept(grace, await invite(await app(), ada, grace.email, 'admin'))).body
    const path = `/api/v1/members/${first.member_id}`
    const { body: joined } = await (await app()).get(path, { token: ada.token })
    await (await app()).delete(path, { token: ada.token })
    expect(await totalUsers(await app(), ada)).toBe(1)
    const again = (await accept(grace, await invite(await app(), ada, grace.email, 'viewer'))).body
    expect(again).toEqual({ ...first, role: 'viewer' })
    const { body: returned } = await (await app()).get(path, { token: ada.token })
    expect(returned).toEqual({ ...joined, role: 'viewer' })
    expect(await totalUsers(await app(), ada)).toBe(2)
    expect(await drifts(await app(), ada)).toEqual([])
  })
})
