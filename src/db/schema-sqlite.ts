import { sqliteColumns } from './columns.ts'
import { defineSchema } from './schema.ts'
import { search_documents } from './search/tables-sqlite.ts'

export const sqliteSchema = defineSchema(sqliteColumns)

// The migration generator reads tables from a module's own exports.
export const {
  organizations,
  users,
  sign_in_failures,
  sessions,
  refresh_tokens,
  one_time_tokens,
  members,
  member_changes,
  invitations,
  api_keys,
  teams,
  team_members,
  projects,
  tasks,
  task_status_changes,
  task_labels,
  task_shares,
  task_comments,
  work_changes,
  conversations,
  conversation_members,
  messages,
  notifications,
  notification_preferences,
  search_queue,
  idempotency_keys,
  people,
  activity_events,
  person_states,
  person_days,
  person_sessions,
  person_message_days,
  organization_days,
  work_days,
  task_times,
  cohort_cells,
  organization_counters,
  request_minutes,
  instance_minutes,
  day_snapshots,
  cron_jobs,
  demo_organizations,
  demo_users,
} = sqliteSchema

export { search_documents }

/** All that there are, those of this engine alone among them; `search_index` is virtual, and not among them. */
export const sqliteTables = { ...sqliteSchema, search_documents }
