/**
 * Who may do what: the expectation of every route, against which the matrix is held. It is written
 * here and not read from the permission table, which is what it checks.
 */
export const SESSIONS = ['viewer', 'member', 'admin', 'owner'] as const
export const KEYS = ['key: read', 'key: write', 'key: ingest', 'key: admin'] as const
export type Who = (typeof SESSIONS)[number] | (typeof KEYS)[number]

const everyone = [...SESSIONS]
const readers: Who[] = [...SESSIONS, 'key: read', 'key: write', 'key: admin']
const workers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: admin']
/** What is somebody else's: of those who may write, only admins, and keys. */
const aboveWork: Who[] = ['admin', 'owner', 'key: write', 'key: admin']
/** Of what is published, those who may read it and not change it. */
const learners: Who[] = ['viewer', 'member', 'key: read']
const writers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: ingest', 'key: admin']
/** In conversations, those who may read, write or begin one, and whatever they are, nobody sees another's. */
const listeners: Who[] = [...SESSIONS, 'key: write', 'key: admin']
const speakers: Who[] = ['member', 'admin', 'owner', 'key: write', 'key: admin']
const starters: Who[] = ['member', 'admin', 'owner']
/** Who applied is there for members by their jobs, and for keys of administration alone. */
const recruiters: Who[] = [...SESSIONS, 'key: admin']
const hirers: Who[] = ['member', 'admin', 'owner', 'key: admin']
const admins: Who[] = ['admin', 'owner', 'key: admin']
const adminSessions: Who[] = ['admin', 'owner']

export interface Expectation {
  /** `public`, or those who are let in. A stranger is let in to their own things only. */
  allowed: 'public' | readonly Who[]
  /** Only where the user is an instance administrator as well. */
  instanceAdmin?: true
  /** And for anybody, as long as nobody administers the instance. */
  whileUnclaimed?: true
  /** What another organization's id gives, where the path has one. */
  foreign?: 404 | 'own'
  /** Those who are let in, and do not see what somebody else has made: 404. */
  unseen?: readonly Who[]
  /** Those who are let in, and may do it only to what they have made themselves: 403. */
  notTheirs?: readonly Who[]
  body?: unknown
  query?: string
}

