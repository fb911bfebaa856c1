/** How many tasks each person has in each status and group of due dates, kept by ranges of their ids. */
import type { Perspective } from '../../../access/viewer.ts'
import type { Begun, KeptRanges } from '../../../changes/kept-ranges.ts'
import type { Read } from '../../../db/handle.ts'
import { etagOfText } from '../../../lib/etag.ts'
import { CLOSED } from '../queries.ts'
import type { TaskCountsQuery } from '../schema.ts'
import { type DueBorders, dueBorders } from './asked-filter.ts'
import { countKnown } from './count-tasks.ts'
import { type GroupedTask, isBefore, listGrouped } from './counted-tasks.ts'
import type { TaskFilter } from './filters.ts'
import type { GroupRow } from './group-queries.ts'
import type { Part } from './parts.ts'
import { FEW, partsInOrder, statusesOf, WALKS } from './selective-plan.ts'

/** Of a group, in memory. */
const BYTES = 400

/** What is asked for, and what it means. */
export interface KeptQuestion {
  query: TaskCountsQuery
  filter: TaskFilter
  perspective: Perspective
  /** The same each time that it is asked `'later'`. */
  begun: Begun
}

/**
 * Of what may be found in the order of the ids; else `'never'`, as of who sees tasks for many reasons, and
 * of what time alone changes. `'later'` where more has to be read first than others should wait for.
 */
export async function readKeptGroups(
  q: Read,
  ranges: KeptRanges,
  { query, filter, perspective, begun }: KeptQuestion,
): Promise<GroupRow[] | 'never' | 'later'> {
  const { overdue, due_after, due_before, label, status, statuses, assignee_id, unassigned, ...rest } = filter
  // A label may be said of a task by more than its own row.
  if (overdue ?? due_after ?? due_before ?? label) return 'never'
  const { known, walks } = await walksOf(q, filter)
  if (walks === null) return 'never'
  const { now, days } = perspective
  const borders = dueBorders(perspective)
  const { status: _, assignee_id: __, ...restOfQuery } = query
  const asked = `task groups ${days.timeZone} ${JSON.stringify(restOfQuery)}`
  const all = await Promise.all(
    walks.map((parts) =>
      // Who sees something for other reasons than before asks for other parts.
      ranges.read(
        q,
        `${asked} ${etagOfText(JSON.stringify(parts))}`,
        now.at,
        {
          kind: 'task',
          read: (range, limit) => listGrouped(q, parts, rest, range, limit),
          parts: parts.length,
          tell: (tasks: readonly GroupedTask[]) => tell(tasks, borders),
          bytesOf: (groups: readonly GroupRow[]) => groups.length * BYTES,
        },
        begun,
      ),
    ),
  )
  if (all.some((one) => one === null)) return 'later'
  const groups = all.flatMap((some) => some?.flat() ?? [])
  return [...known, ...groups.filter((group) => isAsked(group, filter))]
}

/** By these two the groups are told apart: what is asked for by them is among what is kept without. */
function isAsked(group: GroupRow, filter: TaskFilter): boolean {
  const { assignee_id, unassigned } = filter
  if (unassigned && group.assignee_id !== null) return false
  if (assignee_id !== undefined && group.assignee_id !== assignee_id) return false
  return statusesOf(filter).includes(group.status)
}

/** Each in the order of the ids: what the caller sees, or of who sees everything, what is in each status. */
async function walksOf(q: Read, filter: TaskFilter): Promise<{ known: GroupRow[]; walks: Part[][] | null }> {
  if (!filter.viewer.seesAll) {
    const parts = await partsInOrder(q, filter.viewer, FEW)
    return { known: [], walks: parts && [parts] }
  }
  const known: GroupRow[] = []
  const walks: Part[][] = []
  for (const status of statusesOf(filter)) {
    const total = CLOSED.includes(status) ? await countKnown(q, filter, status) : null
    if (total === null) walks.push([{ index: WALKS.created_at, only: { status } }])
    else known.push({ ...emptyGroup({ status, assignee_id: null }), total })
  }
  return { known, walks }
}

function tell(tasks: readonly GroupedTask[], borders: DueBorders) {
  const groups = new Map<string, GroupRow>()
  let holds_until = borders.tomorrow.at
  for (const task of tasks) {
    if (task.matches === 0) continue
    const { status, assignee_id, due_on, due_at } = task
    const key = `${status} ${assignee_id}`
    const group = groups.get(key) ?? emptyGroup(task)
    groups.set(key, group)
    group.total += 1
    if (isBefore(task, borders.now)) group.late += 1
    if (isBefore(task, borders.tomorrow)) group.before_tomorrow += 1
    if (isBefore(task, borders.later)) group.before_later += 1
    if (due_on === null && due_at === null) group.never += 1
    if (due_at === null || due_at < borders.now.at) continue
    group.next_due_at = Math.min(group.next_due_at ?? due_at, due_at)
    holds_until = Math.min(holds_until, due_at + 1)
  }
  return { told: [...groups.values()], holds_until }
}

export function emptyGroup({ status, assignee_id }: Pick<GroupRow, 'status' | 'assignee_id'>): GroupRow {
  const nothing = { total: 0, late: 0, before_tomorrow: 0, before_later: 0, never: 0, next_due_at: null }
  return { status, assignee_id, ...nothing }
}
