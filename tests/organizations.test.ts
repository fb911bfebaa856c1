import { expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { createContext } from '../src/context.ts'
import { RebuildRunningError, rebuildRollups } from '../src/metrics/rebuild/rebuild-rollups.ts'
import { closeDays } from '../src/metrics/snapshots/snapshot-job.ts'
import { changeOrganization } from '../src/modules/organizations/organization.ts'
import { onEachEngine, sharedApp, testApp } from './app.ts'
import { historyLines, importLines } from './histories.ts'
import { apiKey, type Member, signUp } from './people.ts'
import { drifts, joinAs, principalOf, type RoleName, switchTo, team } from './teams.ts'

const PATH = '/api/v1/organization'

onEachEngine('The organization', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  const read = async ({ token }: Pick<Member, 'token'>) => (await app()).get(PATH, { token })
  const change = async ({ token }: Member, json: object, headers: Record<string, string> = {}) =>
    (await app()).call('PATCH', PATH, { token, json, headers })

  type Actor = RoleName | 'nobody' | 'key:read' | 'key:write' | 'key:ingest' | 'key:admin'
  const scenarios: [who: Actor, reads: number, changes: number][] = [
    ['owner', 200, 200],
    ['admin', 200, 200],
    ['member', 200, 403],
    ['viewer', 200, 403],
    ['key:admin', 200, 200],
    ['key:write', 200, 403],
    ['key:read', 200, 403],
    ['key:ingest', 403, 403],
    ['nobody', 401, 401],
  ]

  test('who may read and change it', async () => {
    const roses = await team(await app(), 'access')
    for (const [who, reads, changes] of scenarios) {
      const credentials =
        who === 'nobody'
          ? {}
          : who.startsWith('key:')
            ? { key: await apiKey(await app(), roses.owner, who.slice(4)) }
            : { token: roses[who as RoleName].token }
      const answers = [
        await (await app()).get(PATH, credentials),
        await (await app()).call('PATCH', PATH, { ...credentials, json: { name: `by ${who}` } }),
      ]
      expect([who, ...answers.map(({ status }) => status)]).toEqual([who, reads, changes])
      expect((await read(roses.owner)).body.name === `by ${who}`).toBe(changes === 200)
    }
  })

  test('another time zone takes as long as the history, and the answer does not', async () => {
    const ada = await signUp(await app(), 'long-ada')
    const then = Date.parse('2026-11-05T12:00:00Z') / 1000
    const lines = Array.from({ length: 60 }, (_, i) => `${i},person-${i},${then},went`)
    expect((await importLines(await app(), ada, lines)).accepted).toBe(60)
    const { context } = await app()
    const { isDone, organization } = await changeOrganization(
      context,
      principalOf(ada, 'owner'),
      { time_zone: 'Asia/Tokyo' },
      null,
      1,
    )
    expect([isDone, organization.time_zone]).toEqual([false, 'UTC'])
    for (let attempt = 0; (await read(ada)).body.time_zone === 'UTC' && attempt < 200; attempt += 1) {
      await Bun.sleep(20)
    }
    expect((await read(ada)).body.time_zone).toBe('Asia/Tokyo')
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('its name is changed and nothing else, and nobody else’s', async () => {
    const ada = await signUp(await app(), 'body-ada')
    const grace = await signUp(await app(), 'body-grace')
    const before = (await read(ada)).body
    const gracesBefore = (await read(grace)).body
    const forged = {
      id: grace.organization_id,
      organization_id: grace.organization_id,
      slug: 'body-grace-s',
      plan: 'enterprise',
      created_at: '2020-01-01T00:00:00.000Z',
    }
    const refused = await change(ada, { name: 'Bluebird', ...forged })
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, Object.keys(forged)])
    expect((await read(ada)).body).toEqual(before)
    const { status, body } = await change(ada, { name: '  Bluebird ' })
    expect(status).toBe(200)
    expect(body).toEqual({ ...before, name: 'Bluebird' })
    expect((await read(grace)).body).toEqual(gracesBefore)
    for (const wrong of [
      { name: '' },
      { name: '   ' },
      { name: 7 },
      { time_zone: 'Mars/Olympus' },
      { time_zone: '+02:00' },
    ]) {
      expect((await change(ada, wrong)).status).toBe(422)
    }
    expect((await read(ada)).body).toEqual(body)
  })

  // The numbers of all its days would be built anew.
  test('keeps its zone, whatever the case in which that is written', async () => {
    const hedy = await signUp(await app(), 'hedy', 'europe/BERLIN')
    const before = await read(hedy)
    expect(before.body.time_zone).toBe('Europe/Berlin')
    expect((await change(hedy, { time_zone: 'EUROPE/berlin' })).status).toBe(200)
    const after = await read(hedy)
    expect([after.body, after.headers.get('etag')]).toEqual([before.body, before.headers.get('etag')])
  })

  test('has a tag: who saw an older version does not undo a newer one', async () => {
    const ada = await signUp(await app(), 'tag-ada')
    const first = await read(ada)
    const etag = first.headers.get('etag') ?? ''
    const again = await (await app()).get(PATH, { token: ada.token, headers: { 'if-none-match': etag } })
    expect([again.status, again.text]).toEqual([304, ''])
    const changed = await change(ada, { name: 'Bluebird' }, { 'if-match': etag })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).toBe((await read(ada)).headers.get('etag'))
    const late = await change(ada, { name: 'Blackbird', time_zone: 'Asia/Tokyo' }, { 'if-match': etag })
    expect([late.status, late.body.code]).toEqual([412, 'changed_meanwhile'])
    expect((await read(ada)).body).toMatchObject({ name: 'Bluebird', time_zone: 'UTC' })
    const now = changed.headers.get('etag') ?? ''
    const both = await Promise.all(['A', 'B'].map((name) => change(ada, { name }, { 'if-match': now })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  test('in another time zone shows what it would always have shown there', async () => {
    const lines = (await historyLines('memos')).slice(0, 2_000)
    const [moved, always] = [
      await signUp(await app(), 'moved'),
      await signUp(await app(), 'always', 'Asia/Tokyo'),
    ]
    await importLines(await app(), moved, lines)
    await importLines(await app(), always, lines)
    const { context } = await app()
    const close = (id: string) => closeDays(context, id, new AbortController().signal)
    expect(await close(moved.organization_id)).toBeGreaterThan(100)
    expect(await dashboards(moved)).not.toEqual(await dashboards(always))
    const { status, body } = await change(moved, { name: 'Moved', time_zone: 'Asia/Tokyo' })
    expect([status, body.name, body.time_zone]).toEqual([200, 'Moved', 'Asia/Tokyo'])
    expect(await dashboards(moved)).toEqual(await dashboards(always))
    expect(await drifts(await app(), moved)).toEqual([])
    // Every closed day is closed anew, and then says what the other's says.
    expect(await close(moved.organization_id)).toBe(await close(always.organization_id))
    expect(await snapshots(moved)).toEqual(await snapshots(always))
  })

  async function dashboards({ token }: Member): Promise<unknown[]> {
    const days = ['2022-02-28', '2022-12-31', '2023-03-26', '2023-12-31']
    return Promise.all(
      days.map(async (day) => {
        const { status, body } = await (await app()).get(`/api/v1/metrics/dashboard?as_of=${day}`, { token })
        const { user_metrics, engagement_metrics, trends } = body
        return { status, user_metrics, engagement_metrics, trends }
      }),
    )
  }

  async function snapshots({ organization_id }: Member) {
    const rows = await (await app()).context.db.for(organization_id).read((q) => {
      const { day_snapshots } = q.tables
      return q.select().from(day_snapshots).where(q.mine(day_snapshots)).orderBy(day_snapshots.day)
    })
    return rows.filter(({ stale }) => !stale).map(({ day, values }) => ({ day, values }))
  }

  async function isBeingBuilt({ organization_id }: Member): Promise<boolean> {
    const [row] = await (await app()).context.db.for(organization_id).read((q) => {
      const { organizations } = q.tables
      const { next_rollup_generation: next } = organizations
      return q.select({ next }).from(organizations).where(eq(organizations.id, organization_id))
    })
    return row?.next !== null
  }

  test('stays readable and takes events while its zone changes; a second change is refused', async () => {
    const ada = await signUp(await app(), 'busy-ada')
    const key = await apiKey(await app(), ada, 'admin')
    await importLines(await app(), ada, (await historyLines('memos')).slice(0, 1_000))
    const before = await (await app()).get('/api/v1/metrics/dashboard', { token: ada.token })
    let isRunning = true
    const changing = change(ada, { time_zone: 'America/New_York' }).finally(() => {
      isRunning = false
    })
    while (isRunning && !(await isBeingBuilt(ada))) await Bun.sleep(0)
    const second = await change(ada, { name: 'Never', time_zone: 'Asia/Tokyo' })
    expect([second.status, second.body.code]).toEqual([409, 'rebuild_running'])
    let seen = 0
    while (isRunning) {
      const event = { id: `live${seen}`, person: `p${seen % 20}`, verb: 'did', core: true }
      expect((await (await app()).post('/api/v1/events', { key, json: event })).status).toBe(200)
      const during = await (await app()).get('/api/v1/metrics/dashboard', { token: ada.token })
      expect(during.body.user_metrics.total_users).toBeGreaterThanOrEqual(
        before.body.user_metrics.total_users,
      )
      seen += 1
    }
    expect((await changing).body).toMatchObject({ name: "busy-ada's", time_zone: 'America/New_York' })
    expect(seen).toBeGreaterThan(0)
    expect(await drifts(await app(), ada)).toEqual([])
    expect((await change(ada, { time_zone: 'Asia/Tokyo' })).status).toBe(200)
    expect(await drifts(await app(), ada)).toEqual([])
  })

  test('of two processes that build its metrics anew, one gives way', async () => {
    const { context, config } = await app()
    const ada = await signUp(await app(), 'processes-ada')
    const json = Array.from({ length: 300 }, (_, i) => ({ id: `e${i}`, person: `p${i}`, verb: 'did' }))
    await (await app()).post('/api/v1/events', { token: ada.token, json })
    await using other = await createContext(config)
    let second: Promise<unknown> | undefined
    const first = rebuildRollups(context, ada.organization_id, () => {
      second ??= rebuildRollups(other, ada.organization_id, () => {}).catch((error) => error)
    }).catch((error) => error)
    const ends = [await first, await second]
    expect(ends.filter((end) => end === undefined)).toHaveLength(1)
    expect(ends.filter((end) => end instanceof RebuildRunningError)).toHaveLength(1)
    expect(await drifts(await app(), ada)).toEqual([])
    const generations = await context.db.for(ada.organization_id).read((q) => {
      const { person_states: states } = q.tables
      return q.selectDistinct({ generation: states.generation }).from(states).where(q.mine(states))
    })
    expect(generations).toHaveLength(1)
  })

  // Each change holds a connection of Postgres's pool: ten of them once left none for their queries.
  test('more organizations than connections change their zones at once', async () => {
    const owners: Member[] = []
    for (let i = 0; i < 12; i += 1) owners.push(await signUp(await app(), `many${i}`))
    const answers = await Promise.all(owners.map((owner) => change(owner, { time_zone: 'Asia/Tokyo' })))
    expect(answers.map(({ status }) => status)).toEqual(owners.map(() => 200))
  })

  test('a user sees those he belongs to, with his role in each', async () => {
    const ada = await signUp(await app(), 'mine-ada')
    const grace = await signUp(await app(), 'mine-grace')
    const invited = await (await app()).post('/api/v1/invitations', {
      token: ada.token,
      json: { email: grace.email, role: 'viewer' },
    })
    await (await app()).post('/api/v1/invitations/accept', {
      token: grace.token,
      json: { token: invited.body.token },
    })
    const list = async ({ token }: Member) =>
      (await (await app()).get('/api/v1/organizations', { token })).body
    const mine = (await list(grace)).items.map(({ id, role }: any) => ({ id, role }))
    expect(mine).toEqual([
      { id: ada.organization_id, role: 'viewer' },
      { id: grace.organization_id, role: 'owner' },
    ])
    expect((await list(ada)).items.map(({ id }: any) => id)).toEqual([ada.organization_id])
    const key = await apiKey(await app(), ada, 'admin')
    expect((await (await app()).get('/api/v1/organizations', { key })).status).toBe(403)
    await switchTo(await app(), grace, ada.organization_id)
    expect((await read(grace)).body.id).toBe(ada.organization_id)
    expect((await change(grace, { name: 'Graces now' })).status).toBe(403)
  })
})

onEachEngine('Plans', (engine) => {
  test('are set by administrators of the instance, and hold from the next request on', async () => {
    await using app = await testApp(engine)
    const root = await signUp(app, 'root')
    const ada = await signUp(app, 'ada')
    const grace = await joinAs(app, ada, 'grace', 'admin')
    const key = await apiKey(app, ada, 'admin')
    const rootsKey = await apiKey(app, root, 'admin')
    const path = `/api/v1/instance/organizations/${ada.organization_id}/plan`
    const json = { plan: 'premium' }
    for (const credentials of [{ token: ada.token }, { token: grace.token }, { key }, { key: rootsKey }]) {
      expect((await app.put(path, { ...credentials, json })).status).toBe(403)
      expect((await app.get('/api/v1/instance/organizations', credentials)).status).toBe(403)
    }
    expect((await app.put(path, { json })).status).toBe(401)
    const limitOf = async (credentials: object) =>
      Number((await app.get('/api/v1/organization', credentials)).headers.get('x-ratelimit-limit'))
    const before = [
      await limitOf({ token: ada.token }),
      await limitOf({ key }),
      await limitOf({ token: root.token }),
    ]
    const { status, body } = await app.put(path, { token: root.token, json })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: ada.organization_id, name: "ada's", plan: 'premium', members: 2 })
    const after = [
      await limitOf({ token: ada.token }),
      await limitOf({ key }),
      await limitOf({ token: root.token }),
    ]
    expect(after).toEqual([5 * before[0]!, 5 * before[1]!, before[2]!])
    expect((await app.get('/api/v1/organization', { token: ada.token })).body.plan).toBe('premium')
    const none = await app.put('/api/v1/instance/organizations/none/plan', { token: root.token, json })
    expect([none.status, none.body.code]).toEqual([404, 'organization_not_found'])
    expect((await app.put(path, { token: root.token, json: { plan: 'gold' } })).status).toBe(422)
  })

  test('administrators of the instance see all organizations, by pages, without what is in them', async () => {
    await using app = await testApp(engine)
    const root = await signUp(app, 'root')
    const ada = await signUp(app, 'ada')
    app.clock.at += 60_000
    await joinAs(app, ada, 'grace', 'member')
    const gone = await joinAs(app, ada, 'gone', 'member')
    await app.delete(`/api/v1/members/${gone.member_id}`, { token: ada.token })
    const page = (query: string) => app.get(`/api/v1/instance/organizations?${query}`, { token: root.token })
    const first = await page('limit=1')
    expect(first.body.items).toEqual([
      {
        id: root.organization_id,
        name: "root's",
        slug: 'root-s',
        plan: 'free',
        created_at: '2026-11-20T12:00:00.000Z',
        members: 1,
        last_active_at: '2026-11-20T12:00:00.000Z',
      },
    ])
    const second = await page(`limit=1&cursor=${first.body.next_cursor}`)
    expect(second.body.items).toMatchObject([
      { id: ada.organization_id, members: 2, last_active_at: '2026-11-20T12:01:00.000Z' },
    ])
    expect(second.body.next_cursor).toBeNull()
    expect(second.text).not.toContain('@')
  })
})
