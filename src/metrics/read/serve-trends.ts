/** Daily series over any range, read from the rollups: exact also for days that changed late. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { dayNamed, dayToDate } from '../../lib/time/local-days.ts'
import type { Trends, TrendsQuery } from '../schema.ts'
import { readCalendar } from './calendar.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, dailyPoint, LOOK_BACK_DAYS } from './daily-metrics.ts'
import { checkedRange, type DayRange } from './day-range.ts'
import { readDaySeries } from './day-series.ts'
import { METRIC_VERSION } from './definitions.ts'
import { serveKept } from './serve-kept.ts'

const TTL_MS = 5 * 60_000
const USUAL_DAYS = 30

export function serveTrends(
  context: Pick<Base, 'db' | 'clock' | 'cache'>,
  { organization_id }: Principal,
  query: TrendsQuery,
): Serialised | Promise<Serialised> {
  const metrics = metricsOf(query.metric)
  const of = `${query.from ?? ''}:${query.to ?? ''}:${metrics}`
  const wanted = { organization_id, name: 'trends', of, force_refresh: query.force_refresh }
  return serveKept(context, wanted, async (q, now) => {
    const { trends, ends_at } = await readTrends(q, now, metrics, query)
    // A day that ends is complete from then on.
    return { parts: { organization_id, ...trends }, ttl_ms: Math.min(TTL_MS, ends_at - now) }
  })
}

/** In the order in which they are defined, so that one answer serves every order. */
function metricsOf(names: string | undefined): DailyMetricName[] {
  if (names === undefined) return DAILY_METRIC_NAMES
  const wanted = new Set(names.split(',').map((name) => name.trim()))
  const known = DAILY_METRIC_NAMES.filter((name) => wanted.delete(name))
  const [unknown] = wanted
  if (unknown !== undefined || known.length === 0) {
    throw new InvalidValueError('metric', `must be some of ${DAILY_METRIC_NAMES.join(', ')}`)
  }
  return known
}

interface Answer {
  trends: Omit<Trends, 'organization_id' | 'cache_metadata'>
  /** When the local day is over. */
  ends_at: number
}

async function readTrends(
  q: Read,
  now: number,
  metrics: DailyMetricName[],
  query: TrendsQuery,
): Promise<Answer> {
  const calendar = await readCalendar(q, now)
  const { days, today, firstDay, ends_at } = calendar
  const { from, to } = rangeOf(query, today)
  const series = await readDaySeries(q, calendar, from - LOOK_BACK_DAYS, to)
  const pointsOf = (name: DailyMetricName) =>
    Array.from({ length: to - from + 1 }, (_, i) => {
      const day = from + i
      const complete = day < today
      return { date: dayToDate(day), ...dailyPoint(name, series, day, firstDay, complete), complete }
    })
  const trends = {
    from: dayToDate(from),
    to: dayToDate(to),
    time_zone: days.timeZone,
    began_on: dayToDate(firstDay),
    metric_version: METRIC_VERSION,
    series: Object.fromEntries(metrics.map((name) => [name, pointsOf(name)])),
  }
  return { trends, ends_at }
}

/** @throws InvalidValueError */
function rangeOf(query: TrendsQuery, today: number): DayRange {
  const to = query.to === undefined ? today : dayNamed('to', query.to)
  const from = query.from === undefined ? to - USUAL_DAYS + 1 : dayNamed('from', query.from)
  return checkedRange({ from, to }, today)
}
