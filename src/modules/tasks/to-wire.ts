import type { Moment } from '../../access/viewer.ts'
import { CLOSED, type TaskRow } from './queries.ts'
import type { Task } from './schema.ts'

/** Always in the same order, of which the tag is made, too. */
export function toWire(row: TaskRow, now: Moment): Task {
  const { id, title, description, status, priority, project_id, team_id, owner_id, assignee_id } = row
  const { due_on, due_at, labels } = row
  const isDue = (due_on !== null && due_on < now.date) || (due_at !== null && due_at < now.at)
  return {
    id,
    title,
    description,
    status,
    priority,
    project_id,
    team_id,
    owner_id,
    assignee_id,
    due_on,
    due_at: instant(due_at),
    overdue: isDue && !CLOSED.includes(status),
    labels,
    completed_at: instant(row.completed_at),
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
