/** The metrics that every local day has: what snapshots keep, trends show and statistics describe. */

import { dayToDate } from '../../lib/time/local-days.ts'
import { WORK_SINCE_VERSION } from '../rebuild/rollup-version.ts'
import type { DaySeries } from './day-series.ts'
import {
  activeUsersGrowth,
  averageGenerationTime,
  averageSessionDuration,
  engagementScore,
  growthRate,
  type Noted,
  newUsersGrowth,
  retention,
  stickiness,
} from './formulas.ts'
import { coded, type ReasonCode } from './reasons.ts'

interface DailyMetric {
  /** Whether a day that has not ended would show something misleading. */
  needsWholeDay?: true
  /** Whether it counts what happened on the day by itself. */
  isCount?: true
  /** The version of rollups that has it first: older ones know nothing of it. */
  since?: number
  on(series: DaySeries, day: number, firstDay: number): Noted
}

const OF_WORK = { since: WORK_SINCE_VERSION } as const

const DAILY_METRICS = {
  total_users: { on: (series, day) => ({ value: series.users(day) }) },
  new_users: { isCount: true, on: (series, day) => ({ value: series.on(day).new_users }) },
  daily_active_users: { isCount: true, on: (series, day) => ({ value: series.on(day).dau }) },
  weekly_active_users: { needsWholeDay: true, on: (series, day) => ({ value: series.rolling('d7', day) }) },
  monthly_active_users: { needsWholeDay: true, on: (series, day) => ({ value: series.rolling('d30', day) }) },
  sessions: { isCount: true, on: (series, day) => ({ value: series.on(day).sess_n }) },
  avg_session_duration: { on: averageSessionDuration },
  engagement_score: { on: engagementScore },
  growth_rate: { needsWholeDay: true, on: growthRate },
  active_users_growth_rate: { needsWholeDay: true, on: activeUsersGrowth },
  new_users_growth_rate: { needsWholeDay: true, on: newUsersGrowth },
  user_retention: { needsWholeDay: true, on: retention },
  stickiness: { needsWholeDay: true, on: stickiness },
  tasks_created: {
    ...OF_WORK,
    isCount: true,
    on: (series, day) => ({ value: series.on(day).tasks_created }),
  },
  tasks_completed: {
    ...OF_WORK,
    isCount: true,
    on: (series, day) => ({ value: series.on(day).tasks_completed }),
  },
  applications: { ...OF_WORK, isCount: true, on: (series, day) => ({ value: series.on(day).applications }) },
  hires: { ...OF_WORK, isCount: true, on: (series, day) => ({ value: series.on(day).hires }) },
  content_created: { isCount: true, on: (series, day) => ({ value: series.on(day).content_created }) },
  content_published: { isCount: true, on: (series, day) => ({ value: series.on(day).content_published }) },
  avg_generation_time: { on: averageGenerationTime },
  lessons_completed: { isCount: true, on: (series, day) => ({ value: series.on(day).lessons_completed }) },
  assessments_submitted: {
    isCount: true,
    on: (series, day) => ({ value: series.on(day).assessments_submitted }),
  },
  messages: { ...OF_WORK, isCount: true, on: (series, day) => ({ value: series.on(day).messages }) },
  active_chatters: { ...OF_WORK, isCount: true, on: (series, day) => ({ value: series.on(day).chatters }) },
  weekly_active_chatters: {
    ...OF_WORK,
    needsWholeDay: true,
    on: (series, day) => ({ value: series.rolling('chat_d7', day) }),
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

export interface DailyValue {
  value: number | null
  /** Why there is no value; absent where there is. */
  reason?: string
  code?: ReasonCode
  available_on?: string
}

export const NOT_BEGUN = 'before the organization began'
export const NOT_BUILT = 'it is being counted for this version of Almanac: ask again in a few minutes'

/** @param hasEnded Whether the local day is over. */
export function dailyPoint(
  name: DailyMetricName,
  series: DaySeries,
  day: number,
  firstDay: number,
  hasEnded: boolean,
): DailyValue {
  const metric: DailyMetric = DAILY_METRICS[name]
  if (day < firstDay) return coded({ value: null, reason: NOT_BEGUN })
  if (metric.since !== undefined && series.version < metric.since)
    return coded({ value: null, reason: NOT_BUILT })
  if (metric.needsWholeDay && !hasEnded) {
    return coded({ value: null, reason: 'the day has not ended', available_on: dayToDate(day + 1) })
  }
  const { value, note } = metric.on(series, day, firstDay)
  return value === null ? coded({ value, reason: note?.reason ?? 'no values' }) : { value }
}

/** As `dailyPoint`, without the reason. */
export function dailyValue(...asked: Parameters<typeof dailyPoint>): number | null {
  return dailyPoint(...asked).value
}
