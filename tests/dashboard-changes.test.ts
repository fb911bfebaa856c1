/** What the main numbers were before, recomputed from raw events; when each is there; and of which days it is. */
import { expect, test } from 'bun:test'
import { significanceOf } from '../src/metrics/statistics/even-chances.ts'
import { exactShares } from '../src/metrics/statistics/exact-shares.ts'
import { exactSwaps } from '../src/metrics/statistics/exact-swaps.ts'
import { rankOfChange } from '../src/metrics/statistics/rank-of-change.ts'
import { importEvents, postEvents, readDashboard, type Sent } from './activity.ts'
import { onEachEngine, sharedApp } from './app.ts'
import { bruteForce, type History, localDate, plusDays } from './brute-force.ts'
import { signIn, signUp } from './people.ts'

const DAY = 86_400_000
const ZONE = 'America/New_York'

onEachEngine('Changes on the dashboard', (engine) => {
  const app = sharedApp(engine)

  test('are those of the raw events, for now and for days past', async () => {
    const ada = await signUp(await app(), 'ada', ZONE)
    const { clock } = await app()
    const history = eventsOf(clock.at)
    expect(await importEvents(await app(), ada, history)).toBe(history.length)
    const joined = { person: ada.member_id, at: clock.at, core: false }
    const all: History = {
      ...{ time_zone: ZONE, created_at: clock.at, members: new Map([[ada.member_id, clock.at]]) },
      events: [...history, joined],
    }
    const today = localDate(ZONE, clock.at)
    for (const asOf of [undefined, plusDays(today, -40), plusDays(today, -190)]) {
      const { changes } = await readDashboard(await app(), ada, asOf)
      expect({ asOf, ...withoutWords(changes) }).toEqual({ asOf, ...expected(all, clock.at, asOf) })
    }
    const { changes, windows, began_on, time_zone } = await readDashboard(await app(), ada)
    expect([began_on, time_zone]).toEqual([localDate(ZONE, history[0]?.at ?? 0), ZONE])
    expect(changes.weekly_active_users).toMatchObject({
      ...{ from: plusDays(today, -7), to: plusDays(today, -1), test: 'gained_and_lost' },
      ...{ before_from: plusDays(today, -14), before_to: plusDays(today, -8) },
    })
    expect(windows.find((one: any) => one.metrics.includes('user_retention'))).toMatchObject({
      ...{ from: plusDays(today, -60), to: plusDays(today, -1) },
    })
  })

  test('of a young organization say from which day on they are there, and keep their word', async () => {
    const grace = await signUp(await app(), 'grace')
    const { clock } = await app()
    const born = clock.at
    try {
      const first = (await readDashboard(await app(), grace)).changes
      const missing = { p_value: null, significant: null, reason: 'immature', code: 'immature' }
      for (const [name, days] of Object.entries(NEEDED)) {
        const available_on = plusDays(localDate('UTC', born), days)
        expect({ name, ...first[name] }).toMatchObject({ name, value_before: null, ...missing, available_on })
        for (const [after, isThere] of [
          [days - 1, false],
          [days, true],
        ] as const) {
          clock.at = born + after * DAY
          const token = (await signIn(await app(), grace)).token
          const { changes } = await readDashboard(await app(), { ...grace, token })
          expect([name, after, changes[name].code !== 'immature']).toEqual([name, after, isThere])
        }
      }
    } finally {
      clock.at = born
    }
  })

  test('name no number that the dashboard does not have, and leave out none that has days', async () => {
    const lin = await signUp(await app(), 'lin')
    const dashboard = await readDashboard(await app(), lin)
    const { user_metrics, engagement_metrics, content_metrics } = dashboard
    const { work_metrics, hiring_metrics, chat_metrics } = dashboard
    const shown = { ...user_metrics, ...engagement_metrics, ...content_metrics, ...work_metrics }
    const names = Object.keys({ ...shown, ...hiring_metrics, ...chat_metrics })
    const named = dashboard.windows.flatMap(({ metrics }: any) => metrics)
    expect(named.toSorted()).toEqual(names.filter((name) => name !== 'active_users').toSorted())
  })

  test('between whole weeks of a count have a test, and what rolls has none', async () => {
    const joan = await signUp(await app(), 'joan')
    const { clock } = await app()
    const at = (ago: number, n: number) => clock.at - ago * DAY + n * 60_000
    const events = Array.from({ length: 70 }, (_, ago) => {
      const many = ago > 0 && ago <= 28 ? 6 : 2 + (ago % 2)
      return Array.from(
        { length: many },
        (_, n): Sent => ({
          ...{ id: `w${ago}-${n}`, person: `p${n}`, at: at(ago + 1, n), core: false },
        }),
      )
    }).flat()
    for (let i = 0; i < events.length; i += 200) await postEvents(await app(), joan, events.slice(i, i + 200))
    const of = async (query: string) =>
      (await (await app()).get(`/api/v1/metrics/statistics${query}`, { token: joan.token })).body
    const month = await of('?period=30d&metric=daily_active_users')
    expect(month.change).not.toHaveProperty('test')
    expect(month.change_of_weeks).toMatchObject({ test: 'weeks', significant: true })
    expect(month.change_of_weeks.interval_95.low).toBeGreaterThan(2)
    expect((await of('?period=7d&metric=sessions')).change).toMatchObject({ test: 'weekday_pairs' })
    expect((await of('?period=7d&metric=weekly_active_users')).change).not.toHaveProperty('p_value')
    const young = await of('?period=90d&metric=messages')
    expect(young.change_of_weeks).toMatchObject({ value: null, code: 'too_few_days' })
  })
})

