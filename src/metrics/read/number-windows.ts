/** Of which local days each number of the dashboard is, so that whoever prints it need not know how it is defined. */
import { dayToDate } from '../../lib/time/local-days.ts'
import type { Dashboard } from './dashboard/schema.ts'

type Windows = Dashboard['windows']

/** Numbers that end with today, by how many days they are of. */
const ENDING_TODAY: readonly (readonly [days: number, metrics: string[]])[] = [
  [
    1,
    [
      ...['total_users', 'new_users_today', 'daily_active_users', 'content_created_today'],
      ...['total_content', 'published_content', 'draft_content', 'review_content', 'archived_content'],
      ...['tasks_by_status', 'overdue', 'completion_rate', 'projects_by_status', 'projects_overdue'],
      ...['open_jobs', 'jobs_by_status', 'applications_by_stage', 'applications_today', 'hires_today'],
      ...['messages_today', 'active_chatters'],
    ],
  ],
  [7, ['avg_session_duration', 'engagement_score']],
  [30, ['cycle_time_hours', 'lead_time_hours', 'throughput', 'avg_generation_time']],
  [90, ['time_to_hire_days', 'time_to_fill_days']],
]

/** Numbers of whole days, which end with yesterday. */
const ENDING_YESTERDAY: readonly (readonly [days: number, metrics: string[]])[] = [
  [7, ['growth_rate', 'weekly_active_users', 'weekly_active_chatters']],
  [14, ['active_users_growth_rate', 'new_users_growth_rate']],
  [30, ['monthly_active_users', 'stickiness']],
  [60, ['user_retention']],
]

const SINCE_THE_BEGINNING = ['total_lessons_completed', 'total_assessments']

/** What is of hours and minutes has no days: `active_users` and the system's numbers are in none. */
export function windowsOf(today: number, firstDay: number): Windows {
  const ending = (last: number) => (of: readonly [number, string[]]) => {
    const [days, metrics] = of
    return { from: dayToDate(last - days + 1), to: dayToDate(last), metrics }
  }
  const from = dayToDate(Math.min(firstDay, today))
  return [
    ...ENDING_TODAY.map(ending(today)),
    ...ENDING_YESTERDAY.map(ending(today - 1)),
    { from, to: dayToDate(today), metrics: SINCE_THE_BEGINNING },
  ]
}
