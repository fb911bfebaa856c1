/**
 * A metric by the hours of the clock: the last 24 whole ones, or those of a local day, beside as many
 * before or those of the day before. A day on which the clock is set has 23 or 25.
 */
import type { Read } from '../../db/handle.ts'
import { dayToDate, endedDayNamed } from '../../lib/time/local-days.ts'
import { type ClockHour, clockHours } from '../../lib/time/local-hours.ts'
import { yieldingEvery } from '../../lib/yielding.ts'
import { sum } from '../statistics/averages.ts'
import { type Change, changeOf } from '../statistics/change.ts'
import { describe } from '../statistics/describe.ts'
import { type Calendar, readCalendar } from './calendar.ts'
import type { DailyMetricName } from './daily-metrics.ts'
import { DEFINITIONS } from './definitions.ts'
import { LOW_N } from './formulas.ts'
import { HOURLY_METRIC_NAMES, type HourlyCount, hourlyCounting } from './hourly-counts.ts'

const HOUR_MS = 3_600_000
const HOURS = 24
const NO_HOURS = `has no hours: only ${HOURLY_METRIC_NAMES.join(', ')} are counted by the hour`
const NO_DAYS = 'only of whole days: 7d, 30d, 90d, 365d or a range'
const TOO_YOUNG = 'the organization had not begun'
/** Such as 2011-12-30 in Apia, and compared with it the day after. */
const NEVER_WAS = 'one of the two days never was in this time zone'

interface Hours {
  current: ClockHour[]
  previous: ClockHour[]
  /** The local dates of the first and the last. */
  from: string
  to: string
}

/** An hour's label and its count; `null` before the organization began. */
interface CountedHour {
  hour: string
  value: number | null
}

/** @throws InvalidValueError when `to` is no date, or its day has not ended. */
export async function readHourlyStatistics(
  q: Read,
  now: number,
  metric: DailyMetricName,
  to: string | undefined,
) {
  const calendar = await readCalendar(q, now)
  const hours =
    to === undefined ? lastHours(calendar, now) : hoursOfDay(calendar, endedDayNamed('to', to, calendar))
  const current = await countEach(q, metric, hours.current, calendar)
  const previous = await countEach(q, metric, hours.previous, calendar)
  const parts = {
    time_zone: calendar.days.timeZone,
    unit: DEFINITIONS[metric].unit,
    from: hours.from,
    to: hours.to,
    ...(current && previous ? statisticsOf(current, previous) : nothing()),
    // The same person comes in several hours, so that their counts do not add up to this.
    ...(metric === 'daily_active_users' && { distinct_people: distinctPeople(current, previous) }),
  }
  const { until_at: next_at = now + HOUR_MS } = clockHours(calendar.days, now, now + HOUR_MS)[0] ?? {}
  return { parts, next_at }
}

/** The last whole ones. Half an hour, where the clock is set by that much, counts as one. */
function lastHours({ days }: Calendar, now: number): Hours {
  const whole = clockHours(days, now - (2 * HOURS + 2) * HOUR_MS, now + 1).slice(1, -1)
  const current = whole.slice(-HOURS)
  const previous = whole.slice(-2 * HOURS, -HOURS)
  return { current, previous, from: dateOf(current.at(0)), to: dateOf(current.at(-1)) }
}

/** Where a date returns, hours of the next one lie between its own. */
function hoursOfDay({ days }: Calendar, day: number): Hours {
  const of = (one: number) =>
    clockHours(days, days.startOf(one), days.endOf(one)).filter(({ from_at }) => days.dayOf(from_at) === one)
  const date = dayToDate(day)
  return { current: of(day), previous: of(day - 1), from: date, to: date }
}

function dateOf(hour: ClockHour | undefined): string {
  return hour?.hour.slice(0, 10) ?? ''
}

/** The hours with what was counted in them, and how many different people in all of them together. */
interface Counted {
  hours: CountedHour[]
  people: number | undefined
}

async function countEach(
  q: Read,
  metric: DailyMetricName,
  hours: ClockHour[],
  { days, firstDay, generation }: Calendar,
): Promise<Counted | undefined> {
  const count = hourlyCounting(metric)
  if (!count) return undefined
  const begins_at = days.startOf(firstDay)
  const counted: CountedHour[] = []
  const yieldNow = yieldingEvery()
  // On a day without hours there was nobody, which is not unknown.
  let people = hours.length === 0 ? new Set<string>() : undefined
  for (const { hour, from_at, until_at } of hours) {
    const exists = from_at >= begins_at
    const found: HourlyCount | undefined = exists
      ? await count(q, { generation, from_at, until_at })
      : undefined
    counted.push({ hour, value: found?.value ?? null })
    if (found?.people) {
      people ??= new Set()
      for (const one of found.people) people.add(one)
    }
    // An hour of a large organization takes a while.
    await yieldNow()
  }
  return { hours: counted, people: people?.size }
}

function statisticsOf(current: Counted, previous: Counted) {
  const [values, before] = [valuesOf(current), valuesOf(previous)]
  const reason = whyNotCompared(current, previous)
  const change: Change = reason
    ? { value: null, unit: 'percent', reason }
    : { ...changeOf(values, before, 0, false), ...(sum(before) < LOW_N && { low_n: true }) }
  return {
    current: describe(values),
    previous: describe(before),
    change,
    ...ofDaysOnly(values.length, NO_DAYS),
    hours: {
      current: current.hours,
      previous: previous.hours,
      ...(reason && { reason }),
    },
  }
}

/** @returns `undefined` where there is nothing against it. */
function whyNotCompared(...both: [Counted, Counted]): string | undefined {
  if (both.some(({ hours }) => hours.some(({ value }) => value === null))) return TOO_YOUNG
  return both.some(({ hours }) => hours.length === 0) ? NEVER_WAS : undefined
}

function distinctPeople(current: Counted | undefined, previous: Counted | undefined) {
  const people = { current: current?.people ?? null, previous: previous?.people ?? null }
  return Object.values(people).includes(null) ? { ...people, reason: TOO_YOUNG } : people
}

function valuesOf({ hours }: Counted): number[] {
  return hours.map(({ value }) => value).filter((value) => value !== null)
}

function nothing() {
  const none = { ...describe([]), reason: NO_HOURS }
  const change: Change = { value: null, unit: 'percent', reason: NO_HOURS }
  return {
    current: none,
    previous: none,
    change,
    ...ofDaysOnly(0, NO_HOURS),
    hours: { current: null, previous: null, reason: NO_HOURS },
  }
}

function ofDaysOnly(n: number, reason: string) {
  return {
    change_of_weeks: null,
    trend: {
      n,
      slope_raw: null,
      r2_raw: null,
      slope_adjusted: null,
      interval: null,
      direction: null,
      reason,
    },
    seasonality: { n, weekdays: null, f: null, f_limit: null, significant: null, reason },
    anomalies: { items: null, reason },
    forecast: { days: null, reason },
  }
}
