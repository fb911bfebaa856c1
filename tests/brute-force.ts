/**
 * The dashboard, counted the slow way: straight from the definitions, with sets and loops over raw
 * events, and local days asked of `Intl`. It knows nothing of src/metrics, which is its worth.
 */

export interface Happened {
  person: string
  /** Epoch ms. */
  at: number
  core: boolean
}

export interface History {
  time_zone: string
  /** When the organization was founded, epoch ms. */
  created_at: number
  /** Members and when they joined, epoch ms. Everybody else is tracked. */
  members: Map<string, number>
  events: Happened[]
}

const MINUTE = 60_000
const DAY = 86_400_000
const SESSION_GAP = 1_800_000

/** The numbers of the dashboard for now, or for the end of the local date `asOf`. */
export function bruteForce(history: History, now: number, asOf?: string) {
  const { time_zone, events, members } = history
  const today = asOf ?? localDate(time_zone, now)
  const yesterday = plusDays(today, -1)
  const moment = Math.min(now, endOfDate(time_zone, today))
  const dates = events.map(({ at }) => localDate(time_zone, at))
  const firstDate = [localDate(time_zone, history.created_at), ...dates].sort()[0] ?? ''

  const firstDates = new Map<string, string>()
  for (const [member, joinedAt] of members) firstDates.set(member, localDate(time_zone, joinedAt))
  events.forEach(({ person }, i) => {
    if (members.has(person)) return
    const known = firstDates.get(person)
    const date = dates[i] ?? ''
    if (!known || date < known) firstDates.set(person, date)
  })

  const users = (date: string) => [...firstDates.values()].filter((first) => first <= date).length
  const newUsers = (date: string) => [...firstDates.values()].filter((first) => first === date).length
  const active = (length: number, last: string, only: (event: Happened) => boolean = () => true) => {
    const from = plusDays(last, 1 - length)
    const on = (date: string | undefined) => date !== undefined && date >= from && date <= last
    return new Set(events.filter((event, i) => on(dates[i]) && only(event)).map(({ person }) => person))
  }
  const sumOfDailyActives = (length: number, last: string) => {
    let sum = 0
    for (let i = 0; i < length; i += 1) sum += active(1, plusDays(last, -i)).size
    return sum
  }
  /** How many days of the organization's life have ended with `date`. */
  const age = (date: string) => (Date.parse(date) - Date.parse(firstDate)) / DAY + 1

  const growth = () => {
    if (yesterday < firstDate) return null
    const [after, before] = [users(yesterday), users(plusDays(yesterday, -7))]
    if (before === 0) return after === 0 ? 0 : null
    return tenths(100 * (after - before), before)
  }
  /** Of what is counted in a week, over the week before. */
  const weekly = (count: (last: string) => number) => {
    if (age(yesterday) < 14) return null
    const [after, before] = [count(yesterday), count(plusDays(yesterday, -7))]
    if (before === 0) return after === 0 ? 0 : null
    return tenths(100 * (after - before), before)
  }
  const newUsersOfWeek = (last: string) =>
    [0, 1, 2, 3, 4, 5, 6].reduce((sum, ago) => sum + newUsers(plusDays(last, -ago)), 0)
  const gainedAndLost = () => {
    if (age(yesterday) < 14) return [undefined, undefined]
    const [now, before] = [active(7, yesterday), active(7, plusDays(yesterday, -7))]
    return [now.difference(before).size, before.difference(now).size]
  }
  const retention = () => {
    const before = active(30, plusDays(yesterday, -30))
    if (age(yesterday) < 60 || before.size === 0) return null
    const stayed = active(30, yesterday).intersection(before)
    return tenths(100 * stayed.size, before.size)
  }
  const stickiness = () => {
    const monthly = active(30, yesterday).size
    if (age(yesterday) < 30 || monthly === 0) return null
    return tenths(100 * sumOfDailyActives(30, yesterday), 30 * monthly)
  }
  const averageSession = () => {
    const from = plusDays(today, -6)
    const started = sessionsOf(history).filter(({ start }) => {
      const date = localDate(time_zone, start)
      return date >= from && date <= today
    })
    if (started.length === 0) return null
    const total = started.reduce((sum, { start, end }) => sum + end - start, 0)
    return tenths(total, started.length * MINUTE)
  }
  const engagement = (date: string) => {
    const eligible = users(date)
    if (eligible === 0) return null
    const frequency = Math.min(sumOfDailyActives(7, date), 5 * eligible)
    const reach = Math.min(active(7, date).size, eligible)
    const core = Math.min(active(7, date, (event) => event.core).size, eligible)
    // 40 * frequency / 5E + 30 * reach / E + 30 * core / E
    return tenths(40 * frequency + 150 * reach + 150 * core, 5 * eligible)
  }
  const trend = (value: (date: string) => number | null) =>
    [6, 5, 4, 3, 2, 1, 0].map((ago) => {
      const date = plusDays(today, -ago)
      const complete = date < localDate(time_zone, now)
      return { date, value: date < firstDate ? null : value(date), complete }
    })
  const sinceFirst = (date: string, value: number) => (date < firstDate ? null : value)
  const lastDay = events.filter(({ at }) => at > moment - DAY && at <= moment)

  return {
    total_users: sinceFirst(today, users(today)),
    active_users: sinceFirst(today, new Set(lastDay.map(({ person }) => person)).size),
    new_users_today: sinceFirst(today, newUsers(today)),
    growth_rate: growth(),
    active_users_growth_rate: weekly((last) => active(7, last).size),
    gained_and_lost: gainedAndLost(),
    new_users_growth_rate: weekly(newUsersOfWeek),
    user_retention: retention(),
    daily_active_users: sinceFirst(today, active(1, today).size),
    weekly_active_users: sinceFirst(yesterday, active(7, yesterday).size),
    monthly_active_users: sinceFirst(yesterday, active(30, yesterday).size),
    avg_session_duration: averageSession(),
    engagement_score: engagement(today),
    stickiness: stickiness(),
    trends: {
      daily_active_users: trend((date) => active(1, date).size),
      engagement_score: trend(engagement),
    },
  }
}

