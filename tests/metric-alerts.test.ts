/** Alerts on metrics: when they fire, whom they tell, and what late events make of it. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { dateToDay, dayToDate, localDays } from '../src/lib/time/local-days.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'

const DAY = 86_400_000
const START = '2026-03-01'

type Condition = Record<string, any>

onEachEngine('Alerts on metrics', (engine) => {
  const app = sharedApp(engine)
  const { done } = callsTo(app)
  let made = 0

  /** An organization, in whose zone it is noon of its first day. */
  async function begin(date = START, zone = 'UTC') {
    made += 1
    const there = await app()
    there.clock.at = noonOf(date, zone)
    const ada = await signUp(there, `alerts-${engine}-${made}`, zone)
    // A key, which grows not old while days go by; nor is it anybody's activity.
    const key = { key: await apiKey(there, ada, 'admin', 'ingest') }
    const add = (json: object): Promise<any> =>
      done('POST', '/metrics/alerts', key, { name: 'One', member_ids: [ada.member_id], ...json })
    let sent = 0
    /** So many distinct people on a day, those who came before left out: the first of them. */
    const come = async (date: string, people: number, from = 0) => {
      there.clock.at = Math.max(there.clock.at, noonOf(date, zone))
      const json = Array.from({ length: Math.max(0, people - from) }, (_, i) => {
        sent += 1
        const occurred_at = new Date(noonOf(date, zone)).toISOString()
        return { id: `e${sent}`, person: `p${from + i}`, verb: 'come', occurred_at }
      })
      if (json.length > 0) expect((await done('POST', '/events', key, json)).accepted).toBe(json.length)
      return json.map(({ id }) => id)
    }
    const run = async () => {
      expect(await there.context.cron.run('snapshots')).toMatchObject({ outcome: 'done' })
      return there.context.cron.run('alerts')
    }
    /** Twenty minutes into the day after. */
    const close = (date: string) => {
      there.clock.at = localDays(zone).endOf(dateToDay(date) ?? 0) + 20 * 60_000
      return run()
    }
    const firings = async (query = ''): Promise<any[]> =>
      (await done('GET', `/metrics/alerts/firings?limit=200&sort=created_at${query}`, key)).items
    const fired = async (query = '') => (await firings(query)).map(({ date }) => date)
    /** Last of all: whoever signs in is active. */
    const notified = async (by: Member = ada): Promise<any[]> =>
      (
        await done(
          'GET',
          '/notifications?limit=200&kind=metric_alert&sort=created_at',
          await signIn(there, by),
        )
      ).items
    return { ada, there, key, add, come, run, close, firings, fired, notified }
  }

  test('a golden case, by hand: fewer than three came, told once and again when it has been normal', async () => {
    const { ada, add, come, close, firings, notified, key } = await begin('2026-03-02')
    const alert = await add({ metric: 'daily_active_users', condition: { kind: 'below', threshold: 3 } })
    expect(alert).toMatchObject({
      enabled: true,
      by_mail: false,
      member_ids: [ada.member_id],
      evaluated: null,
    })
    // The owner, who signed up, is one of the first day.
    for (const [i, people] of [4, 2, 1, 3, 1].entries()) {
      const date = plusDays('2026-03-02', i)
      await come(date, people)
      await close(date)
    }
    // 5, 2, 1, 3, 1: the third and fourth day are one episode with the second.
    const told = await firings()
    expect(told.map(({ date, value, deviation }) => [date, value, deviation])).toEqual([
      ['2026-03-03', 2, -1],
      ['2026-03-06', 1, -2],
    ])
    expect(told[0]).toEqual({
      ...{ id: expect.any(String), alert_id: alert.id, date: '2026-03-03', metric: 'daily_active_users' },
      ...{ condition: { kind: 'below', threshold: 3, days: 1 }, value: 2, expected: 3, deviation: -1 },
      ...{ is_level_shift: false, told_ids: [ada.member_id], fired_at: '2026-03-04T00:20:00.000Z' },
      ...{ retracted_at: null, value_now: null },
    })
    expect((await notified()).map(({ title, metric_alert_id }) => [title, metric_alert_id])).toEqual([
      ['One', alert.id],
      ['One', alert.id],
    ])
    const now = await done('GET', `/metrics/alerts/${alert.id}`, key)
    expect(now.evaluated).toMatchObject({ date: '2026-03-06', value: 1, holds: true })
  }, 60_000)

  test('fire as a brute force over random histories says, for each condition', async () => {
    const conditions = fc.oneof(
      fc.record({
        kind: fc.constantFrom('above', 'below'),
        threshold: fc.double({ min: 0, max: 5, noNaN: true }),
        days: fc.integer({ min: 1, max: 3 }),
      }),
      fc.record({
        kind: fc.constant('change'),
        direction: fc.constantFrom('rise', 'fall', 'either'),
        percent: fc.integer({ min: 1, max: 150 }),
        over_days: fc.integer({ min: 1, max: 7 }),
        days: fc.integer({ min: 1, max: 2 }),
      }),
    )
    const rules = fc.array(
      fc.record({ condition: conditions, again_after_days: fc.option(fc.integer({ min: 1, max: 5 })) }),
      { minLength: 12, maxLength: 12 },
    )
    const histories = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 20, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(histories, rules, async (history, rules) => {
        const { add, come, close, fired, key } = await begin()
        const ids: string[] = []
        for (const rule of rules) ids.push((await add({ metric: 'daily_active_users', ...rule })).id)
        for (const [i, people] of history.entries()) {
          const date = plusDays(START, i)
          await come(date, people)
          await close(date)
        }
        // Who owns it was there on the first day, too.
        const values = history.map((people, i) => people + Number(i === 0))
        for (const [i, { condition, again_after_days }] of rules.entries()) {
          const expected = bruteForce(values, condition, again_after_days).map((day) => plusDays(START, day))
          expect({ condition, again_after_days, fired: await fired(`&alert_id=${ids[i]}`) }).toEqual({
            condition,
            again_after_days,
            fired: expected,
          })
          const preview = await done('POST', '/metrics/alerts/preview', key, {
            metric: 'daily_active_users',
            condition,
            again_after_days,
          })
          expect(preview.firings.map(({ date }: any) => date)).toEqual(expected)
        }
      }),
      { numRuns: 3 * TIMES },
    )
  }, 120_000)

  test('late events fire nothing twice, mark what holds no longer, and tell what holds now', async () => {
    const days = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 })
    const late = fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 11 }),
        back: fc.integer({ min: 1, max: 5 }),
        more: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 4, maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(days, late, fc.integer({ min: 1, max: 2 }), async (history, late, inARow) => {
        const { add, come, close, run, firings } = await begin()
        const wanted = [
          { kind: 'below', threshold: 3, days: inARow },
          { kind: 'above', threshold: 3, days: inARow },
        ]
        const ids: string[] = []
        for (const condition of wanted) ids.push((await add({ metric: 'daily_active_users', condition })).id)
        const values: number[] = []
        for (const [i, people] of history.entries()) {
          await come(plusDays(START, i), people)
          values.push(people + Number(i === 0))
          await close(plusDays(START, i))
          for (const { back, more } of late.filter(({ after, back }) => after === i && back <= i)) {
            const day = i - back
            const people = (values[day] ?? 0) - Number(day === 0)
            await come(plusDays(START, day), people + more, people)
            values[day] = (values[day] ?? 0) + more
            await run()
          }
        }
        for (const [i, condition] of wanted.entries()) {
          const told = await firings(`&alert_id=${ids[i]}`)
          const dates = told.map(({ date }) => date)
          expect(new Set(dates).size).toBe(dates.length)
          const complete = completeDays(values, condition).map((day) => plusDays(START, day))
          for (const { date, retracted_at, value, value_now } of told) {
            expect({ date, stands: retracted_at === null }).toEqual({ date, stands: complete.includes(date) })
            expect(value_now ?? value).toBe(values[(dateToDay(date) ?? 0) - (dateToDay(START) ?? 0)])
          }
          // Of each episode that was long enough, some day that stands was told.
          for (const episode of episodesOf(values, condition)) {
            const isTold = told.some(
              ({ date, retracted_at }) =>
                retracted_at === null && episode.includes((dateToDay(date) ?? 0) - (dateToDay(START) ?? 0)),
            )
            expect({ episode, isTold }).toEqual({ episode, isTold: episode.length >= inARow })
          }
        }
      }),
      { numRuns: 3 * TIMES },
    )
  }, 120_000)

  test('a day is told once, by however many runs and however clocks are set, and again by none of them', async () => {
    const { add, come, close, run, fired, notified, key, there } = await begin()
    await add({ metric: 'daily_active_users', condition: { kind: 'below', threshold: 3 } })
    await close(START)
    expect(await fired()).toEqual([START])
    const at = there.clock.at
    there.clock.at = at - 2 * DAY
    await run()
    there.clock.at = at
    await Promise.all([run(), there.context.cron.run('alerts')])
    // It turns out that three were there, and one of them then not.
    const [, last] = await come(START, 2)
    await run()
    expect(await fired()).toEqual([START])
    await done('DELETE', `/events/${last}`, key)
    await run()
    expect(await fired()).toEqual([START])
    expect(await notified()).toHaveLength(1)
  })
})

