/** Alerts on metrics: when they fire, whom they tell, and what late events make of it. */
import { afterAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { dateToDay, dayToDate, localDays } from '../src/lib/time/local-days.ts'
import { rebuildRollups } from '../src/metrics/rebuild/rebuild-rollups.ts'
import { callsTo, onEachEngine, sharedApp } from './app.ts'
import { openMailbox } from './mailbox.ts'
import { apiKey, type Member, signIn, signUp } from './people.ts'
import { TIMES } from './property-times.ts'
import { joinAs } from './teams.ts'

const DAY = 86_400_000
const START = '2026-03-01'

type Condition = Record<string, any>

const mailbox = await openMailbox()
afterAll(() => mailbox.stop())

onEachEngine('Alerts on metrics', (engine) => {
  const app = sharedApp(engine, { SMTP_URL: mailbox.url })
  const { call, done } = callsTo(app)
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

  test('a change by just as many percent is one, as it is shown: 12.1 minutes after 11', async () => {
    const { there, key } = await begin('2026-03-02')
    // A mean of a week, of which another session, without a length, is the owner's.
    const lasting: [string, number][] = [
      ['2026-03-03', 22 * 60_000],
      ['2026-03-04', 14.3 * 60_000],
    ]
    for (const [date, ms] of lasting) {
      there.clock.at = noonOf(date, 'UTC') + ms
      const instants = [there.clock.at - ms, there.clock.at].map((at) => new Date(at).toISOString())
      const events = instants.map((occurred_at) => ({
        id: occurred_at,
        person: 'p',
        verb: 'come',
        occurred_at,
      }))
      await done('POST', '/events', key, events)
    }
    there.clock.at = noonOf('2026-03-05', 'UTC')
    const condition = { kind: 'change', direction: 'rise', percent: 10, over_days: 1 }
    const asked = { metric: 'avg_session_duration', condition }
    const { last, firings } = await done('POST', '/metrics/alerts/preview', key, asked)
    expect(last).toMatchObject({ value: 12.1, expected: 11, deviation: 10, holds: true })
    expect(firings.map(({ date }: { date: string }) => date)).toEqual(['2026-03-04'])
  })

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

  test('a day that turns out late to have begun what was told of a later day is not told', async () => {
    const { add, come, close, run, fired } = await begin()
    await add({ metric: 'daily_active_users', condition: { kind: 'above', threshold: 2 } })
    const [first, second, third] = [START, plusDays(START, 1), plusDays(START, 2)]
    await close(first)
    for (const [date, people] of [
      [second, 2],
      [third, 3],
    ] as const) {
      await come(date, people)
      await close(date)
    }
    expect(await fired()).toEqual([third])
    await come(second, 3, 2)
    await run()
    expect(await fired()).toEqual([third])
  }, 60_000)

  test('unusual days, by hand: what statistics alone would flag takes a second day, and a week is quiet', async () => {
    const { add, come, close, fired, key } = await begin('2026-03-01')
    await add({ metric: 'daily_active_users', condition: { kind: 'unusual' } })
    const refused = await call('POST', '/metrics/alerts', key, {
      ...{ name: 'One', metric: 'stickiness', condition: { kind: 'unusual' } },
    })
    expect([refused.status, refused.body.code]).toEqual([422, 'invalid_value'])
    // Ten came on each day of five weeks: a(10) = 6.44, and of five weeks one is 1.146 wide.
    for (let day = 0; day < 35; day += 1) await come(plusDays(START, day), day === 0 ? 9 : 10)
    const unusual = { kind: 'unusual' }
    const lastOf = async () =>
      (
        await done('POST', '/metrics/alerts/preview', key, {
          metric: 'daily_active_users',
          condition: unusual,
        })
      ).last
    // (a(31) − a(10)) / 1.146 = 4.15: unusual, but not by itself. (a(40) − a(10)) / 1.146 = 5.47.
    const days = { 35: 31, 36: 31, 37: 10, 38: 40, 39: 10, 40: 10, 41: 10, 42: 10, 43: 10, 44: 40 }
    const scores: Record<string, number> = {}
    for (const [day, people] of Object.entries(days)) {
      const date = plusDays(START, Number(day))
      await come(date, people)
      await close(date)
      scores[day] = (await lastOf()).deviation
    }
    expect(scores[35]).toBeCloseTo(
      (2 * Math.sqrt(31.375) - 2 * Math.sqrt(10.375)) / Math.sqrt(1 + 1.57 / 5),
      3,
    )
    expect(scores[38]).toBeCloseTo(
      (2 * Math.sqrt(40.375) - 2 * Math.sqrt(10.375)) / Math.sqrt(1 + 1.57 / 5),
      3,
    )
    expect(await fired()).toEqual([36, 44].map((day) => plusDays(START, day)))
  }, 60_000)

  test('a day of 23 hours is told after its own end, and its days are those of the time zone', async () => {
    const { there, add, come, run, fired } = await begin('2026-03-07', 'America/New_York')
    await add({ metric: 'daily_active_users', condition: { kind: 'above', threshold: 2 } })
    await come('2026-03-08', 3)
    const at = async (instant: string) => {
      there.clock.at = Date.parse(instant)
      await run()
      return fired()
    }
    // Its midnight is that of summer: 04:00, where it was 05:00 the day before.
    expect(await at('2026-03-09T04:14:59Z')).toEqual([])
    expect(await at('2026-03-09T04:15:00Z')).toEqual(['2026-03-08'])
  }, 60_000)

  test('tell active members who want to hear, and by mail those who want mails; who leaves is taken out', async () => {
    const { ada, there, key, add, close, firings, notified } = await begin()
    const [ben, cleo] = [
      await joinAs(there, ada, `ben-${ada.member_id}`, 'member'),
      await joinAs(there, ada, `cleo-${ada.member_id}`, 'viewer'),
    ]
    await done('PATCH', '/notifications/preferences', ben, { metric_alert: false })
    await done('PATCH', '/notifications/preferences', ada, { metric_alert_mail: false })
    await mailbox.next(ada.email)
    const member_ids = [ada, ben, cleo].map(({ member_id }) => member_id)
    const alert = await add({
      metric: 'sessions',
      condition: { kind: 'below', threshold: 100 },
      member_ids,
      by_mail: true,
    })
    const stranger = await call('PATCH', `/metrics/alerts/${alert.id}`, key, { member_ids: ['nobody'] })
    expect([stranger.status, stranger.body.fields]).toEqual([
      422,
      { 'member_ids.0': 'is no member of this organization' },
    ])
    const before = mailbox.count(ada.email)
    await close(START)
    for (const { email } of [ben, cleo]) {
      let mail = ''
      while (!mail.includes('Subject: Alert: One')) mail = await mailbox.next(email)
      expect(mail).toContain(`sessions was 3 on ${START}.`)
    }
    expect(mailbox.count(ada.email)).toBe(before)
    expect((await firings())[0].told_ids.toSorted()).toEqual([ada.member_id, cleo.member_id].toSorted())
    await done('DELETE', `/members/${cleo.member_id}`, key)
    const left = await done('GET', `/metrics/alerts/${alert.id}`, key)
    expect(left.member_ids).toEqual([ada.member_id, ben.member_id])
    expect(await notified(ada)).toHaveLength(1)
    expect(await notified(ben)).toHaveLength(0)
  }, 60_000)

  test('pause, another condition and days that are counted anew leave what was before alone', async () => {
    const { ada, there, key, add, come, run, close, fired } = await begin()
    const alert = await add({ metric: 'daily_active_users', condition: { kind: 'above', threshold: 1 } })
    const path = `/metrics/alerts/${alert.id}`
    await done('PATCH', path, key, { enabled: false })
    await come(START, 3)
    await close(START)
    expect(await fired()).toEqual([])
    await done('PATCH', path, key, { enabled: true })
    await run()
    expect(await fired()).toEqual([])
    // In UTC one came on each of two days; in New York both on the evening of the first.
    const late = Date.parse(`${START}T00:00:00Z`) + 3 * DAY
    there.clock.at = late + DAY / 12
    const json = [-1, 1].map((hours) => ({
      ...{ id: `evening${hours}`, person: `p${hours}`, verb: 'come' },
      occurred_at: new Date(late + hours * 3_600_000).toISOString(),
    }))
    await done('POST', '/events', key, json)
    await close(plusDays(START, 3))
    expect(await fired()).toEqual([])
    await rebuildRollups(there.context, ada.organization_id, () => {}, { timeZone: 'America/New_York' })
    await run()
    expect(await fired()).toEqual([])
    const { evaluated } = await done('GET', path, key)
    expect(evaluated).toMatchObject({ date: plusDays(START, 2), value: 2, holds: true })
    await done('PATCH', path, key, { metric: 'avg_generation_time' })
    await close(plusDays(START, 4))
    expect((await done('GET', path, key)).evaluated).toEqual({
      ...{ date: plusDays(START, 3), value: null, expected: null, deviation: null, holds: null },
      ...{ is_level_shift: false, reason: expect.any(String), code: expect.any(String) },
    })
    expect(await fired()).toEqual([])
  }, 60_000)

  test('there are at most a hundred, however many are made at once', async () => {
    const { key } = await begin()
    const json = { name: 'One', metric: 'sessions', condition: { kind: 'above', threshold: 1 } }
    const make = () => call('POST', '/metrics/alerts', key, json)
    for (let made = 0; made < 95; made += 1) expect((await make()).status).toBe(201)
    const last = await Promise.all(Array.from({ length: 8 }, make))
    expect(last.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(last.find(({ status }) => status !== 201)?.body.code).toBe('too_many_metric_alerts')
  }, 60_000)
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
