/** Tasks as they are counted: of parts, in the order of their ids, and no more of them than is said. */
import { and, asc, type Column, gt, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Moment } from '../../../access/viewer.ts'
import type { IdRange } from '../../../changes/kept-ranges.ts'
import type { Read } from '../../../db/handle.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { live, OPEN, type TaskRow } from '../queries.ts'
import {
  type FilterShape,
  type FilterValues,
  matching,
  shapeOfFilter,
  type TaskFilter,
  valuesOfFilter,
} from './filters.ts'
import { isWithin, type Part, type PartShape, type PartValues, shapeOfPart, valuesOfPart } from './parts.ts'

/** What of a task is counted by the groups of a list. */
export type GroupedTask = Pick<TaskRow, 'id' | 'status' | 'assignee_id' | 'due_on' | 'due_at'> & {
  /** 1, or 0: the filter, which is not a condition: what does not match is read in vain, and counts as read. */
  matches: number
}

/** What of one is counted by the summary: when it is due if it is open, and of late when it was made and done. */
export type SummedTask = Pick<TaskRow, 'id' | 'status' | 'due_on' | 'due_at' | 'completed_at'> & {
  created_at: number | null
}

/** The next of a range that are in any of the parts. All of these are seen. */
export async function listGrouped(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  range: IdRange,
  limit: number,
): Promise<GroupedTask[]> {
  const shape = { ...shapeOfFilter(filter), sees_all: true }
  const values = valuesOfFilter(filter)
  const rows = await listParts(q, parts, (part) =>
    selectGrouped(q, { ...values, ...placeIn(part, range), limit }, { ...shape, ...shapeIn(part, range) }),
  )
  // A status is one of them: the table says so.
  return rows.slice(0, limit) as GroupedTask[]
}

/** The same with what the summary tells of them. @param since Epoch ms. What was before is not told. */
export async function listSummed(
  q: Read,
  parts: readonly Part[],
  since: number,
  range: IdRange,
  limit: number,
): Promise<SummedTask[]> {
  const rows = await listParts(q, parts, (part) =>
    selectSummed(q, { ...placeIn(part, range), since, limit }, shapeIn(part, range)),
  )
  // As above.
  return rows.slice(0, limit) as SummedTask[]
}

async function listParts<Row extends { id: string }>(
  q: Read,
  parts: readonly Part[],
  list: (part: Part) => Promise<Row[]>,
): Promise<Row[]> {
  const lists = await q.can.inIndexOrder(q, () => Promise.all(parts.map(list)))
  const some = lists.filter((rows) => rows.length > 0)
  const [only = []] = some
  return some.length < 2 ? only : inOrder(some.flat())
}

type PlaceValues = PartValues & { after: string; until: string }
type PlaceShape = { part: PartShape; hasEnd: boolean }

function placeIn(part: Part, { after, until }: IdRange): PlaceValues {
  return { ...valuesOfPart(part), after, until: until ?? '' }
}

function shapeIn(part: Part, { until }: IdRange): PlaceShape {
  return { part: shapeOfPart(part), hasEnd: until !== null }
}

type GroupedValues = FilterValues & PlaceValues & { limit: number }

/** As few columns as tell it: of many rows they cost more than to find them. */
const selectGrouped = query((q, slots: Slots<GroupedValues>, shape: FilterShape & PlaceShape) => {
  const { tasks } = q.tables
  const filter = matching(q, slots, shape)
  return q
    .select({
      id: sql<string>`${tasks.id}`,
      status: sql<string>`${tasks.status}`,
      assignee_id: sql<string | null>`${tasks.assignee_id}`,
      due_on: sql<string | null>`${tasks.due_on}`,
      due_at: sql<number | null>`${tasks.due_at}`,
      matches: filter ? sql<number>`case when ${filter} then 1 else 0 end` : sql<number>`1`,
    })
    .from(q.can.through(tasks, shape.part.index))
    .where(isPlaced(q, slots, shape))
    .orderBy(asc(tasks.id))
    .limit(slots.limit)
})

type SummedValues = PlaceValues & { since: number; limit: number }

const selectSummed = query((q, slots: Slots<SummedValues>, shape: PlaceShape) => {
  const { tasks } = q.tables
  const ofOpen = <T>(column: Column) =>
    sql<T | null>`case when ${inArray(tasks.status, OPEN)} then ${column} end`
  const ofLate = (column: Column) =>
    sql<number | null>`case when ${column} >= ${slots.since} then ${column} end`
  return q
    .select({
      id: sql<string>`${tasks.id}`,
      status: sql<string>`${tasks.status}`,
      due_on: ofOpen<string>(tasks.due_on),
      due_at: ofOpen<number>(tasks.due_at),
      created_at: ofLate(tasks.created_at),
      completed_at: ofLate(tasks.completed_at),
    })
    .from(q.can.through(tasks, shape.part.index))
    .where(isPlaced(q, slots, shape))
    .orderBy(asc(tasks.id))
    .limit(slots.limit)
})

function isPlaced(q: Reading, slots: Slots<PlaceValues>, { part, hasEnd }: PlaceShape): SQL | undefined {
  const { id } = q.tables.tasks
  const isBeyond = and(gt(id, slots.after), hasEnd ? lte(id, slots.until) : undefined)
  return and(live(q), isWithin(q, slots, part), isBeyond)
}

/** What there are several reasons for is in several parts. */
function inOrder<Row extends { id: string }>(rows: Row[]): Row[] {
  const once = new Map(rows.map((row) => [row.id, row]))
  return [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whether it is due before then. */
export function isBefore(
  { due_on, due_at }: Pick<TaskRow, 'due_on' | 'due_at'>,
  { date, at }: Moment,
): boolean {
  return (due_on !== null && due_on < date) || (due_at !== null && due_at < at)
}
