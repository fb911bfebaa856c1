/**
 * By which way a list is read, so that its cost does not grow with the table.
 *
 * A list is merged from parts. Each part is some of the tasks, found by one index, and gives its first
 * ones in the order asked for:
 *
 *   few   what a filter lets through, or what the caller sees, is little: one part for each reason
 *         (the caller's own, assigned to the caller, of a team …), found by the reason's index and
 *         sorted: see selective-plan.ts
 *   walk  otherwise: one part for each status, read in the order of its index, and each task on the
 *         way is looked at. Of many that match, the first are soon found
 *
 * In the order of the ids nothing has to be counted where an index of what is asked for ends in them:
 * that of a column is one part, that of each reason is one where nothing else is asked for, and that of
 * labels, which stands in a table of its own, is read in bits.
 */
import type { Read } from '../../../db/handle.ts'
import { dueRange, isUnfiltered, type TaskFilter } from './filters.ts'
import { listLabelled, listPlaces, type PlacePage } from './list-queries.ts'
import { compare, NEVER_DUE, type Order, type Place, rankOf } from './order.ts'
import type { Only, Part } from './parts.ts'
import {
  BY_ID,
  COLUMN_LIGHTNESS,
  columnOf,
  FEW,
  findFew,
  ofIds,
  partsInOrder,
  statusesOf,
  WALKS,
} from './selective-plan.ts'

/** How many times the bit before each bit of a walk has: few queries, and not much that is read in vain. */
const GROWTH = 3

/** Where the tasks of a page stand. */
export async function readPlaces(
  q: Read,
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
  few = FEW,
): Promise<Place[]> {
  const { label, ids } = filter
  if (order.by === 'created_at' && label !== undefined && !ids && !columnOf(filter)) {
    return q.can.inIndexOrder(q, () => walkLabel(q, filter, label, order, page, few))
  }
  if (order.by === 'created_at' && isUnfiltered(filter)) {
    const reasons = await partsInOrder(q, filter.viewer, few)
    if (reasons) return inOrder(q, reasons, filter, order, page)
  }
  if (order.by === 'created_at' && ids) return walkIds(q, filter, ids, order, page)
  const parts = await findFew(q, filter, order, few)
  if (parts) return firstOf(q, parts, filter, order, page)
  return inOrder(q, walksOf(filter, order, page.after), filter, order, page)
}

function inOrder(q: Read, parts: readonly Part[], filter: TaskFilter, order: Order, page: PlacePage) {
  return q.can.inIndexOrder(q, () => firstOf(q, parts, filter, order, page))
}

/**
 * The next ones after an id, of all that match, where whatever an index finds matches: what the caller sees
 * by one reason or another, or what a column holds, of who sees everything. Else `null`.
 */
export async function readSure(
  q: Read,
  filter: TaskFilter,
  after: string,
  limit: number,
  few = FEW,
): Promise<string[] | null> {
  const parts = await sureParts(q, filter, few)
  if (!parts) return null
  const page = { after: { key: 0, id: after }, limit }
  return (await inOrder(q, parts, filter, OLDEST_FIRST, page)).map(({ id }) => id)
}

async function sureParts(q: Read, filter: TaskFilter, few: number): Promise<Part[] | null> {
  if (isUnfiltered(filter)) return partsInOrder(q, filter.viewer, few)
  const column = filter.viewer.seesAll ? columnOf(filter) : null
  return column && isUnfiltered(filter, column.only.equal?.column) ? [column] : null
}

const OLDEST_FIRST: Order = { by: 'created_at', isDescending: false }

async function firstOf(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
): Promise<Place[]> {
  if (order.by !== 'due' || !order.isDescending || filter.never_due)
    return merged(q, parts, filter, order, page)
  // What is never due comes last here, too: behind what stands before it in the index.
  const { after, limit } = page
  const never = narrowed(parts, { due: 'never' })
  if (after?.key === NEVER_DUE) return merged(q, never, filter, order, page)
  const due = await merged(q, narrowed(parts, { due: 'once' }), filter, order, page)
  if (due.length === limit || dueRange(filter)) return due
  const rest = { after: null, limit: limit - due.length }
  return [...due, ...(await merged(q, never, filter, order, rest))]
}

