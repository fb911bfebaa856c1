/** One daily metric over a period: what it was, where it goes, and which of its days stand out. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { roundedToFour } from '../../lib/rounding.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { anomalies } from '../statistics/anomalies.ts'
import { mean, sum } from '../statistics/averages.ts'
import { type Change, changeOf } from '../statistics/change.ts'
import { describe } from '../statistics/describe.ts'
import { forecast } from '../statistics/forecast.ts'
import { seasonality } from '../statistics/seasonality.ts'
import { trend } from '../statistics/trend.ts'
import { DAYS_PER_WEEK } from '../statistics/weekdays.ts'
import { weeksApart } from '../statistics/weeks-apart.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, isDailyCount } from './daily-metrics.ts'
import { DEFINITIONS, METRIC_VERSION } from './definitions.ts'
import { LOW_N } from './formulas.ts'
import { anomaliesOf, type History, readHistories } from './history.ts'
import { readHourlyStatistics } from './hourly-statistics.ts'
import { coded, codeOf } from './reasons.ts'
import { serveKept } from './serve-kept.ts'
import type { StatisticsQuery } from './statistics/schema.ts'

const TTL_MS = 5 * 60_000
const PERIOD_DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const
const FORECAST_FROM_DAYS = 90
/** Without which there is none. */
export const LEAST_DAYS = { trend: 21, seasonality: 28, anomalies: 29, forecast: 14 }
const NO_COUNT = `only for counts of a day: ${DAILY_METRIC_NAMES.filter(isDailyCount).join(', ')}`

export function serveStatistics(
  context: Pick<Base, 'db' | 'clock' | 'cache'>,
  { organization_id }: Principal,
  { metric = 'daily_active_users', period = '30d', to, force_refresh }: StatisticsQuery,
): Serialised | Promise<Serialised> {
  const takesLong = period === '1d'
  const wanted = { organization_id, name: 'statistics', of: `${period}:${to ?? ''}:${metric}`, force_refresh }
  return serveKept(context, { ...wanted, takesLong }, async (q, now) => {
    const { parts, next_at } =
      period === '1d'
        ? await readHourlyStatistics(q, now, metric, to)
        : await readDailyStatistics(q, now, metric, PERIOD_DAYS[period], to)
    const head = { metric, period, metric_version: METRIC_VERSION }
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

/** @throws InvalidValueError when `to` is no date, or its day has not ended. */
async function readDailyStatistics(
  q: Read,
  now: number,
  metric: DailyMetricName,
  days: number,
  to: string | undefined,
) {
  const { historyOf, time_zone, ends_at } = await readHistories(q, now, to)
  return { parts: { time_zone, ...statisticsOf(historyOf(metric), metric, days) }, next_at: ends_at }
}

function statisticsOf(history: History, metric: DailyMetricName, days: number) {
  const period = history.last(days)
  const previous = history.last(days, days)
  const unit = DEFINITIONS[metric].unit
  const isCount = isDailyCount(metric)
  const change = (length: number): Change => {
    const [now, before] = [history.last(length).values, history.last(length, length).values]
    const change = changeOf(now, before, length, unit === 'percent')
    if (change.denominator === undefined) return change
    // What rolls is on each day much what it was on the day before: that bears no test.
    const tested = isCount ? weeksApart(now, before) : null
    return { ...change, ...(isOfFew(metric, before) && { low_n: true }), ...tested }
  }
  const wholeWeeks = days - (days % DAYS_PER_WEEK)
  const found = isCount ? anomalies(history.values, history.firstWeekday) : null
  return {
    unit,
    from: dayToDate(history.lastDay - days + 1),
    to: dayToDate(history.lastDay),
    current: describe(period.values),
    previous: describe(previous.values),
    change: change(days),
    /** Of whole weeks, so that each has the same weekdays. */
    change_of_weeks: wholeWeeks === days ? null : { days: wholeWeeks, ...change(wholeWeeks) },
    trend: expected(
      trend(period.values, previous.length === days ? previous.values : []),
      history,
      LEAST_DAYS.trend,
      days,
    ),
    seasonality: expected(
      seasonality(period.values, period.firstWeekday),
      history,
      LEAST_DAYS.seasonality,
      days,
    ),
    anomalies: found
      ? expected(anomaliesOf(found, history, days), history, LEAST_DAYS.anomalies)
      : { items: null, reason: NO_COUNT },
    forecast: isCount
      ? expected(
          forecastOf(history.last(FORECAST_FROM_DAYS), found?.level_shift_open ?? false),
          history,
          LEAST_DAYS.forecast,
        )
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

function forecastOf(history: History, levelShiftOpen: boolean) {
  const { days, ...rest } = forecast(history.values, history.firstWeekday, levelShiftOpen)
  const dated = days?.map(({ days_ahead, ...day }) => ({
    date: dayToDate(history.lastDay + days_ahead),
    ...day,
  }))
  return { ...rest, days: dated ?? null }
}
