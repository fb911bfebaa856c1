import { and, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'
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

/** Something of them may be late yet. */
export const OPEN: TaskStatus[] = ['todo', 'in_progress']
/** Nothing of it is late any more. */
export const CLOSED: TaskStatus[] = ['done', 'cancelled']

type StoredTask = Omit<TaskRow, 'labels'> & { labels: string }

/** Labels as text, since engines differ in what they make of JSON. */
const selectLive = batchStatement({ id: 'text' })<StoredTask>(`
  select t.id, t.title, t.description, t.status, t.priority, t.project_id, t.team_id, t.owner_id, t.assignee_id,
    t.due_on, t.due_at, cast(t.labels as text) as labels, t.completed_at, t.created_at, t.updated_at
  from tasks t
  where t.organization_id = :organization_id and t.deleted_at is null and t.id in (select r.id from :rows as r)`)

/** Those of them that are not in the trash, whoever may see them. */
export async function listTasksById(q: Read, ids: readonly string[]): Promise<TaskRow[]> {
  const rows = await q.each(
    selectLive,
    ids.map((id) => ({ id })),
  )
  return rows.map(asRow)
}

/** What of a task says who may do what with it. */
export type TaskPlace = Pick<TaskRow, 'id' | 'project_id' | 'team_id' | 'owner_id' | 'assignee_id'>

/**
 * Of those that are in the trash, whoever may see them. They are found by their ids alone: asked for
 * both, an engine may walk through all of the trash.
 */
export async function listTrashedPlaces(q: Read, ids: readonly string[]): Promise<TaskPlace[]> {
  const rows = await selectPlaces(q, { ids })
  return rows.filter((row) => row.deleted_at !== null)
}

const selectPlaces = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { tasks } = q.tables
  const { id, project_id, team_id, owner_id, assignee_id, deleted_at } = tasks
  return q
    .select({ id, project_id, team_id, owner_id, assignee_id, deleted_at })
    .from(tasks)
    .where(and(q.mine(tasks), q.can.oneOf(id, ids)))
})

export function live(q: Reading) {
  const { tasks } = q.tables
  return and(q.mine(tasks), isNull(tasks.deleted_at))
}

function asRow(row: StoredTask): TaskRow {
  return { ...row, labels: JSON.parse(row.labels) as string[] }
}

/**
 * Of whatever version: a change that came in between goes along.
 *
 * @returns Those that were not there already.
 */
export async function putInTrash(
  tx: Write,
  ids: readonly string[],
  deleted: { deleted_at: number; deleted_by: string },
): Promise<string[]> {
  const rows = await tx.each(
    discardTasks,
    ids.map((id) => ({ id })),
    deleted,
  )
  return rows.map(({ id }) => id)
}

const discardTasks = batchStatement({ id: 'text' })<
  { id: string },
  { deleted_at: number; deleted_by: string }
>(`
  update tasks set deleted_at = :deleted_at, deleted_by = :deleted_by
  where organization_id = :organization_id and deleted_at is null and id in (select r.id from :rows as r)
  returning id`)
