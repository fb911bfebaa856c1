import { isNotNull, isNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** Teams, projects, tasks, and what hangs on them. */
export function defineWork(c: TenantColumns) {
  const teams = c.table(
    'teams',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      description: c.text().notNull(),
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [c.key(t), c.trash('teams_deleted', t)],
  )

  const team_members = c.table(
    'team_members',
    {
      organization_id: c.organizationId(),
      team_id: c.id().notNull(),
      member_id: c.id().notNull(),
      /** `lead` or `member`. */
      role: c.text().notNull(),
      added_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.team_id, t.member_id] }),
      c.partOf(teams, t.organization_id, t.team_id),
      c.index('team_members_member').on(t.organization_id, t.member_id),
    ],
  )

  const projects = c.table(
    'projects',
    {
      organization_id: c.organizationId(),
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
      ...c.madeAndChanged(),
      ...c.trashed(),
    },
    (t) => [
      c.key(t),
      c.foreignKey({
        columns: [t.organization_id, t.team_id],
        foreignColumns: [teams.organization_id, teams.id],
      }),
      c.index('projects_team').on(t.organization_id, t.team_id),
      c.trash('projects_deleted', t),
    ],
  )

  const tasks = c.table(
    'tasks',
    {
      organization_id: c.organizationId(),
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
      /** What lists are sorted by, never `null`: see modules/tasks/list/order.ts. */
      due_order: c.time().notNull().default(Number.MAX_SAFE_INTEGER),
      priority_rank: c.int().notNull().default(0),
      labels: c.json().$type<string[]>().notNull(),
      /** When it was done last; `null` while it is not. */
      completed_at: c.time(),
      /** Who made it: the member, or the API key. `null` where its first status is a row of `task_status_changes`. */
      created_by: c.id(),
      ...c.madeAndChanged(),
      ...c.trashed(),
      /** The project with which it went into the trash, and comes back. */
      deleted_with: c.id(),
    },
    (t) => [
      c.key(t),
      c.foreignKey({
        columns: [t.organization_id, t.team_id],
        foreignColumns: [teams.organization_id, teams.id],
      }),
      c.partOf(projects, t.organization_id, t.project_id),
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
      // Nobody asks by them for tasks that have none: those are not in them, and cost nothing.
      c.index('tasks_assignee').on(t.organization_id, t.assignee_id, t.id).where(isNotNull(t.assignee_id)),
      c.index('tasks_project').on(t.organization_id, t.project_id, t.id).where(isNotNull(t.project_id)),
      c.index('tasks_team').on(t.organization_id, t.team_id, t.id).where(isNotNull(t.team_id)),
      /** For what is late later today. */
      c.index('tasks_due').on(t.organization_id, t.due_at).where(isNotNull(t.due_at)),
      c.trash('tasks_deleted', t),
    ],
  )

  /** Every status that a task has come to, but the first: that one is told by the task (`created_by`). */
  const task_status_changes = c.table(
    'task_status_changes',
    {
      organization_id: c.organizationId(),
      task_id: c.id().notNull(),
      id: c.id().notNull(),
      /** `null` for the first, where an older version has written it down. */
      from_status: c.text(),
      to_status: c.text().notNull(),
      changed_at: c.time().notNull(),
      /** The member, or the API key. */
      changed_by: c.id().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.task_id, t.id] }),
      c.partOf(tasks, t.organization_id, t.task_id),
    ],
  )

  /**
   * The labels of tasks once more, to find tasks by them. They go with their task by a trigger, which knows
   * them from its row: for a foreign key they would have to be found by their task.
   */
  const task_labels = c.table(
    'task_labels',
    { organization_id: c.organizationId(), label: c.text().notNull(), task_id: c.id().notNull() },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.label, t.task_id] })],
  )

  const task_shares = c.table(
    'task_shares',
    {
      organization_id: c.organizationId(),
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
      c.partOf(tasks, t.organization_id, t.task_id),
      c.index('task_shares_subject').on(t.organization_id, t.kind, t.subject_id),
    ],
  )

  const task_comments = c.table(
    'task_comments',
    {
      organization_id: c.organizationId(),
      task_id: c.id().notNull(),
      id: c.id().notNull(),
      ...c.comment(),
    },
    (t) => [
      // A comment is found through its own task and through no other.
      c.primaryKey({ columns: [t.organization_id, t.task_id, t.id] }),
      c.partOf(tasks, t.organization_id, t.task_id),
      c.trash('task_comments_deleted', t),
    ],
  )

  const task_files = c.table(
    'task_files',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      task_id: c.id().notNull(),
      ...c.file(),
    },
    (t) => [
      c.key(t),
      c.partOf(tasks, t.organization_id, t.task_id),
      c.index('task_files_task').on(t.organization_id, t.task_id, t.id),
      ...c.fileIndexes('task_files', t),
    ],
  )

  /** What labels of tasks look like, and mean: tasks have them by name. */
  const labels = c.table(
    'labels',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      /** In whatever case and accents there is one of it. */
      folded_name: c.text().notNull(),
      /** `#rrggbb` */
      color: c.text().notNull(),
      description: c.text().notNull(),
      ...c.madeAndChanged(),
    },
    (t) => [c.key(t), c.uniqueIndex('labels_name').on(t.organization_id, t.folded_name)],
  )

  return {
    labels,
    teams,
    team_members,
    projects,
    tasks,
    task_status_changes,
    task_labels,
    task_shares,
    task_comments,
    task_files,
  }
}
