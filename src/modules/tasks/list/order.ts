/**
 * The orders in which tasks are listed. What is sorted by stands in columns that are never `null`
 * (engines disagree on where that goes) and that an index can hold in order; what is equal there is in
 * the order of the ids.
 *
 * Due dates and instants share one column. A date counts as the last millisecond of that day in UTC:
 * the organization may move to another time zone, and a million tasks would have to be sorted anew.
 * Whether something is late is never decided by it.
 */
import { dateToDay } from '../../../lib/time/local-days.ts'
import type { TaskRow } from '../queries.ts'
import type { TaskPriority, TaskSort } from '../schema.ts'

const DAY_MS = 86_400_000
const PRIORITIES: TaskPriority[] = ['none', 'low', 'medium', 'high', 'urgent']
/** Behind whatever is due. */
export const NEVER_DUE = Number.MAX_SAFE_INTEGER

export type OrderName = 'created_at' | 'updated_at' | 'due' | 'priority'

export interface Order {
  by: OrderName
  isDescending: boolean
}

/** Where a task stands in an order. */
export interface Place {
  key: number
  id: string
}

export function orderOf(sort: TaskSort): Order {
  const isDescending = sort.startsWith('-')
  return { by: (isDescending ? sort.slice(1) : sort) as OrderName, isDescending }
}

/** What is written beside a task, so that it can be sorted by. */
export function orderColumns({ due_on, due_at, priority }: Pick<TaskRow, 'due_on' | 'due_at' | 'priority'>) {
  return { due_order: dueOrder(due_on, due_at), priority_rank: PRIORITIES.indexOf(priority) }
}

export function rankOf(priority: TaskPriority): number {
  return PRIORITIES.indexOf(priority)
}

function dueOrder(due_on: string | null, due_at: number | null): number {
  const day = due_on === null ? null : dateToDay(due_on)
  return day === null ? (due_at ?? NEVER_DUE) : (day + 1) * DAY_MS - 1
}

/** Ids are in the order in which tasks were made: they are that order's only key. */
export function placeOf({ by }: Order, task: TaskRow): Place {
  const { due_order, priority_rank } = orderColumns(task)
  const key = { created_at: 0, updated_at: task.updated_at, due: due_order, priority: priority_rank }[by]
  return { key, id: task.id }
}

/** As an index has them. */
export function compare({ isDescending }: Order, a: Place, b: Place): number {
  const ascending = a.key - b.key || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  return isDescending ? -ascending : ascending
}

/** As a list shows them: what is never due comes last in either direction. */
export function compareShown(order: Order, a: Place, b: Place): number {
  const isLast = ({ key }: Place) => order.by === 'due' && key === NEVER_DUE
  return Number(isLast(a)) - Number(isLast(b)) || compare(order, a, b)
}
