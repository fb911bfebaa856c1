/** Of each daily metric, what kind of number it is: that decides how it is drawn and how it is written. */
import { count, percent, plain, toTenth } from './numbers.ts'

export type Kind = 'count' | 'people' | 'rolling' | 'stock' | 'percent' | 'minutes' | 'seconds' | 'score'

export type MetricGroup = 'people' | 'work' | 'knowledge' | 'hiring' | 'conversations'

/** In the order in which they are chosen from. */
export const METRICS: Readonly<Record<string, readonly [Kind, MetricGroup]>> = {
  daily_active_users: ['people', 'people'],
  weekly_active_users: ['rolling', 'people'],
  monthly_active_users: ['rolling', 'people'],
  new_users: ['count', 'people'],
  total_users: ['stock', 'people'],
  sessions: ['count', 'people'],
  avg_session_duration: ['minutes', 'people'],
  engagement_score: ['score', 'people'],
  user_retention: ['percent', 'people'],
  stickiness: ['percent', 'people'],
  growth_rate: ['percent', 'people'],
  active_users_growth_rate: ['percent', 'people'],
  new_users_growth_rate: ['percent', 'people'],
  tasks_created: ['count', 'work'],
  tasks_completed: ['count', 'work'],
  content_created: ['count', 'knowledge'],
  content_published: ['count', 'knowledge'],
  lessons_completed: ['count', 'knowledge'],
  assessments_submitted: ['count', 'knowledge'],
  avg_generation_time: ['seconds', 'knowledge'],
  applications: ['count', 'hiring'],
  hires: ['count', 'hiring'],
  messages: ['count', 'conversations'],
  active_chatters: ['people', 'conversations'],
  weekly_active_chatters: ['rolling', 'conversations'],
}

export function kindOf(metric: string): Kind {
  return METRICS[metric]?.[0] ?? 'count'
}

/** Columns for what is counted of a day, a line for what rolls. */
export function formOf(metric: string): 'columns' | 'line' {
  return ['count', 'people'].includes(kindOf(metric)) ? 'columns' : 'line'
}

/** Whether a day is compared with others of its kind: unusual days and forecasts are of these. */
export function isCounted(metric: string): boolean {
  return formOf(metric) === 'columns'
}

/** Whether its days add up: who was active on two of them is one all the same. */
export function isAdditive(metric: string): boolean {
  return kindOf(metric) === 'count'
}

export function isWhole(metric: string): boolean {
  return ['count', 'people', 'rolling', 'stock'].includes(kindOf(metric))
}

export function writtenValue(metric: string, value: number | null | undefined): string {
  switch (kindOf(metric)) {
    case 'percent':
      return percent(value)
    case 'score':
      return toTenth(value)
    case 'minutes':
    case 'seconds':
      return plain(value)
    default:
      return isWholeNumber(value) ? count(value) : plain(value)
  }
}

function isWholeNumber(value: number | null | undefined): boolean {
  return value === null || value === undefined || Number.isInteger(value)
}
