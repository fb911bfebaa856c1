/** The SQL of counts: how many tasks each person has in each status and each group of due dates. */
import { and, type Column, count, eq, gt, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { live } from '../queries.ts'
import type { TaskStatus } from '../schema.ts'
import type { DueBorders } from './asked-filter.ts'
import {
  type FilterShape,
  type FilterValues,
  matching,
  shapeOfFilter,
  type TaskFilter,
  valuesOfFilter,
} from './filters.ts'
import type { Between } from './list-queries.ts'

/** Each includes the ones before it, but `never`. */
export interface GroupRow {
  status: TaskStatus
  assignee_id: string | null
  total: number
  late: number
  before_tomorrow: number
  before_later: number
  never: number
  /** When the next of them is late, epoch ms; `null` where none has an instant. */
  next_due_at: number | null
}

export async function groupsBetween(
  q: Read,
  filter: TaskFilter,
  { status, after, until }: Between,
  borders: DueBorders,
): Promise<GroupRow[]> {
  const place = { of_status: status, after, until: until ?? '' }
  const values = { ...valuesOfFilter(filter), ...valuesOfBorders(borders), ...place }
  return asGroups(await selectBetween(q, values, { ...shapeOfFilter(filter), hasEnd: until !== null }))
}

type BetweenValues = FilterValues & BorderValues & { of_status: string; after: string; until: string }

const selectBetween = query((q, slots: Slots<BetweenValues>, shape: FilterShape & { hasEnd: boolean }) => {
  const { tasks } = q.tables
  const between = and(gt(tasks.id, slots.after), shape.hasEnd ? lte(tasks.id, slots.until) : undefined)
  return q
    .select(groups(q, slots))
    .from(q.can.through(tasks, 'tasks_by_id'))
    .where(and(live(q), eq(tasks.status, slots.of_status), between, matching(q, slots, shape)))
    .groupBy(tasks.status, tasks.assignee_id)
})

/** Of tasks that are known to match. */
export async function groupsOfIds(q: Read, ids: readonly string[], borders: DueBorders): Promise<GroupRow[]> {
  return asGroups(await selectOfIds(q, { ids, ...valuesOfBorders(borders) }))
}

/** By their ids: to group them as they come, SQLite would go through all that the organization has. */
const selectOfIds = query((q, slots: Slots<BorderValues & { ids: readonly string[] }>) => {
  const { tasks } = q.tables
  return q
    .select(groups(q, slots))
    .from(q.can.through(tasks, null))
    .where(and(live(q), q.can.oneOf(tasks.id, slots.ids)))
    .groupBy(tasks.status, tasks.assignee_id)
})

interface BorderValues {
  now_date: string
  now_at: number
  tomorrow_date: string
  tomorrow_at: number
  later_date: string
  later_at: number
}

function valuesOfBorders({ now, tomorrow, later }: DueBorders): BorderValues {
  return {
    ...{ now_date: now.date, now_at: now.at, tomorrow_date: tomorrow.date, tomorrow_at: tomorrow.at },
    ...{ later_date: later.date, later_at: later.at },
  }
}

function groups(q: Reading, slots: Slots<BorderValues>) {
  const { due_on, due_at, status, assignee_id } = q.tables.tasks
  return {
    status: sql`${status}`.mapWith(String),
    assignee_id: sql<string | null>`${assignee_id}`,
    total: count(),
    late: countOf(or(lt(due_on, slots.now_date), lt(due_at, slots.now_at))),
    before_tomorrow: countOf(or(lt(due_on, slots.tomorrow_date), lt(due_at, slots.tomorrow_at))),
    before_later: countOf(or(lt(due_on, slots.later_date), lt(due_at, slots.later_at))),
    never: countOf(and(isNull(due_on), isNull(due_at))),
    next_due_at: nextOf(due_at, slots.now_at),
  }
}

/** A status is one of them: the table says so. */
function asGroups(rows: (Omit<GroupRow, 'status'> & { status: string })[]): GroupRow[] {
  return rows as GroupRow[]
}

/** `null` where there is none. */
export function nextOf(column: Column, now: SQL) {
  const next = sql<number | null>`min(case when ${column} >= ${now} then ${column} end)`
  return next.mapWith((value: number | null) => (value === null ? null : Number(value)))
}

export function countOf(condition: SQL | undefined) {
  return sql`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number)
}
