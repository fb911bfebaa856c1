/** The metrics that every local day has: what snapshots keep, trends show and statistics describe. */
import type { DaySeries } from './day-series.ts'
import {
  activeUsersGrowth,
  averageSessionDuration,
  engagementScore,
  growthRate,
  newUsersGrowth,
  retention,
  stickiness,
} from './formulas.ts'

interface DailyMetric {
  /** Whether a day that has not ended would show something misleading. */
  needsWholeDay?: true
  /** Whether it counts what happened on the day by itself. */
  isCount?: true
  value(series: DaySeries, day: number, firstDay: number): number | null
}

export const DAILY_METRICS = {
  total_users: { value: (series, day) => series.users(day) },
  new_users: { isCount: true, value: (series, day) => series.on(day).new_users },
  daily_active_users: { isCount: true, value: (series, day) => series.on(day).dau },
  weekly_active_users: { needsWholeDay: true, value: (series, day) => series.rolling('d7', day) },
  monthly_active_users: { needsWholeDay: true, value: (series, day) => series.rolling('d30', day) },
  sessions: { isCount: true, value: (series, day) => series.on(day).sess_n },
  avg_session_duration: { value: (series, day) => averageSessionDuration(series, day).value },
  engagement_score: { value: (series, day) => engagementScore(series, day).value },
  growth_rate: {
    needsWholeDay: true,
    value: (series, day, firstDay) => growthRate(series, day, firstDay).value,
  },
  active_users_growth_rate: {
    needsWholeDay: true,
    value: (series, day, firstDay) => activeUsersGrowth(series, day, firstDay).value,
  },
  new_users_growth_rate: {
    needsWholeDay: true,
    value: (series, day, firstDay) => newUsersGrowth(series, day, firstDay).value,
  },
  user_retention: {
    needsWholeDay: true,
    value: (series, day, firstDay) => retention(series, day, firstDay).value,
  },
  stickiness: {
    needsWholeDay: true,
    value: (series, day, firstDay) => stickiness(series, day, firstDay).value,
  },
} as const satisfies Record<string, DailyMetric>

export type DailyMetricName = keyof typeof DAILY_METRICS
export const DAILY_METRIC_NAMES = Object.keys(DAILY_METRICS) as DailyMetricName[]

export function isDailyCount(name: DailyMetricName): boolean {
  const metric: DailyMetric = DAILY_METRICS[name]
  return metric.isCount === true
}

/**
 * How many days before the first one a series must reach back: retention looks back on 60 from
 * yesterday, and stickiness adds up the 30 before it.
 */
export const LOOK_BACK_DAYS = 100

/** @param hasEnded Whether the local day is over. */
export function dailyValue(
  name: DailyMetricName,
  series: DaySeries,
  day: number,
  firstDay: number,
  hasEnded: boolean,
): number | null {
  const metric: DailyMetric = DAILY_METRICS[name]
  if (day < firstDay || (metric.needsWholeDay && !hasEnded)) return null
  return metric.value(series, day, firstDay)
}
