import { expect, test } from 'bun:test'
import { eq } from 'drizzle-orm'
import { dateToDay, dayToDate } from '../src/lib/time/local-days.ts'
import { closeDays } from '../src/metrics/snapshots/snapshot-job.ts'
import { onEachEngine, type TestApp, testApp } from './app.ts'
import { type Member, signUp } from './people.ts'

const DAY_MS = 86_400_000

onEachEngine('The job that closes days', (engine) => {
  test('catches up on all the days during which nothing ran', async () => {
    await using app = await testApp(engine)
    const ada = await foundedOn(app, '2026-01-10', 'ada')
    await act(app, ada, 'radia', '2026-01-15', '2026-03-01', '2026-08-20')
    expect(await run(app)).toEqual({ outcome: 'done', detail: 'closed 314 days of 1 organizations' })
    const closed = await closedDays(app, ada)
    expect([...closed.keys()]).toEqual(datesBetween('2026-01-10', '2026-11-19'))
    await expectLikeDashboards(app, ada, closed)
    expect(await run(app)).toEqual({ outcome: 'done', detail: 'closed 0 days of 1 organizations' })
  })

  test('closes days before the founding, once their history has been imported', async () => {
    await using app = await testApp(engine)
    const ada = await foundedOn(app, '2026-11-10', 'ada')
    await run(app)
    expect([...(await closedDays(app, ada)).keys()]).toEqual(datesBetween('2026-11-10', '2026-11-19'))
    await act(app, ada, 'radia', '2026-06-01', '2026-08-01', '2026-10-01', '2026-11-12')
    await run(app)
    const closed = await closedDays(app, ada)
    expect([...closed.keys()]).toEqual(datesBetween('2026-06-01', '2026-11-19'))
    await expectLikeDashboards(app, ada, closed)
  })

  test('corrects every later day when somebody turns out to have come earlier', async () => {
    await using app = await testApp(engine)
    const ada = await foundedOn(app, '2026-03-01', 'ada')
    await act(app, ada, 'radia', '2026-10-20')
    await run(app)
    await act(app, ada, 'a newcomer', '2026-04-01')
    await act(app, ada, 'radia', '2026-05-01')
    await run(app)
    const closed = await closedDays(app, ada)
    for (const [date, values] of closed) {
      const users = 1 + Number(date >= '2026-04-01') + Number(date >= '2026-05-01')
      expect({ date, users: values.total_users }).toEqual({ date, users })
    }
    await expectLikeDashboards(app, ada, closed)
  })

  test('corrects what depends on the first day of all when that moves, back and forth', async () => {
    await using app = await testApp(engine)
    const ada = await foundedOn(app, '2026-07-01', 'ada')
    await act(app, ada, ada.member_id, '2026-07-02', '2026-07-20', '2026-08-10')
    await run(app)
    const before = await closedDays(app, ada)
    expect(before.get('2026-08-15')).toMatchObject({ user_retention: null })
    // A member's: it makes nobody a user earlier, but the organization older.
    const [old] = await act(app, ada, ada.member_id, '2026-01-01')
    await run(app)
    const after = await closedDays(app, ada)
    expect([...after.keys()]).toEqual(datesBetween('2026-01-01', '2026-11-19'))
    expect(after.get('2026-08-15')).toMatchObject({ user_retention: 100 })
    await expectLikeDashboards(app, ada, after)
    await takeBack(app, ada, old ?? '')
    await run(app)
    expect(await closedDays(app, ada)).toEqual(before)
  })

  test('closes the days of the others when those of one organization cannot be closed', async () => {
    await using app = await testApp(engine)
    const [ada, grace] = [
      await foundedOn(app, '2026-11-18', 'ada'),
      await foundedOn(app, '2026-11-18', 'grace'),
    ]
    await app.context.db.instance.write(async (tx) => {
      const { organizations } = tx.tables
      const lost = { time_zone: 'Atlantis/Capital' }
      await tx.update(organizations).set(lost).where(eq(organizations.id, ada.organization_id))
    })
    const result = await run(app)
    expect(result).toMatchObject({ outcome: 'failed' })
    expect((result as { detail: string }).detail).toContain(ada.organization_id)
    expect([...(await closedDays(app, grace)).keys()]).toEqual(['2026-11-18', '2026-11-19'])
  })

  test('stopped in the middle, leaves the rest for the next run', async () => {
    await using app = await testApp(engine)
    const ada = await foundedOn(app, '2026-01-10', 'ada')
    await closeDays(app.context, ada.organization_id, abortedAfterReads(2))
    const some = (await closedDays(app, ada)).size
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(314)
    expect(await run(app)).toMatchObject({ detail: `closed ${314 - some} days of 1 organizations` })
    expect([...(await closedDays(app, ada)).keys()]).toEqual(datesBetween('2026-01-10', '2026-11-19'))
  })

  test('closes each day of an organization by its own clock', async () => {
    await using app = await testApp(engine)
    app.clock.at = Date.parse('2026-11-19T12:00:00Z')
    const [east, west] = [
      await signUp(app, 'ada', 'Pacific/Auckland'),
      await signUp(app, 'grace', 'America/Denver'),
    ]
    const closedAt = async (instant: string) => {
      app.clock.at = Date.parse(instant)
      await run(app)
      return [[...(await closedDays(app, east)).keys()], [...(await closedDays(app, west)).keys()]]
    }
    // Auckland is 13 hours ahead, Denver 7 behind.
    expect(await closedAt('2026-11-20T11:14:59Z')).toEqual([[], ['2026-11-19']])
    expect(await closedAt('2026-11-20T11:15:00Z')).toEqual([['2026-11-20'], ['2026-11-19']])
  })
})