/** All that match, if what may match is little; else `null`. */
export async function countFew(q: Read, filter: TaskFilter, few = FEW): Promise<number | null> {
  return (await listFew(q, filter, few))?.length ?? null
}

/** The ids of all that match, if what may match is little; else `null`. */
export async function listFew(q: Read, filter: TaskFilter, few = FEW): Promise<string[] | null> {
  const parts = await findFew(q, filter, ANY_ORDER, few)
  if (parts === null) return null
  const all = await merged(q, parts, filter, ANY_ORDER, { after: null, limit: few * COLUMN_LIGHTNESS + 1 })
  return all.map(({ id }) => id)
}

/** Not of the ids, in which what a column's index finds is not counted. */
const ANY_ORDER: Order = { by: 'updated_at', isDescending: false }

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

function narrowed(parts: readonly Part[], further: Only): Part[] {
  return parts.map((part) => ({ ...part, only: { ...part.only, ...further } }))
}

function walksOf(filter: TaskFilter, { by, isDescending }: Order, after: Place | null): Part[] {
  const { status, statuses, overdue } = filter
  if (by === 'created_at' && status === undefined && statuses === undefined && !overdue) return [BY_ID]
  const isBegun = { from: after !== null && !isDescending, until: after !== null && isDescending }
  const range = by === 'due' ? rangeOf(filter, isBegun) : undefined
  const { priority } = filter
  const rank = by === 'priority' && priority ? rankOf(priority) : undefined
  return statusesOf(filter).map((one) => ({ index: WALKS[by], only: { status: one, rank, ...range } }))
}

function rangeOf(filter: TaskFilter, isBegun: { from: boolean; until: boolean }): Only | undefined {
  return filter.never_due ? { due: 'never' } : dueRange(filter, isBegun)
}

/** What is known by its ids, in their order: no more of it is looked at than fills the page. */
async function walkIds(
  q: Read,
  filter: TaskFilter,
  ids: readonly string[],
  order: Order,
  { after, limit }: PlacePage,
): Promise<Place[]> {
  const isBeyond = (id: string) => after === null || compare(order, { key: 0, id }, { ...after, key: 0 }) > 0
  const left = ids.filter(isBeyond).sort()
  if (order.isDescending) left.reverse()
  const places: Place[] = []
  let size = limit
  for (let from = 0; from < left.length && places.length < limit; from += size, size *= GROWTH) {
    const part = { ...ofIds(left.slice(from, from + size), 'ids', filter), isSorted: true }
    const page = { after: null, limit: limit - places.length }
    places.push(...(await listPlaces(q, part, filter, order, page)))
  }
  return places
}

/**
 * What has a label, bit by bit until the page is full: those who see everything are soon there. Where so
 * many were passed that they are no longer few, another filter may leave less; if none does, it goes on.
 */
async function walkLabel(
  q: Read,
  filter: TaskFilter,
  label: string,
  order: Order,
  { after, limit }: PlacePage,
  few: number,
): Promise<Place[]> {
  const places: Place[] = []
  let last = after?.id ?? null
  let left = few
  for (let size = limit; ; size *= GROWTH) {
    const bit = { after: last, newest_first: order.isDescending, limit: size }
    const ids = await listLabelled(q, label, bit)
    const rest = { after: null, limit: limit - places.length }
    places.push(...(await listPlaces(q, ofIds(ids, 'label', filter), filter, order, rest)))
    if (places.length === limit || ids.length < size) return places
    const parts = left >= 0 && left < size ? await findFew(q, filter, order, few) : null
    if (parts) return merged(q, parts, filter, order, { after, limit })
    left -= size
    last = ids.at(-1) ?? null
  }
}