/** Weeks are named by their Mondays, months by their firsts. */
function periodStart(unit: 'week' | 'month', date: string): string {
  if (unit === 'month') return `${date.slice(0, 7)}-01`
  const weekday = (new Date(date).getUTCDay() + 6) % 7
  return plusDays(date, -weekday)
}

/** Cohorts and the lifecycle over the last `length` weeks or months, with sets of people. */
export function bruteForcePeriods(history: History, now: number, unit: 'week' | 'month', length: number) {
  const { time_zone, events, members } = history
  const current = periodStart(unit, localDate(time_zone, now))
  const periods = [current]
  while (periods.length < length) periods.unshift(periodStart(unit, plusDays(periods[0] as string, -1)))
  const active = new Map<string, Set<string>>()
  const firstDates = new Map([...members].map(([member, at]) => [member, localDate(time_zone, at)]))
  for (const { person, at } of events) {
    const date = localDate(time_zone, at)
    if (!members.has(person) && !(date >= (firstDates.get(person) ?? '9'))) firstDates.set(person, date)
    const period = periodStart(unit, date)
    active.set(period, (active.get(period) ?? new Set()).add(person))
  }
  const of = (period: string) => active.get(period) ?? new Set<string>()
  const since = (period: string) =>
    [...active].reduce(
      (people, [at, those]) => (at >= period ? people.union(those) : people),
      new Set<string>(),
    )
  const beganIn = (period: string) =>
    new Set(
      [...firstDates].filter(([, date]) => periodStart(unit, date) === period).map(([person]) => person),
    )
  const cohorts = periods.map((cohort, i) => {
    const own = beganIn(cohort)
    const ended = periods.slice(i).filter((period) => period < current && own.size > 0)
    return {
      from: cohort,
      size: own.size,
      retention: ended.map((period) => own.intersection(of(period)).size),
      unbounded_retention: ended.map((period) => own.intersection(since(period)).size),
    }
  })
  const began = [...events.map(({ at }) => at), history.created_at]
    .map((at) => localDate(time_zone, at))
    .sort()
  const lifecycle = periods.map((period) => {
    if (period < periodStart(unit, began[0] as string)) return null
    const [now, before] = [of(period), of(periodStart(unit, plusDays(period, -1)))]
    const returning = now.intersection(before)
    const fresh = now.difference(before).intersection(beganIn(period))
    return {
      active: now.size,
      new: fresh.size,
      returning: returning.size,
      resurrected: now.size - returning.size - fresh.size,
      dormant: period === current ? null : before.difference(now).size,
    }
  })
  return { cohorts, lifecycle }
}