async function foundedOn(app: TestApp, date: string, name: string): Promise<Member> {
  const now = app.clock.at
  app.clock.at = Date.parse(`${date}T12:00:00Z`)
  const member = await signUp(app, name)
  app.clock.at = now
  // The token was made long ago by now.
  const { body } = await app.post('/api/v1/auth/signin', {
    json: { email: member.email, password: member.password },
  })
  return { ...member, token: body.access_token }
}

let sent = 0

/** @returns The ids of the events: one at noon of each of the days. */
async function act(app: TestApp, member: Member, person: string, ...dates: string[]): Promise<string[]> {
  const events = dates.map((date) => {
    sent += 1
    return { id: `e${sent}`, person, verb: 'act', core: true, occurred_at: `${date}T12:00:00Z` }
  })
  const { status, body, text } = await app.post('/api/v1/events', { token: member.token, json: events })
  if (status !== 200 || body.accepted !== dates.length) throw new Error(`events: ${text}`)
  return events.map(({ id }) => id)
}

async function takeBack(app: TestApp, member: Member, id: string): Promise<void> {
  const { status, text } = await app.delete(`/api/v1/events/${id}`, { token: member.token })
  if (status !== 204) throw new Error(`taking back: ${text}`)
}

function run(app: TestApp) {
  return app.context.cron.run('snapshots')
}

/** A signal that is aborted from the n-th time on that somebody looks. */
function abortedAfterReads(times: number): AbortSignal {
  let looked = 0
  const signal = {
    get aborted() {
      looked += 1
      return looked > times
    },
  }
  return signal as AbortSignal
}

type Values = Record<string, number | null>

/** What was closed, by date, in order. */
async function closedDays(app: TestApp, { organization_id }: Member): Promise<Map<string, Values>> {
  const rows = await app.context.db.for(organization_id).read((q) => {
    const { day_snapshots } = q.tables
    return q.select().from(day_snapshots).where(q.mine(day_snapshots)).orderBy(day_snapshots.day)
  })
  expect(rows.filter(({ stale }) => stale)).toEqual([])
  return new Map(rows.map(({ day, values }) => [dayToDate(day), values]))
}

/** Dashboards show complete days: some numbers of a day are on the dashboard of the day after. */
async function expectLikeDashboards(
  app: TestApp,
  member: Member,
  closed: Map<string, Values>,
): Promise<void> {
  const dashboards = new Map<string, any>()
  const dates = [...closed.keys(), app.clock.at].map((at) => (typeof at === 'string' ? at : dateOf(at)))
  for (const date of dates) {
    const answer = await app.get(`/api/v1/metrics/dashboard?as_of=${date}`, { token: member.token })
    expect(answer.status).toBe(200)
    dashboards.set(date, answer.body)
  }
  for (const [date, values] of closed) {
    const { user_metrics: users, engagement_metrics: engagement } = dashboards.get(date)
    const next = dashboards.get(dayToDate((dateToDay(date) ?? 0) + 1))
    expect({ date, ...values }).toMatchObject({
      date,
      total_users: users.total_users,
      new_users: users.new_users_today,
      daily_active_users: engagement.daily_active_users,
      engagement_score: engagement.engagement_score,
      weekly_active_users: next.engagement_metrics.weekly_active_users,
      monthly_active_users: next.engagement_metrics.monthly_active_users,
      stickiness: next.engagement_metrics.stickiness,
      growth_rate: next.user_metrics.growth_rate,
      active_users_growth_rate: next.user_metrics.active_users_growth_rate,
      new_users_growth_rate: next.user_metrics.new_users_growth_rate,
      user_retention: next.user_metrics.user_retention,
    })
  }
}

function datesBetween(first: string, last: string): string[] {
  const [from, to] = [dateToDay(first) ?? 0, dateToDay(last) ?? 0]
  return Array.from({ length: to - from + 1 }, (_, i) => dayToDate(from + i))
}

function dateOf(instant: number): string {
  return dayToDate(Math.floor(instant / DAY_MS))
}
