/** One daily metric over a period: what it was, where it goes, and which of its days stand out. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { roundedToFour } from '../../lib/rounding.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { type Anomalies, anomalies } from '../statistics/anomalies.ts'
import { mean, sum } from '../statistics/averages.ts'
import { type Change, changeOf } from '../statistics/change.ts'
import { describe } from '../statistics/describe.ts'
import { seasonality } from '../statistics/seasonality.ts'
import { trend } from '../statistics/trend.ts'
import { DAYS_PER_WEEK } from '../statistics/weekdays.ts'
import { weeksApart } from '../statistics/weeks-apart.ts'
import { readCalendar } from './calendar.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, isDailyCount } from './daily-metrics.ts'
import { DEFINITIONS, METRIC_VERSION } from './definitions.ts'
import { LOW_N } from './formulas.ts'
import { anomaliesOf, HISTORY_DAYS, type History, readHistories } from './history.ts'
import { readHourlyStatistics } from './hourly-statistics.ts'
import { coded, codeOf } from './reasons.ts'
import { serveKept } from './serve-kept.ts'
import { type AskedPeriod, askedPeriod } from './statistics/asked-period.ts'
import { datedForecast } from './statistics/dated-forecast.ts'
import { eachDay } from './statistics/each-day.ts'
import type { StatisticsQuery } from './statistics/schema.ts'

const TTL_MS = 5 * 60_000
/** Without which there is none. */
export const LEAST_DAYS = { trend: 21, seasonality: 28, anomalies: 29, forecast: 14 }
const NO_COUNT = `only for counts of a day: ${DAILY_METRIC_NAMES.filter(isDailyCount).join(', ')}`

export function serveStatistics(
  context: Pick<Base, 'db' | 'clock' | 'cache'>,
  { organization_id }: Principal,
  query: StatisticsQuery,
): Serialised | Promise<Serialised> {
  const { metric = 'daily_active_users', period, from = '', to = '', days = 'false', force_refresh } = query
  const isByHour = period === '1d'
  if (isByHour && from) throw new InvalidValueError('from', 'begins a range of days: leave it out with 1d')
  if (isByHour && days === 'true')
    throw new InvalidValueError('days', 'are of a period of whole days: leave it out with 1d')
  const takesLong = isByHour || period === '365d' || from !== ''
  const of = `${period ?? ''}:${from}:${to}:${days}:${metric}`
  const wanted = { organization_id, name: 'statistics', of, force_refresh, takesLong }
  return serveKept(context, wanted, async (q, now) => {
    const { name, parts, next_at } = isByHour
      ? { name: period, ...(await readHourlyStatistics(q, now, metric, query.to)) }
      : await readDailyStatistics(q, now, metric, query)
    const head = { metric, period: name, metric_version: METRIC_VERSION }
    // Another hour or day is complete from then on.
    return { parts: { ...head, ...roundedToFour(withCodes(parts)) }, ttl_ms: Math.min(TTL_MS, next_at - now) }
  })
}

/** Each part that says why something is missing says it for programs, too. */
function withCodes<T extends object>(parts: T): T {
  const withCode = (part: unknown) => (typeof part === 'object' && part !== null ? coded(part) : part)
  // The parts stay what they are, with a code more.
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, withCode(part)])) as T
}

/** @throws InvalidValueError when the days asked for are none, or have not ended. */
async function readDailyStatistics(q: Read, now: number, metric: DailyMetricName, query: StatisticsQuery) {
  const calendar = await readCalendar(q, now)
  const period = askedPeriod(query, calendar)
  const { historyOf, valueOn } = await readHistories(q, calendar, period.to, period.history)
  const history = historyOf(metric)
  const judged = history.last(period.judged)
  // Of a year, each of these steps takes some milliseconds.
  const isLong = period.judged > HISTORY_DAYS
  if (isLong) await nextTurn()
  const found = isDailyCount(metric) ? anomalies(judged.values, judged.firstWeekday) : null
  if (isLong) await nextTurn()
  const parts = {
    time_zone: calendar.days.timeZone,
    ...statisticsOf(history, metric, period, found),
    ...(query.days === 'true' && { days: eachDay(period, (day) => valueOn(metric, day), found) }),
  }
  return { name: period.name, parts, next_at: calendar.ends_at }
}

function statisticsOf(
  history: History,
  metric: DailyMetricName,
  { name, from, to, days }: AskedPeriod,
  found: Anomalies | null,
) {
  const period = history.last(days)
  const previous = history.last(days, days)
  const unit = DEFINITIONS[metric].unit
  const change = (length: number): Change => {
    const [now, before] = [history.last(length).values, history.last(length, length).values]
    const change = changeOf(now, before, length, unit === 'percent')
    if (change.denominator === undefined) return change
    // What rolls is on each day much what it was on the day before: that bears no test.
    const tested = found ? weeksApart(now, before) : null
    return { ...change, ...(isOfFew(metric, before) && { low_n: true }), ...tested }
  }
  const wholeWeeks = days - (days % DAYS_PER_WEEK)
  // A range that is given by both its ends never gets more days.
  const comes = <T extends { reason?: string }>(part: T, needs: number, most = Infinity) =>
    name === 'range' ? part : expected(part, history, needs, most)
  return {
    unit,
    from: dayToDate(from),
    to: dayToDate(to),
    current: describe(period.values),
    previous: describe(previous.values),
    change: change(days),
    /** Of whole weeks, so that each has the same weekdays. */
    change_of_weeks:
      wholeWeeks === days || wholeWeeks === 0 ? null : { days: wholeWeeks, ...change(wholeWeeks) },
    trend: comes(
      trend(period.values, previous.length === days ? previous.values : []),
      LEAST_DAYS.trend,
      days,
    ),
    seasonality: comes(seasonality(period.values, period.firstWeekday), LEAST_DAYS.seasonality, days),
    anomalies: found
      ? comes(anomaliesOf(found, history.last(found.n), days), LEAST_DAYS.anomalies)
      : { items: null, reason: NO_COUNT },
    forecast: found
      ? comes(datedForecast(history, found), LEAST_DAYS.forecast)
      : { days: null, reason: NO_COUNT },
  }
}

/** With the day on which it will be there, where there are too few days as yet. @param most Of the period. */
export function expected<T extends { reason?: string }>(
  part: T,
  history: History,
  needs: number,
  most = Infinity,
) {
  const isMended = part.reason !== undefined && codeOf(part.reason) === 'too_few_days' && needs <= most
  if (!isMended || history.length >= needs) return part
  return { ...part, available_on: dayToDate(history.lastDay + 1 + needs - history.length) }
}

/** Whether so few were counted that one more or less moves a percentage of them a lot. */
function isOfFew(metric: DailyMetricName, values: readonly number[]): boolean {
  if (isDailyCount(metric)) return sum(values) < LOW_N
  return DEFINITIONS[metric].unit === 'people' && mean(values) < LOW_N
}
