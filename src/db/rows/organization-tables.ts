/**
 * What of each table goes along when one organization leaves alone, in an archive of its own: its rows,
 * its people, or nothing. A table without a line here does not compile, so that none is forgotten.
 *
 * What stays is of the place and not of the organization (who is signed in here, how jobs ran), or is
 * made anew where it arrives.
 */
import type { Schema } from '../schema.ts'
import { archivedTables, LEFT_OUT } from './archived-tables.ts'
import type { ArchivedTable } from './table-shape.ts'

export type Share =
  /** Those that belong to the organization. */
  | 'rows'
  /** Accounts, which belong to nobody: those of its members. What of each, says operations/organizations. */
  | 'members'
  /** With the reason. */
  | { stays: string }

export const SHARES: Record<keyof Schema, Share> = {
  organizations: 'rows',
  users: 'members',
  user_identities: { stays: 'Who they are at the provider of this place. Another place may have another.' },
  sign_in_failures: { stays: 'They guard the accounts of this place.' },
  sessions: {
    stays: 'Who is signed in is so here. A copy of a session would be a way in beside the owner’s.',
  },
  refresh_tokens: { stays: 'They belong to sessions.' },
  one_time_tokens: { stays: 'Links that were mailed lead here, for an hour.' },
  second_factors: {
    stays: 'Encrypted with the secret of this place, and of the account here: another place asks anew.',
  },
  recovery_codes: { stays: 'They stand in for codes that only this place checks.' },
  members: 'rows',
  member_changes: 'rows',
  // Of links only hashes are kept: an invitation that was sent works there, too.
  invitations: 'rows',
  // Of keys only hashes of 256 random bits are kept: whoever has a key goes on with it.
  api_keys: 'rows',
  labels: 'rows',
  teams: 'rows',
  team_members: 'rows',
  projects: 'rows',
  tasks: 'rows',
  task_status_changes: 'rows',
  task_labels: 'rows',
  task_shares: 'rows',
  task_comments: 'rows',
  task_files: 'rows',
  conversations: 'rows',
  conversation_members: 'rows',
  messages: 'rows',
  notifications: 'rows',
  notification_preferences: 'rows',
  content: 'rows',
  content_slugs: 'rows',
  content_tags: 'rows',
  content_revisions: 'rows',
  content_comments: 'rows',
  content_generations: 'rows',
  lessons: 'rows',
  lesson_comments: 'rows',
  lesson_prerequisites: 'rows',
  lesson_completions: 'rows',
  assessments: 'rows',
  assessment_questions: 'rows',
  assessment_keys: 'rows',
  assessment_attempts: 'rows',
  assessment_answers: 'rows',
  companies: 'rows',
  jobs: 'rows',
  job_reviewers: 'rows',
  candidates: 'rows',
  candidate_tags: 'rows',
  applications: 'rows',
  application_stage_changes: 'rows',
  application_notes: 'rows',
  application_ratings: 'rows',
  application_files: 'rows',
  people: 'rows',
  activity_events: 'rows',
  imports: 'rows',
  work_changes: 'rows',
  // The rollups could be computed: to load them takes far less time, and the same numbers come out at once.
  person_states: 'rows',
  person_days: 'rows',
  person_sessions: 'rows',
  person_message_days: 'rows',
  last_active: 'rows',
  organization_days: 'rows',
  stock_days: 'rows',
  task_times: 'rows',
  cohort_cells: 'rows',
  organization_counters: 'rows',
  day_snapshots: 'rows',
  metric_alerts: 'rows',
  metric_alert_firings: 'rows',
  search_queue: { stays: 'Where texts arrive, they are queued anew.' },
  tool_changes: { stays: 'For a week, for the agents that work here.' },
  idempotent_writes: { stays: 'For a day, and encrypted with the secret of this place.' },
  request_minutes: 'rows',
  instance_minutes: { stays: 'Of all who ask here.' },
  cron_jobs: { stays: 'Of the jobs of this place.' },
  job_runs: { stays: 'Of the jobs of this place.' },
  instance_settings: { stays: 'Of this place.' },
  backups: { stays: 'Of the folder of this place.' },
  changes: 'rows',
  audit_entries: 'rows',
  webhooks: {
    stays: 'Their secrets are encrypted with that of this place, and who listens knows this place.',
  },
  webhook_places: { stays: 'Of the webhooks of this place.' },
  webhook_deliveries: { stays: 'Of the webhooks of this place.' },
  demo_organizations: { stays: 'What the demo made here, it removes here.' },
  demo_users: { stays: 'What the demo made here, it removes here.' },
}

/** Those of which an archive of one organization holds something, in an order in which what is referred to comes first. */
export function organizationTables(): ArchivedTable[] {
  return archivedTables().filter(({ name }) => goesAlong(name))
}

/** @param name Of a table of whatever version. */
export function goesAlong(name: string): boolean {
  if (LEFT_OUT.includes(name) || !Object.hasOwn(SHARES, name)) return false
  // It was looked for.
  return typeof SHARES[name as keyof Schema] === 'string'
}
