import { expect, test } from 'bun:test'
import { type DailyMetricName, isDailyCount } from '../src/metrics/read/daily-metrics.ts'
import { readDashboard } from './activity.ts'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import golden from './data/golden.json'
import { historyLines, importLines } from './histories.ts'
import { apiKey, type Member, signUp } from './people.ts'

const DAY = 86_400_000
/** What the dashboard shows of yesterday, because today is not whole. */
const OF_YESTERDAY = [
  'weekly_active_users',
  'monthly_active_users',
  'stickiness',
  'growth_rate',
  'active_users_growth_rate',
  'new_users_growth_rate',
  'user_retention',
]
const OF_TODAY = ['total_users', 'daily_active_users', 'avg_session_duration', 'engagement_score']

onEachEngine('Trends', (engine) => {
  const app = sharedApp(engine)
  const trends = async ({ token }: Member, query = ''): Promise<Answer> =>
    (await app()).get(`/api/v1/metrics/trends${query}`, { token })

  test('are what the dashboard showed on each day', async () => {
    const member = await signUp(await app(), 'caddy', golden.caddy.time_zone)
    await importLines(await app(), member, await historyLines('caddy'))
    const days = Object.keys(golden.caddy.days).sort()
    const middle = days[Math.floor(days.length / 2)] as string
    const to = new Date(Date.parse(middle) + 20 * DAY).toISOString().slice(0, 10)
    const { body } = await trends(member, `?from=${middle}&to=${to}`)
    expect(body.series.total_users).toHaveLength(21)
    for (const [i, { date }] of body.series.total_users.entries()) {
      const today = await readDashboard(await app(), member, date)
      const tomorrow = await readDashboard(
        await app(),
        member,
        new Date(Date.parse(date) + DAY).toISOString().slice(0, 10),
      )
      const shown = (dashboard: any) => ({ ...dashboard.user_metrics, ...dashboard.engagement_metrics })
      const at = (name: string) => [name, date, body.series[name][i].value]
      for (const name of OF_TODAY) expect(at(name)).toEqual([name, date, shown(today)[name]])
      expect(at('new_users')).toEqual(['new_users', date, today.user_metrics.new_users_today])
      for (const name of OF_YESTERDAY) expect(at(name)).toEqual([name, date, shown(tomorrow)[name]])
    }
  }, 60_000)

  test('end with today, which is incomplete, and begin with the organization', async () => {
    const ada = await signUp(await app(), 'trends-ada')
    const { body } = await trends(ada)
    expect(body).toMatchObject({
      from: '2026-10-22',
      to: '2026-11-20',
      began_on: '2026-11-20',
      time_zone: 'UTC',
      metric_version: 1,
    })
    expect(body.series.daily_active_users.at(-1)).toEqual({ date: '2026-11-20', value: 1, complete: false })
    expect(body.series.daily_active_users.at(-2)).toEqual({
      date: '2026-11-19',
      value: null,
      reason: 'before the organization began',
      code: 'not_begun',
      complete: true,
    })
    for (const name of OF_YESTERDAY) expect(body.series[name].at(-1).value).toBeNull()
    expect(Object.keys((await trends(ada, '?metric=sessions,%20total_users')).body.series)).toEqual([
      'total_users',
      'sessions',
    ])
  })

  test('are kept, and fall when something happens or an admin says so', async () => {
    const grace = await signUp(await app(), 'trends-grace')
    const hit = async () => (await trends(grace)).body.cache_metadata.cache_hit
    expect([await hit(), await hit()]).toEqual([false, true])
    const late = { id: 'late', person: 'p', verb: 'v', occurred_at: '2026-11-01T12:00:00Z' }
    await (await app()).post('/api/v1/events', { token: grace.token, json: late })
    const { body } = await trends(grace)
    expect(body.began_on).toBe('2026-11-01')
    expect(body.series.daily_active_users.find(({ date }: any) => date === '2026-11-01').value).toBe(1)
    expect(await hit()).toBe(true)
    const key = await apiKey(await app(), grace, 'admin')
    expect((await (await app()).post('/api/v1/metrics/invalidate-cache', { key })).status).toBe(204)
    expect(await hit()).toBe(false)
    expect((await trends(grace, '?force_refresh=true')).body.cache_metadata.cache_hit).toBe(false)
  })

  const REFUSED: [query: string, field: string, says: RegExp][] = [
    ['from=2026-02-30', 'from', /must be a date/],
    ['to=tomorrow', 'to', /must be a date/],
    ['to=2026-11-21', 'to', /in the future: today is 2026-11-20/],
    ['from=2026-11-21', 'from', /in the future: today is 2026-11-20/],
    ['from=2026-11-20&to=2026-11-19', 'from', /is after "to"/],
    ['from=2025-11-19&to=2026-11-20', 'from', /more than 366 days/],
    ['metric=revenue', 'metric', /must be some of total_users/],
    ['metric=', 'metric', /is empty/],
  ]
  for (const [query, field, says] of REFUSED) {
    test(`?${query} is refused`, async () => {
      const hedy = await signUp(await app(), `hedy-${Bun.hash(query)}`)
      const { status, body } = await trends(hedy, `?${query}`)
      expect([status, Object.keys(body.fields)]).toEqual([422, [field]])
      expect(body.detail).toMatch(says)
    })
  }
})

onEachEngine('Definitions', (engine) => {
  const app = sharedApp(engine)

  test('there is one of every number that the dashboard and the trends show', async () => {
    const ada = await signUp(await app(), 'defined-ada')
    const { body } = await (await app()).get('/api/v1/metrics/definitions', { token: ada.token })
    const defined = new Set(body.items.map(({ name }: any) => name))
    const dashboard = await readDashboard(await app(), ada)
    const trends = await (await app()).get('/api/v1/metrics/trends', { token: ada.token })
    const shown = [
      dashboard.user_metrics,
      dashboard.engagement_metrics,
      dashboard.system_metrics,
      trends.body.series,
    ]
    const absent = new Set(
      Object.keys(dashboard.notes).filter((name) =>
        /no lessons|no assessments|not measured/.test(dashboard.notes[name].reason),
      ),
    )
    const names = shown.flatMap(Object.keys).filter((name) => !absent.has(name) && name !== 'new_users_today')
    expect(names.filter((name) => !defined.has(name))).toEqual([])
    for (const one of body.items) {
      for (const field of ['name', 'title', 'sentence', 'unit', 'window', 'formula'])
        expect(one[field]).toMatch(/\S/)
      expect(one.missing_when.map(({ code }: any) => code)).not.toContain('other')
    }
    const missing = [
      ...Object.entries(dashboard.notes),
      ...Object.entries(trends.body.series).flatMap(([name, points]: [string, any]) =>
        points.map((point: object) => [name, point]),
      ),
    ].flatMap(([name, { reason, code }]: any) => (reason === undefined ? [] : [{ name, reason, code }]))
    const foreseen = body.items.flatMap(({ name, missing_when }: any) =>
      missing_when.map((one: object) => ({ name, ...one })),
    )
    expect(new Set(missing.map(({ code }) => code)).size).toBeGreaterThan(3)
    expect(
      missing.filter(
        ({ name, reason, code }) => !foreseen.some((one: any) => Bun.deepEquals(one, { name, reason, code })),
      ),
    ).toEqual([])
    const columns = body.items.filter(({ kind }: any) => kind === 'count').map(({ name }: any) => name)
    const daily = Object.keys(trends.body.series)
    expect(daily.filter((name) => isDailyCount(name as DailyMetricName) !== columns.includes(name))).toEqual(
      [],
    )
  })
})
