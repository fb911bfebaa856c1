import { and, count, eq, gte, inArray, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import type { projectsSeenBy } from '../projects/projects.ts'
import type { Moment, Standing } from '../teams/standing.ts'
import { sharedWith } from './part-queries.ts'
import type { TaskPriority, TaskStatus } from './schema.ts'

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
  /** Only these: whatever else is asked, and however many they are. */
  ids?: string[] | undefined
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

/** What of a task is searched, and shown of it when it is found. */
export interface TaskText {
  id: string
  title: string
  /** As much of it as was asked for. */
  description: string
  project_id: string | null
  created_at: number
}

/** Of these tasks those that are seen. */
export async function listTaskTexts(
  q: Read,
  sight: Pick<TaskFilter, 'standing' | 'seenProjects'>,
  ids: string[],
  length: number,
): Promise<TaskText[]> {
  const { tasks: t } = q.tables
  const description = sql<string>`substr(${t.description}, 1, ${length})`
  return q
    .select({ id: t.id, title: t.title, description, project_id: t.project_id, created_at: t.created_at })
    .from(t)
    .where(and(live(q), visible(q, sight), isOneOf(q, ids)))
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

function isOneOf(q: Read, ids: string[]) {
  return q.can.among(
    [q.tables.tasks.id],
    ids.map((id) => [id]),
  )
}

function matching(q: Read, filter: TaskFilter) {
  const { tasks, task_labels } = q.tables
  const { label, due_before, due_after, overdue, ids } = filter
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
    ids && isOneOf(q, ids),
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
function visible(q: Read, { standing, seenProjects }: Pick<TaskFilter, 'standing' | 'seenProjects'>) {
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
