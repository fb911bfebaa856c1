import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
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

/** Those of them that are not in the trash, whoever may see them. */
export async function listTasksById(q: Read, ids: readonly string[]): Promise<TaskRow[]> {
  return ids.length === 0 ? [] : selectTasks(q, and(live(q), q.can.oneOf(q.tables.tasks.id, ids)))
}

/** One that is in the trash, whoever may see it. */
export async function findTrashedTask(q: Read, id: string): Promise<TaskRow | null> {
  const { tasks: t } = q.tables
  const [row] = await selectTasks(q, and(q.mine(t), isNotNull(t.deleted_at), eq(t.id, id)))
  return row ?? null
}

async function selectTasks(q: Read, which: SQL | undefined): Promise<TaskRow[]> {
  const { tasks: t } = q.tables
  const rows = await q
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
    .where(which)
  return rows.map(asRow)
}

export function live(q: Read) {
  const { tasks } = q.tables
  return and(q.mine(tasks), isNull(tasks.deleted_at))
}

/** The columns are texts; only the words of the schema are ever written there. */
function asRow(row: Omit<TaskRow, 'status' | 'priority'> & { status: string; priority: string }): TaskRow {
  return { ...row, status: row.status as TaskStatus, priority: row.priority as TaskPriority }
}

/**
 * Of whatever version: a change that came in between goes along.
 *
 * @returns Whether it was not there already.
 */
export async function putInTrash(
  tx: Write,
  id: string,
  deleted: { deleted_at: number; deleted_by: string },
): Promise<boolean> {
  const { tasks } = tx.tables
  const put = await tx
    .update(tasks)
    .set(deleted)
    .where(and(live(tx), eq(tasks.id, id)))
    .returning({ id: tasks.id })
  return put.length > 0
}