function noonOf(date: string, zone: string): number {
  return localDays(zone).startOf(dateToDay(date) ?? 0) + DAY / 2
}

function plusDays(date: string, days: number): string {
  return dayToDate((dateToDay(date) ?? 0) + days)
}

/** The owner is the first day's only visitor before anybody came: nothing is before it. */
function holdsOn(
  values: number[],
  { kind, threshold, direction, percent, over_days = 7 }: Condition,
  day: number,
): boolean | null {
  const value = values[day]
  if (value === undefined) return null
  if (kind === 'above') return value > threshold
  if (kind === 'below') return value < threshold
  const before = values[day - over_days]
  if (before === undefined || before === 0) return null
  const by = ((value - before) / before) * 100
  return (direction !== 'fall' && by >= percent - 1e-9) || (direction !== 'rise' && by <= -percent + 1e-9)
}

/** Forward, day by day, with what one has to remember. */
function bruteForce(values: number[], condition: Condition, again: number | null): number[] {
  const fired: number[] = []
  let run = 0
  let last: number | null = null
  for (let day = 0; day < values.length; day += 1) {
    const holds = holdsOn(values, condition, day)
    run = holds ? run + 1 : 0
    if (holds === false) last = null
    if (run < condition.days) continue
    if (last !== null && (again === null || day - last < again)) continue
    fired.push(day)
    last = day
  }
  return fired
}

function completeDays(values: number[], condition: Condition): number[] {
  const days = values.keys().toArray()
  return days.filter((day) =>
    Array.from({ length: condition.days }, (_, back) => holdsOn(values, condition, day - back)).every(
      (holds) => holds,
    ),
  )
}

function episodesOf(values: number[], condition: Condition): number[][] {
  const episodes: number[][] = []
  for (const day of values.keys()) {
    if (!holdsOn(values, condition, day)) continue
    if (day > 0 && holdsOn(values, condition, day - 1)) episodes.at(-1)?.push(day)
    else episodes.push([day])
  }
  return episodes
}
