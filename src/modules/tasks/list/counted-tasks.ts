/** Tasks as they are counted: of parts, in the order of their ids, and no more of them than is said. */
import { and, asc, gt, lte, sql } from 'drizzle-orm'
import type { Moment } from '../../../access/viewer.ts'
import type { IdRange } from '../../../changes/kept-ranges.ts'
import type { Read } from '../../../db/handle.ts'
import { query, type Slots } from '../../../db/query.ts'
import { live, type TaskRow } from '../queries.ts'
import {
  type FilterShape,
  type FilterValues,
  matching,
  shapeOfFilter,
  type TaskFilter,
  valuesOfFilter,
} from './filters.ts'
import { isWithin, type Part, type PartShape, type PartValues, shapeOfPart, valuesOfPart } from './parts.ts'

/** What of a task is counted. */
export type CountedTask = Pick<
  TaskRow,
  'id' | 'status' | 'assignee_id' | 'due_on' | 'due_at' | 'created_at' | 'completed_at'
> & {
  /** The filter, which is not a condition: what does not match is read in vain, and counts as read. */
  matches: boolean
}

/** The next of a range that are in any of the parts. All of these are seen. */
export async function listCounted(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  range: IdRange,
  limit: number,
): Promise<CountedTask[]> {
  const lists = await q.can.inIndexOrder(q, () =>
    Promise.all(parts.map((part) => listPart(q, part, filter, range, limit))),
  )
  const some = lists.filter((list) => list.length > 0)
  const [only = []] = some
  return some.length < 2 ? only : inOrder(some.flat()).slice(0, limit)
}

async function listPart(q: Read, part: Part, filter: TaskFilter, { after, until }: IdRange, limit: number) {
  const values = { ...valuesOfFilter(filter), ...valuesOfPart(part), after, until: until ?? '', limit }
  const shape = { part: shapeOfPart(part), hasEnd: until !== null }
  const rows = await selectCounted(q, values, { ...shapeOfFilter(filter), sees_all: true, ...shape })
  // A status is one of them: the table says so.
  return rows.map((row) => ({ ...row, matches: row.matches === 1 })) as CountedTask[]
}

type CountedValues = FilterValues & PartValues & { after: string; until: string; limit: number }
type CountedShape = FilterShape & { part: PartShape; hasEnd: boolean }

const selectCounted = query((q, slots: Slots<CountedValues>, shape: CountedShape) => {
  const { tasks } = q.tables
  const { id } = tasks
  const filter = matching(q, slots, shape)
  const beyond = and(gt(id, slots.after), shape.hasEnd ? lte(id, slots.until) : undefined)
  return q
    .select({
      id: sql`${id}`.mapWith(String),
      status: sql`${tasks.status}`.mapWith(String),
      assignee_id: sql<string | null>`${tasks.assignee_id}`,
      due_on: sql<string | null>`${tasks.due_on}`,
      due_at: sql<number | null>`${tasks.due_at}`.mapWith(Number),
      created_at: sql`${tasks.created_at}`.mapWith(Number),
      completed_at: sql<number | null>`${tasks.completed_at}`.mapWith(Number),
      matches: filter ? sql`case when ${filter} then 1 else 0 end`.mapWith(Number) : sql`1`.mapWith(Number),
    })
    .from(q.can.through(tasks, shape.part.index))
    .where(and(live(q), isWithin(q, slots, shape.part), beyond))
    .orderBy(asc(id))
    .limit(slots.limit)
})

/** What there are several reasons for is in several parts. */
function inOrder(tasks: CountedTask[]): CountedTask[] {
  const once = new Map(tasks.map((task) => [task.id, task]))
  return [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whether it is due before then. */
export function isBefore(
  { due_on, due_at }: Pick<CountedTask, 'due_on' | 'due_at'>,
  { date, at }: Moment,
): boolean {
  return (due_on !== null && due_on < date) || (due_at !== null && due_at < at)
}
