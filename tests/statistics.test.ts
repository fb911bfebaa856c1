import { expect, test } from 'bun:test'
import { type Answer, onEachEngine, sharedApp } from './app.ts'
import { plusDays } from './brute-force.ts'
import golden from './data/golden.json'
import { historyLines, importLines } from './histories.ts'
import { type Member, signIn, signUp } from './people.ts'

const DAY = 86_400_000

onEachEngine('Statistics', (engine) => {
  const app = sharedApp(engine)
  const statistics = async ({ token }: Member, query = ''): Promise<Answer> =>
    (await app()).get(`/api/v1/metrics/statistics${query}`, { token })

  /** The values of a metric as the trends show them, by date. */
  async function shown({ token }: Member, metric: string, to: string, days: number) {
    const values = new Map<string, number>()
    for (let last = to; days > values.size; last = plusDays(last, -366)) {
      const path = `/api/v1/metrics/trends?metric=${metric}&from=${plusDays(last, -365)}&to=${last}`
      const { body } = await (await app()).get(path, { token })
      for (const { date, value } of body.series[metric]) values.set(date, value)
    }
    return values
  }

  test('of a real history are those of the days that the trends show', async () => {
    const { clock } = await app()
    const member = await signUp(await app(), 'hono', golden.hono.time_zone)
    await importLines(await app(), member, await historyLines('hono'))
    const end = Object.keys(golden.hono.days).sort().at(-1) as string
    const before = clock.at
    clock.at = Date.parse(end) + DAY + DAY / 2
    const ada = await signIn(await app(), member)
    for (const [period, days, weeks] of [
      ['7d', 7, null],
      ['30d', 30, 28],
      ['90d', 90, 84],
      ['365d', 365, 364],
    ] as const) {
      for (const metric of ['daily_active_users', 'sessions', 'stickiness', 'total_users']) {
        const { status, body } = await statistics(ada, `?period=${period}&metric=${metric}`)
        expect([metric, period, status]).toEqual([metric, period, 200])
        const values = await shown(ada, metric, body.to, 2 * days)
        const earlier = (
          await statistics(ada, `?period=${period}&metric=${metric}&to=${plusDays(body.to, -days)}`)
        ).body
        expect([earlier.to, earlier.current]).toEqual([plusDays(body.to, -days), body.previous])
        const of = (to: string, length: number) =>
          Array.from({ length }, (_, i) => values.get(plusDays(to, i - length + 1)) ?? Number.NaN)
        const current = of(body.to, days)
        const previous = of(plusDays(body.to, -days), days)
        expect(body.from).toBe(plusDays(body.to, 1 - days))
        expect(body.current).toMatchObject({
          n: days,
          min: Math.min(...current),
          max: Math.max(...current),
          p95_reliable: days >= 20,
        })
        expect(body.current.sum).toBeCloseTo(total(current), 3)
        expect(body.current.mean).toBeCloseTo(total(current) / days, 3)
        expect(body.previous.sum).toBeCloseTo(total(previous), 3)
        const difference = (total(current) - total(previous)) / days
        const change = metric === 'stickiness' ? difference : (100 * difference * days) / total(previous)
        expect(body.change.value).toBeCloseTo(change, 2)
        expect(body.change.unit).toBe(metric === 'stickiness' ? 'points' : 'percent')
        expect(body.change_of_weeks?.days ?? null).toBe(weeks)
        expect(body.period).toBe(period)
        for (const one of body.anomalies.items ?? []) {
          for (const { date, value } of one.kind === 'day' ? [one] : one.days) {
            expect([date, value]).toEqual([date, values.get(date)])
          }
        }
        for (const [i, day] of (body.forecast.days ?? []).entries()) {
          expect(day.date).toBe(plusDays(body.to, i + 1))
          expect(day.weekday).toBe(new Date(`${day.date}T00:00:00Z`).getUTCDay() || 7)
          const weeks = [1, 2, 3, 4].map((week) =>
            values.get(plusDays(day.date, -7 * (week + Math.floor(i / 7)))),
          )
          if (i < 7) expect(day.value).toBeCloseTo(total(weeks as number[]) / 4, 3)
          expect(day.interval_80.low).toBeLessThanOrEqual(day.value)
          expect(day.interval_95.high).toBeGreaterThanOrEqual(day.interval_80.high)
        }
      }
    }
    await describeAnyRange(ada, end)
    clock.at = before
  }, 60_000)

  /** Ranges of any length, held against the days that the trends show. */
  async function describeAnyRange(ada: Member, end: string) {
    for (const [from, to, shift] of [
      [end, end, 7],
      [plusDays(end, -12), end, 14],
      [plusDays(end, -150), plusDays(end, -106), 49],
      [plusDays(end, -199), end, 203],
      [plusDays(end, -369), plusDays(end, -4), 364],
    ] as const) {
      const days = (Date.parse(to) - Date.parse(from)) / DAY + 1
      for (const metric of ['sessions', 'stickiness', 'total_users']) {
        const { status, body } = await statistics(ada, `?from=${from}&to=${to}&metric=${metric}&days=true`)
        expect([from, metric, status, body.period]).toEqual([from, metric, 200, 'range'])
        expect([body.from, body.to, body.current.n, body.previous.n]).toEqual([from, to, days, days])
        const values = await shown(ada, metric, to, 2 * days + 60)
        const of = (last: string, length: number) =>
          Array.from({ length }, (_, i) => values.get(plusDays(last, i - length + 1)) as number)
        expect(body.current.sum).toBeCloseTo(total(of(to, days)), 3)
        expect(body.previous.sum).toBeCloseTo(total(of(plusDays(from, -1), days)), 3)
        expect(body.change_of_weeks?.days ?? null).toBe(days < 7 || days % 7 === 0 ? null : days - (days % 7))
        expect(body.days.before_days).toBe(shift)
        expect(body.days.items.map(({ date }: any) => date)).toEqual(
          of(to, days).map((_, i) => plusDays(from, i)),
        )
        const unusual = unusualDays(body)
        for (const { date, value, before, expected, usual, weekday } of body.days.items) {
          expect([date, value]).toEqual([date, expect.closeTo(values.get(date) as number, 3)])
          expect([date, before]).toEqual([
            date,
            expect.closeTo(values.get(plusDays(date, -shift)) as number, 3),
          ])
          expect(weekday).toBe(new Date(`${date}T00:00:00Z`).getUTCDay() || 7)
          if (metric !== 'sessions') expect([expected, usual]).toEqual([null, null])
          if (usual === null) continue
          const weeks = [1, 2, 3, 4, 5, 6, 7, 8].map(
            (week) => values.get(plusDays(date, -7 * week)) as number,
          )
          expect(expected).toBeWithin(Math.min(...weeks) - 0.01, Math.max(...weeks) + 0.01)
          expect([date, unusual.has(date)]).toEqual([date, value < usual.low || value > usual.high])
        }
        if (metric === 'sessions') {
          expect(body.days.items.filter(({ usual }: any) => usual).length).toBeGreaterThan(0)
        }
        expect((await statistics(ada, `?from=${from}&to=${to}&metric=${metric}`)).body.days).toBeUndefined()
      }
    }
    const year = unusualDays((await statistics(ada, '?period=365d&metric=sessions')).body)
    const held: string[] = []
    for (const day of [...year].slice(0, 6)) {
      const to = plusDays(day, 3)
      const { body } = await statistics(ada, `?period=90d&metric=sessions&to=${to}`)
      for (const { date, holds_unusual = [] } of body.forecast.days ?? []) {
        const weeks = [1, 2, 3, 4, 5].map((week) => plusDays(date, -7 * week)).filter((one) => one <= to)
        expect(holds_unusual).toEqual(weeks.slice(0, 4).filter((one) => unusualDays(body).has(one)))
        held.push(...holds_unusual)
      }
    }
    expect(held).not.toEqual([])
    const quarter = (await statistics(ada, '?period=90d&metric=sessions')).body
    const range = (await statistics(ada, `?from=${quarter.from}&to=${quarter.to}&metric=sessions`)).body
    const { cache_metadata: _, period: __, ...same } = quarter
    expect(range).toMatchObject(same)
  }

  test('say nothing before there is something to say, and why', async () => {
    const { clock } = await app()
    const before = clock.at
    let grace = await signUp(await app(), 'statistics-grace', 'Pacific/Auckland')
    for (let age = 0; age <= 35; age += 1) {
      if ([0, 1, 2, 7, 8, 14, 15, 28, 29, 35].includes(age)) {
        for (const query of [
          '?period=7d',
          '?period=30d',
          '?period=90d',
          '?period=365d',
          '?from=2026-11-19',
          '?metric=user_retention',
          '?metric=growth_rate',
        ]) {
          const { status, text, body } = await statistics(grace, query)
          expect([age, query, status]).toEqual([age, query, 200])
          expect(text).not.toMatch(/NaN|Infinity/)
          for (const part of [
            'current',
            'previous',
            'change',
            'trend',
            'seasonality',
            'anomalies',
            'forecast',
          ]) {
            const hasNull = Object.values(body[part]).includes(null)
            expect([age, query, part, hasNull && body[part].reason === undefined]).toEqual([
              age,
              query,
              part,
              false,
            ])
          }
        }
        const { body } = await statistics(grace, '?period=7d')
        expect(body.current.n).toBe(Math.min(7, age))
        expect(body.forecast.days === null).toBe(
          age < 14 || body.forecast.skill === null || body.forecast.skill <= 0,
        )
        expect(body.anomalies.items === null).toBe(age < 29)
      }
      const people = Array.from({ length: 1 + ((age * 5) % 7) }, (_, i) => ({
        id: `${age}-${i}`,
        person: `p${i}`,
        verb: 'v',
      }))
      await (await app()).post('/api/v1/events', { token: grace.token, json: people })
      clock.at += DAY
      grace = await signIn(await app(), grace)
    }
    clock.at = before
  }, 60_000)

  test('find the day on which nobody came, and tell of counts only', async () => {
    const { clock } = await app()
    const hedy = await signUp(await app(), 'statistics-hedy')
    const day = (ago: number) => new Date(clock.at - ago * DAY).toISOString()
    for (let ago = 60; ago >= 1; ago -= 1) {
      if (ago === 5) continue
      const json = Array.from({ length: 30 + ((ago * 7) % 5) }, (_, i) => ({
        id: `${ago}-${i}`,
        person: `p${i}`,
        verb: 'v',
        occurred_at: day(ago),
      }))
      await (await app()).post('/api/v1/events', { token: hedy.token, json })
    }
    const { body } = await statistics(hedy, '?period=7d')
    expect(body.anomalies.items).toMatchObject([{ kind: 'day', date: '2026-11-15', value: 0, side: 'below' }])
    expect((await statistics(hedy, '?period=30d')).body.seasonality.significant).toBe(false)
    for (const metric of ['total_users', 'stickiness', 'engagement_score']) {
      const { anomalies, forecast } = (await statistics(hedy, `?metric=${metric}`)).body
      expect([anomalies, forecast]).toEqual([
        { items: null, reason: expect.stringContaining('counts of a day'), code: 'counts_only' },
        { days: null, reason: expect.stringContaining('counts of a day'), code: 'counts_only' },
      ])
    }
    expect((await statistics(hedy, '?period=7d')).body.cache_metadata.cache_hit).toBe(true)
  }, 60_000)

  test('are asked for by a period and a metric that there are', async () => {
    const eve = await signUp(await app(), 'statistics-eve')
    for (const [query, field] of [
      ['period=8d', 'period'],
      ['metric=revenue', 'metric'],
      ['to=2026-13-01', 'to'],
      ['to=2026-11-20', 'to'],
      ['from=2026-11-20', 'from'],
      ['from=2025-11-18', 'from'],
      ['from=2026-11-10&to=2026-11-09', 'from'],
      ['from=2026-11-21', 'from'],
      ['from=2026-02-30', 'from'],
      ['from=2026-11-10&period=7d', 'period'],
      ['from=2026-11-10&period=1d', 'from'],
      ['days=yes', 'days'],
      ['days=true&period=1d', 'days'],
    ]) {
      const { status, body } = await statistics(eve, `?${query}`)
      expect([status, Object.keys(body.fields)]).toEqual([422, [field as string]])
      if (!query?.includes('to=')) expect(body.detail).not.toContain('"to"')
      expect(body.detail).toMatch(
        /must be (one of|a date)|has not ended: today is 2026-11-20 in UTC|is after "to"|more than 366|leave (it|one)/,
      )
    }
    expect((await statistics(eve, '?from=2025-11-19&days=true')).body.days.items).toHaveLength(366)
  })
})

function unusualDays({ anomalies }: any): Set<string> {
  const days = (anomalies.items ?? []).flatMap((one: any) => (one.kind === 'day' ? [one] : one.days))
  return new Set(days.map(({ date }: any) => date))
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
