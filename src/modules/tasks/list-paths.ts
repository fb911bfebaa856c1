/**
 * By which way a list is read, so that its cost does not grow with the table.
 *
 * A list is merged from parts. Each part is some of the tasks, found by one index, and gives its first
 * ones in the order asked for:
 *
 *   few   what a filter lets through, or what the caller sees, is little: one part for each reason
 *         (the caller's own, assigned to the caller, of a team …), found by the reason's index and sorted
 *   walk  otherwise: one part for each status, read in the order of its index, and each task on the
 *         way is looked at. Of many that match, the first are soon found
 *
 * What is little is found out by counting, which itself ends where it is little no more.
 */
import { and, eq, lt, type SQL } from 'drizzle-orm'
import type { Read } from '../../db/handle.ts'
import { projectsSeenBy } from '../projects/projects.ts'
import {
  countUpTo,
  dueRange,
  listLabelled,
  listPlaces,
  listShared,
  type Part,
  type PlacePage,
  type TaskFilter,
} from './list-queries.ts'
import { compare, NEVER_DUE, type Order, type Place, rankOf } from './order.ts'
import { CLOSED, live, OPEN } from './queries.ts'
import type { TaskStatus } from './schema.ts'

/** Up to this many are little: about as many as are passed on the way to a page of what is not. */
export const FEW = 5_000

/** So many times more of a column are little. */
const COLUMN_LIGHTNESS = 4

const WALKS = {
  created_at: 'tasks_by_id',
  updated_at: 'tasks_by_updated_at',
  due: 'tasks_by_due',
  priority: 'tasks_by_priority',
} as const

const INDEXED = [
  ['assignee_id', 'tasks_assignee'],
  ['owner_id', 'tasks_owner'],
  ['project_id', 'tasks_project'],
  ['team_id', 'tasks_team'],
] as const

/** By the primary key, whose order is that of making. */
const EVERYTHING: Part = { index: null, only: undefined }

/** Where the tasks of a page stand. */
export async function readPlaces(
  q: Read,
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
  few = FEW,
): Promise<Place[]> {
  const parts = (await findFew(q, filter, order, few)) ?? (await walk(q, filter, order, page.after))
  if (order.by !== 'due' || !order.isDescending) return merged(q, parts, filter, order, page)
  // What is never due comes last here, too: behind what stands before it in the index.
  const { due_order } = q.tables.tasks
  const { after, limit } = page
  const never = narrowed(parts, eq(due_order, NEVER_DUE))
  if (after?.key === NEVER_DUE) return merged(q, never, filter, order, page)
  const due = await merged(q, narrowed(parts, lt(due_order, NEVER_DUE)), filter, order, page)
  if (due.length === limit || dueRange(q, filter)) return due
  const rest = { after: null, limit: limit - due.length }
  return [...due, ...(await merged(q, never, filter, order, rest))]
}

/** All that match, if what may match is little; else `null`. */
export async function countFew(q: Read, filter: TaskFilter, few = FEW): Promise<number | null> {
  const parts = await findFew(q, filter, ANY_ORDER, few)
  if (parts === null) return null
  const all = await merged(q, parts, filter, ANY_ORDER, { after: null, limit: few * COLUMN_LIGHTNESS + 1 })
  return all.length
}

/** Not of the ids, in which what a column's index finds is not counted. */
const ANY_ORDER: Order = { by: 'updated_at', isDescending: false }

/** The statuses that may match. */
export function statusesOf({ status, overdue }: TaskFilter): TaskStatus[] {
  const all = overdue ? OPEN : [...OPEN, ...CLOSED]
  return status === undefined ? all : all.filter((one) => one === status)
}

interface CountedPart extends Part {
  /** Where it is known already. */
  size?: number
  /** How much lighter than others its tasks weigh. */
  lightness?: number
}

async function merged(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
): Promise<Place[]> {
  const lists = await Promise.all(parts.map((part) => listPlaces(q, part, filter, order, page)))
  // What there are several reasons for is in several parts.
  const places = new Map(lists.flat().map((place) => [place.id, place]))
  return [...places.values()].sort((a, b) => compare(order, a, b)).slice(0, page.limit)
}

