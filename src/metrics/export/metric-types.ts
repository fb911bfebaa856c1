/** What an export may hold, by name: daily metrics, groups of them, and the events themselves. */
import { InvalidValueError } from '../../lib/app-error.ts'
import { DAILY_METRIC_NAMES, type DailyMetricName } from '../read/daily-metrics.ts'

const GROUPS = [
  'user_metrics',
  'content_metrics',
  'engagement_metrics',
  'work_metrics',
  'hiring_metrics',
  'chat_metrics',
] as const
const ACTIVITY = 'activity'

/** As the dashboard groups them. */
const GROUP_OF: Record<DailyMetricName, (typeof GROUPS)[number]> = {
  total_users: 'user_metrics',
  new_users: 'user_metrics',
  growth_rate: 'user_metrics',
  active_users_growth_rate: 'user_metrics',
  new_users_growth_rate: 'user_metrics',
  user_retention: 'user_metrics',
  daily_active_users: 'engagement_metrics',
  weekly_active_users: 'engagement_metrics',
  monthly_active_users: 'engagement_metrics',
  sessions: 'engagement_metrics',
  avg_session_duration: 'engagement_metrics',
  engagement_score: 'engagement_metrics',
  stickiness: 'engagement_metrics',
  tasks_created: 'work_metrics',
  tasks_completed: 'work_metrics',
  applications: 'hiring_metrics',
  hires: 'hiring_metrics',
  content_created: 'content_metrics',
  content_published: 'content_metrics',
  avg_generation_time: 'content_metrics',
  lessons_completed: 'engagement_metrics',
  assessments_submitted: 'engagement_metrics',
  messages: 'chat_metrics',
  active_chatters: 'chat_metrics',
  weekly_active_chatters: 'chat_metrics',
}

export const METRIC_TYPES: readonly string[] = [...DAILY_METRIC_NAMES, ...GROUPS, ACTIVITY]

export interface Contents {
  /** In the order in which they are defined. */
  metrics: DailyMetricName[]
  /** Whether the events are wanted, too. */
  activity: boolean
}

/**
 * All daily metrics where nothing is named.
 *
 * @throws InvalidValueError that says what there is.
 */
export function contentsOf(types: readonly string[] | undefined): Contents {
  if (types === undefined) return { metrics: DAILY_METRIC_NAMES, activity: false }
  if (types.length === 0 || types.some((type) => !METRIC_TYPES.includes(type))) {
    throw new InvalidValueError('metric_types', `must be some of ${METRIC_TYPES.join(', ')}`)
  }
  return {
    metrics: DAILY_METRIC_NAMES.filter((name) => types.includes(name) || types.includes(GROUP_OF[name])),
    activity: types.includes(ACTIVITY),
  }
}
