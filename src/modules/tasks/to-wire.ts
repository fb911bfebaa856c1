import type { Moment } from '../../access/viewer.ts'
import { toWire as wireOf } from '../../lib/to-wire.ts'
import { CLOSED, type TaskRow } from './queries.ts'
import type { Task } from './schema.ts'

/** Always in the order of the row, of which the tag is made, too. */
export function toWire(row: TaskRow, now: Moment): Task {
  const { labels, completed_at, created_at, updated_at, ...first } = row
  const { due_on, due_at, status } = first
  const isDue = (due_on !== null && due_on < now.date) || (due_at !== null && due_at < now.at)
  const overdue = isDue && !CLOSED.includes(status)
  return wireOf({ ...first, overdue, labels, completed_at, created_at, updated_at })
}
