/**
 * What stands out among all counts of a day, in one answer: unusual days, shifts of level, changes of
 * a week beyond chance, and directions of 90 days. Each is found as the statistics of its metric find it.
 */
import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { roundedToFour } from '../../lib/rounding.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { anomalies } from '../statistics/anomalies.ts'
import { mean, sum } from '../statistics/averages.ts'
import { trend } from '../statistics/trend.ts'
import { weeksApart } from '../statistics/weeks-apart.ts'
import { readCalendar } from './calendar.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName, isDailyCount } from './daily-metrics.ts'
import { METRIC_VERSION } from './definitions.ts'
import { anomaliesOf, type History, lastDayOf, readHistories } from './history.ts'
import type { MissingNotable, NotableItem, NotableQuery } from './notable/schema.ts'
import { coded } from './reasons.ts'
import { serveKept } from './serve-kept.ts'
import { expected, LEAST_DAYS } from './serve-statistics.ts'

const TTL_MS = 5 * 60_000
const PERIOD_DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const
const TREND_DAYS = 90
const WEEK = 7
const COUNTS = DAILY_METRIC_NAMES.filter(isDailyCount)

export function serveNotable(
  context: Pick<Base, 'db' | 'clock' | 'cache'>,
  { organization_id }: Principal,
  { period = '30d', to, force_refresh }: NotableQuery,
): Serialised | Promise<Serialised> {
  const wanted = { organization_id, name: 'notable', of: `${period}:${to ?? ''}`, force_refresh }
  return serveKept(context, { ...wanted, takesLong: true }, async (q, now) => {
    const { parts, ends_at } = await readNotable(q, now, PERIOD_DAYS[period], to)
    const head = { period, metric_version: METRIC_VERSION }
    return { parts: { ...head, ...roundedToFour(parts) }, ttl_ms: Math.min(TTL_MS, ends_at - now) }
  })
}

/** @throws InvalidValueError when `to` is no date, or its day has not ended. */
async function readNotable(q: Read, now: number, days: number, to: string | undefined) {
  const calendar = await readCalendar(q, now)
  const lastDay = lastDayOf(to, calendar)
  const { historyOf } = await readHistories(q, calendar, lastDay)
  const all: Found[] = []
  for (const metric of COUNTS) {
    all.push(foundIn(metric, historyOf(metric), days))
    await nextTurn()
  }
  const window = { from: dayToDate(lastDay - days + 1), to: dayToDate(lastDay) }
  const parts = {
    time_zone: calendar.days.timeZone,
    ...window,
    changes_tested: all.filter(({ isTested }) => isTested).length,
    items: all.flatMap(({ items }) => items).sort(byWeight),
    missing: all.flatMap(({ missing }) => missing.map(coded)),
  }
  return { parts, ends_at: calendar.ends_at }
}

interface Found {
  items: NotableItem[]
  missing: MissingNotable[]
  isTested: boolean
}

function foundIn(metric: DailyMetricName, history: History, days: number): Found {
  const judged = anomalies(history.values, history.firstWeekday)
  const unusual = expected(anomaliesOf(judged, history, days), history, LEAST_DAYS.anomalies)
  const direction = expected(trendOf(history), history, LEAST_DAYS.trend)
  const week = changeOf(history)
  const missing = [missingOf(metric, 'unusual_days', unusual), missingOf(metric, 'trend', direction)]
  return {
    items: [
      ...unusualOf(metric, unusual),
      ...(week?.significant ? [{ kind: 'change' as const, metric, ...week.change }] : []),
      ...directionOf(metric, direction),
    ],
    missing: missing.flat(),
    isTested: week !== null,
  }
}

function trendOf(history: History) {
  const [period, before] = [history.last(TREND_DAYS), history.last(TREND_DAYS, TREND_DAYS)]
  return trend(period.values, before.length === TREND_DAYS ? before.values : [])
}

type Part = { reason?: string; available_on?: string }

function missingOf(metric: string, part: MissingNotable['part'], { reason, available_on }: Part) {
  if (reason === undefined) return []
  return [{ metric, part, reason, ...(available_on && { available_on }) }]
}

function unusualOf(metric: string, found: ReturnType<typeof anomaliesOf>): NotableItem[] {
  const items = found.items ?? []
  const last = items.findLast((one) => one.kind === 'level_shift')
  return items.map((one): NotableItem => {
    if (one.kind === 'day') return { ...one, kind: 'unusual_day', metric }
    const { date, noticed_on, side, days } = one
    const [value, usual] = [mean(days.map((day) => day.value)), mean(days.map((day) => day.expected))]
    const open = found.level_shift_open && one === last
    return {
      kind: 'level_shift',
      metric,
      date,
      noticed_on,
      side,
      open,
      days: days.map(({ kind: _, ...day }) => day),
      value,
      expected: usual,
    }
  })
}

/** Of the last seven days and the seven before; `null` where nothing was counted in either, or one is not whole. */
function changeOf(history: History) {
  const [now, before] = [history.last(WEEK).values, history.last(WEEK, WEEK).values]
  if (before.length < WEEK || sum(now) + sum(before) === 0) return null
  const tested = weeksApart(now, before)
  if (!tested) return null
  const dayAt = (ago: number) => dayToDate(history.lastDay - ago)
  const windows = { from: dayAt(6), to: dayAt(0), before_from: dayAt(13), before_to: dayAt(7) }
  const { test, p_value, significant } = tested
  return { significant, change: { ...windows, value: sum(now), value_before: sum(before), test, p_value } }
}

function directionOf(metric: string, found: ReturnType<typeof trend>): NotableItem[] {
  const { direction, slope_adjusted, interval, n } = found
  if (direction !== 'rising' && direction !== 'falling') return []
  if (slope_adjusted === null || interval === null) return []
  return [{ kind: 'trend', metric, direction, days: n, slope_adjusted, interval }]
}

const ORDER = ['unusual_day', 'level_shift', 'change', 'trend'] as const

/** Days and shifts first, the latest of them before the others; of changes, the least likely. */
function byWeight(a: NotableItem, b: NotableItem): number {
  return (
    latest(b).localeCompare(latest(a)) ||
    ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
    chance(a) - chance(b)
  )
}

function latest(item: NotableItem): string {
  if (item.kind === 'unusual_day') return item.date
  return item.kind === 'level_shift' ? item.noticed_on : ''
}

function chance(item: NotableItem): number {
  return item.kind === 'change' ? item.p_value : 0
}
