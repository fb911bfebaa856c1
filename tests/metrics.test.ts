import { expect, test } from 'bun:test'
import { expectNoDrift, postEvents, readDashboard, type Sent } from './activity.ts'
import { onEachEngine, sharedApp, type TestApp } from './app.ts'
import { type Member, signIn, signUp } from './people.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const HALF_AN_HOUR_MS = 1_800_000

onEachEngine('Around the clock change in New York', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })
  const team = once(async () => {
    const ada = await signUp(await app(), 'ada', 'America/New_York')
    await act(await app(), ada, 'A', [
      '2026-03-07T04:59:59Z',
      '2026-03-07T05:00:00Z',
      '2026-03-08T06:59:00Z',
      '2026-03-08T07:01:00Z',
    ])
    await act(await app(), ada, 'B', ['2026-03-08T03:00:00Z', '2026-03-08T03:30:00Z', '2026-03-08T04:00:01Z'])
    await act(await app(), ada, 'C', ['2026-03-09T03:59:59Z', '2026-03-09T04:00:00Z'])
    return ada
  })

  test('daily actives are counted by the days of New York, not of UTC', async () => {
    const ada = await team()
    const { trends } = await readDashboard(await app(), ada, '2026-03-09')
    const shown = trends.daily_active_users.map(({ date, value }: any) => [date, value])
    expect(shown.slice(3)).toEqual([
      ['2026-03-06', 1],
      ['2026-03-07', 2],
      ['2026-03-08', 2],
      ['2026-03-09', 1],
    ])
  })

  test('a session goes on over the change, and belongs to the day on which it began', async () => {
    const ada = await team()
    expect(await sessions(await app(), ada)).toEqual({
      '2026-03-06': [1],
      '2026-03-07': [0, 1800],
      '2026-03-08': [1, 120],
    })
    expect(await averageSession(await app(), ada, '2026-03-07')).toEqual([10, 3])
    expect(await averageSession(await app(), ada, '2026-03-08')).toEqual([6.4, 5])
  })

  test('a late event joins two sessions of a day long gone', async () => {
    const ada = await team()
    await act(await app(), ada, 'B', ['2026-03-08T03:45:00Z'])
    expect((await sessions(await app(), ada))['2026-03-07']).toEqual([3601])
    expect(await averageSession(await app(), ada, '2026-03-07')).toEqual([30, 2])
    await expectNoDrift(await app(), ada)
  })
})

onEachEngine('A session', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test.each([
    ['goes on after exactly half an hour', HALF_AN_HOUR_MS, [1800]],
    ['ends when the gap is a millisecond longer', HALF_AN_HOUR_MS + 1, [0, 0]],
  ])('%s', async (_, gap, expected) => {
    const grace = await signUp(await app(), `grace${gap}`)
    const start = Date.parse('2026-05-04T23:50:00Z')
    await act(await app(), grace, 'edsger', [new Date(start), new Date(start + gap)])
    expect(Object.values(await sessions(await app(), grace)).flat()).toEqual(expected)
  })

  test('has no longest length and is not cut at midnight', async () => {
    const barbara = await signUp(await app(), 'barbara')
    const start = Date.parse('2026-05-04T20:00:00Z')
    const everyHalfHour = Array.from({ length: 60 }, (_, i) => new Date(start + i * HALF_AN_HOUR_MS))
    await act(await app(), barbara, 'edsger', everyHalfHour.reverse())
    expect(await sessions(await app(), barbara)).toEqual({ '2026-05-04': [59 * 1800] })
  })

  test('falls apart when what held it together is taken back', async () => {
    const donald = await signUp(await app(), 'donald')
    const instants = ['2026-05-04T10:00:00Z', '2026-05-04T10:20:00Z', '2026-05-04T10:40:00Z']
    const [, middle] = await act(await app(), donald, 'edsger', instants)
    expect(await sessions(await app(), donald)).toEqual({ '2026-05-04': [2400] })
    const answer = await (await app()).delete(`/api/v1/events/${middle}`, { token: donald.token })
    expect(answer.status).toBe(204)
    expect(await sessions(await app(), donald)).toEqual({ '2026-05-04': [0, 0] })
    await expectNoDrift(await app(), donald)
  })
})

