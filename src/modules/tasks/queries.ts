import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt, notInArray, or } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import type { projectsSeenBy } from '../projects/projects.ts'
import type { Moment, Standing } from '../teams/standing.ts'
import type { TaskPriority, TaskShare, TaskSharePermission, TaskStatus } from './schema.ts'

export interface TaskRow {
  id: string
  title: string
  description: string
  status: TaskStatus
  priority: TaskPriority
  project_id: string | null
  team_id: string | null
  owner_id: string | null
  assignee_id: string | null
  due_on: string | null
  due_at: number | null
  labels: string[]
  completed_at: number | null
  created_at: number
  updated_at: number
}

export interface TaskFilter {
  standing: Standing
  seenProjects: ReturnType<typeof projectsSeenBy>
  status?: TaskStatus | undefined
  priority?: TaskPriority | undefined
  assignee_id?: string | undefined
  owner_id?: string | undefined
  project_id?: string | undefined
  team_id?: string | undefined
  label?: string | undefined
  due_before?: Moment | undefined
  due_after?: Moment | undefined
  /** What is late now: the local date, and the instant. */
  overdue?: Moment | undefined
}

/** Nothing of it is late any more. */
export const CLOSED: TaskStatus[] = ['done', 'cancelled']

export async function listTasks(q: Read, page: IdPage, filter: TaskFilter): Promise<TaskRow[]> {
  const { unseen, order } = byId(q.tables.tasks.id, page)
  const rows = await selectTasks(q)
    .where(and(matching(q, filter), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countTasks(q: Read, filter: TaskFilter): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.tasks).where(matching(q, filter))
  return row?.total ?? 0
}

/** One that is not in the trash, whoever may see it. */
export async function findTask(q: Read, id: string): Promise<TaskRow | null> {
  const { tasks } = q.tables
  const [row] = await selectTasks(q).where(and(live(q), eq(tasks.id, id)))
  return row ? asRow(row) : null
}

function selectTasks(q: Read) {
  const { tasks: t } = q.tables
  return q
    .select({
      id: t.id,
      title: t.title,
      description: t.description,
      status: t.status,
      priority: t.priority,
      project_id: t.project_id,
      team_id: t.team_id,
      owner_id: t.owner_id,
      assignee_id: t.assignee_id,
      due_on: t.due_on,
      due_at: t.due_at,
      labels: t.labels,
      completed_at: t.completed_at,
      created_at: t.created_at,
      updated_at: t.updated_at,
    })
    .from(t)
}

function live(q: Read) {
  const { tasks } = q.tables
  return and(q.mine(tasks), isNull(tasks.deleted_at))
}

function matching(q: Read, filter: TaskFilter) {
  const { tasks, task_labels } = q.tables
  const { label, due_before, due_after, overdue } = filter
  const equal = (['status', 'priority', 'assignee_id', 'owner_id', 'project_id', 'team_id'] as const).map(
    (name) => (filter[name] === undefined ? undefined : eq(tasks[name], filter[name])),
  )
  const labelled = q
    .select({ id: task_labels.task_id })
    .from(task_labels)
    .where(and(q.mine(task_labels), eq(task_labels.label, label ?? '')))
  return and(
    live(q),
    visible(q, filter),
    ...equal,
    label === undefined ? undefined : inArray(tasks.id, labelled),
    due_before && or(lt(tasks.due_on, due_before.date), lt(tasks.due_at, due_before.at)),
    due_after && or(gte(tasks.due_on, due_after.date), gte(tasks.due_at, due_after.at)),
    overdue &&
      and(
        notInArray(tasks.status, CLOSED),
        or(
          and(isNotNull(tasks.due_on), lt(tasks.due_on, overdue.date)),
          and(isNotNull(tasks.due_at), lt(tasks.due_at, overdue.at)),
        ),
      ),
  )
}

/** As `rightTo` in rules.ts, of those who may at least view. */
function visible(q: Read, { standing, seenProjects }: TaskFilter) {
  const { isAbove, member_id, teams } = standing
  if (isAbove) return undefined
  const { tasks, task_shares } = q.tables
  const shared = q
    .select({ id: task_shares.task_id })
    .from(task_shares)
    .where(and(q.mine(task_shares), sharedWith(q, standing)))
  const me = member_id ?? ''
  return or(
    eq(tasks.owner_id, me),
    eq(tasks.assignee_id, me),
    teams.size === 0 ? undefined : inArray(tasks.team_id, [...teams.keys()]),
    inArray(tasks.project_id, seenProjects),
    inArray(tasks.id, shared),
  )
}

function sharedWith(q: Read, { member_id, teams }: Standing) {
  const { task_shares: s } = q.tables
  return or(
    and(eq(s.kind, 'member'), eq(s.subject_id, member_id ?? '')),
    teams.size === 0 ? undefined : and(eq(s.kind, 'team'), inArray(s.subject_id, [...teams.keys()])),
  )
}

/** The columns are texts; only the words of the schema are ever written there. */
function asRow(row: Omit<TaskRow, 'status' | 'priority'> & { status: string; priority: string }): TaskRow {
  return { ...row, status: row.status as TaskStatus, priority: row.priority as TaskPriority }
}

export async function insertTask(tx: Write, task: TaskRow) {
  await tx.insert(tx.tables.tasks).values({ ...task, organization_id: tx.organization_id })
}

/**
 * @param seenAt The `updated_at` of the only version that is to be changed; `null` for any.
 * @returns Whether there was such a version.
 */
export async function updateTask(
  tx: Write,
  id: string,
  changes: Partial<Omit<typeof tx.tables.tasks.$inferInsert, 'organization_id' | 'id'>>,
  seenAt: number | null,
): Promise<boolean> {
  const { tasks } = tx.tables
  const isSeen = seenAt === null ? undefined : eq(tasks.updated_at, seenAt)
  const changed = await tx
    .update(tasks)
    .set(changes)
    .where(and(tx.mine(tasks), eq(tasks.id, id), isSeen))
    .returning({ id: tasks.id })
  return changed.length > 0
}

export async function replaceLabels(tx: Write, task_id: string, labels: readonly string[]) {
  const { task_labels } = tx.tables
  await tx.delete(task_labels).where(and(tx.mine(task_labels), eq(task_labels.task_id, task_id)))
  if (labels.length === 0) return
  const { organization_id } = tx
  await tx.insert(task_labels).values(labels.map((label) => ({ organization_id, task_id, label })))
}

export interface StatusChangeRow {
  id: string
  from_status: TaskStatus | null
  to_status: TaskStatus
  changed_at: number
  changed_by: string
}

export async function insertStatusChange(tx: Write, task_id: string, change: StatusChangeRow) {
  const row = { ...change, task_id, organization_id: tx.organization_id }
  await tx.insert(tx.tables.task_status_changes).values(row)
}

export async function listStatusChanges(q: Read, taskId: string, page: IdPage): Promise<StatusChangeRow[]> {
  const { task_status_changes: c } = q.tables
  const { unseen, order } = byId(c.id, page)
  const rows = await q
    .select({
      id: c.id,
      from_status: c.from_status,
      to_status: c.to_status,
      changed_at: c.changed_at,
      changed_by: c.changed_by,
    })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, taskId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows as StatusChangeRow[]
}

export async function countStatusChanges(q: Read, taskId: string): Promise<number> {
  const { task_status_changes: c } = q.tables
  const [row] = await q
    .select({ total: count() })
    .from(c)
    .where(and(q.mine(c), eq(c.task_id, taskId)))
  return row?.total ?? 0
}

export interface ShareRow {
  kind: TaskShare['kind']
  id: string
  permission: TaskSharePermission
  created_at: number
}

/** All of a task: there is one at most for each member and team. */
export async function listShares(q: Read, taskId: string, page: IdPage): Promise<ShareRow[]> {
  const { task_shares: s } = q.tables
  const { unseen, order } = byId(s.subject_id, page)
  const rows = await selectShares(q)
    .where(and(q.mine(s), eq(s.task_id, taskId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows as ShareRow[]
}

export async function countShares(q: Read, taskId: string): Promise<number> {
  const { task_shares: s } = q.tables
  const [row] = await q
    .select({ total: count() })
    .from(s)
    .where(and(q.mine(s), eq(s.task_id, taskId)))
  return row?.total ?? 0
}

/** The caller's own, and those of his teams. */
export async function listSharesWith(
  q: Read,
  taskId: string,
  standing: Standing,
): Promise<TaskSharePermission[]> {
  const { task_shares: s } = q.tables
  const rows = await selectShares(q)
    .where(and(q.mine(s), eq(s.task_id, taskId), sharedWith(q, standing)))
    .orderBy(desc(s.created_at))
  return rows.map(({ permission }) => permission as TaskSharePermission)
}

function selectShares(q: Read) {
  const { task_shares: s } = q.tables
  return q
    .select({ kind: s.kind, id: s.subject_id, permission: s.permission, created_at: s.created_at })
    .from(s)
}

export async function putShare(tx: Write, task_id: string, { id: subject_id, ...share }: ShareRow) {
  const { task_shares: s } = tx.tables
  await tx
    .insert(s)
    .values({ ...share, subject_id, task_id, organization_id: tx.organization_id })
    .onConflictDoUpdate({
      target: [s.organization_id, s.task_id, s.kind, s.subject_id],
      set: { permission: share.permission },
    })
}

/** @returns Whether there was one. */
export async function deleteShare(
  tx: Write,
  taskId: string,
  { kind, id }: Pick<ShareRow, 'kind' | 'id'>,
): Promise<boolean> {
  const { task_shares: s } = tx.tables
  const gone = await tx
    .delete(s)
    .where(and(tx.mine(s), eq(s.task_id, taskId), eq(s.kind, kind), eq(s.subject_id, id)))
    .returning({ id: s.subject_id })
  return gone.length > 0
}
