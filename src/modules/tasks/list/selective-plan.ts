/**
 * The ways by which what is little is found: what may match is one part for each reason, which the
 * reason's index finds. What is little is found out by counting, which itself ends where it is little no
 * more.
 */
import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { listProjectsSeenBy } from '../../projects/visibility.ts'
import { CLOSED, OPEN } from '../queries.ts'
import { type Named, REASONS, type ReasonColumn } from '../reasons.ts'
import type { TaskStatus } from '../schema.ts'
import { listShared } from '../shares/part-queries.ts'
import { dueRange, type TaskFilter } from './filters.ts'
import { countUpTo, listLabelled } from './list-queries.ts'
import { type Order, rankOf } from './order.ts'
import type { Only, Part } from './parts.ts'

/** Up to this many are little: about as many as are passed on the way to a page of what is not. */
export const FEW = 5_000

/** Each part is a query. */
const MOST_IN_ORDER = 12

/** So many times more of a column are little. */
export const COLUMN_LIGHTNESS = 4

/** The index of each order, by status. */
export const WALKS = {
  created_at: 'tasks_by_id',
  updated_at: 'tasks_by_updated_at',
  due: 'tasks_by_due',
  priority: 'tasks_by_priority',
} as const

/** Everything, by the primary key, whose order is that of making. */
export const BY_ID: Part = { index: null, only: {} }

interface CountedPart extends Part {
  /** Where it is known already. */
  size?: number
  /** How much lighter than others its tasks weigh. */
  lightness?: number
}

/**
 * All that may match, if it is little by one of the ways; else `null`.
 *
 * @param labelled How many with a label are little.
 */
export async function findFew(
  q: Read,
  filter: TaskFilter,
  order: Order,
  few: number,
  labelled = few,
): Promise<Part[] | null> {
  for (const way of [byText, byLabel, byColumn, byPriority, byDue, byReason]) {
    const most = way === byLabel ? labelled : few
    if (most < 0) continue
    const parts = await way(q, filter, order, most)
    if (!parts || !(await areFew(q, parts, most))) continue
    return parts.map((part) => ({ ...part, isSorted: part.size !== 0 }))
  }
  return null
}

/** The statuses that may match. */
export function statusesOf({ status, statuses, overdue }: TaskFilter): TaskStatus[] {
  const all = overdue ? OPEN : [...OPEN, ...CLOSED]
  const asked = status === undefined ? statuses : [status]
  return asked === undefined ? all : all.filter((one) => asked.includes(one))
}

async function areFew(q: Read, parts: readonly CountedPart[], few: number): Promise<boolean> {
  let left = few
  if (left < 0) return false
  for (const part of parts) {
    const { lightness = 1 } = part
    left -= (part.size ?? (await countUpTo(q, part, left * lightness + 1))) / lightness
    if (left < 0) return false
  }
  return true
}

type Way = (
  q: Read,
  filter: TaskFilter,
  order: Order,
  few: number,
) => Promise<CountedPart[] | null | undefined>

const byText: Way = async (_, filter) => filter.ids && [ofIds(filter.ids, 'ids', filter)]

const FIRST = { after: null, newest_first: false }

const byLabel: Way = async (q, filter, _, few) => {
  if (filter.label === undefined) return null
  return [ofIds(await listLabelled(q, filter.label, { ...FIRST, limit: few + 1 }), 'label', filter)]
}

const byColumn: Way = async (_, filter, { by }) => {
  const column = columnOf(filter)
  if (!column) return null
  // Its index is in the order of the ids: however many there are, the first are found at once.
  if (by === 'created_at') return [{ ...column, size: 0 }]
  // On a walk they may all lie at its end, as the done tasks of an old project do.
  return [{ ...column, lightness: COLUMN_LIGHTNESS }]
}

/** Of the columns that are asked for, the one that leaves least in most organizations. */
export function columnOf(filter: TaskFilter): Part | null {
  const found = REASONS.find(({ column }) => filter[column] !== undefined)
  if (!found) return null
  const { column, index } = found
  return { index, only: { equal: { column, to: filter[column] ?? '' } } }
}

const byPriority: Way = async (_, filter, { by }) => {
  const { priority } = filter
  if (!priority || by === 'priority') return null
  const rank = rankOf(priority)
  return statusesOf(filter).map((status) => ({
    index: WALKS.priority,
    only: { isLive: true, status, rank },
  }))
}

const byDue: Way = async (_, filter, { by }) => {
  const range = filter.never_due ? NEVER : dueRange(filter)
  if (!range || by === 'due') return null
  return statusesOf(filter).map((status) => ({ index: WALKS.due, only: { isLive: true, status, ...range } }))
}

const NEVER: Only = { due: 'never' }

const byReason: Way = async (q, { viewer }, _, few) => {
  const seen = await findSeen(q, viewer, few)
  if (!seen) return null
  const parts = REASONS.filter(({ names }) => seen[names].length > 0).map(({ column, names, index }) => ({
    ...{ index, isSeen: true },
    only: isOneOf(column, seen[names]),
  }))
  return [...parts, { ...isShared(seen.shared), size: seen.shared.length }]
}

/**
 * All that the caller sees, one part for each person, team and project that is a reason: each is in the
 * order of the ids, so that its first are found at once, however many there are. `null` where the caller
 * sees all, or for too many reasons.
 */
export async function partsInOrder(q: Read, viewer: Viewer, few: number): Promise<Part[] | null> {
  const seen = few < 0 ? null : await findSeen(q, viewer, few)
  if (!seen) return null
  const parts = REASONS.flatMap(({ column, names, index }) =>
    seen[names].map((to) => ({ index, isSeen: true, only: { equal: { column, to } } })),
  )
  if (parts.length > MOST_IN_ORDER) return null
  return seen.shared.length > 0 ? [...parts, { ...isShared(seen.shared), isSorted: true }] : parts
}

type Seen = Record<Named | 'shared', string[]>

/** Whom and what a task that the caller sees names, and what is shared with the caller. */
async function findSeen(q: Read, viewer: Viewer, few: number): Promise<Seen | null> {
  const { seesAll, member_id, teams } = viewer
  if (seesAll) return null
  const [project, shared] = await Promise.all([
    listProjectsSeenBy(q, viewer, few + 1),
    listShared(q, viewer, few + 1),
  ])
  if (project.length > few) return null
  return { member: member_id === null ? [] : [member_id], team: [...teams.keys()], project, shared }
}

function isShared(ids: string[]): Part {
  return { ...BY_ID, isSeen: true, only: { among: { column: 'id', ids } } }
}

function isOneOf(column: ReasonColumn, ids: string[]): Only {
  const [id] = ids
  return ids.length === 1 && id !== undefined ? { equal: { column, to: id } } : { among: { column, ids } }
}

/**
 * Those that are known already to pass a filter. An index of something else that is asked for has the
 * ids behind it: of the tasks themselves only those are read that are both.
 */
export function ofIds(ids: string[], holds: 'label' | 'ids', filter: TaskFilter): CountedPart {
  const { index, only } = columnOf(filter) ?? statusOf(filter) ?? BY_ID
  return { index, only: { ...only, among: { column: 'id', ids } }, size: ids.length, holds }
}

function statusOf({ status }: TaskFilter): Part | null {
  return status === undefined ? null : { index: WALKS.created_at, only: { status } }
}