/** The same numbers out of a dashboard's document. */
export function sameNumbers(document: any): ReturnType<typeof bruteForce> {
  const { user_metrics: users, engagement_metrics: engagement, trends, notes } = document
  const weeks = notes.active_users_growth_rate
  const withoutReasons = (points: any[]) =>
    points.map(({ date, value, complete }) => ({ date, value, complete }))
  return {
    total_users: users.total_users,
    active_users: users.active_users,
    new_users_today: users.new_users_today,
    growth_rate: users.growth_rate,
    active_users_growth_rate: users.active_users_growth_rate,
    gained_and_lost: [weeks?.gained, weeks?.lost],
    new_users_growth_rate: users.new_users_growth_rate,
    user_retention: users.user_retention,
    daily_active_users: engagement.daily_active_users,
    weekly_active_users: engagement.weekly_active_users,
    monthly_active_users: engagement.monthly_active_users,
    avg_session_duration: engagement.avg_session_duration,
    engagement_score: engagement.engagement_score,
    stickiness: engagement.stickiness,
    trends: {
      daily_active_users: withoutReasons(trends.daily_active_users),
      engagement_score: withoutReasons(trends.engagement_score),
    },
  }
}

/** Each person's actions in their order, cut where more than half an hour lies between two. */
function sessionsOf({ events }: History): { start: number; end: number }[] {
  const sessions: { start: number; end: number }[] = []
  for (const own of Map.groupBy(events, ({ person }) => person).values()) {
    const instants = own.map(({ at }) => at).sort((a, b) => a - b)
    let last = Number.NEGATIVE_INFINITY
    for (const at of instants) {
      if (at - last > SESSION_GAP) sessions.push({ start: at, end: at })
      else sessions[sessions.length - 1]!.end = at
      last = at
    }
  }
  return sessions
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar date of an instant in a zone, `2026-03-08`. */
export function localDate(timeZone: string, at: number): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}

/** The date `days` after another, by the calendar alone. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)
}

const ends = new Map<string, number>()

/** The last millisecond of a local date; of one that does not exist, the last before it would be. */
export function endOfDate(timeZone: string, date: string): number {
  const key = `${timeZone} ${date}`
  const known = ends.get(key)
  if (known !== undefined) return known
  // No zone is further west than this; from there back, minute by minute.
  let at = Date.parse(date) + DAY + 13 * 60 * MINUTE
  while (localDate(timeZone, at - 1) > date) at -= MINUTE
  ends.set(key, at - 1)
  return at - 1
}

/** `numerator / denominator` to one decimal, half away from zero. */
export function tenths(numerator: number, denominator: number): number {
  const [n, d] = [BigInt(Math.abs(numerator)) * 10n, BigInt(denominator)]
  const size = n / d + ((n % d) * 2n >= d ? 1n : 0n)
  return size === 0n ? 0 : (Number(size) / 10) * Math.sign(numerator)
}
