/** The SQL of the summary. It is asked of parts, so that each is found by an index. */
import { and, count, desc, eq, gte, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { Moment } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { query, type Slots } from '../../../db/query.ts'
import { dueRange } from '../list/filters.ts'
import { countOf, nextOf } from '../list/group-queries.ts'
import {
  isWithin,
  type Part,
  type PartShape,
  type PartValues,
  shapeOfPart,
  valuesOfPart,
} from '../list/parts.ts'
import { CLOSED, live, OPEN } from '../queries.ts'
import type { TaskStatus } from '../schema.ts'

/** A local day, and the instants between which it lies. */
export interface Span {
  from: Moment
  /** The first that is no longer in it. */
  until: Moment
}

/** Assigned to the member, or the member's own and assigned to nobody. */
export function partsOfMember(to: string): Part[] {
  return [
    { index: 'tasks_assignee', only: { equal: { column: 'assignee_id', to } } },
    { index: 'tasks_owner', only: { equal: { column: 'owner_id', to }, isUnassigned: true } },
  ]
}

/** All of them, by an index that has them by status. */
export function partsOfAll(index: string, statuses = [...OPEN, ...CLOSED]): Part[] {
  return statuses.map((status) => ({ index, only: { status } }))
}

export async function countByStatus(q: Read, part: Part): Promise<{ status: TaskStatus; tasks: number }[]> {
  const rows = await selectStatuses(q, valuesOfPart(part), shapeOfPart(part))
  return rows as { status: TaskStatus; tasks: number }[]
}

const selectStatuses = query((q, slots: Slots<PartValues>, part: PartShape) => {
  const { tasks } = q.tables
  return q
    .select({ status: sql`${tasks.status}`.mapWith(String), tasks: count() })
    .from(q.can.through(tasks, part.index))
    .where(and(live(q), isWithin(q, slots, part)))
    .groupBy(tasks.status)
})

/** Of what is open: how many are late, how many are due within a week, and when the next of these will be late. */
export async function countDue(q: Read, { index, only }: Part, now: Moment, { from, until }: Span) {
  const part = { index, only: { ...only, ...dueRange({ due_before: until }) } }
  const week = { from_date: from.date, from_at: from.at, until_date: until.date, until_at: until.at }
  const values = { ...valuesOfPart(part), ...week, today: now.date, now: now.at }
  const [row] = await selectDue(q, values, shapeOfPart(part))
  return row ?? { overdue: 0, due_this_week: 0, next_due_at: null }
}

interface DueValues extends PartValues {
  from_date: string
  from_at: number
  until_date: string
  until_at: number
  today: string
  now: number
}

const selectDue = query((q, slots: Slots<DueValues>, part: PartShape) => {
  const { tasks } = q.tables
  const { due_on, due_at } = tasks
  const isLate = or(lt(due_on, slots.today), lt(due_at, slots.now))
  const isInWeek = or(
    and(gte(due_on, slots.from_date), lt(due_on, slots.until_date)),
    and(gte(due_at, slots.from_at), lt(due_at, slots.until_at)),
  )
  return q
    .select({
      overdue: countOf(isLate),
      due_this_week: countOf(isInWeek),
      next_due_at: nextOf(due_at, slots.now),
    })
    .from(q.can.through(tasks, part.index))
    .where(and(live(q), isWithin(q, slots, part), inArray(tasks.status, OPEN)))
})

/** How many were made, and how many done, on each of the days. */
export async function countLately(q: Read, part: Part, days: readonly Span[]) {
  const instants = days.flatMap(({ from, until }, i) => [
    [`from_${i}`, from.at] as const,
    [`until_${i}`, until.at] as const,
  ])
  const since = days[0]?.from.at ?? 0
  const values = { ...valuesOfPart(part), ...Object.fromEntries(instants), since }
  const [row = {}] = await selectLately(q, values, { part: shapeOfPart(part), days: days.length })
  const numbered = (name: string) => Number(row[name] ?? 0)
  return days.map((_, i) => ({ created: numbered(`created_${i}`), completed: numbered(`completed_${i}`) }))
}

const selectLately = query(
  (q, slots: Slots<PartValues & { since: number }>, { part, days }: { part: PartShape; days: number }) => {
    const { tasks } = q.tables
    const counts = Array.from({ length: days }, (_, i) => {
      const within = (column: typeof tasks.created_at | typeof tasks.completed_at) =>
        countOf(and(gte(column, sql.placeholder(`from_${i}`)), lt(column, sql.placeholder(`until_${i}`))))
      return [
        [`created_${i}`, within(tasks.created_at)],
        [`completed_${i}`, within(tasks.completed_at)],
      ] as const
    })
    return q
      .select(Object.fromEntries(counts.flat()))
      .from(q.can.through(tasks, part.index))
      .where(and(live(q), isWithin(q, slots, part), gte(tasks.updated_at, slots.since)))
  },
)

/** The last ones that were done, and are. */
export async function listDone(
  q: Read,
  part: Part,
  { from, until }: { from: number; until: number },
  limit: number,
): Promise<{ id: string; completed_at: number }[]> {
  return selectDone(q, { ...valuesOfPart(part), from, until, limit }, shapeOfPart(part))
}

type DoneValues = PartValues & { from: number; until: number; limit: number }

const selectDone = query((q, slots: Slots<DoneValues>, part: PartShape) => {
  const { tasks } = q.tables
  const { from, until, limit } = slots
  const wasDone = and(gte(tasks.completed_at, from), lte(tasks.completed_at, until))
  return q
    .select({
      id: sql`${tasks.id}`.mapWith(String),
      completed_at: sql`${tasks.completed_at}`.mapWith(Number),
    })
    .from(q.can.through(tasks, part.index))
    .where(
      and(live(q), isWithin(q, slots, part), eq(tasks.status, 'done'), gte(tasks.updated_at, from), wasDone),
    )
    .orderBy(desc(tasks.completed_at), desc(tasks.id))
    .limit(limit)
})
