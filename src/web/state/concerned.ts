/** Which answers of the API are concerned by a change that is told, by how their addresses begin. */

interface Change {
  kind?: string
  id?: string
  verb?: string
}

/** By what is counted, of now. What is of whole days moves with the day. */
export const OF_METRICS: readonly string[] = ['metrics/dashboard', 'metrics/activity']

const CONCERNED: Readonly<Record<string, readonly string[]>> = {
  task: ['tasks', 'projects'],
  comment: ['tasks'],
  task_file: ['tasks'],
  project: ['projects', 'tasks'],
  label: ['labels', 'tasks'],
  team: ['teams', 'tasks', 'projects'],
  member: ['members'],
  message: ['conversations'],
  conversation: ['conversations'],
  content: ['content', 'lessons'],
  content_comment: ['content'],
  lesson: ['lessons', 'content'],
  lesson_comment: ['lessons'],
  assessment: ['assessments', 'lessons'],
  company: ['companies', 'jobs'],
  job: ['jobs', 'hiring'],
  candidate: ['candidates', 'applications'],
  application: ['applications', 'jobs', 'candidates', 'hiring'],
  note: ['applications'],
  application_file: ['applications'],
  invitation: ['invitations', 'members'],
  api_key: ['api-keys'],
  webhook: ['webhooks'],
  import: ['imports'],
  organization: ['organization'],
  metric_alert: ['metrics/alerts'],
}
const TRASHED = /^(deleted|restored|purged)$/
/** What nobody is told of is asked for as often as ever: imports that go on, who learns what, and the instance. */
const TOLD =
  /^GET \/api\/v1\/(metrics\/(dashboard|activity|alerts)|tasks|projects|labels|teams|members|conversations|content|lessons|companies|jobs|candidates|applications|hiring|invitations|api-keys|notifications|trash)\b/

export function isTold(route: string): boolean {
  return TOLD.test(route) && !/\/(progress|attempts|scores|statistics)\b/.test(route)
}

/** @param me The id of who listens, as a member. */
export function concernedBy({ kind = '', id, verb = '' }: Change, me: string | undefined): readonly string[] {
  // It is told to those alone whom it concerns.
  if (verb === 'sight_lost') return ['tasks', 'projects', 'conversations']
  if (kind === 'member' && verb === 'notified') return id === me ? ['notifications'] : []
  const heads = CONCERNED[kind] ?? []
  return TRASHED.test(verb) ? [...heads, 'trash'] : heads
}
