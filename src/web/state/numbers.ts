/** What pages of numbers read, in one place: the same question is asked once, whoever shows the answer. */
import { computed } from '@preact/signals'
import type { Operations, Statistics } from '../../../docs/api-types.ts'
import { type Day, daysBetween, plusDays } from '../format/days.ts'
import { reading } from './reading.ts'
import { pastDay } from './route.ts'
import { shownDay, today } from './session.ts'

const MINUTE_MS = 60_000
const STRIP_DAYS = 120
const SPARK_DAYS = 28
/** How much of what came later the line of days shows. */
const LATER_DAYS = 40

export const SPARK_METRICS = [
  'daily_active_users',
  'weekly_active_users',
  'monthly_active_users',
  'new_users',
  'total_users',
  'user_retention',
  'avg_session_duration',
  'engagement_score',
] as const

/** How often what is of now is read again; what is past does not change by itself. */
function often(every_ms: number): number | null {
  return pastDay.value === null ? every_ms : null
}

export function readDashboard() {
  const as_of = pastDay.value
  return reading(often(MINUTE_MS), 'GET /api/v1/metrics/dashboard', { query: as_of ? { as_of } : {} })
}

export function readSparklines() {
  const to = shownDay.value
  const query = { from: plusDays(to, -SPARK_DAYS + 1), to, metric: SPARK_METRICS.join(',') }
  return reading(often(5 * MINUTE_MS), 'GET /api/v1/metrics/trends', { query })
}

/** The line of days ends today, or some weeks after a day that is older than the line is long. */
export const stripEnd = computed(() => {
  if (daysBetween(shownDay.value, today.value) < STRIP_DAYS - 1) return today.value
  const end = plusDays(shownDay.value, LATER_DAYS)
  return end < today.value ? end : today.value
})

export function readStrip() {
  const to = stripEnd.value
  const query = { from: plusDays(to, -STRIP_DAYS + 1), to, metric: 'daily_active_users' }
  return reading(5 * MINUTE_MS, 'GET /api/v1/metrics/trends', { query })
}

/** The metrics that every day has. */
export type DailyMetric = NonNullable<
  NonNullable<Operations['GET /api/v1/metrics/statistics']['query']>['metric']
>

/** Of 90 whole days: to yesterday, or to the past day that is looked at. */
export function readStatistics(metric: DailyMetric, period: '1d' | '7d' | '30d' | '90d' = '90d') {
  const to = pastDay.value
  return reading(often(5 * MINUTE_MS), 'GET /api/v1/metrics/statistics', {
    query: { period, metric, ...(to && { to }) },
  })
}

/** What stands out among all counts, in 90 days: the same that their statistics find, in one answer. */
export function readNotable() {
  const to = pastDay.value
  return reading(often(5 * MINUTE_MS), 'GET /api/v1/metrics/notable', {
    query: { period: '90d', ...(to && { to }) },
  })
}

export interface ActivityFilter {
  person_id?: string
  verb?: string
  /** Otherwise the last 24 hours. */
  day?: Day
}

export function readActivity(limit: number, filter: ActivityFilter = {}) {
  return reading(often(MINUTE_MS), 'GET /api/v1/metrics/activity', { query: { limit, ...filter } })
}

export function readActivityCounts(filter: ActivityFilter) {
  return reading(often(MINUTE_MS), 'GET /api/v1/metrics/activity/counts', { query: { ...filter } })
}

/** Of single days; a shift of level has days of its own. */
export function unusualDaysOf(statistics: Statistics | undefined) {
  const items = statistics?.anomalies.items ?? []
  return items.flatMap((one) => (one.kind === 'day' ? [one] : one.days))
}