export const EXPECTATIONS: Record<string, Expectation> = {
  'GET /api/v1/health': { allowed: 'public' },
  'GET /api/v1/health/live': { allowed: 'public' },
  'GET /api/v1/health/ready': { allowed: 'public' },
  'GET /api/v1/health/detailed': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/operations/jobs': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/operations/jobs/{name}/runs': { allowed: everyone, instanceAdmin: true },
  'POST /api/v1/operations/jobs/{name}/run': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/operations/correlations/{id}': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/metrics/performance': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/metrics/database': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/metrics/database/slow/{number}/plan': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/validate/endpoints': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/validate/authentication': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/monitoring/system/info': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/operations/backups': { allowed: everyone, instanceAdmin: true },
  'POST /api/v1/operations/backups': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/operations/backups/{name}/download': { allowed: everyone, instanceAdmin: true },
  'DELETE /api/v1/operations/backups/{name}': { allowed: everyone, instanceAdmin: true },
  'POST /api/v1/auth/signup': { allowed: 'public' },
  'POST /api/v1/auth/signin': { allowed: 'public' },
  'POST /api/v1/auth/refresh': { allowed: 'public' },
  'POST /api/v1/auth/password-reset': { allowed: 'public' },
  'POST /api/v1/auth/password-reset/confirm': { allowed: 'public' },
  'POST /api/v1/auth/verify-email': { allowed: 'public' },
  'GET /api/v1/auth/me': { allowed: everyone },
  'POST /api/v1/auth/signout': { allowed: everyone },
  'GET /api/v1/auth/sessions': { allowed: everyone },
  'DELETE /api/v1/auth/sessions/{id}': { allowed: everyone, foreign: 404 },
  'POST /api/v1/auth/change-password': { allowed: everyone },
  'POST /api/v1/auth/switch-organization': { allowed: everyone },
  'POST /api/v1/auth/verify-email/send': { allowed: everyone },
  'GET /api/v1/audit': { allowed: admins },
  'GET /api/v1/audit/export': { allowed: admins },
  'GET /api/v1/organization': { allowed: readers },
  'PATCH /api/v1/organization': { allowed: admins },
  'GET /api/v1/organizations': { allowed: everyone },
  'GET /api/v1/instance/organizations': { allowed: everyone, instanceAdmin: true },
  'PUT /api/v1/instance/organizations/{id}/plan': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/instance': { allowed: 'public' },
  'GET /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true },
  'POST /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true, whileUnclaimed: true },
  'DELETE /api/v1/instance/demo': { allowed: everyone, instanceAdmin: true },
  'GET /api/v1/metrics/activity': { allowed: readers },
  'GET /api/v1/metrics/statistics': { allowed: readers },
  'GET /api/v1/metrics/trends': { allowed: readers },
  'GET /api/v1/metrics/cohorts': { allowed: readers },
  'GET /api/v1/metrics/lifecycle': { allowed: readers },
  'GET /api/v1/metrics/definitions': { allowed: readers },
  'POST /api/v1/metrics/export': { allowed: readers, body: { format: 'json', date_range: '7d' } },
  'POST /api/v1/metrics/invalidate-cache': { allowed: admins },
  'GET /api/v1/members': { allowed: readers },
  'GET /api/v1/members/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/members/{id}': { allowed: admins, foreign: 404 },
  'DELETE /api/v1/members/{id}': { allowed: admins, foreign: 404 },
  'POST /api/v1/members/leave': { allowed: everyone },
  'POST /api/v1/invitations': { allowed: admins },
  'GET /api/v1/invitations': { allowed: admins },
  'DELETE /api/v1/invitations/{id}': { allowed: admins, foreign: 404 },
  'POST /api/v1/invitations/accept': { allowed: everyone },
  'POST /api/v1/api-keys': { allowed: adminSessions },
  'GET /api/v1/api-keys': { allowed: adminSessions },
  'DELETE /api/v1/api-keys/{id}': { allowed: adminSessions, foreign: 404 },
  'POST /api/v1/events': { allowed: writers },
  'POST /api/v1/events/import': { allowed: admins },
  'DELETE /api/v1/events/{id}': { allowed: admins, foreign: 404 },
  'GET /api/v1/imports': { allowed: admins },
  'GET /api/v1/imports/{id}': { allowed: admins, foreign: 404 },
  'DELETE /api/v1/imports/{id}': { allowed: admins, foreign: 404 },
  'PUT /api/v1/people/{external_id}': { allowed: writers, foreign: 'own' },
  'GET /api/v1/metrics/dashboard': { allowed: readers },
  'GET /api/v1/teams': { allowed: readers },
  'POST /api/v1/teams': { allowed: workers },
  'GET /api/v1/teams/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/teams/{id}': { allowed: aboveWork, foreign: 404 },
  'DELETE /api/v1/teams/{id}': { allowed: aboveWork, foreign: 404 },
  'GET /api/v1/teams/{id}/members': { allowed: readers, foreign: 404 },
  'PUT /api/v1/teams/{id}/members/{member_id}': { allowed: aboveWork, foreign: 404 },
  'DELETE /api/v1/teams/{id}/members/{member_id}': { allowed: aboveWork, foreign: 404 },
  'GET /api/v1/projects': { allowed: readers },
  'GET /api/v1/projects/stats/summary': { allowed: readers },
  'POST /api/v1/projects': { allowed: workers },
  'GET /api/v1/projects/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/projects/{id}': { allowed: workers, foreign: 404 },
  'DELETE /api/v1/projects/{id}': { allowed: aboveWork, foreign: 404 },
  'GET /api/v1/tasks': { allowed: readers },
  'POST /api/v1/tasks': { allowed: workers },
  'GET /api/v1/tasks/stats/summary': { allowed: readers },
  'POST /api/v1/tasks/bulk': { allowed: workers },
  'PATCH /api/v1/tasks/bulk': { allowed: workers },
  'GET /api/v1/tasks/{id}': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
  'PATCH /api/v1/tasks/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/tasks/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/tasks/{id}/statuses': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
  'GET /api/v1/tasks/{id}/shares': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
  'PUT /api/v1/tasks/{id}/shares/{kind}/{subject_id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/tasks/{id}/shares/{kind}/{subject_id}': {
    allowed: workers,
    foreign: 404,
    unseen: ['member'],
  },
  'GET /api/v1/labels': { allowed: readers },
  'POST /api/v1/labels': { allowed: workers },
  'GET /api/v1/labels/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/labels/{id}': { allowed: workers, foreign: 404 },
  'DELETE /api/v1/labels/{id}': { allowed: workers, foreign: 404 },
  'GET /api/v1/companies': { allowed: readers },
  'POST /api/v1/companies': { allowed: workers },
  'GET /api/v1/companies/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/companies/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'DELETE /api/v1/companies/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'GET /api/v1/jobs': { allowed: readers },
  'POST /api/v1/jobs': { allowed: workers },
  'GET /api/v1/jobs/{id}': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
  'PATCH /api/v1/jobs/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/jobs/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/candidates': { allowed: recruiters },
  'POST /api/v1/candidates': { allowed: hirers, notTheirs: ['member'] },
  'GET /api/v1/candidates/{id}': { allowed: recruiters, foreign: 404, unseen: ['viewer', 'member'] },
  'PATCH /api/v1/candidates/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/candidates/{id}': { allowed: hirers, foreign: 404, notTheirs: ['member'] },
  'POST /api/v1/candidates/{id}/merge': { allowed: hirers, foreign: 404, notTheirs: ['member'] },
  'GET /api/v1/applications': { allowed: recruiters },
  'POST /api/v1/applications': { allowed: hirers },
  'GET /api/v1/applications/{id}': { allowed: recruiters, foreign: 404, unseen: ['viewer', 'member'] },
  'PATCH /api/v1/applications/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/applications/{id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/applications/{id}/stages': {
    allowed: recruiters,
    foreign: 404,
    unseen: ['viewer', 'member'],
  },
  'GET /api/v1/applications/{id}/notes': {
    allowed: recruiters,
    foreign: 404,
    unseen: ['viewer', 'member'],
  },
  'POST /api/v1/applications/{id}/notes': { allowed: hirers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/applications/{id}/notes/{note_id}': {
    allowed: recruiters,
    foreign: 404,
    unseen: ['viewer', 'member'],
  },
  'PATCH /api/v1/applications/{id}/notes/{note_id}': {
    allowed: hirers,
    foreign: 404,
    unseen: ['member'],
    notTheirs: ['admin', 'owner', 'key: admin'],
  },
  'DELETE /api/v1/applications/{id}/notes/{note_id}': { allowed: hirers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/applications/{id}/ratings': {
    allowed: recruiters,
    foreign: 404,
    unseen: ['viewer', 'member'],
  },
  'PUT /api/v1/applications/{id}/rating': { allowed: starters, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/applications/{id}/rating': {
    allowed: starters,
    foreign: 404,
    unseen: starters,
  },
  'GET /api/v1/content': { allowed: readers },
  'POST /api/v1/content': { allowed: workers },
  'GET /api/v1/content/by-slug/{slug}': { allowed: readers, foreign: 404 },
  'GET /api/v1/content/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/content/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'DELETE /api/v1/content/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'GET /api/v1/content/{id}/revisions': { allowed: readers, foreign: 404, notTheirs: learners },
  'GET /api/v1/content/{id}/revisions/{number}': { allowed: readers, foreign: 404, notTheirs: learners },
  'GET /api/v1/content/{id}/revisions/{number}/comparison': {
    allowed: readers,
    foreign: 404,
    notTheirs: learners,
  },
  'POST /api/v1/content/{id}/revisions/{number}/restore': {
    allowed: workers,
    foreign: 404,
    notTheirs: ['member'],
  },
  'GET /api/v1/content/{id}/generations': { allowed: readers, foreign: 404, notTheirs: learners },
  'POST /api/v1/content/{id}/generations': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'PATCH /api/v1/content/{id}/generations/{generation_id}': {
    allowed: workers,
    foreign: 404,
    notTheirs: ['member'],
  },
  'GET /api/v1/hiring/dashboard': { allowed: readers },
  'POST /api/v1/hiring/export': { allowed: readers, body: { format: 'json' } },
  'GET /api/v1/board/{slug}/jobs': { allowed: 'public' },
  'GET /api/v1/board/{slug}/jobs/{id}': { allowed: 'public' },
  'GET /api/v1/board/{slug}/company': { allowed: 'public' },
  'POST /api/v1/board/{slug}/jobs/{id}/applications': { allowed: 'public' },
  'GET /api/v1/content/{id}/progress': { allowed: readers, foreign: 404 },
  'GET /api/v1/lessons': { allowed: readers },
  'POST /api/v1/lessons': { allowed: workers },
  'PUT /api/v1/lessons/order': { allowed: workers },
  'GET /api/v1/lessons/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/lessons/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'DELETE /api/v1/lessons/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'POST /api/v1/lessons/{id}/completions': { allowed: writers, foreign: 404 },
  'GET /api/v1/assessments': { allowed: readers },
  'POST /api/v1/assessments': { allowed: workers },
  'GET /api/v1/assessments/{id}': { allowed: readers, foreign: 404 },
  'PATCH /api/v1/assessments/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'DELETE /api/v1/assessments/{id}': { allowed: workers, foreign: 404, notTheirs: ['member'] },
  'GET /api/v1/assessments/{id}/answers': { allowed: readers, foreign: 404, notTheirs: learners },
  'GET /api/v1/assessments/{id}/statistics': { allowed: readers, foreign: 404, notTheirs: learners },
  'GET /api/v1/assessments/{id}/attempts': { allowed: readers, foreign: 404 },
  'POST /api/v1/assessments/{id}/attempts': { allowed: writers, foreign: 404 },
  'GET /api/v1/assessments/{id}/scores': { allowed: readers, foreign: 404 },
  'GET /api/v1/attempts/{id}': { allowed: writers, foreign: 404, unseen: ['member', 'admin', 'owner'] },
  'PUT /api/v1/attempts/{id}/answers': {
    allowed: writers,
    foreign: 404,
    unseen: ['member', 'admin', 'owner'],
  },
  'POST /api/v1/attempts/{id}/submit': {
    allowed: writers,
    foreign: 404,
    unseen: ['member', 'admin', 'owner'],
  },
  'GET /api/v1/conversations': { allowed: listeners },
  'POST /api/v1/conversations': { allowed: starters },
  'GET /api/v1/conversations/unread': { allowed: everyone },
  'GET /api/v1/conversations/{id}': { allowed: listeners, foreign: 404, unseen: listeners },
  'PATCH /api/v1/conversations/{id}': { allowed: starters, foreign: 404, unseen: starters },
  'PUT /api/v1/conversations/{id}/read': { allowed: everyone, foreign: 404, unseen: everyone },
  'GET /api/v1/conversations/{id}/members': { allowed: listeners, foreign: 404, unseen: listeners },
  'PUT /api/v1/conversations/{id}/members/{member_id}': {
    allowed: starters,
    foreign: 404,
    unseen: starters,
  },
  'DELETE /api/v1/conversations/{id}/members/{member_id}': {
    allowed: everyone,
    foreign: 404,
    unseen: everyone,
  },
  'GET /api/v1/conversations/{id}/messages': { allowed: listeners, foreign: 404, unseen: listeners },
  'POST /api/v1/conversations/{id}/messages': { allowed: speakers, foreign: 404, unseen: speakers },
  'GET /api/v1/conversations/{id}/messages/{message_id}': {
    allowed: listeners,
    foreign: 404,
    unseen: listeners,
  },
  'PATCH /api/v1/conversations/{id}/messages/{message_id}': {
    allowed: speakers,
    foreign: 404,
    unseen: speakers,
  },
  'DELETE /api/v1/conversations/{id}/messages/{message_id}': {
    allowed: speakers,
    foreign: 404,
    unseen: speakers,
  },
  'GET /api/v1/tasks/{id}/comments': { allowed: readers, foreign: 404, unseen: ['viewer', 'member'] },
  'POST /api/v1/tasks/{id}/comments': { allowed: workers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/tasks/{id}/comments/{comment_id}': {
    allowed: readers,
    foreign: 404,
    unseen: ['viewer', 'member'],
  },
  'PATCH /api/v1/tasks/{id}/comments/{comment_id}': {
    allowed: workers,
    foreign: 404,
    unseen: ['member'],
    notTheirs: aboveWork,
  },
  'DELETE /api/v1/tasks/{id}/comments/{comment_id}': { allowed: workers, foreign: 404, unseen: ['member'] },
  'GET /api/v1/notifications': { allowed: everyone },
  'GET /api/v1/notifications/unread-count': { allowed: everyone },
  'POST /api/v1/notifications/{id}/read': { allowed: everyone, foreign: 404, unseen: everyone },
  'POST /api/v1/notifications/{id}/unread': { allowed: everyone, foreign: 404, unseen: everyone },
  'POST /api/v1/notifications/read-all': { allowed: everyone },
  'GET /api/v1/notifications/preferences': { allowed: everyone },
  'PATCH /api/v1/notifications/preferences': { allowed: everyone },
  'GET /api/v1/search': { allowed: readers },
  'GET /api/v1/trash': { allowed: workers },
  'POST /api/v1/trash/{id}/restore': { allowed: workers, foreign: 404, unseen: ['member'] },
  'DELETE /api/v1/trash/{id}': { allowed: workers, foreign: 404, unseen: ['member'] },
}

