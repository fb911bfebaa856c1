/** The SQL of the summary. It is asked of parts, so that each is found by an index. */
import { and, count, desc, eq, gte, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Moment } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { dueRange, type Part } from '../list/list-queries.ts'
import { CLOSED, live, OPEN } from '../queries.ts'
import type { TaskStatus } from '../schema.ts'

/** A local day, and the instants between which it lies. */
export interface Span {
  from: Moment
  /** The first that is no longer in it. */
  until: Moment
}

/** Assigned to the member, or the member's own and assigned to nobody. */
export function partsOfMember(q: Read, memberId: string): Part[] {
  const { assignee_id, owner_id } = q.tables.tasks
  return [
    { index: 'tasks_assignee', only: eq(assignee_id, memberId) },
    { index: 'tasks_owner', only: and(eq(owner_id, memberId), isNull(assignee_id)) },
  ]
}

/** All of them, by an index that has them by status. */
export function partsOfAll(q: Read, index: string, statuses = [...OPEN, ...CLOSED]): Part[] {
  return statuses.map((status) => ({ index, only: eq(q.tables.tasks.status, status) }))
}

export async function countByStatus(
  q: Read,
  { index, only }: Part,
): Promise<{ status: TaskStatus; tasks: number }[]> {
  const { tasks } = q.tables
  const rows = await q
    .select({ status: sql`${tasks.status}`.mapWith(String), tasks: count() })
    .from(q.can.through(tasks, index))
    .where(and(live(q), only))
    .groupBy(tasks.status)
  return rows as { status: TaskStatus; tasks: number }[]
}

/** Of what is open: how many are late, and how many are due within a week. */
export async function countDue(q: Read, { index, only }: Part, now: Moment, week: Span) {
  const { tasks } = q.tables
  const { due_on, due_at } = tasks
  const isLate = or(lt(due_on, now.date), lt(due_at, now.at))
  const isInWeek = or(
    and(gte(due_on, week.from.date), lt(due_on, week.until.date)),
    and(gte(due_at, week.from.at), lt(due_at, week.until.at)),
  )
  const [row] = await q
    .select({ overdue: countOf(isLate), due_this_week: countOf(isInWeek) })
    .from(q.can.through(tasks, index))
    .where(and(live(q), only, inArray(tasks.status, OPEN), dueRange(q, { due_before: week.until })))
  return row ?? { overdue: 0, due_this_week: 0 }
}

/** How many were made, and how many done, on each of the days. */
export async function countLately(q: Read, { index, only }: Part, days: readonly Span[]) {
  const { tasks } = q.tables
  const within = (column: typeof tasks.created_at | typeof tasks.completed_at) =>
    days.map(({ from, until }) => countOf(and(gte(column, from.at), lt(column, until.at))))
  const counts = [...within(tasks.created_at), ...within(tasks.completed_at)]
  const [row = {}] = await q
    .select(Object.fromEntries(counts.map((one, i) => [i, one])))
    .from(q.can.through(tasks, index))
    .where(and(live(q), only, gte(tasks.updated_at, days[0]?.from.at ?? 0)))
  const all = counts.map((_, i) => Number(row[i] ?? 0))
  return days.map((_, i) => ({ created: all[i] ?? 0, completed: all[days.length + i] ?? 0 }))
}

/** The last ones that were done, and are. */
export async function listDone(
  q: Read,
  { index, only }: Part,
  { from, until }: { from: number; until: number },
  limit: number,
): Promise<{ id: string; completed_at: number }[]> {
  const { tasks } = q.tables
  const wasDone = and(gte(tasks.completed_at, from), lte(tasks.completed_at, until))
  return q
    .select({
      id: sql`${tasks.id}`.mapWith(String),
      completed_at: sql`${tasks.completed_at}`.mapWith(Number),
    })
    .from(q.can.through(tasks, index))
    .where(and(live(q), only, eq(tasks.status, 'done'), gte(tasks.updated_at, from), wasDone))
    .orderBy(desc(tasks.completed_at), desc(tasks.id))
    .limit(limit)
}

function countOf(condition: SQL | undefined) {
  return sql`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number)
}