function narrowed(parts: readonly Part[], only: SQL): Part[] {
  return parts.map((part) => ({ ...part, only: and(part.only, only) }))
}

async function walk(q: Read, filter: TaskFilter, { by, isDescending }: Order, after: Place | null) {
  const { status, priority_rank } = q.tables.tasks
  await q.can.readInIndexOrder(q)
  if (by === 'created_at' && filter.status === undefined && !filter.overdue) return [EVERYTHING]
  const isBegun = { from: after !== null && !isDescending, until: after !== null && isDescending }
  const range = by === 'due' ? dueRange(q, filter, isBegun) : undefined
  const { priority } = filter
  const rank = by === 'priority' && priority ? eq(priority_rank, rankOf(priority)) : undefined
  return statusesOf(filter).map((one) => ({ index: WALKS[by], only: and(eq(status, one), rank, range) }))
}

async function findFew(q: Read, filter: TaskFilter, order: Order, few: number): Promise<Part[] | null> {
  for (const way of [byText, byLabel, byColumn, byPriority, byDue, byReason]) {
    const parts = await way(q, filter, order, few)
    if (!parts || !(await areFew(q, parts, few))) continue
    return parts.map((part) => ({ ...part, isSorted: part.size !== 0 }))
  }
  return null
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

const byText: Way = async (q, { ids }) => ids && [ofIds(q, ids)]

const byLabel: Way = async (q, { label }, _, few) =>
  label === undefined ? null : [ofIds(q, await listLabelled(q, label, few + 1))]

const byColumn: Way = async (q, filter, { by }) => {
  const found = INDEXED.find(([column]) => filter[column] !== undefined)
  if (!found) return null
  const [column, index] = found
  const only = eq(q.tables.tasks[column], filter[column] ?? '')
  // Its index is in the order of the ids: however many there are, the first are found at once.
  if (by === 'created_at') return [{ index, only, size: 0 }]
  // On a walk they may all lie at its end, as the done tasks of an old project do.
  return [{ index, only, lightness: COLUMN_LIGHTNESS }]
}

const byPriority: Way = async (q, filter, { by }) => {
  if (!filter.priority || by === 'priority') return null
  const { status, priority_rank } = q.tables.tasks
  const rank = eq(priority_rank, rankOf(filter.priority))
  return statusesOf(filter).map((one) => ({
    index: WALKS.priority,
    only: and(live(q), eq(status, one), rank),
  }))
}

const byDue: Way = async (q, filter, { by }) => {
  const range = dueRange(q, filter)
  if (!range || by === 'due') return null
  const { status } = q.tables.tasks
  return statusesOf(filter).map((one) => ({ index: WALKS.due, only: and(live(q), eq(status, one), range) }))
}

/** See `visible` in list-queries.ts. */
const byReason: Way = async (q, { standing }, _, few) => {
  const { isAbove, member_id, teams } = standing
  if (isAbove) return null
  const projects = await projectsSeenBy(q, standing).limit(few + 1)
  if (projects.length > few) return null
  const own = member_id === null ? [] : [member_id]
  const reasons: Record<(typeof INDEXED)[number][0], string[]> = {
    owner_id: own,
    assignee_id: own,
    team_id: [...teams.keys()],
    project_id: projects.map(({ id }) => id),
  }
  const parts = INDEXED.filter(([column]) => reasons[column].length > 0).map(([column, index]) => ({
    index,
    only: isOneOf(q, q.tables.tasks[column], reasons[column]),
  }))
  return [...parts, ofIds(q, await listShared(q, standing, few + 1))]
}

function isOneOf(q: Read, column: Parameters<Read['can']['oneOf']>[0], ids: string[]): SQL {
  const [id] = ids
  return ids.length === 1 && id !== undefined ? eq(column, id) : q.can.oneOf(column, ids)
}

function ofIds(q: Read, ids: string[]): CountedPart {
  return { index: null, only: q.can.oneOf(q.tables.tasks.id, ids), size: ids.length }
}