onEachEngine('The engagement score', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })
  const on = (date: string, people: string[], isCore: (i: number) => boolean): Sent[] =>
    people.map((person, i) => ({
      id: `${date} ${person}`,
      person,
      at: Date.parse(`${date}T12:00:00Z`),
      core: isCore(i),
    }))

  test('weighs how often, how many and how many to some purpose', async () => {
    const ada = await signUp(await app(), 'ada')
    const twenty = Array.from({ length: 20 }, (_, i) => `colleague ${i}`)
    const nine = (person: string) => twenty.indexOf(person) < 9
    const events = on('2026-05-01', twenty, () => true)
    // 48 days of 14 people, nine of whom do a core action.
    for (const [i, count] of [8, 10, 9, 11, 7, 2, 1].entries()) {
      const people = twenty.slice(0, 14).slice(i === 1 ? 4 : 0, i === 1 ? 14 : count)
      events.push(...on(`2026-06-0${i + 1}`, people, (at) => nine(people[at] ?? '')))
    }
    await postEvents(await app(), ada, events)
    const { engagement_metrics, notes } = await readDashboard(await app(), ada, '2026-06-07')
    expect(notes.engagement_score).toMatchObject({
      version: 'v1',
      components: {
        frequency: { numerator: 48, denominator: 100 },
        reach: { numerator: 14, denominator: 20 },
        core: { numerator: 9, denominator: 20 },
      },
    })
    expect(engagement_metrics.engagement_score).toBe(53.7)
  })

  test('asks for no more than five days a week', async () => {
    const grace = await signUp(await app(), 'grace')
    const week = Array.from({ length: 7 }, (_, i) => on(`2026-06-0${i + 1}`, ['radia'], () => true)).flat()
    await postEvents(await app(), grace, week)
    const score = async (date: string) =>
      (await readDashboard(await app(), grace, date)).engagement_metrics.engagement_score
    expect([await score('2026-06-04'), await score('2026-06-05'), await score('2026-06-07')]).toEqual([
      92, 100, 100,
    ])
  })
})

