/** The views of the page, each by an address at which there is something to see. */

export interface PageView {
  name: string
  /** `{jobs?status=open}` is the id of the first that this list of the API has. */
  address: string
  /** Of a page of numbers, which is also looked at on a past day. */
  has_past?: true
  /** Before anybody has signed in. */
  is_door?: true
  /** By whoever administers the instance. */
  is_for_admin?: true
}

/** The first is shown as long as nobody has an account. */
export const FIRST_RUN: PageView = { name: 'first-run', address: '#/', is_door: true }

export const PAGE_VIEWS: readonly PageView[] = [
  { name: 'sign-in', address: '#/sign-in', is_door: true },
  { name: 'sign-up', address: '#/sign-up', is_door: true },
  { name: 'reset-password', address: '#/reset-password', is_door: true },
  { name: 'change-email', address: '#/change-email?token=x', is_door: true },
  { name: 'overview', address: '#/', has_past: true },
  { name: 'wall', address: '#/?wall=1', has_past: true },
  { name: 'explore', address: '#/explore/sessions?before=1', has_past: true },
  { name: 'explore-line', address: '#/explore/total_users?period=year', has_past: true },
  { name: 'explore-hours', address: '#/explore/daily_active_users?period=1d', has_past: true },
  { name: 'retention', address: '#/retention', has_past: true },
  { name: 'activity', address: '#/activity' },
  { name: 'alerts', address: '#/alerts' },
  { name: 'definitions', address: '#/definitions?of=user_retention' },
  { name: 'tasks', address: '#/tasks' },
  { name: 'task', address: '#/tasks?task={tasks}' },
  { name: 'board', address: '#/tasks?view=board' },
  { name: 'projects', address: '#/projects' },
  { name: 'project', address: '#/projects/{projects}' },
  { name: 'conversations', address: '#/conversations' },
  { name: 'conversation', address: '#/conversations/{conversations}' },
  { name: 'content', address: '#/content' },
  { name: 'text', address: '#/content/{content}' },
  { name: 'text-written', address: '#/content/{content}?show=write' },
  { name: 'text-revisions', address: '#/content/{content}?show=revisions' },
  { name: 'courses', address: '#/courses' },
  { name: 'course', address: '#/courses/{content?kind=course}' },
  { name: 'assessments', address: '#/assessments' },
  { name: 'assessment', address: '#/assessments/{assessments}' },
  { name: 'assessment-built', address: '#/assessments/{assessments}?show=edit' },
  { name: 'assessment-results', address: '#/assessments/{assessments}?show=results' },
  { name: 'jobs', address: '#/hiring' },
  { name: 'pipeline', address: '#/hiring/jobs/{jobs?status=open}' },
  { name: 'application', address: '#/hiring/applications/{applications}' },
  { name: 'job', address: '#/hiring/jobs/{jobs?status=open}?show=details' },
  { name: 'candidates', address: '#/hiring/candidates' },
  { name: 'candidate', address: '#/hiring/candidates/{candidates}' },
  { name: 'companies', address: '#/hiring/companies' },
  { name: 'funnel', address: '#/hiring/funnel' },
  { name: 'trash', address: '#/trash' },
  { name: 'members', address: '#/members' },
  { name: 'keys', address: '#/keys' },
  { name: 'imports', address: '#/imports' },
  { name: 'organization', address: '#/organization' },
  { name: 'account', address: '#/account' },
  { name: 'operations', address: '#/operations', is_for_admin: true },
  { name: 'operations-health', address: '#/operations/health', is_for_admin: true },
  { name: 'operations-requests', address: '#/operations/requests', is_for_admin: true },
  { name: 'operations-queries', address: '#/operations/queries', is_for_admin: true },
]

/** In the demo, a day on which something happened. */
const PAST_DAYS = 166

export function inThePast(address: string, now = Date.now()): string {
  const day = new Date(now - PAST_DAYS * 86_400_000).toISOString().slice(0, 10)
  return `${address}${address.includes('?') ? '&' : '?'}day=${day}`
}