/** Of how many whole days of its life each change of an organization needs. */
const NEEDED = {
  daily_active_users: 8,
  weekly_active_users: 14,
  new_users: 14,
  avg_session_duration: 14,
  monthly_active_users: 60,
  user_retention: 90,
}

/** Two hundred and thirty days of a dozen people, who come less and less, more on some weekdays. */
function eventsOf(now: number): Sent[] {
  let seed = 7
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const events: Sent[] = []
  for (let ago = 230; ago >= 0; ago -= 1) {
    for (let person = 0; person < 12; person += 1) {
      // Each begins some days after the one before.
      if (230 - ago < person * 14) continue
      if (chance() > 0.05 + (ago % 7 < 2 ? 0.25 : 0.1) * (1 - person / 24)) continue
      const at = now - ago * DAY - Math.floor(chance() * 20) * 3_600_000
      const minutes = chance() < 0.5 ? [0] : [0, Math.floor(chance() * 25)]
      minutes.forEach((minute, i) => {
        const id = `e${ago}-${person}-${i}`
        events.push({ id, person: `p${person}`, at: at + minute * 60_000, core: chance() < 0.4 })
      })
    }
  }
  return events.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
}

function withoutWords(changes: Record<string, any>) {
  return Object.fromEntries(
    Object.entries(changes).map(([name, { value, value_before, p_value }]) => [
      name,
      [value, value_before, p_value],
    ]),
  )
}

/** Value, value before and p of each, by sets of people and by the dashboard of other days. */
function expected(history: History, now: number, asOf: string | undefined) {
  const today = asOf ?? localDate(ZONE, now)
  const hasEnded = today < localDate(ZONE, now)
  const yesterday = plusDays(today, -1)
  const whole = hasEnded ? today : yesterday
  const on = (day: string) => bruteForce(history, now, day)
  /** Numbers that a dashboard shows as of the day before it. */
  const asOfDay = (day: string) => on(plusDays(day, 1))
  const dates = history.events.map(({ at }) => localDate(ZONE, at))
  const active = (last: string, days: number) => {
    const from = plusDays(last, 1 - days)
    return new Set(
      history.events
        .filter((_, i) => (dates[i] ?? '') >= from && (dates[i] ?? '') <= last)
        .map((e) => e.person),
    )
  }
  const newIn = (last: string) =>
    [0, 1, 2, 3, 4, 5, 6].reduce((n, ago) => n + (on(plusDays(last, -ago)).new_users_today ?? 0), 0)
  const people = (days: number) => {
    const [now, before] = [active(yesterday, days), active(plusDays(yesterday, -days), days)]
    const { p_value } = significanceOf(now.difference(before).size, before.difference(now).size)
    return [now.size, before.size, p_value]
  }
  const counted = (now: number, before: number) => [now, before, significanceOf(now, before).p_value]
  const stayed = (last: string) => {
    const before = active(plusDays(last, -30), 30)
    return [active(last, 30).intersection(before).size, before.size] as const
  }
  const sessions = (day: string) => {
    const lengths = sessionLengths(history, day)
    return { n: lengths.length, ms: lengths.reduce((all, one) => all + one, 0) }
  }
  const pairs = [0, 1, 2, 3, 4, 5, 6].map(
    (ago) => [sessions(plusDays(whole, -ago)), sessions(plusDays(whole, -ago - 7))] as const,
  )
  const mean = (days: readonly { n: number; ms: number }[]) => {
    const n = days.reduce((all, one) => all + one.n, 0)
    return n === 0 ? 0 : days.reduce((all, one) => all + one.ms, 0) / n
  }
  const scores = Array.from({ length: 22 }, (_, i) => on(plusDays(whole, (i - 21) * 7)).engagement_score)
  const rounded = (p: number) => Math.round(p * 1e4) / 1e4
  const age = (Date.parse(whole) - Date.parse(dates[0] ?? '')) / DAY + 1
  const from = (needs: number, values: (number | null)[]) =>
    age >= needs ? values : [values[0] ?? null, null, null]
  return {
    daily_active_users: from(8, counted(active(whole, 1).size, active(plusDays(whole, -7), 1).size)),
    weekly_active_users: from(14, people(7)),
    monthly_active_users: from(60, people(30)),
    new_users: from(14, counted(newIn(yesterday), newIn(plusDays(yesterday, -7)))),
    user_retention: from(90, [
      asOfDay(yesterday).user_retention,
      asOfDay(plusDays(yesterday, -30)).user_retention,
      rounded(exactShares(...stayed(yesterday), ...stayed(plusDays(yesterday, -30)))),
    ]),
    avg_session_duration: from(14, [
      on(whole).avg_session_duration,
      on(plusDays(whole, -7)).avg_session_duration,
      rounded(exactSwaps(pairs, (a, b) => mean(a) - mean(b))),
    ]),
    engagement_score: [
      scores.at(-1) ?? null,
      age >= 14 ? (scores.at(-2) ?? null) : null,
      age >= 154 ? rounded(rankOfChange(scores.filter((one) => one !== null))) : null,
    ],
  }
}

/** Of the sessions that began on a day. */
function sessionLengths({ events }: History, day: string): number[] {
  const found: number[] = []
  for (const own of Map.groupBy(events, ({ person }) => person).values()) {
    const instants = own.map(({ at }) => at).sort((a, b) => a - b)
    let [start, last] = [Number.NaN, Number.NaN]
    const end = () => {
      if (!Number.isNaN(start) && localDate(ZONE, start) === day) found.push(last - start)
    }
    for (const at of instants) {
      if (!(at - last <= 1_800_000)) {
        end()
        start = at
      }
      last = at
    }
    end()
  }
  return found
}
