/** What stands out among all counts, in one answer: as the statistics of each of them find it. */
import { expect, test } from 'bun:test'
import { onEachEngine, sharedApp } from './app.ts'
import { plusDays } from './brute-force.ts'
import golden from './data/golden.json'
import { historyLines, importLines } from './histories.ts'
import { signIn, signUp } from './people.ts'

const DAY = 86_400_000
const COUNTS = ['daily_active_users', 'sessions', 'new_users', 'messages']

onEachEngine('What is notable', (engine) => {
  const app = sharedApp(engine)

  test('of a real history is what the statistics of each count say, on any day', async () => {
    const there = await app()
    const member = await signUp(there, 'notable-karakeep', golden.karakeep.time_zone)
    await importLines(there, member, await historyLines('karakeep'))
    const end = Object.keys(golden.karakeep.days).sort().at(-1) as string
    const before = there.clock.at
    there.clock.at = Date.parse(end) + DAY + DAY / 2
    const { token } = await signIn(there, member)
    const read = async (path: string) => (await there.get(`/api/v1/metrics${path}`, { token })).body
    const kinds = new Set<string>()
    for (const to of [end, plusDays(end, -40), plusDays(end, -200)]) {
      const notable = await read(`/notable?period=90d&to=${to}`)
      expect([notable.from, notable.to]).toEqual([plusDays(to, -89), to])
      for (const metric of COUNTS) {
        const of = (kind: string) =>
          notable.items.filter((one: any) => one.metric === metric && one.kind === kind)
        const quarter = await read(`/statistics?period=90d&metric=${metric}&to=${to}`)
        const week = await read(`/statistics?period=7d&metric=${metric}&to=${to}`)
        const days = (quarter.anomalies.items ?? []).filter((one: any) => one.kind === 'day')
        expect(of('unusual_day').map(({ date, value }: any) => [date, value])).toEqual(
          days.map(({ date, value }: any) => [date, value]).toReversed(),
        )
        const shifts = (quarter.anomalies.items ?? []).filter((one: any) => one.kind === 'level_shift')
        expect(of('level_shift').map(({ date, days }: any) => [date, days])).toEqual(
          shifts
            .map(({ date, days }: any) => [date, days.map(({ kind: _, ...day }: any) => day)])
            .toReversed(),
        )
        expect(of('level_shift').some((one: any) => one.open)).toBe(
          shifts.length > 0 && quarter.anomalies.level_shift_open === true,
        )
        expect(of('change').map((one: any) => [one.p_value, one.value, one.value_before])).toEqual(
          week.change.significant ? [[week.change.p_value, week.current.sum, week.previous.sum]] : [],
        )
        expect(of('trend').map(({ direction }: any) => direction)).toEqual(
          ['rising', 'falling'].filter((way) => way === quarter.trend.direction),
        )
        for (const { kind } of notable.items) kinds.add(kind)
      }
    }
    expect([...kinds].sort()).toContain('unusual_day')
    there.clock.at = before
  })

  test('of a shift of level is which days it is made of, as in the statistics', async () => {
    const there = await app()
    const member = await signUp(there, 'notable-shift')
    const today = new Date(there.clock.at).toISOString().slice(0, 10)
    const lines = Array.from({ length: 60 }, (_, i) => {
      const day = plusDays(today, i - 60)
      const noon = Date.parse(`${day}T12:00:00Z`) / 1000
      return Array.from({ length: i < 54 ? 3 : 30 }, (_, n) => `${day}-${n},person-${n},${noon},x`)
    })
    await importLines(there, member, lines.flat())
    const { token } = member
    const of = { metric: 'daily_active_users', kind: 'level_shift' }
    const { body } = await there.get('/api/v1/metrics/notable?period=90d', { token })
    const shift = body.items.find((one: any) => one.metric === of.metric && one.kind === of.kind)
    const path = `/api/v1/metrics/statistics?period=90d&metric=${of.metric}`
    const { items } = (await there.get(path, { token })).body.anomalies
    const days = items.find((one: any) => one.kind === of.kind).days
    expect(shift.days).toEqual(days.map(({ kind: _, ...day }: any) => day))
    expect(shift.days.map(({ value }: any) => value)).toEqual([30, 30, 30, 30, 30])
  })

  test('says of a young organization what is missing, and when it comes', async () => {
    const { token } = await signUp(await app(), 'notable-young')
    const { status, body, headers } = await (await app()).get('/api/v1/metrics/notable', { token })
    expect(status).toBe(200)
    expect(headers.get('etag')).not.toBeNull()
    expect([body.items, body.changes_tested]).toEqual([[], 0])
    const ofDays = body.missing.find(
      (one: any) => one.metric === 'daily_active_users' && one.part === 'unusual_days',
    )
    expect(ofDays).toMatchObject({ code: 'too_few_days', available_on: expect.any(String) })
    const tomorrow = await (await app()).get('/api/v1/metrics/notable?to=2999-01-01', { token })
    expect([tomorrow.status, tomorrow.body.code]).toEqual([422, 'invalid_value'])
  })
})