/** docs/authorization.md, made from the table. */
export function authorizationDocument(): string {
  const columns = ['nobody', ...SESSIONS, ...KEYS]
  const cells = ({ allowed, instanceAdmin, whileUnclaimed, unseen = [], notTheirs = [] }: Expectation) =>
    columns.map((who) => {
      if (who === 'nobody' && whileUnclaimed) return 'at first⁴'
      if (allowed === 'public') return 'yes'
      if (!(allowed as readonly string[]).includes(who)) return '–'
      if (unseen.includes(who as Who)) return 'own²'
      if (notTheirs.includes(who as Who)) return 'own³'
      return instanceAdmin ? 'admin¹' : 'yes'
    })
  const rows = Object.entries(EXPECTATIONS).map(
    ([route, one]) => `| \`${route}\` | ${cells(one).join(' | ')} |`,
  )
  return `# Who may do what

This table is made from the expectations of the authorization tests, which hold every route of the
API against every kind of caller. Somebody of another organization never gets more than their own:
its ids answer 404, as those that never were. A revoked session or key is nobody, at once.

| Route | ${columns.join(' | ')} |
|---|${columns.map(() => '---').join('|')}|
${rows.join('\n')}

¹ Whatever the role, only the instance's administrators.
² What is theirs, or open to them: docs/work.md, docs/knowledge.md, docs/hiring.md and docs/conversations.md say by what. The rest is not there: 404.
³ What they have written themselves, or what is of a job or a company of theirs. The rest they see, and may not: 403.
⁴ As long as nobody administers the instance, for nobody has signed up.

GET /metrics is no part of the API: it is for programs on the same machine, for whoever presents
METRICS_TOKEN, and for administrators of the instance.
`
}
