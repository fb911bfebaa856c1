import { expect, test } from 'bun:test'
import { expectNoDrift, postEvents, type Sent } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { expectSound, readEverything } from './documents-of-metrics.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { joinAs } from './teams.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Date.parse('2026-11-20T12:00:00Z')

onEachEngine('What the metrics say', (engine) => {
  const app = sharedApp(engine)
  const everything = async (member: Member) => {
    const documents = await readEverything(await app(), member)
    expectSound(documents)
    return documents
  }
  /** With the clock at another time, which goes back afterwards. */
  const at = async <T>(time: number, fn: (app: TestApp) => Promise<T>): Promise<T> => {
    const { clock } = await app()
    clock.at = time
    try {
      return await fn(await app())
    } finally {
      clock.at = NOON
    }
  }

  test('of an organization in which nobody ever did anything', async () => {
    const ada = await at(NOON - 90 * DAY, (past) => signUp(past, 'edge-ada'))
    const present = await signIn(await app(), ada)
    await takeBackAll(await app(), present)
    const documents = await everything(present)
    const { user_metrics, engagement_metrics, notes } = documents['/dashboard']
    expect(user_metrics).toEqual({
      total_users: 1,
      active_users: 0,
      new_users_today: 0,
      growth_rate: 0,
      active_users_growth_rate: 0,
      new_users_growth_rate: 0,
      user_retention: null,
    })
    expect(engagement_metrics).toMatchObject({
      daily_active_users: 0,
      weekly_active_users: 0,
      monthly_active_users: 0,
      avg_session_duration: null,
      stickiness: null,
      engagement_score: 0,
    })
    expect(notes).toMatchObject({
      avg_session_duration: { reason: 'no sessions' },
      stickiness: { reason: 'nobody was active' },
      user_retention: { reason: 'nobody was active in the 30 days before' },
    })
    expect(documents['/activity'].items).toEqual([])
    expect(total(documents['/activity'].histogram)).toBe(0)
    const { current, change } = documents['/statistics?period=30d&metric=daily_active_users']
    expect(current).toMatchObject({ n: 30, sum: 0, mean: 0, stddev: 0, p95: 0 })
    expect(change).toMatchObject({ value: 0, numerator: 0, denominator: 0, low_n: true })
    await expectNoDrift(await app(), present)
  }, 60_000)

  test('of an organization on its first day', async () => {
    const grace = await signUp(await app(), 'edge-grace', 'Pacific/Auckland')
    const documents = await everything(grace)
    const { user_metrics, engagement_metrics, trends } = documents['/dashboard']
    expect(user_metrics).toEqual({
      total_users: 1,
      active_users: 1,
      new_users_today: 1,
      growth_rate: null,
      active_users_growth_rate: null,
      new_users_growth_rate: null,
      user_retention: null,
    })
    expect(engagement_metrics).toMatchObject({
      daily_active_users: 1,
      weekly_active_users: null,
      monthly_active_users: null,
      avg_session_duration: 0,
      stickiness: null,
      // One of five days, everybody came, nobody to any purpose.
      engagement_score: 38,
    })
    expect(trends.daily_active_users.map(({ value }: any) => value)).toEqual([...Array(6).fill(null), 1])
    const { current, previous } = documents['/statistics?period=7d&metric=daily_active_users']
    expect([current.n, previous.n, current.mean]).toEqual([0, 0, null])
    // Midnight in Auckland was an hour ago, and the hour that has ended is the first.
    const hours = documents['/statistics?period=1d&metric=daily_active_users']
    expect(hours.current).toMatchObject({ n: 1, sum: 0, stddev: null })
    expect(hours.distinct_people).toMatchObject({ current: 0, previous: null })
  }, 60_000)

  test('of an organization of one, who comes each day', async () => {
    const hedy = await at(NOON - 69 * DAY, (past) => signUp(past, 'edge-hedy'))
    const present = await signIn(await app(), hedy)
    const days = Array.from({ length: 68 }, (_, i) => NOON - (i + 1) * DAY)
    await postEvents(
      await app(),
      present,
      days.map((day) => ({ id: `${day}`, person: hedy.member_id, at: day, core: true })),
    )
    const documents = await everything(present)
    const { user_metrics, engagement_metrics, notes } = documents['/dashboard']
    expect(user_metrics).toMatchObject({
      total_users: 1,
      growth_rate: 0,
      active_users_growth_rate: 0,
      new_users_growth_rate: 0,
      user_retention: 100,
    })
    expect(notes.user_retention).toEqual({
      numerator: 1,
      denominator: 1,
      low_n: true,
      interval_95: { low: 20.7, high: 100 },
    })
    expect(engagement_metrics).toMatchObject({ monthly_active_users: 1, stickiness: 100 })
    const { trend, seasonality, forecast } = documents['/statistics?period=30d&metric=daily_active_users']
    expect(trend).toMatchObject({ slope_raw: 0, r2_raw: null, direction: 'none' })
    expect([seasonality.f, forecast.days]).toEqual([null, null])
  }, 60_000)

  test('of an organization from which everybody was removed', async () => {
    const edsger = await at(NOON - 20 * DAY, (past) => signUp(past, 'edge-edsger'))
    const names = ['margaret', 'barbara', 'donald', 'radia']
    const others: Member[] = []
    for (const [i, name] of names.entries()) {
      others.push(
        await at(NOON - (19 - i) * DAY, async (past) =>
          joinAs(past, await signIn(past, edsger), `edge-${name}`, 'member'),
        ),
      )
    }
    await at(NOON - DAY, async (past) => {
      for (const other of others) await signIn(past, other)
    })
    const present = await signIn(await app(), edsger)
    for (const { member_id } of others) {
      const { status } = await (await app()).delete(`/api/v1/members/${member_id}`, { token: present.token })
      expect(status).toBe(204)
    }
    const alone = (await everything(present))['/dashboard']
    expect(alone.user_metrics.total_users).toBe(1)
    // Five came within the week, and he is left: no part of the score is more than all.
    expect(alone.engagement_metrics).toMatchObject({ monthly_active_users: 5, engagement_score: 70 })
    expect(alone.notes.engagement_score.components.reach).toEqual({ numerator: 1, denominator: 1 })
    await leaves(await app(), present)
    const documents = await everything(present)
    const { user_metrics, engagement_metrics, notes, trends } = documents['/dashboard']
    expect(user_metrics).toMatchObject({ total_users: 0, growth_rate: 0 })
    expect(engagement_metrics).toMatchObject({ engagement_score: null, monthly_active_users: 5 })
    expect(notes.engagement_score).toEqual({ reason: 'no users', code: 'nobody' })
    expect(trends.engagement_score.at(-1)).toMatchObject({ value: null, reason: 'no users' })
    // What they did has happened.
    const yesterday = documents['/dashboard?as_of=2026-11-19']
    expect(yesterday.user_metrics.total_users).toBe(5)
    expect(yesterday.engagement_metrics.daily_active_users).toBe(4)
    await expectNoDrift(await app(), present)
  }, 60_000)

  test('of an event an hour ahead is nothing, since it is not taken', async () => {
    const eve = await signUp(await app(), 'edge-eve')
    const ahead = { id: 'ahead', person: 'p', verb: 'act', occurred_at: new Date(NOON + HOUR).toISOString() }
    const { body } = await (await app()).post('/api/v1/events', { token: eve.token, json: [ahead] })
    expect(body).toMatchObject({ accepted: 0, rejected: 1 })
    expect(JSON.stringify(body)).toMatch(/occurred_at .*future/)
    const documents = await everything(eve)
    expect(documents['/dashboard'].user_metrics).toMatchObject({ total_users: 1, active_users: 1 })
    expect(documents['/activity'].items).toHaveLength(1)
  }, 60_000)

  test.each([
    ['in the middle of a day', NOON],
    ['over midnight', Date.parse('2026-11-20T00:30:00Z')],
  ])(
    'when the clock is set back an hour %s, counts nothing twice and nothing that lies ahead',
    async (when, set) => {
      const name = `edge-mallory-${when.replaceAll(' ', '-')}`
      const mallory = await at(set - 20 * DAY, (past) => signUp(past, name))
      const shownTo = async (key: string) =>
        (await (await app()).get('/api/v1/metrics/dashboard', { key })).body
      const { ahead, key } = await at(set, async (late) => {
        const member = await signIn(late, mallory)
        await postEvents(late, member, [
          act('before', set - 2 * HOUR),
          act('ahead', set),
          act('ahead', set - 1),
        ])
        const key = await apiKey(late, member, 'read')
        expect((await shownTo(key)).user_metrics.active_users).toBe(3)
        return { ahead: member, key }
      })
      const back = set - HOUR
      await at(back, async (early) => {
        // What is kept is of a time that is yet to come.
        const kept = await shownTo(key)
        expect([kept.timestamp, kept.user_metrics.active_users]).toEqual([new Date(back).toISOString(), 1])
        const member = await signIn(early, ahead)
        const documents = await everything(member)
        const shown = documents['/dashboard']
        expect(shown.timestamp).toBe(new Date(back).toISOString())
        // Mallory by signing in now, and whoever came before.
        expect(shown.user_metrics.active_users).toBe(2)
        const { items, histogram } = documents['/activity']
        expect(items.every(({ occurred_at }: any) => Date.parse(occurred_at) <= back)).toBe(true)
        expect(items).toHaveLength(2)
        expect(total(histogram)).toBe(2)
        const hours = documents['/statistics?period=1d&metric=daily_active_users']
        expect(hours.distinct_people.current).toBe(1)
        await postEvents(early, member, [act('ahead', back)])
        const { clock } = early
        clock.at = set
        const again = await everything(await signIn(early, member))
        expect(again['/dashboard'].user_metrics).toMatchObject({ total_users: 3, active_users: 3 })
        expect(again['/activity'].items.filter(({ verb }: any) => verb === 'act')).toHaveLength(4)
        await expectNoDrift(early, member)
      })
    },
    120_000,
  )
})

let made = 0

function act(person: string, at: number): Sent {
  made += 1
  return { id: `edge ${made}`, person, at, core: false }
}

/** Every event of an organization, that of signing up among them. */
async function takeBackAll(app: TestApp, { organization_id, token }: Member): Promise<void> {
  const events = await app.context.db.for(organization_id).read((q) => {
    const { activity_events } = q.tables
    return q.select().from(activity_events).where(q.mine(activity_events))
  })
  for (const { id } of events) {
    const { status } = await app.delete(`/api/v1/events/${encodeURIComponent(id)}`, { token })
    expect(status).toBe(204)
  }
}

/** The last owner, whom no request lets go. */
async function leaves(app: TestApp, { organization_id, member_id }: Member): Promise<void> {
  const at = app.clock.at
  await app.context.db.for(organization_id).write(async (tx) => {
    const change = { organization_id, member_id, changed_at: at, change: 'left' }
    await tx.insert(tx.tables.member_changes).values(change)
    await tx.record({ type: 'membership_changed', member_id, verb: 'removed', at })
  })
}

function total(histogram: { count: number }[]): number {
  return histogram.reduce((sum, { count }) => sum + count, 0)
}
