import { expect, test } from 'bun:test'
import { rebuildRollups } from '../src/metrics/rebuild/rebuild-rollups.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { enableSecondFactor, enrol } from './second-factors.ts'
import { drifts, invite, joinAs, type RoleName, switchTo, type Team, team, totalUsers } from './teams.ts'

const DAY_MS = 86_400_000

onEachEngine('Members', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  const patch = async (by: Member | string, id: string, json: unknown) =>
    (await app()).call('PATCH', `/api/v1/members/${id}`, {
      ...(typeof by === 'string' ? { key: by } : { token: by.token }),
      json,
    })
  const remove = async (by: Member | string, id: string) =>
    (await app()).delete(`/api/v1/members/${id}`, typeof by === 'string' ? { key: by } : { token: by.token })
  const me = async ({ token }: Member) => (await (await app()).get('/api/v1/auth/me', { token })).status

  test('are listed to every role, by pages', async () => {
    const roses = await team(await app(), 'list')
    await enableSecondFactor(await app(), roses.admin)
    await enrol(await app(), roses.member)
    for (const { token } of Object.values(roses)) {
      const { status, body } = await (await app()).get('/api/v1/members', { token })
      expect(status).toBe(200)
      expect(
        body.items.map((member: any) => [member.name, member.email, member.role, member.status]),
      ).toEqual([
        ['list-owner', 'list-owner@example.com', 'owner', 'active'],
        ['list-admin', 'list-admin@example.com', 'admin', 'active'],
        ['list-member', 'list-member@example.com', 'member', 'active'],
        ['list-viewer', 'list-viewer@example.com', 'viewer', 'active'],
      ])
      expect(body.next_cursor).toBeNull()
      // They have signed up, and done nothing since.
      const now = new Date((await app()).clock.at).toISOString()
      expect(body.items.map((member: any) => member.last_active_at)).toEqual([now, now, now, now])
      // Whose account is guarded by a password alone, admins are told.
      const isAdmin = [roses.owner.token, roses.admin.token].includes(token)
      const guarded = isAdmin ? [false, true, false, false] : [null, null, null, null]
      expect(body.items.map((member: any) => member.has_second_factor)).toEqual(guarded)
    }
    const { token } = roses.viewer
    const first = await (await app()).get('/api/v1/members?limit=3', { token })
    expect(first.body.items).toHaveLength(3)
    const rest = await (await app()).get(`/api/v1/members?limit=3&cursor=${first.body.next_cursor}`, {
      token,
    })
    expect(rest.body).toMatchObject({ items: [{ role: 'viewer' }], next_cursor: null })
    expect(first.text + rest.text).not.toContain('hash')
    for (const limit of ['0', '201', 'many', '1.5']) {
      expect((await (await app()).get(`/api/v1/members?limit=${limit}`, { token })).status).toBe(422)
    }
    const one = await (await app()).get(`/api/v1/members/${roses.admin.member_id}`, { token })
    expect(one.body).toMatchObject({ id: roses.admin.member_id, role: 'admin', name: 'list-admin' })
  })

  test('of another organization do not exist: not to read, change or remove', async () => {
    const grace = await joinAs(
      await app(),
      await signUp(await app(), 'foreign-ada'),
      'foreign-grace',
      'member',
    )
    const stranger = await signUp(await app(), 'stranger')
    const key = await apiKey(await app(), stranger, 'admin')
    const path = `/api/v1/members/${grace.member_id}`
    const answers = [
      await (await app()).get(path, { token: stranger.token }),
      await patch(stranger, grace.member_id, { role: 'viewer' }),
      await remove(stranger, grace.member_id),
      await (await app()).get(path, { key }),
      await patch(key, grace.member_id, { role: 'viewer' }),
      await remove(key, grace.member_id),
      await patch(stranger, 'no-such-member', { role: 'viewer' }),
    ]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'member_not_found']),
    )
    const listed = await (await app()).get('/api/v1/members', { token: stranger.token })
    expect(listed.body.items).toHaveLength(1)
    expect(await me(grace)).toBe(200)
  })

  test('who is nobody learns nothing', async () => {
    for (const [method, path] of [
      ['GET', '/api/v1/members'],
      ['PATCH', '/api/v1/members/x'],
      ['DELETE', '/api/v1/members/x'],
      ['POST', '/api/v1/members/leave'],
    ] as const) {
      expect((await (await app()).call(method, path, { json: { role: 'emperor' } })).status).toBe(401)
    }
  })

  type Actor = RoleName | 'key:read' | 'key:write' | 'key:ingest' | 'key:admin'
  const scenarios: [who: Actor, what: object | 'remove', whom: RoleName, status: number][] = [
    ['owner', { role: 'viewer' }, 'admin', 200],
    ['owner', { role: 'owner' }, 'member', 200],
    ['owner', { status: 'suspended' }, 'admin', 200],
    ['owner', 'remove', 'admin', 204],
    ['owner', { role: 'admin' }, 'owner', 409],
    ['owner', { status: 'suspended' }, 'owner', 409],
    ['owner', 'remove', 'owner', 409],
    ['admin', { role: 'admin' }, 'member', 200],
    ['admin', { role: 'owner' }, 'member', 403],
    ['admin', { role: 'owner' }, 'admin', 403],
    ['admin', { role: 'viewer' }, 'admin', 200],
    ['admin', { role: 'admin' }, 'owner', 403],
    ['admin', { status: 'suspended' }, 'owner', 403],
    ['admin', 'remove', 'owner', 403],
    ['admin', 'remove', 'viewer', 204],
    ['member', { role: 'admin' }, 'member', 403],
    ['member', { role: 'viewer' }, 'viewer', 403],
    ['member', 'remove', 'viewer', 403],
    ['viewer', { role: 'owner' }, 'viewer', 403],
    ['viewer', 'remove', 'viewer', 403],
    ['key:admin', { role: 'admin' }, 'member', 200],
    ['key:admin', { role: 'owner' }, 'member', 403],
    ['key:admin', { status: 'suspended' }, 'owner', 403],
    ['key:admin', 'remove', 'owner', 403],
    ['key:admin', 'remove', 'admin', 204],
    ['key:write', { role: 'viewer' }, 'member', 403],
    ['key:read', 'remove', 'member', 403],
    ['key:ingest', 'remove', 'member', 403],
  ]

  scenarios.forEach(([who, what, whom, status], i) => {
    test(`${who}: ${JSON.stringify(what)} of ${whom} is ${status}`, async () => {
      const roses = await team(await app(), `case${i}`)
      const actor = await actorOf(roses, who)
      const { member_id } = roses[whom]
      const before = await standing(roses, member_id)
      const answer = what === 'remove' ? await remove(actor, member_id) : await patch(actor, member_id, what)
      expect(answer.status).toBe(status)
      const after = await standing(roses, member_id)
      if (status >= 400) expect(after).toEqual(before)
      else if (what === 'remove') expect(after).toBeUndefined()
      else expect(after).toMatchObject(what)
      expect(await drifts(await app(), roses.owner)).toEqual([])
    })
  })

  async function actorOf(roses: Team, who: Actor): Promise<Member | string> {
    if (who.startsWith('key:')) return apiKey(await app(), roses.owner, who.slice(4))
    return roses[who as RoleName]
  }

  async function standing({ owner }: Team, id: string) {
    const { body } = await (await app()).get('/api/v1/members', { token: owner.token })
    return body.items.find((member: any) => member.id === id)
  }

  test('a body cannot move a member to another organization, user or id', async () => {
    const roses = await team(await app(), 'moved')
    const stranger = await signUp(await app(), 'moved-stranger')
    const before = await standing(roses, roses.member.member_id)
    const moving = {
      organization_id: stranger.organization_id,
      user_id: 'another',
      id: 'another',
      email: stranger.email,
      joined_at: '2020-01-01T00:00:00.000Z',
    }
    const answer = await patch(roses.owner, roses.member.member_id, { role: 'viewer', ...moving })
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, Object.keys(moving)])
    expect(await standing(roses, roses.member.member_id)).toEqual(before)
    for (const wrong of [{ role: 'emperor' }, { status: 'removed' }, { role: null }]) {
      expect((await patch(roses.owner, roses.member.member_id, wrong)).status).toBe(422)
    }
  })

  test('a lowered role holds from the next request on', async () => {
    const { owner, admin, viewer } = await team(await app(), 'lowered')
    expect((await patch(admin, viewer.member_id, { role: 'member' })).status).toBe(200)
    await patch(owner, admin.member_id, { role: 'member' })
    expect((await patch(admin, viewer.member_id, { role: 'viewer' })).status).toBe(403)
    expect((await (await app()).get('/api/v1/api-keys', { token: admin.token })).status).toBe(403)
  })

  test('a suspended member is nobody from the next request on, until let in again', async () => {
    const { owner, member } = await team(await app(), 'suspended')
    expect(await me(member)).toBe(200)
    await patch(owner, member.member_id, { status: 'suspended' })
    expect(await me(member)).toBe(401)
    const { email, password } = member
    const again = await (await app()).post('/api/v1/auth/signin', { json: { email, password } })
    expect([again.status, again.body.code]).toEqual([403, 'no_membership'])
    await patch(owner, member.member_id, { status: 'active' })
    expect(await me(member)).toBe(200)
  })

  test('a removed member is nobody, in this organization alone', async () => {
    const ada = await signUp(await app(), 'removing-ada')
    const grace = await signUp(await app(), 'removed-grace')
    const token = await invite(await app(), ada, grace.email, 'admin')
    const accepted = await (await app()).post('/api/v1/invitations/accept', {
      token: grace.token,
      json: { token },
    })
    const { member_id } = accepted.body
    await switchTo(await app(), grace, ada.organization_id)
    expect((await (await app()).get('/api/v1/members', { token: grace.token })).body.items).toHaveLength(2)
    expect((await remove(ada, member_id)).status).toBe(204)
    expect((await (await app()).get('/api/v1/members', { token: grace.token })).status).toBe(401)
    // What they did and were assigned keeps their id, which has a name still.
    const removed = await (await app()).get(`/api/v1/members/${member_id}`, { token: ada.token })
    expect(removed.body).toMatchObject({ id: member_id, name: 'removed-grace', status: 'removed' })
    const stranger = await signUp(await app(), 'removed-stranger')
    expect((await (await app()).get(`/api/v1/members/${member_id}`, { token: stranger.token })).status).toBe(
      404,
    )
    const { items } = (await (await app()).get('/api/v1/members', { token: ada.token })).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([ada.member_id])
    expect((await remove(ada, member_id)).status).toBe(404)
    expect((await patch(ada, member_id, { status: 'active' })).status).toBe(404)
    const signedIn = await (await app()).post('/api/v1/auth/signin', {
      json: { email: grace.email, password: grace.password },
    })
    expect(signedIn.body.organization.id).toBe(grace.organization_id)
  })

  test('everybody but the last owner may leave', async () => {
    const roses = await team(await app(), 'leaving')
    const leave = async ({ token }: Member) => (await app()).post('/api/v1/members/leave', { token })
    const key = await apiKey(await app(), roses.owner, 'admin')
    expect((await (await app()).post('/api/v1/members/leave', { key })).status).toBe(403)
    for (const role of ['viewer', 'member', 'admin'] as const) {
      expect((await leave(roses[role])).status).toBe(204)
      expect(await me(roses[role])).toBe(401)
    }
    const last = await leave(roses.owner)
    expect([last.status, last.body.code]).toEqual([409, 'last_owner'])
    const second = await joinAs(await app(), roses.owner, 'leaving-second', 'owner')
    expect((await leave(roses.owner)).status).toBe(204)
    expect((await leave(second)).status).toBe(409)
    expect(await totalUsers(await app(), second)).toBe(1)
    expect(await drifts(await app(), second)).toEqual([])
  })

  test('a suspended owner is none: the last active one stays', async () => {
    const roses = await team(await app(), 'inactive')
    const second = await joinAs(await app(), roses.owner, 'inactive-second', 'owner')
    expect((await patch(roses.owner, second.member_id, { status: 'suspended' })).status).toBe(200)
    expect((await patch(roses.owner, roses.owner.member_id, { role: 'viewer' })).status).toBe(409)
    expect((await remove(roses.owner, second.member_id)).status).toBe(204)
    expect(await totalUsers(await app(), roses.owner)).toBe(4)
    expect(await drifts(await app(), roses.owner)).toEqual([])
  })

  // Two owners who each remove the other passed each other while each still saw two of them.
  test('of owners who go at the same time, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ada = await signUp(await app(), `race${round}-ada`)
      const owners = [ada]
      for (const name of ['grace', 'edsger', 'barbara']) {
        owners.push(await joinAs(await app(), ada, `race${round}-${name}`, 'owner'))
      }
      const ways = [
        (one: Member) => remove(one, one.member_id),
        (one: Member) => patch(one, one.member_id, { role: 'viewer' }),
        (one: Member) => patch(one, one.member_id, { status: 'suspended' }),
        async ({ token }: Member) => (await app()).post('/api/v1/members/leave', { token }),
      ]
      const answers = await Promise.all(owners.map((one, i) => ways[(i + round) % ways.length]!(one)))
      const refused = answers.filter(({ status }) => status >= 400)
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[409, 'last_owner']])
      const stayed = owners[answers.findIndex(({ status }) => status === 409)]!
      expect(await me(stayed)).toBe(200)
      expect(await drifts(await app(), stayed)).toEqual([])
    }
  })

  test('of two owners who remove each other, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ada = await signUp(await app(), `duel${round}-ada`)
      const grace = await joinAs(await app(), ada, `duel${round}-grace`, 'owner')
      const answers = await Promise.all([remove(ada, grace.member_id), remove(grace, ada.member_id)])
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    }
  })

  test('are users from the day of joining to that of leaving, and again from returning on', async () => {
    const { clock, get, post } = await app()
    const now = clock.at
    // 23:30 of the 9th in New York, which is the 10th in UTC.
    clock.at = Date.parse('2026-11-10T04:30:00Z')
    const ada = await signUp(await app(), 'days-ada', 'America/New_York')
    const grace = await signUp(await app(), 'days-grace')
    const key = await apiKey(await app(), ada, 'admin')
    const accept = async () => {
      const invited = await post('/api/v1/invitations', { key, json: { email: grace.email, role: 'viewer' } })
      const signedIn = await post('/api/v1/auth/signin', {
        json: { email: grace.email, password: grace.password },
      })
      return post('/api/v1/invitations/accept', {
        token: signedIn.body.access_token,
        json: { token: invited.body.token },
      })
    }
    const { member_id } = (await accept()).body
    const joined = (await get(`/api/v1/members/${member_id}`, { key })).body
    clock.at += 3 * DAY_MS
    await patch(key, member_id, { status: 'suspended' })
    clock.at += 2 * DAY_MS
    await patch(key, member_id, { status: 'active' })
    clock.at += DAY_MS
    await remove(key, member_id)
    clock.at += 2 * DAY_MS
    expect((await accept()).body).toMatchObject({ member_id, role: 'viewer' })
    clock.at = now
    expect((await get(`/api/v1/members/${member_id}`, { key })).body).toEqual(joined)
    const users: Record<string, number[]> = {}
    for (const day of ['09', '11', '12', '13', '14', '15', '16', '17', '18']) {
      const { body } = await get(`/api/v1/metrics/dashboard?as_of=2026-11-${day}`, { key })
      users[day] = [body.user_metrics.total_users, body.user_metrics.new_users_today]
    }
    expect(users).toEqual({
      '09': [2, 2],
      11: [2, 0],
      12: [1, 0],
      13: [1, 0],
      14: [2, 0],
      15: [1, 0],
      16: [1, 0],
      17: [2, 0],
      18: [2, 0],
    })
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('who goes and comes at one and the same instant is counted as before', async () => {
    const { owner, member } = await team(await app(), 'instant')
    for (const status of ['suspended', 'active', 'suspended', 'active', 'suspended']) {
      expect((await patch(owner, member.member_id, { status })).body).toMatchObject({ status })
    }
    expect(await totalUsers(await app(), owner)).toBe(3)
    expect((await remove(owner, member.member_id)).status).toBe(204)
    expect(await totalUsers(await app(), owner)).toBe(3)
    expect(await drifts(await app(), owner)).toEqual([])
  })

  test('whatever comes and goes, the metrics equal a recount, also when built anew', async () => {
    const { clock } = await app()
    const startedAt = clock.at
    for (const seed of [1, 2, 3]) {
      clock.at = startedAt - 30 * DAY_MS
      const random = randomNumbers(seed)
      const roses = await team(await app(), `random${seed}`, 'Pacific/Auckland')
      const key = await apiKey(await app(), roses.owner, 'admin')
      const others = [roses.admin, roses.member, roses.viewer]
      for (let step = 0; step < 40; step += 1) {
        clock.at += Math.floor(random() * 0.7 * DAY_MS)
        const { member_id } = others[Math.floor(random() * others.length)]!
        const status = random() < 0.5 ? 'suspended' : 'active'
        if (step % 7 === 3) {
          const event = { id: `e${step}`, person: member_id, verb: 'did', core: true }
          await (await app()).post('/api/v1/events', { key, json: event })
        } else {
          expect((await patch(key, member_id, { status })).status).toBe(200)
        }
      }
      clock.at = startedAt
      expect(await drifts(await app(), roses.owner)).toEqual([])
      const { context } = await app()
      await rebuildRollups(context, roses.owner.organization_id, () => {}, { timeZone: 'America/New_York' })
      expect(await drifts(await app(), roses.owner)).toEqual([])
    }
  })
})

/** Park and Miller's, so that a failure can be repeated. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
