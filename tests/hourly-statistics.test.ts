import { expect, test } from 'bun:test'
import { postEvents, type Sent } from './activity.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { type Member, signIn, signUp } from './people.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const HOURLY = ['daily_active_users', 'sessions', 'new_users']

onEachEngine('Statistics by the hour', (engine) => {
  const app = sharedApp(engine)
  const hourly = async ({ token }: Member, query = ''): Promise<Answer> =>
    (await app()).get(`/api/v1/metrics/statistics?period=1d${query}`, { token })

  let made = 0
  const event = (person: string, at: number): Sent => {
    made += 1
    return { id: `hour-${made}`, person, at, core: false }
  }
  /** Some days of a few people, at every time of the day. */
  const busyDays = (until: number, days: number) =>
    Array.from({ length: 60 * days }, (_, i) =>
      event(`p${(i * 7) % 11}`, until - ((i * 7_919_113) % (days * DAY))),
    )

  test('are of the last 24 whole hours of the clock, beside the 24 before', async () => {
    const { clock } = await app()
    const ada = await signUp(await app(), 'hours-ada', 'Asia/Kathmandu')
    const events = busyDays(clock.at, 4)
    await postEvents(await app(), ada, events)
    const { status, body } = await hourly(ada)
    expect(status).toBe(200)
    // Noon in UTC is 17:45: the hour that ended last began at 16:00.
    const end = Date.parse('2026-11-20T17:00:00+05:45')
    const people = (from: number, until: number) =>
      new Set(events.filter(({ at }) => at >= from && at < until).map(({ person }) => person)).size
    const hours = (until: number) =>
      Array.from({ length: 24 }, (_, i) => {
        const from = until - (24 - i) * HOUR
        const hour = `${new Date(from + 5.75 * HOUR).toISOString().slice(0, 19)}+05:45`
        return { hour, value: people(from, from + HOUR) }
      })
    expect(body.hours).toEqual({ current: hours(end), previous: hours(end - DAY) })
    expect(body).toMatchObject({ from: '2026-11-19', to: '2026-11-20', unit: 'people' })
    expect(body.distinct_people).toEqual({
      current: people(end - DAY, end),
      previous: people(end - 2 * DAY, end - DAY),
    })
    const values = hours(end).map(({ value }) => value)
    expect(body.current).toMatchObject({
      n: 24,
      sum: total(values),
      min: Math.min(...values),
      max: Math.max(...values),
      p95_reliable: true,
    })
    const before = total(hours(end - DAY).map(({ value }) => value))
    expect(body.change.value).toBeCloseTo((100 * (total(values) - before)) / before, 2)
    expect(body.change).toMatchObject({ unit: 'percent', denominator: expect.closeTo(before / 24, 3) })
  })

  test.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 25],
    ['Australia/Lord_Howe', '2026-10-04', 24],
    ['Africa/Cairo', '2026-04-24', 23],
    ['Europe/Paris', '2026-07-01', 24],
    // At 00:01 of the 29th it was 23:01 of the 28th once more.
    ['America/St_Johns', '2006-10-28', 25],
    ['America/St_Johns', '2006-10-29', 25],
    // Three hours back, at 02:00 of the 5th.
    ['Antarctica/Casey', '2010-03-04', 25],
    ['Antarctica/Casey', '2010-03-05', 26],
    // Its clock was 44 minutes and 30 seconds behind until the 7th.
    ['Africa/Monrovia', '1972-01-07', 24],
  ])('of a day in %s, %s, are %d and add up to the day', async (zone, date, hours) => {
    const ada = await signUp(await app(), `hours-${zone}-${date}`.replaceAll(/[/_]/g, '-'), zone)
    const noon = Date.parse(`${date}T12:00:00Z`)
    await postEvents(await app(), ada, busyDays(noon + 2 * DAY, 5))
    const trends = `/api/v1/metrics/trends?from=${date}&to=${date}&metric=${HOURLY}`
    const { series } = (await (await app()).get(trends, { token: ada.token })).body
    for (const metric of HOURLY) {
      const { body } = await hourly(ada, `&to=${date}&metric=${metric}`)
      expect([body.from, body.to, body.current.n]).toEqual([date, date, hours])
      const labels = body.hours.current.map(({ hour }: any) => hour)
      expect(new Set(labels).size).toBe(hours)
      expect(labels.every((label: string) => label.startsWith(date))).toBe(true)
      const day = series[metric][0].value
      if (metric === 'daily_active_users') {
        expect(body.distinct_people.current).toBe(day)
        expect(body.current.sum).toBeGreaterThan(day)
      } else {
        expect([metric, body.current.sum]).toEqual([metric, day])
        expect(body.distinct_people).toBeUndefined()
      }
      expect(body.change.value).not.toBeNull()
    }
  })

  test('of a day that never was are none, and nothing is compared with them', async () => {
    const ada = await signUp(await app(), 'hours-apia', 'Pacific/Apia')
    await postEvents(await app(), ada, busyDays(Date.parse('2012-01-01T12:00:00Z'), 5))
    for (const metric of HOURLY) {
      for (const [date, n, people] of [
        ['2011-12-30', 0, { current: 0, previous: 11 }],
        ['2011-12-31', 24, { current: 11, previous: 0 }],
      ] as const) {
        const { body } = await hourly(ada, `&to=${date}&metric=${metric}`)
        expect([body.from, body.to, body.current.n]).toEqual([date, date, n])
        const reason = 'one of the two days never was in this time zone'
        expect(body.change).toEqual({ value: null, unit: 'percent', reason, code: 'no_such_day' })
        expect(body.hours.reason).toBe(reason)
        if (metric === 'daily_active_users') expect(body.distinct_people).toEqual(people)
      }
    }
  })

  test('count a session in the hour in which it began, and a person once', async () => {
    const grace = await signUp(await app(), 'hours-grace')
    const at = (time: string) => Date.parse(`2026-11-10T${time}:00Z`)
    await postEvents(await app(), grace, [
      ...['09:50', '10:10', '10:30', '10:59', '11:00', '14:00'].map((time) => event('p', at(time))),
      event('q', at('10:00')),
      event('q', at('10:00')),
    ])
    const of = async (metric: string) => {
      const { hours } = (await hourly(grace, `&to=2026-11-10&metric=${metric}`)).body
      const found = hours.current.filter(({ value }: any) => value !== 0)
      return Object.fromEntries(found.map(({ hour, value }: any) => [hour.slice(11, 13), value]))
    }
    expect(await of('daily_active_users')).toEqual({ '09': 1, '10': 2, '11': 1, '14': 1 })
    expect(await of('sessions')).toEqual({ '09': 1, '10': 1, '14': 1 })
    expect(await of('new_users')).toEqual({ '09': 1, '10': 1 })
  })

  test('say nothing of days, nor before the organization began, nor of metrics without hours', async () => {
    const hedy = await signUp(await app(), 'hours-hedy')
    const { body } = await hourly(hedy)
    // She came this noon, in an hour that is not whole yet.
    expect(body.current).toMatchObject({ n: 12, sum: 0, mean: 0 })
    expect(body.hours.previous.every(({ value }: any) => value === null)).toBe(true)
    expect(body.hours.reason).toBe('the organization had not begun')
    expect(body.change).toMatchObject({ value: null, reason: 'the organization had not begun' })
    expect(body.distinct_people).toEqual({
      current: 0,
      previous: null,
      reason: 'the organization had not begun',
      code: 'not_begun',
    })
    for (const part of ['trend', 'seasonality', 'anomalies', 'forecast']) {
      expect(body[part].reason).toBe('only of whole days: 7d, 30d, 90d, 365d or a range')
    }
    const stickiness = await hourly(hedy, '&metric=stickiness')
    expect(stickiness.status).toBe(200)
    const parts = ['current', 'previous', 'change', 'trend', 'seasonality', 'anomalies', 'forecast', 'hours']
    for (const part of parts) {
      expect(stickiness.body[part].reason).toBe(
        'has no hours: only daily_active_users, sessions, new_users are counted by the hour',
      )
    }
  })

  test('are kept until the hour ends, five minutes at most, unless something happens', async () => {
    const { clock } = await app()
    const before = clock.at
    clock.at = Date.parse('2026-11-20T12:58:00Z')
    const eve = await signUp(await app(), 'hours-eve', 'Europe/Paris')
    const { body } = await hourly(eve)
    expect(body.cache_metadata).toMatchObject({ cache_hit: false, cache_ttl: 120 })
    expect((await hourly(eve)).body.cache_metadata.cache_hit).toBe(true)
    clock.at += 2 * MINUTE
    const later = await signIn(await app(), eve)
    const { hours, cache_metadata } = (await hourly(later)).body
    expect(hours.current.at(-1)).toEqual({ hour: '2026-11-20T13:00:00+01:00', value: 1 })
    expect(cache_metadata.cache_ttl).toBe(300)
    await postEvents(await app(), later, [event('late', clock.at - 30 * MINUTE)])
    expect((await hourly(later)).body.hours.current.at(-1).value).toBe(2)
    clock.at = before
  })

  test('are of a day that has ended', async () => {
    const mallory = await signUp(await app(), 'hours-mallory')
    const { status, body } = await hourly(mallory, '&to=2026-11-20')
    expect([status, Object.keys(body.fields)]).toEqual([422, ['to']])
    expect(body.detail).toContain('has not ended: today is 2026-11-20 in UTC')
  })
})

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
