/** What metrics are called in English. */
import { upper } from './counting.ts'

/** The names of metrics, as people say them; `each` is the title of a plot. */
const METRIC_NAMES: Record<string, readonly [name: string, each?: string]> = {
  daily_active_users: ['People active', 'People active each day'],
  weekly_active_users: ['Active in 7 days', 'People active in 7 days'],
  monthly_active_users: ['Active in 30 days', 'People active in 30 days'],
  new_users: ['New people', 'New people each day'],
  total_users: ['People', 'People at the end of each day'],
  sessions: ['Sessions', 'Sessions that began each day'],
  avg_session_duration: ['Session length', 'Mean length of a session in 7 days, in minutes'],
  engagement_score: ['Engagement score', 'Engagement score of 7 days'],
  user_retention: ['Came back', 'Came back after 30 days'],
  stickiness: ['Stickiness', 'Stickiness: the active of a day among those of 30'],
  growth_rate: ['Growth of people', 'Growth of people in 7 days'],
  active_users_growth_rate: ['Growth of the active', 'Growth of the active from week to week'],
  new_users_growth_rate: ['Growth of the new', 'Growth of new people from week to week'],
  tasks_created: ['Tasks made', 'Tasks made each day'],
  tasks_completed: ['Tasks completed', 'Tasks completed each day'],
  content_created: ['Content begun', 'Content begun each day'],
  content_published: ['Content published', 'Content published each day'],
  lessons_completed: ['Lessons completed', 'Lessons completed each day'],
  assessments_submitted: ['Assessments submitted', 'Assessments submitted each day'],
  avg_generation_time: ['Generation time', 'Mean time to generate a text, in seconds'],
  applications: ['Applications', 'Applications each day'],
  hires: ['Hires', 'Hires each day'],
  messages: ['Messages', 'Messages each day'],
  active_chatters: ['People writing', 'People writing each day'],
  weekly_active_chatters: ['Writing in 7 days', 'People writing in 7 days'],
  active_users: ['Active now'],
  tasks_by_status: ['Tasks by status'],
  overdue: ['Late tasks'],
  completion_rate: ['Done of all tasks'],
  cycle_time_hours: ['Cycle time'],
  lead_time_hours: ['Lead time'],
  throughput: ['Completed of created'],
  projects_by_status: ['Projects by status'],
  projects_overdue: ['Late projects'],
  applications_today: ['Applications today'],
  hires_today: ['Hires today'],
  open_jobs: ['Open jobs'],
  jobs_by_status: ['Jobs by status'],
  applications_by_stage: ['Applications by stage'],
  time_to_hire_days: ['Time to hire'],
  time_to_fill_days: ['Time to fill'],
  total_content: ['Content'],
  published_content: ['Content that is published'],
  draft_content: ['Content in draft'],
  review_content: ['Content in review'],
  archived_content: ['Content that is archived'],
  content_created_today: ['Content begun today'],
  total_lessons_completed: ['Lessons completed until now'],
  total_assessments: ['Assessments submitted until now'],
  messages_today: ['Messages today'],
  retention: ['Retention of those who began together'],
  unbounded_retention: ['Retention: active then or later'],
  lifecycle: ['Who came and who stayed away'],
  api_response_time: ['Answers, 95% within'],
  error_rate: ['Errors'],
  cache_hit_rate: ['Found in memory'],
  database_connections: ['Database connections'],
  cache_memory: ['Memory for answers'],
}

export function metricName(metric: string): string {
  return METRIC_NAMES[metric]?.[0] ?? upper(metric.replaceAll('_', ' '))
}

/** The title of its plot. */
export function metricEachDay(metric: string): string {
  return METRIC_NAMES[metric]?.[1] ?? upper(metric.replaceAll('_', ' '))
}
