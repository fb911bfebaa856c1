/**
 * Some of the tasks, which one index finds. A part is told by values and not by SQL, so that a query of
 * parts is built once for each of their shapes.
 */
import { and, eq, gte, isNull, lt } from 'drizzle-orm'
import type { Reading, Slots } from '../../../db/query.ts'
import { live } from '../queries.ts'
import type { ReasonColumn } from '../reasons.ts'
import type { TaskStatus } from '../schema.ts'
import { NEVER_DUE } from './order.ts'

export interface Part {
  /** `null` for the primary key. */
  index: string | null
  only: Only
  /** The filter that all of it passes, and none has to be looked at for. */
  holds?: 'label' | 'ids'
  /** The caller sees all of it: that is how it was found. */
  isSeen?: boolean
  /** All of it is looked at and sorted; otherwise it is read in the order of an index. */
  isSorted?: boolean
}

/** What all of a part have in common. */
export interface Only extends DueRange {
  equal?: { column: ReasonColumn; to: string }
  among?: { column: ReasonColumn | 'id'; ids: readonly string[] }
  status?: TaskStatus
  rank?: number | undefined
  /** It is due at some time, or never. */
  due?: 'once' | 'never'
  isLive?: boolean
  isUnassigned?: boolean
}

/** Of `due_order`. */
export interface DueRange {
  due_from?: number
  due_below?: number
}

export interface PartValues {
  part_equal: string | null
  part_ids: readonly string[]
  part_status: string | null
  part_rank: number | null
  part_due_from: number | null
  part_due_below: number | null
}

/** What of it changes the text of a query. */
export interface PartShape extends Pick<Only, 'due' | 'isLive' | 'isUnassigned'> {
  index: string | null
  equal: ReasonColumn | undefined
  among: ReasonColumn | 'id' | undefined
  status: boolean
  rank: boolean
  due_from: boolean
  due_below: boolean
}

export function valuesOfPart({ only }: Part): PartValues {
  const { equal, among, status, rank, due_from, due_below } = only
  return {
    part_equal: equal?.to ?? null,
    part_ids: among?.ids ?? [],
    part_status: status ?? null,
    part_rank: rank ?? null,
    part_due_from: due_from ?? null,
    part_due_below: due_below ?? null,
  }
}

export function shapeOfPart({ index, only }: Part): PartShape {
  const { equal, among, status, rank, due_from, due_below, due, isLive, isUnassigned } = only
  return {
    index,
    equal: equal?.column,
    among: among?.column,
    status: status !== undefined,
    rank: rank !== undefined,
    due_from: due_from !== undefined,
    due_below: due_below !== undefined,
    ...(due && { due }),
    ...(isLive && { isLive }),
    ...(isUnassigned && { isUnassigned }),
  }
}

export function isWithin(q: Reading, slots: Slots<PartValues>, shape: PartShape) {
  const { tasks } = q.tables
  const { due_order } = tasks
  const due = { once: lt(due_order, NEVER_DUE), never: eq(due_order, NEVER_DUE) }
  return and(
    shape.isLive ? live(q) : undefined,
    shape.equal && eq(tasks[shape.equal], slots.part_equal),
    shape.status ? eq(tasks.status, slots.part_status) : undefined,
    shape.rank ? eq(tasks.priority_rank, slots.part_rank) : undefined,
    shape.isUnassigned ? isNull(tasks.assignee_id) : undefined,
    shape.among && q.can.oneOf(tasks[shape.among], slots.part_ids),
    shape.due_below ? lt(due_order, slots.part_due_below) : undefined,
    shape.due_from ? gte(due_order, slots.part_due_from) : undefined,
    shape.due && due[shape.due],
  )
}
