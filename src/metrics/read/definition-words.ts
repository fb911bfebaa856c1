/** What each number is called and says, of which kind it is, and when it is missing. */
import { type DailyMetricName, NOT_BEGUN, NOT_BUILT } from './daily-metrics.ts'
import type { Dashboard } from './dashboard/schema.ts'

export type Defined =
  | DailyMetricName
  | 'active_users'
  | 'retention'
  | 'unbounded_retention'
  | 'lifecycle'
  | keyof Dashboard['content_metrics']
  | 'total_lessons_completed'
  | 'total_assessments'
  | keyof Dashboard['work_metrics']
  | keyof Dashboard['hiring_metrics']
  | keyof Dashboard['chat_metrics']
  | keyof Dashboard['system_metrics']

export const METRIC_KINDS = ['count', 'stock', 'rolling', 'ratio', 'gauge'] as const
export type MetricKind = (typeof METRIC_KINDS)[number]

interface Words {
  title: string
  sentence: string
  kind: MetricKind
  /** Whether the values of several days may be added up. */
  additive: boolean
  /** The reasons that stand beside `null`. */
  missing: readonly string[]
}

const NOT_OVER = 'the day has not ended'
const NO_REQUESTS = 'no requests in the last 60 minutes'
const PRESENT_ONLY = 'known of the present only, not of a past day'

const BEGUN = [NOT_BEGUN]
const BUILT = [NOT_BEGUN, NOT_BUILT]
const WHOLE = [NOT_BEGUN, NOT_OVER, 'immature']

const count = words('count', true)
/** Who came on two days is counted on each, and is one person all the same. */
const people = words('count', false)
const stock = words('stock', false)
const rolling = words('rolling', false)
const ratio = words('ratio', false)
const gauge = words('gauge', false)

