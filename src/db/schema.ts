/**
 * Every table, written once over a column kit. A column, a key on the wire and a JSON key are
 * the same `snake_case` word.
 *
 * A tenant table has `organization_id` as its first key column. On Postgres each of them gets
 * forced row-level security at migration, found by that column: see row-security.ts.
 */
import { isNotNull, isNull } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Columns } from './columns.ts'

export function defineSchema(c: Columns) {
  // --- Identity -----------------------------------------------------------------------------

  const organizations = c.table(
    'organizations',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      slug: c.text().notNull(),
      time_zone: c.text().notNull(),
      plan: c.text().notNull().default('free'),
      created_at: c.time().notNull(),
      /** The generation of rollups that readers see, and the one being built beside it, if any. */
      rollup_generation: c.int().notNull().default(1),
      next_rollup_generation: c.int(),
      next_time_zone: c.text(),
      /** Up to which task or project, in the order of ids, the next one holds work; `null` for none. */
      next_work_until: c.id(),
      /** Of what those that are read are made: see metrics/rollup-version.ts. */
      rollup_version: c.int().notNull().default(1),
    },
    (t) => [c.uniqueIndex('organizations_slug').on(t.slug)],
  )

  /** The tenant. The second form is for tables of great volume, where a check per row would cost. */
  const organizationId = () =>
    c
      .id()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' })
  const uncheckedOrganizationId = () => c.id().notNull()

  /** Of what is in the trash alone, for its list and for when it is gone: there may be a million beside it. */
  const trash = (name: string, t: { organization_id: PgColumn; deleted_at: PgColumn; id: PgColumn }) =>
    c.index(name).on(t.organization_id, t.deleted_at, t.id).where(isNotNull(t.deleted_at))

  const users = c.table(
    'users',
    {
      id: c.id().primaryKey(),
      /** Lower case: one account per address. */
      email: c.text().notNull(),
      name: c.text().notNull(),
      password_hash: c.text().notNull(),
      is_instance_admin: c.bool().notNull().default(false),
      created_at: c.time().notNull(),
      email_verified_at: c.time(),
    },
    (t) => [c.uniqueIndex('users_email').on(t.email)],
  )

  /** Wrong passwords in a row, by address, whether there is such an account or not. */
  const sign_in_failures = c.table('sign_in_failures', {
    /** SHA-256 of the address. */
    email_hash: c.text().primaryKey(),
    count: c.int().notNull(),
    last_at: c.time().notNull(),
  })

  /** A signed-in device. A session works in one organization at a time. */
  const sessions = c.table(
    'sessions',
    {
      id: c.id().primaryKey(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      active_organization_id: c
        .id()
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
      last_used_at: c.time(),
      user_agent: c.text(),
      address: c.text(),
    },
    (t) => [c.index('sessions_user').on(t.user_id)],
  )

  /** Each is used once and then names its successor's session still: one that comes twice was stolen. */
  const refresh_tokens = c.table(
    'refresh_tokens',
    {
      /** SHA-256 of the token. */
      token_hash: c.text().primaryKey(),
      session_id: c
        .id()
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      created_at: c.time().notNull(),
      used_at: c.time(),
    },
    (t) => [c.index('refresh_tokens_session').on(t.session_id)],
  )

  /** Links sent by e-mail: to reset a password, to verify an address. Each works once. */
  const one_time_tokens = c.table(
    'one_time_tokens',
    {
      token_hash: c.text().primaryKey(),
      purpose: c.text().notNull(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** The address that it was sent to. */
      email: c.text().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
    },
    (t) => [c.index('one_time_tokens_user').on(t.user_id)],
  )

  /** A user in an organization. Its id is also the id of the person that the metrics count. */
  const members = c.table(
    'members',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id),
      role: c.text().notNull(),
      status: c.text().notNull(),
      joined_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('members_organization_user').on(t.organization_id, t.user_id),
      c.index('members_user').on(t.user_id),
    ],
  )

  /** When a member left or was suspended, and came back: what the number of users is made of. */
  const member_changes = c.table(
    'member_changes',
    {
      organization_id: organizationId(),
      member_id: c.id().notNull(),
      changed_at: c.time().notNull(),
      /** `left` or `returned`. */
      change: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.member_id, t.changed_at, t.change] })],
  )

  const invitations = c.table(
    'invitations',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      /** Only this address may accept it. */
      email: c.text().notNull(),
      role: c.text().notNull(),
      token_hash: c.text().notNull(),
      invited_by: c.id().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('invitations_token').on(t.token_hash),
      c.uniqueIndex('invitations_email').on(t.organization_id, t.email),
    ],
  )

  const api_keys = c.table(
    'api_keys',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      /** SHA-256 of the key; the key itself is shown once and never stored. */
      key_hash: c.text().notNull(),
      /** The first characters, to tell keys apart in a list. */
      key_start: c.text().notNull(),
      scopes: c.json().$type<string[]>().notNull(),
      created_by: c.id().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time(),
      last_used_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('api_keys_hash').on(t.key_hash),
    ],
  )

  // --- Work ---------------------------------------------------------------------------------

  const teams = c.table(
    'teams',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      description: c.text().notNull(),
      created_at: c.time().notNull(),
      updated_at: c.time().notNull(),
      /** In the trash since then. */
      deleted_at: c.time(),
      deleted_by: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.id] }), trash('teams_deleted', t)],
  )

  const team_members = c.table(
    'team_members',
    {
      organization_id: organizationId(),
      team_id: c.id().notNull(),
      member_id: c.id().notNull(),
      /** `lead` or `member`. */
      role: c.text().notNull(),
      added_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.team_id, t.member_id] }),
      c
        .foreignKey({
          columns: [t.organization_id, t.team_id],
          foreignColumns: [teams.organization_id, teams.id],
        })
        .onDelete('cascade'),
      c.index('team_members_member').on(t.organization_id, t.member_id),
    ],
  )

  const projects = c.table(
    'projects',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      description: c.text().notNull(),
      status: c.text().notNull(),
      /** A member; `null` where a key made it for nobody. */
      owner_id: c.id(),
      /** Only its members, the owner and admins see the project; everybody without one. */
      team_id: c.id(),
      /** Local dates, `2026-03-08`. */
      starts_on: c.text(),
      ends_on: c.text(),
      created_at: c.time().notNull(),
      updated_at: c.time().notNull(),
      deleted_at: c.time(),
      deleted_by: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.foreignKey({
        columns: [t.organization_id, t.team_id],
        foreignColumns: [teams.organization_id, teams.id],
      }),
      c.index('projects_team').on(t.organization_id, t.team_id),
      trash('projects_deleted', t),
    ],
  )

  const tasks = c.table(
    'tasks',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      title: c.text().notNull(),
      description: c.text().notNull(),
      status: c.text().notNull(),
      priority: c.text().notNull(),
      project_id: c.id(),
      team_id: c.id(),
      /** The member who made it, or was given it; `null` where a key made it. */
      owner_id: c.id(),
      assignee_id: c.id(),
      /** At most one of both: a local date, at whose end it is due, or an instant. */
      due_on: c.text(),
      due_at: c.time(),
      /** What lists are sorted by, never `null`: see modules/tasks/order.ts. */
      due_order: c.time().notNull().default(Number.MAX_SAFE_INTEGER),
      priority_rank: c.int().notNull().default(0),
      labels: c.json().$type<string[]>().notNull(),
      /** When it was done last; `null` while it is not. */
      completed_at: c.time(),
      created_at: c.time().notNull(),
      updated_at: c.time().notNull(),
      deleted_at: c.time(),
      deleted_by: c.id(),
      /** The project with which it went into the trash, and comes back. */
      deleted_with: c.id(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.foreignKey({
        columns: [t.organization_id, t.team_id],
        foreignColumns: [teams.organization_id, teams.id],
      }),
      c
        .foreignKey({
          columns: [t.organization_id, t.project_id],
          foreignColumns: [projects.organization_id, projects.id],
        })
        .onDelete('cascade'),
      // One for each order: a list of all statuses is merged from one part for each of them.
      c.index('tasks_by_id').on(t.organization_id, t.status, t.id).where(isNull(t.deleted_at)),
      c
        .index('tasks_by_updated_at')
        .on(t.organization_id, t.status, t.updated_at, t.id)
        .where(isNull(t.deleted_at)),
      c.index('tasks_by_due').on(t.organization_id, t.status, t.due_order, t.id).where(isNull(t.deleted_at)),
      c
        .index('tasks_by_priority')
        .on(t.organization_id, t.status, t.priority_rank, t.id)
        .where(isNull(t.deleted_at)),
      c.index('tasks_owner').on(t.organization_id, t.owner_id, t.id),
      c.index('tasks_assignee').on(t.organization_id, t.assignee_id, t.id),
      c.index('tasks_project').on(t.organization_id, t.project_id, t.id),
      c.index('tasks_team').on(t.organization_id, t.team_id, t.id),
      /** For what is late later today. */
      c.index('tasks_due').on(t.organization_id, t.due_at),
      trash('tasks_deleted', t),
    ],
  )

  const ofTask = (t: { organization_id: PgColumn; task_id: PgColumn }) =>
    c
      .foreignKey({
        columns: [t.organization_id, t.task_id],
        foreignColumns: [tasks.organization_id, tasks.id],
      })
      .onDelete('cascade')

  /** Every status that a task has had, the first one included. */
  const task_status_changes = c.table(
    'task_status_changes',
    {
      organization_id: organizationId(),
      task_id: c.id().notNull(),
      id: c.id().notNull(),
      /** `null` for the first. */
      from_status: c.text(),
      to_status: c.text().notNull(),
      changed_at: c.time().notNull(),
      /** The member, or the API key. */
      changed_by: c.id().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.task_id, t.id] }), ofTask(t)],
  )

  /** The labels of tasks once more, to find tasks by them. */
  const task_labels = c.table(
    'task_labels',
    { organization_id: organizationId(), label: c.text().notNull(), task_id: c.id().notNull() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.label, t.task_id] }),
      ofTask(t),
      c.index('task_labels_task').on(t.organization_id, t.task_id),
    ],
  )

  const task_shares = c.table(
    'task_shares',
    {
      organization_id: organizationId(),
      task_id: c.id().notNull(),
      /** `member` or `team`, and which. */
      kind: c.text().notNull(),
      subject_id: c.id().notNull(),
      /** `view` or `edit`. */
      permission: c.text().notNull(),
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.task_id, t.kind, t.subject_id] }),
      ofTask(t),
      c.index('task_shares_subject').on(t.organization_id, t.kind, t.subject_id),
    ],
  )

  const task_comments = c.table(
    'task_comments',
    {
      organization_id: organizationId(),
      task_id: c.id().notNull(),
      id: c.id().notNull(),
      /** The member, or the key, whose it is: one of both. */
      author_id: c.id(),
      api_key_id: c.id(),
      body: c.text().notNull(),
      created_at: c.time().notNull(),
      edited_at: c.time(),
      deleted_at: c.time(),
      deleted_by: c.id(),
    },
    (t) => [
      // A comment is found through its own task and through no other.
      c.primaryKey({ columns: [t.organization_id, t.task_id, t.id] }),
      ofTask(t),
      trash('task_comments_deleted', t),
    ],
  )

  /**
   * What the work metrics are made of: every state in which a task or a project has been, as far as
   * they count it. It stays when the thing is deleted for good: what it has been, it was.
   */
  const work_changes = c.table(
    'work_changes',
    {
      organization_id: organizationId(),
      thing_id: c.id().notNull(),
      /** 1 for the first state, without gaps. */
      number: c.int().notNull(),
      /** `task` or `project`. */
      kind: c.text().notNull(),
      /** Never before the state that it follows. */
      at: c.time().notNull(),
      status: c.text().notNull(),
      due_on: c.text(),
      due_at: c.time(),
      /** In the trash. */
      is_deleted: c.bool().notNull(),
      /** When the thing came, was first in progress, and was done, if it is: known from the states before. */
      began_at: c.time().notNull(),
      started_at: c.time(),
      done_at: c.time(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.thing_id, t.number] })],
  )

  // --- Conversation -------------------------------------------------------------------------

  const conversations = c.table(
    'conversations',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      /** `direct`, `group` or `assistant`. */
      kind: c.text().notNull(),
      title: c.text(),
      /** Of a direct one, the ids of both in their order: there is one for two people. */
      direct_key: c.text(),
      /** How many messages there have ever been, which is the number of the last one. */
      message_count: c.int().notNull().default(0),
      last_message_id: c.id(),
      /** When the last message came; before the first, when it was made. */
      active_at: c.time().notNull(),
      created_at: c.time().notNull(),
      updated_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('conversations_direct').on(t.organization_id, t.direct_key),
      // Without the id, by which Postgres would take it for a way to single ones.
      c.index('conversations_kind').on(t.organization_id, t.kind, t.active_at),
    ],
  )

  const ofConversation = (t: { organization_id: PgColumn; conversation_id: PgColumn }) =>
    c
      .foreignKey({
        columns: [t.organization_id, t.conversation_id],
        foreignColumns: [conversations.organization_id, conversations.id],
      })
      .onDelete('cascade')

  const conversation_members = c.table(
    'conversation_members',
    {
      organization_id: organizationId(),
      conversation_id: c.id().notNull(),
      member_id: c.id().notNull(),
      /** `owner` or `member`. */
      role: c.text().notNull(),
      joined_at: c.time().notNull(),
      /** The number of the last message that was read: how many are unread needs no counting. */
      read_number: c.int().notNull(),
      read_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.conversation_id, t.member_id] }),
      ofConversation(t),
      c.index('conversation_members_member').on(t.organization_id, t.member_id, t.conversation_id),
    ],
  )

  const messages = c.table(
    'messages',
    {
      organization_id: organizationId(),
      conversation_id: c.id().notNull(),
      id: c.id().notNull(),
      /** 1 for the first of the conversation, without gaps. */
      number: c.int().notNull(),
      /** `user`, `assistant`, `system` or `tool`. */
      role: c.text().notNull(),
      /** The member, or the key, whose it is: one of both. */
      author_id: c.id(),
      api_key_id: c.id(),
      /** Empty once deleted. */
      body: c.text().notNull(),
      created_at: c.time().notNull(),
      edited_at: c.time(),
      deleted_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      ofConversation(t),
      c.uniqueIndex('messages_number').on(t.organization_id, t.conversation_id, t.number),
      c.index('messages_author').on(t.organization_id, t.author_id, t.created_at),
    ],
  )

  // --- Notifications ------------------------------------------------------------------------

  /** Each is one member's. What it is about may be gone, or closed to that member: no foreign keys. */
  const notifications = c.table(
    'notifications',
    {
      organization_id: organizationId(),
      member_id: c.id().notNull(),
      id: c.id().notNull(),
      kind: c.text().notNull(),
      /** The member, or the key, that did it: one of both. */
      actor_id: c.id(),
      api_key_id: c.id(),
      task_id: c.id(),
      comment_id: c.id(),
      conversation_id: c.id(),
      message_id: c.id(),
      created_at: c.time().notNull(),
      read_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.member_id, t.id] }),
      // Only what is unread: counting it costs nothing for what was read long ago.
      c.index('notifications_unread').on(t.organization_id, t.member_id, t.id).where(isNull(t.read_at)),
      c.index('notifications_age').on(t.created_at),
    ],
  )

  /** Of which kinds a member wants to hear; all those without a row. */
  const notification_preferences = c.table(
    'notification_preferences',
    {
      organization_id: organizationId(),
      member_id: c.id().notNull(),
      kind: c.text().notNull(),
      is_on: c.bool().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.member_id, t.kind] })],
  )

  // --- Search -------------------------------------------------------------------------------

  /**
   * Texts that came or changed and are not in the index yet. Triggers put them here, and the end of
   * the same transaction takes them away: see modules/search. The index itself is each engine's own.
   */
  const search_queue = c.table(
    'search_queue',
    {
      organization_id: uncheckedOrganizationId(),
      /** `task`, `project` or `message`. */
      kind: c.text().notNull(),
      id: c.id().notNull(),
      /** Of a message. */
      conversation_id: c.id(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.kind, t.id] })],
  )

  // --- Activity -----------------------------------------------------------------------------

  /** What a POST with an Idempotency-Key answered, for when it comes again. */
  const idempotency_keys = c.table(
    'idempotency_keys',
    {
      organization_id: organizationId(),
      /** The principal's own: another's key of the same text is another key. */
      principal_id: c.id().notNull(),
      key: c.text().notNull(),
      /** SHA-256 of method, path and body: the same key with another request is a mistake. */
      request_hash: c.text().notNull(),
      status: c.int(),
      body: c.text(),
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.principal_id, t.key] }),
      c.index('idempotency_keys_age').on(t.created_at),
    ],
  )

  /** Whoever is counted: a member (same id), or someone whom an app reports by an external id. */
  const people = c.table(
    'people',
    {
      organization_id: organizationId(),
      id: c.id().notNull(),
      external_id: c.text(),
      name: c.text(),
      properties: c.json().$type<Record<string, unknown>>(),
      created_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('people_external_id').on(t.organization_id, t.external_id),
    ],
  )

  const activity_events = c.table(
    'activity_events',
    {
      organization_id: uncheckedOrganizationId(),
      /** The sender's id: unique in the organization, which makes sending again harmless. */
      id: c.text().notNull(),
      person_id: c.id().notNull(),
      verb: c.text().notNull(),
      core: c.bool().notNull(),
      occurred_at: c.time().notNull(),
      received_at: c.time().notNull(),
      properties: c.json().$type<Record<string, unknown>>(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.index('activity_events_person').on(t.organization_id, t.person_id, t.occurred_at),
      /** For the newest ones. */
      c.index('activity_events_time').on(t.organization_id, t.occurred_at, t.id),
    ],
  )

  // --- Rollups ------------------------------------------------------------------------------
  // Kept in the same transaction as the fact. All of them belong to a generation, so that a new
  // one can be built beside the one being read and take its place at once.

  /** One row per counted person. Its presence says that the person is built in that generation. */
  const person_states = c.table(
    'person_states',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      /** The local day of joining (a member) or of the earliest event (a tracked person). */
      first_day: c.int(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id] })],
  )

  const person_days = c.table(
    'person_days',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      day: c.int().notNull(),
      n: c.int().notNull(),
      core_n: c.int().notNull(),
      first_at: c.time().notNull(),
      last_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.day] }),
      c.index('person_days_day').on(t.organization_id, t.generation, t.day),
    ],
  )

  const person_sessions = c.table(
    'person_sessions',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      start_at: c.time().notNull(),
      end_at: c.time().notNull(),
      n: c.int().notNull(),
      start_day: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.start_at] })],
  )

  /** On how many days somebody has sent messages, and how many. */
  const person_message_days = c.table(
    'person_message_days',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      person_id: c.id().notNull(),
      day: c.int().notNull(),
      n: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.person_id, t.day] })],
  )

  /** Per local day: facts, stock deltas, and the difference arrays of rolling distinct counts. */
  const organization_days = c.table(
    'organization_days',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      day: c.int().notNull(),
      dau: c.int().notNull().default(0),
      d7: c.int().notNull().default(0),
      d14: c.int().notNull().default(0),
      d30: c.int().notNull().default(0),
      d60: c.int().notNull().default(0),
      core_d7: c.int().notNull().default(0),
      new_users: c.int().notNull().default(0),
      reactivated: c.int().notNull().default(0),
      removed: c.int().notNull().default(0),
      sess_n: c.int().notNull().default(0),
      sess_ms: c.int().notNull().default(0),
      messages: c.int().notNull().default(0),
      chatters: c.int().notNull().default(0),
      chat_d7: c.int().notNull().default(0),
      tasks_created: c.int().notNull().default(0),
      tasks_completed: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.day] })],
  )

  /** Per local day, by how much what stood there at its end is more than at the end of the day before. */
  const work_days = c.table(
    'work_days',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      day: c.int().notNull(),
      tasks_todo: c.int().notNull().default(0),
      tasks_in_progress: c.int().notNull().default(0),
      tasks_done: c.int().notNull().default(0),
      tasks_cancelled: c.int().notNull().default(0),
      tasks_overdue: c.int().notNull().default(0),
      projects_planning: c.int().notNull().default(0),
      projects_active: c.int().notNull().default(0),
      projects_on_hold: c.int().notNull().default(0),
      projects_completed: c.int().notNull().default(0),
      projects_archived: c.int().notNull().default(0),
      projects_overdue: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.day] })],
  )

  /** How long tasks took that were completed on a day, by bin of a sketch: see lib/sketch.ts. */
  const task_times = c.table(
    'task_times',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      day: c.int().notNull(),
      /** `cycle`, `lead`, or `unstarted` (in bin 0) for those that were never in progress. */
      kind: c.text().notNull(),
      bin: c.int().notNull(),
      /** From this day on they were done no longer; beyond all days while they are. */
      until_day: c.int().notNull(),
      n: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.day, t.kind, t.bin, t.until_day] })],
  )

  /** Of the people who began in one week or month, how many were active in another. */
  const cohort_cells = c.table(
    'cohort_cells',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      /** `week` or `month`. */
      unit: c.text().notNull(),
      period: c.int().notNull(),
      cohort: c.int().notNull(),
      active: c.int().notNull().default(0),
      /** Those of them who were active in the period before, too. */
      kept: c.int().notNull().default(0),
      /** Those of them who have not been active after it. */
      last: c.int().notNull().default(0),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.unit, t.period, t.cohort] })],
  )

  /** Stocks: how many there are now. */
  const organization_counters = c.table(
    'organization_counters',
    {
      organization_id: uncheckedOrganizationId(),
      generation: c.int().notNull(),
      key: c.text().notNull(),
      value: c.int().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.generation, t.key] })],
  )

  /** What a closed local day showed. A cache of the rollups, never the truth. */
  const day_snapshots = c.table(
    'day_snapshots',
    {
      organization_id: uncheckedOrganizationId(),
      day: c.int().notNull(),
      metric_version: c.int().notNull(),
      values: c.json().$type<Record<string, number | null>>().notNull(),
      closed_at: c.time().notNull(),
      stale: c.bool().notNull().default(false),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.day, t.metric_version] })],
  )

  // --- Operations ---------------------------------------------------------------------------

  /** How requests went in a minute, as one process saw it; whoever reads adds the processes up. */
  const requestMinute = () => ({
    /** Minutes since 1970. */
    minute: c.int().notNull(),
    process_id: c.id().notNull(),
    requests: c.int().notNull(),
    /** Answered with 5xx. */
    errors: c.int().notNull(),
    cache_hits: c.int().notNull(),
    cache_misses: c.int().notNull(),
    /** Counts by bucket of a sketch: see lib/sketch.ts. */
    durations: c.json().$type<Record<string, number>>().notNull(),
  })

  /** Of the principals of an organization. */
  const request_minutes = c.table(
    'request_minutes',
    { organization_id: uncheckedOrganizationId(), ...requestMinute() },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.minute, t.process_id] }),
      c.index('request_minutes_age').on(t.minute),
    ],
  )

  /** Of everybody, strangers among them. */
  const instance_minutes = c.table('instance_minutes', requestMinute(), (t) => [
    c.primaryKey({ columns: [t.minute, t.process_id] }),
  ])

  /** The last run of each cron job. */
  const cron_jobs = c.table('cron_jobs', {
    name: c.text().primaryKey(),
    started_at: c.time().notNull(),
    finished_at: c.time(),
    outcome: c.text(),
    detail: c.text(),
  })

  return {
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
    day_snapshots,
    request_minutes,
    instance_minutes,
    cron_jobs,
  }
}

export type Schema = ReturnType<typeof defineSchema>
