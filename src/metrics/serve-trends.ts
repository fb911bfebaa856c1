/** Daily series over any range, read from the rollups: exact also for days that changed late. */
import type { Context } from '../context.ts'
import type { Read } from '../db/handle.ts'
import type { Serialised } from '../http/serialised.ts'
import { InvalidValueError } from '../lib/app-error.ts'
import type { Principal } from '../modules/auth/principal.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, dailyValue, LOOK_BACK_DAYS } from './daily-metrics.ts'
import { readDaySeries, readFirstDay } from './day-series.ts'
import { METRIC_VERSION } from './definitions.ts'
import { keptDocument } from './kept-document.ts'
import { dayNamed, dayToDate, localDays } from './local-days.ts'
import { readRollupSettings } from './rollup-statements.ts'
import type { Trends, TrendsQuery } from './schema.ts'

const TTL_MS = 5 * 60_000
const USUAL_DAYS = 30
const MOST_DAYS = 366

type Needs = Pick<Context, 'db' | 'clock' | 'cache'>

export function serveTrends(
  context: Needs,
  { organization_id }: Principal,
  query: TrendsQuery,
): Serialised | Promise<Serialised> {
  const metrics = metricsOf(query.metric)
  const key = `trends:${query.from ?? ''}:${query.to ?? ''}:${metrics}`
  const compute = async () => {
    const now = context.clock.now()
    const { trends, ends_at } = await context.db
      .for(organization_id)
      .read((q) => readTrends(q, now, metrics, query))
    // A day that ends is complete from then on.
    const ttl_ms = Math.min(TTL_MS, ends_at - now)
    return keptDocument({ organization_id, ...trends }, { key, now, ttl_ms })
  }
  return context.cache.get(organization_id, key, compute, query.force_refresh === 'true')
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
  const { time_zone, rollup_generation, created_at } = await readRollupSettings(q)
  const days = localDays(time_zone)
  const today = days.dayOf(now)
  const { from, to } = rangeOf(query, today)
  const firstDay = await readFirstDay(q, rollup_generation, days.dayOf(created_at))
  const series = await readDaySeries(q, rollup_generation, from - LOOK_BACK_DAYS, to)
  const pointsOf = (name: DailyMetricName) =>
    Array.from({ length: to - from + 1 }, (_, i) => {
      const day = from + i
      const complete = day < today
      return { date: dayToDate(day), value: dailyValue(name, series, day, firstDay, complete), complete }
    })
  const trends = {
    from: dayToDate(from),
    to: dayToDate(to),
    time_zone,
    began_on: dayToDate(firstDay),
    metric_version: METRIC_VERSION,
    series: Object.fromEntries(metrics.map((name) => [name, pointsOf(name)])),
  }
  return { trends, ends_at: days.endOf(today) }
}

/** @throws InvalidValueError */
function rangeOf(query: TrendsQuery, today: number): { from: number; to: number } {
  const to = query.to === undefined ? today : dayNamed('to', query.to)
  const from = query.from === undefined ? to - USUAL_DAYS + 1 : dayNamed('from', query.from)
  if (to > today) throw new InvalidValueError('to', `is in the future: today is ${dayToDate(today)}`)
  if (from > to) throw new InvalidValueError('from', 'is after "to"')
  if (to - from >= MOST_DAYS) {
    throw new InvalidValueError('from', `is more than ${MOST_DAYS} days before "to": ask for less at once`)
  }
  return { from, to }
}