onEachEngine('The dashboard', (engine) => {
  const app = sharedApp(engine, { RATE_LIMITS: 'off' })

  test('of a new organization says null with a reason, never an invented zero', async () => {
    const ada = await signUp(await app(), 'ada')
    const { user_metrics, engagement_metrics, trends, notes } = await readDashboard(await app(), ada)
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
      avg_session_duration: 0,
      weekly_active_users: null,
      monthly_active_users: null,
      stickiness: null,
    })
    expect(notes).toMatchObject({
      growth_rate: { reason: 'immature' },
      active_users_growth_rate: { reason: 'immature' },
      new_users_growth_rate: { reason: 'immature' },
      user_retention: { reason: 'immature' },
      stickiness: { reason: 'immature' },
    })
    expect(trends.daily_active_users.map(({ value }: any) => value)).toEqual([...Array(6).fill(null), 1])
  })

  test('of a day before the organization began says so', async () => {
    const grace = await signUp(await app(), 'grace')
    const { user_metrics, notes } = await readDashboard(await app(), grace, '2026-11-19')
    expect(new Set(Object.values(user_metrics))).toEqual(new Set([null]))
    expect(notes.user_metrics).toEqual({
      reason: 'before the organization began',
      code: 'not_begun',
      began_on: '2026-11-20',
    })
  })

  test('begins with imported history, and goes back as earlier history arrives', async () => {
    const edsger = await signUp(await app(), 'edsger')
    await act(await app(), edsger, 'radia', ['2026-11-10T12:00:00Z'])
    expect(await totalUsers(await app(), edsger, '2026-11-09')).toBeNull()
    expect(await totalUsers(await app(), edsger, '2026-11-10')).toBe(1)
    await act(await app(), edsger, 'radia', ['2026-11-08T12:00:00Z'])
    expect(await totalUsers(await app(), edsger, '2026-11-09')).toBe(1)
    expect(await totalUsers(await app(), edsger, '2026-11-20')).toBe(2)
  })

  test('marks today as incomplete, whether it is asked for by its date or not', async () => {
    const barbara = await signUp(await app(), 'barbara')
    for (const asOf of [undefined, '2026-11-20']) {
      const { trends } = await readDashboard(await app(), barbara, asOf)
      expect(trends.daily_active_users.at(-1)).toEqual({ date: '2026-11-20', value: 1, complete: false })
      expect(trends.daily_active_users.at(-2).complete).toBe(true)
    }
  })

  test('counts as active who acted in the last 24 hours, of whatever day', async () => {
    const donald = await signUp(await app(), 'donald', 'Pacific/Auckland')
    const now = (await app()).clock.at
    await act(await app(), donald, 'a day ago', [new Date(now - DAY)])
    await act(await app(), donald, 'a moment less', [new Date(now - DAY + 1)])
    const { user_metrics, engagement_metrics } = await readDashboard(await app(), donald)
    // Donald himself, by signing up, and the second. The local day began an hour ago.
    expect(user_metrics.active_users).toBe(2)
    expect(engagement_metrics.daily_active_users).toBe(1)
  })

  test('believes a sender whose clock is a little ahead, but only when the time has come', async () => {
    const testApp = await app()
    const now = testApp.clock.at
    const margaret = await signUp(testApp, 'margaret')
    await act(testApp, margaret, 'ahead', [new Date(now + 5 * MINUTE)])
    expect((await readDashboard(testApp, margaret)).user_metrics.active_users).toBe(1)
    testApp.clock.at = now + 5 * MINUTE
    const { body } = await testApp.get('/api/v1/metrics/dashboard?force_refresh=true', {
      token: (await signIn(testApp, margaret)).token,
    })
    testApp.clock.at = now
    expect(body.user_metrics.active_users).toBe(2)
  })

  test.each([
    ['2026-11-21', 'as_of: is in the future: today is 2026-11-20 in UTC'],
    ['2026-02-29', 'as_of: must be a date such as 2026-03-08'],
    ['2026-3-8', 'as_of: must be a date such as 2026-03-08'],
    ['yesterday', 'as_of: must be a date such as 2026-03-08'],
    ['', 'as_of: is empty: give it a value, or leave it out'],
  ])('as of %j is refused: %s', async (asOf, detail) => {
    const member = await whoeverAsks()
    const path = `/api/v1/metrics/dashboard?as_of=${asOf}`
    const answer = await (await app()).get(path, { token: member.token })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_value', detail } })
    expect(Object.keys(answer.body.fields)).toEqual(['as_of'])
  })

  test('goes back to any date of the calendar', async () => {
    const member = await whoeverAsks()
    for (const asOf of ['1970-01-01', '1969-12-31', '1600-02-29', '0001-01-01']) {
      expect(await totalUsers(await app(), member, asOf)).toBeNull()
    }
  })

  const whoeverAsks = once(async () => signUp(await app(), 'whoever'))
})

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** @returns The ids of the events. */
async function act(app: TestApp, member: Member, person: string, instants: (string | Date)[]) {
  const events = instants.map((instant) => {
    const at = new Date(instant).getTime()
    return { id: `${person}-${at}`, person, at, core: false }
  })
  await postEvents(app, member, events)
  return events.map(({ id }) => id)
}

/** Seconds of each session since March, by the day on which it began; those of signing up left out. */
async function sessions(app: TestApp, member: Member): Promise<Record<string, number[]>> {
  const rows = await app.context.db.for(member.organization_id).read((q) => {
    const { person_sessions } = q.tables
    return q.select().from(person_sessions).where(q.mine(person_sessions))
  })
  const byDay: Record<string, number[]> = {}
  for (const { person_id, start_day, start_at, end_at } of rows) {
    if (person_id === member.member_id) continue
    const day = new Date(start_day * DAY).toISOString().slice(0, 10)
    byDay[day] = [...(byDay[day] ?? []), (end_at - start_at) / 1000].sort((a, b) => a - b)
  }
  return byDay
}

/** Minutes, and of how many sessions. */
async function averageSession(app: TestApp, member: Member, asOf: string): Promise<[number, number]> {
  const { engagement_metrics, notes } = await readDashboard(app, member, asOf)
  return [engagement_metrics.avg_session_duration, notes.avg_session_duration.sessions]
}

async function totalUsers(app: TestApp, member: Member, asOf: string): Promise<number | null> {
  return (await readDashboard(app, member, asOf)).user_metrics.total_users
}