export const DEFINITION_WORDS: Record<Defined, Words> = {
  total_users: stock('People', 'How many people there are.', BEGUN),
  active_users: rolling('Active now', 'How many people did something in the last 24 hours.', BEGUN),
  new_users: count('New people', 'How many people were here for the first time.', BEGUN),
  growth_rate: ratio('Growth of people', 'By how much the number of people has grown within a week.', [
    ...WHOLE,
    'no users before',
  ]),
  active_users_growth_rate: ratio(
    'Growth of the active',
    'How many more or fewer people were active in a week than in the week before.',
    [...WHOLE, 'nobody was active in the week before'],
  ),
  new_users_growth_rate: ratio(
    'Growth of the new',
    'How many more or fewer people were new in a week than in the week before.',
    [...WHOLE, 'there were no new users in the week before'],
  ),
  user_retention: ratio(
    'Came back',
    'Of those who were active in a month, how many were so in the next one.',
    [...WHOLE, 'nobody was active in the 30 days before'],
  ),
  daily_active_users: people('People active', 'How many different people did something on the day.', BEGUN),
  weekly_active_users: rolling(
    'Active in 7 days',
    'How many different people did something within 7 days.',
    WHOLE,
  ),
  monthly_active_users: rolling(
    'Active in 30 days',
    'How many different people did something within 30 days.',
    WHOLE,
  ),
  stickiness: ratio('Stickiness', 'How large a part of those active in a month is active on a day of it.', [
    ...WHOLE,
    'nobody was active',
  ]),
  sessions: count('Sessions', 'How often somebody came and did something.', BEGUN),
  avg_session_duration: ratio('Session length', 'How long a session takes on average.', [
    NOT_BEGUN,
    'no sessions',
  ]),
  engagement_score: ratio(
    'Engagement score',
    'How often people come, how many of them do, and how many create something, in one number.',
    [NOT_BEGUN, 'no users'],
  ),
  tasks_created: count('Tasks made', 'How many tasks were made on the day.', BUILT),
  tasks_completed: count('Tasks completed', 'How often a task was completed on the day.', BUILT),
  tasks_by_status: stock('Tasks by status', 'How many tasks are in each status.', BUILT),
  overdue: stock('Late tasks', 'How many open tasks should have been done by now.', BUILT),
  completion_rate: ratio('Done of all tasks', 'How large a part of all tasks is done.', [
    ...BUILT,
    'there are no tasks',
  ]),
  cycle_time_hours: rolling('Cycle time', 'How long a task takes once it is begun.', [
    ...BUILT,
    'no task was completed that had been in progress',
  ]),
  lead_time_hours: rolling('Lead time', 'How long a task takes from the moment it is made.', [
    ...BUILT,
    'no task was completed',
  ]),
  throughput: ratio(
    'Completed of created',
    'Whether work becomes less: how many tasks were completed for a hundred that came.',
    [...BUILT, 'no task was created'],
  ),
  projects_by_status: stock('Projects by status', 'How many projects are in each status.', BUILT),
  projects_overdue: stock('Late projects', 'How many open projects should have ended by now.', BUILT),
  applications: count('Applications', 'How many applications came on the day.', BUILT),
  applications_today: count('Applications today', 'How many applications came today so far.', BUILT),
  hires: count('Hires', 'How many offers were accepted on the day.', BUILT),
  hires_today: count('Hires today', 'How many offers were accepted today so far.', BUILT),
  open_jobs: stock('Open jobs', 'How many jobs are open.', BUILT),
  jobs_by_status: stock('Jobs by status', 'How many jobs are in each status.', BUILT),
  applications_by_stage: stock('Applications by stage', 'How many applications are in each stage.', BUILT),
  time_to_hire_days: rolling(
    'Time to hire',
    'How long it takes from an application until the offer is accepted.',
    [...BUILT, 'nobody was hired'],
  ),
  time_to_fill_days: rolling(
    'Time to fill',
    'How long it takes from the opening of a job until an offer is accepted.',
    [...BUILT, 'nobody was hired'],
  ),
  total_content: stock('Content', 'How many texts there are, in whatever status.', BEGUN),
  published_content: stock('Content that is published', 'How many texts are published.', BEGUN),
  draft_content: stock('Content in draft', 'How many texts are drafts.', BEGUN),
  review_content: stock('Content in review', 'How many texts wait for a review.', BEGUN),
  archived_content: stock('Content that is archived', 'How many texts are archived.', BEGUN),
  content_created: count('Content begun', 'How many texts were begun on the day.', BEGUN),
  content_created_today: count('Content begun today', 'How many texts were begun today so far.', BEGUN),
  content_published: count('Content published', 'How often a text was published on the day.', BEGUN),
  avg_generation_time: ratio('Generation time', 'How long a model takes to write a text, on average.', [
    NOT_BEGUN,
    'no text was generated',
  ]),
  lessons_completed: count('Lessons completed', 'How many lessons were completed on the day.', BEGUN),
  total_lessons_completed: stock(
    'Lessons completed until now',
    'How many lessons have been completed since the beginning.',
    BEGUN,
  ),
  assessments_submitted: count(
    'Assessments submitted',
    'How many assessments were submitted on the day.',
    BEGUN,
  ),
  total_assessments: stock(
    'Assessments submitted until now',
    'How many assessments have been submitted since the beginning.',
    BEGUN,
  ),
  messages: count('Messages', 'How many messages were written on the day.', BUILT),
  messages_today: count('Messages today', 'How many messages were written today so far.', BUILT),
  active_chatters: people('People writing', 'How many different people wrote a message on the day.', BUILT),
  weekly_active_chatters: rolling(
    'Writing in 7 days',
    'How many different people wrote a message within 7 days.',
    [...WHOLE, NOT_BUILT],
  ),
  retention: ratio(
    'Retention of those who began together',
    'Of those who began in the same week or month, how many were active in a later one.',
    ['immature', 'nobody began'],
  ),
  unbounded_retention: ratio(
    'Retention: active then or later',
    'Of those who began in the same week or month, how many were active in a later one or after it.',
    ['immature', 'nobody began'],
  ),
  lifecycle: people(
    'Who came and who stayed away',
    'How many people are new, came again, came back after a while, or stayed away.',
    [NOT_BEGUN, 'the period has not ended'],
  ),
  api_response_time: gauge('Answers, 95% within', 'Within what time 95 of a hundred requests are answered.', [
    NO_REQUESTS,
    PRESENT_ONLY,
  ]),
  error_rate: ratio('Errors', 'How large a part of the requests failed by a fault of the server.', [
    NO_REQUESTS,
    PRESENT_ONLY,
  ]),
  cache_hit_rate: ratio('Found in memory', 'How large a part of the answers had been kept.', [
    'nothing was asked of the cache',
    PRESENT_ONLY,
  ]),
  database_connections: gauge('Database connections', 'How many connections to the database are open.', []),
  cache_memory: gauge('Memory for answers', 'How much memory the answers take that are kept.', []),
}

function words(kind: MetricKind, additive: boolean) {
  return (title: string, sentence: string, missing: readonly string[]): Words => ({
    title,
    sentence,
    kind,
    additive,
    missing,
  })
}
