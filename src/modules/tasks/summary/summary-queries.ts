/** The SQL of the summary. It is asked of parts, so that each is found by an index in the order of the ids. */
import { and, asc, gt, lte, sql } from 'drizzle-orm'
import type { IdRange } from '../../../changes/kept-ranges.ts'
import type { Read } from '../../../db/handle.ts'
import { query, type Slots } from '../../../db/query.ts'
import {
  isWithin,
  type Part,
  type PartShape,
  type PartValues,
  shapeOfPart,
  valuesOfPart,
} from '../list/parts.ts'
import { BY_ID } from '../list/selective-plan.ts'
import { live, type TaskRow } from '../queries.ts'

/** What of a task is counted. */
export type CountedTask = Pick<TaskRow, 'id' | 'status' | 'due_on' | 'due_at' | 'created_at' | 'completed_at'>

/** Assigned to the member, or the member's own and assigned to nobody. */
export function partsOfMember(to: string): Part[] {
  return [
    { index: 'tasks_assignee', only: { equal: { column: 'assignee_id', to } } },
    { index: 'tasks_owner', only: { equal: { column: 'owner_id', to }, isUnassigned: true } },
  ]
}

export const PARTS_OF_ALL: readonly Part[] = [BY_ID]

/** The next of a range, in the order of their ids. No task is in two of the parts. */
export async function listCounted(
  q: Read,
  parts: readonly Part[],
  range: IdRange,
  limit: number,
): Promise<CountedTask[]> {
  const lists = await q.can.inIndexOrder(q, () =>
    Promise.all(parts.map((part) => listPart(q, part, range, limit))),
  )
  const [only = []] = lists.filter((list) => list.length > 0)
  const isOne = only.length === lists.reduce((sum, list) => sum + list.length, 0)
  return isOne ? only : inOrder(lists.flat()).slice(0, limit)
}

async function listPart(q: Read, part: Part, { after, until }: IdRange, limit: number) {
  const values = { ...valuesOfPart(part), after, until: until ?? '', limit }
  const rows = await selectCounted(q, values, { part: shapeOfPart(part), hasEnd: until !== null })
  // A status is one of them: the table says so.
  return rows as CountedTask[]
}

type CountedValues = PartValues & { after: string; until: string; limit: number }

const selectCounted = query(
  (q, slots: Slots<CountedValues>, { part, hasEnd }: { part: PartShape; hasEnd: boolean }) => {
    const { tasks } = q.tables
    const { id } = tasks
    const beyond = and(gt(id, slots.after), hasEnd ? lte(id, slots.until) : undefined)
    return q
      .select({
        id: sql`${id}`.mapWith(String),
        status: sql`${tasks.status}`.mapWith(String),
        due_on: sql<string | null>`${tasks.due_on}`,
        due_at: sql<number | null>`${tasks.due_at}`.mapWith(Number),
        created_at: sql`${tasks.created_at}`.mapWith(Number),
        completed_at: sql<number | null>`${tasks.completed_at}`.mapWith(Number),
      })
      .from(q.can.through(tasks, part.index))
      .where(and(live(q), isWithin(q, slots, part), beyond))
      .orderBy(asc(id))
      .limit(slots.limit)
  },
)

function inOrder(tasks: CountedTask[]): CountedTask[] {
  return tasks.sort((a, b) => (a.id < b.id ? -1 : 1))
}
