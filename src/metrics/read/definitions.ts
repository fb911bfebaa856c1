/** What each number means, as the API tells it. docs/metrics.md says the same with its reasons. */

import type { Definition } from '../schema.ts'
import { DEFINITION_WORDS, type Defined } from './definition-words.ts'
import { codeOf } from './reasons.ts'

/** Moves when a formula changes, so that what an older one gave is kept apart. */
export const METRIC_VERSION = 1

const THE_DAY = 'the local day'
const LAST_7_DAYS = '7 local days ending on the day'
const LAST_90_DAYS = '90 local days ending on the day'
const LAST_30_DAYS = '30 local days ending on the day'
const AT_END = 'at the end of the day, or now'
const LAST_HOUR = 'the last 60 minutes'

export const DEFINITIONS: Record<Defined, Pick<Definition, 'unit' | 'window' | 'formula'>> = {
  total_users: define('people', THE_DAY, 'users at the end of the day, or now'),
  active_users: define('people', 'the last 24 hours', 'distinct people with an event in (now - 24 h, now]'),
  new_users: define('people', THE_DAY, 'people whose first day as a user it is; new_users_today for today'),
  growth_rate: define(
    'percent',
    '7 whole days; on the dashboard ending yesterday',
    '(users at the end of the day - users 7 days before) / users 7 days before * 100',
  ),
  active_users_growth_rate: define(
    'percent',
    '14 whole days; on the dashboard ending yesterday',
    '(weekly active users - those of the week before) / those of the week before * 100',
  ),
  new_users_growth_rate: define(
    'percent',
    '14 whole days; on the dashboard ending yesterday',
    '(new users of 7 days - those of the 7 days before) / those of the 7 days before * 100',
  ),
  user_retention: define(
    'percent',
    '60 whole days; on the dashboard ending yesterday',
    'people active in both the last 30 days and the 30 before / people active in the 30 before * 100',
  ),
  daily_active_users: define('people', THE_DAY, 'distinct people with an event'),
  weekly_active_users: define(
    'people',
    '7 whole days; on the dashboard ending yesterday',
    'distinct people with an event',
  ),
  monthly_active_users: define(
    'people',
    '30 whole days; on the dashboard ending yesterday',
    'distinct people with an event',
  ),
  stickiness: define(
    'percent',
    '30 whole days; on the dashboard ending yesterday',
    'sum of daily active users / (30 * monthly active users) * 100',
  ),
  sessions: define('sessions', THE_DAY, 'runs of events with no gap over 30 minutes that began on the day'),
  avg_session_duration: define(
    'minutes',
    LAST_7_DAYS,
    'sum of the lengths of the sessions that began / their number',
  ),
  engagement_score: define(
    'score from 0 to 100',
    LAST_7_DAYS,
    '100 * (0.4 * min(1, sum of daily active users / (5 * users)) + 0.3 * min(1, weekly active users / users) + 0.3 * min(1, weekly active users with a core action / users))',
  ),
  tasks_created: define('tasks', THE_DAY, 'tasks that came, those deleted since among them'),
  tasks_completed: define(
    'tasks',
    THE_DAY,
    'how often a task became done, those reopened or deleted since among them',
  ),
  tasks_by_status: define('tasks', THE_DAY, `tasks in each status ${AT_END}, without those in the trash`),
  overdue: define(
    'tasks',
    THE_DAY,
    `tasks ${AT_END} that are neither done nor cancelled, and whose due_on is over or due_at has passed`,
  ),
  completion_rate: define('percent', THE_DAY, `tasks done / tasks not cancelled * 100, ${AT_END}`),
  cycle_time_hours: define(
    'hours',
    LAST_30_DAYS,
    'median, within 1 %, of the time from the first move into in_progress to the last one to done, of tasks completed on these days and still done; those never in progress are left out',
  ),
  lead_time_hours: define(
    'hours',
    LAST_30_DAYS,
    'median, within 1 %, of the time from the creation to the last move to done, of tasks completed on these days and still done',
  ),
  throughput: define('percent', LAST_30_DAYS, 'sum of tasks completed / sum of tasks created * 100'),
  projects_by_status: define(
    'projects',
    THE_DAY,
    `projects in each status ${AT_END}, without those in the trash`,
  ),
  projects_overdue: define(
    'projects',
    THE_DAY,
    `projects ${AT_END} that are neither completed nor archived, and whose ends_on is over`,
  ),
  applications: define(
    'applications',
    THE_DAY,
    'applications that came, those withdrawn or deleted since among them; applications_today for today',
  ),
  applications_today: define('applications', THE_DAY, 'as applications'),
  hires: define(
    'hires',
    THE_DAY,
    'how often an offer was accepted, those that fell through since among them; hires_today for today',
  ),
  hires_today: define('hires', THE_DAY, 'as hires'),
  open_jobs: define('jobs', THE_DAY, `jobs that are open ${AT_END}, without those in the trash`),
  jobs_by_status: define('jobs', THE_DAY, `jobs in each status ${AT_END}, without those in the trash`),
  applications_by_stage: define(
    'applications',
    THE_DAY,
    `applications in each stage ${AT_END}, without those in the trash`,
  ),
  time_to_hire_days: define(
    'days',
    LAST_90_DAYS,
    'median of the local days from the application to the acceptance of the offer, of those hired on these days and still',
  ),
  time_to_fill_days: define(
    'days',
    LAST_90_DAYS,
    'median of the local days from the first opening of the job to the acceptance of the offer, pauses included, of those hired on these days and still',
  ),
  total_content: define(
    'content items',
    THE_DAY,
    `content in any status ${AT_END}, without what is in the trash`,
  ),
  published_content: define('content items', THE_DAY, `content that is published ${AT_END}`),
  draft_content: define('content items', THE_DAY, `content that is a draft ${AT_END}`),
  review_content: define('content items', THE_DAY, `content that is in review ${AT_END}`),
  archived_content: define('content items', THE_DAY, `content that is archived ${AT_END}`),
  content_created: define(
    'content items',
    THE_DAY,
    'content that came, that deleted since among it; content_created_today for today',
  ),
  content_created_today: define('content items', THE_DAY, 'as content_created'),
  content_published: define('content items', THE_DAY, 'how often content became published'),
  avg_generation_time: define(
    'seconds',
    LAST_30_DAYS,
    'sum of (finished_at - started_at) / number, of texts that a model finished on these days; those that failed are left out',
  ),
  lessons_completed: define(
    'completions',
    THE_DAY,
    'lessons that somebody completed, each once by each person',
  ),
  total_lessons_completed: define(
    'completions',
    'from the beginning until the end of the day, or now',
    'distinct (person, lesson), of people and lessons gone since, too',
  ),
  assessments_submitted: define('attempts', THE_DAY, 'attempts that were submitted'),
  total_assessments: define(
    'attempts',
    'from the beginning until the end of the day, or now',
    'attempts that were submitted, of assessments gone since, too',
  ),
  messages: define(
    'messages',
    THE_DAY,
    'messages that members sent, those deleted since among them; messages_today for today',
  ),
  messages_today: define('messages', THE_DAY, 'as messages'),
  active_chatters: define('people', THE_DAY, 'distinct members who sent a message'),
  weekly_active_chatters: define(
    'people',
    '7 whole days; on the dashboard ending yesterday',
    'distinct members who sent a message',
  ),
  retention: define(
    'percent',
    'a local week or month after that of beginning',
    'people of the cohort active in the period / all who began in its first period * 100',
  ),
  unbounded_retention: define(
    'percent',
    'a local week or month after that of beginning, until now',
    'people of the cohort active in the period or a later one / all who began in its first period * 100',
  ),
  lifecycle: define(
    'people',
    'a local week or month',
    'active: new (began in it), returning (active in the one before), resurrected (not); dormant: active in the one before and not in it',
  ),
  api_response_time: define(
    'milliseconds',
    LAST_HOUR,
    "the 95th percentile of how long the organization's requests took: the nearest rank, within 1 %",
  ),
  error_rate: define(
    'percent',
    LAST_HOUR,
    "the organization's requests answered with 5xx / all of them * 100",
  ),
  cache_hit_rate: define(
    'percent',
    LAST_HOUR,
    "the organization's answers from the cache / answers asked of it * 100, without those asked to be computed anew",
  ),
  database_connections: define('connections', 'now', 'open connections of this process'),
  cache_memory: define('MiB', 'now', 'size of the answers kept by this process'),
}

function define(unit: string, window: string, formula: string) {
  return { unit, window, formula }
}

export function listDefinitions(): Definition[] {
  // Its keys are those of its type.
  const names = Object.keys(DEFINITIONS) as Defined[]
  return names.map((name) => {
    const { missing, ...words } = DEFINITION_WORDS[name]
    const missing_when = missing.map((reason) => ({ code: codeOf(reason), reason }))
    return { name, ...words, ...DEFINITIONS[name], missing_when, version: METRIC_VERSION }
  })
}
