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
 * that of a column is one part, and that of each reason is one where nothing else is asked for.
 *
 * Labels stand in a table of their own, in the order of the ids: see label-paths.ts.
 */
import type { Read } from '../../../db/handle.ts'
import { dueRange, isUnfiltered, type TaskFilter } from './filters.ts'
import {
  findLabelled,
  type LabelQuestion,
  type Patience,
  readBits,
  spreadOf,
  TakesLongError,
  walkToLabel,
} from './label-paths.ts'
import { listPlaces, type PlacePage } from './list-queries.ts'
import { compare, type Order, type Place, rankOf } from './order.ts'
import type { Only, Part } from './parts.ts'
import { firstOf, inOrder, merged } from './read-parts.ts'
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

/** Where the tasks of a page stand. @throws TakesLongError where it has but one turn. */
export async function readPlaces(
  q: Read,
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
  few = FEW,
  patience: Patience = 'one turn',
): Promise<Place[]> {
  const { label, ids } = filter
  if (order.by === 'created_at' && isUnfiltered(filter)) {
    const reasons = await partsInOrder(q, filter.viewer, few)
    if (reasons) return inOrder(q, reasons, filter, order, page)
  }
  if (order.by === 'created_at' && ids) return walkIds(q, filter, ids, order, page)
  if (label !== undefined) return readLabelled(q, { filter, label, order, page, few }, patience)
  const parts = await findFew(q, filter, order, few)
  if (parts) return firstOf(q, parts, filter, order, page)
  return inOrder(q, walksOf(filter, order, page.after), filter, order, page)
}

async function readLabelled(q: Read, question: LabelQuestion, patience: Patience): Promise<Place[]> {
  const { filter, order, page, few } = question
  const walks = walksOf(filter, order, page.after)
  if (patience === 'many turns') return findLabelled(q, question, walks)
  if (order.by === 'created_at' && !columnOf(filter)) {
    const places = (await readBits(q, question)) ?? (await readFew(q, question, -1))
    if (places) return places
    throw new TakesLongError()
  }
  const spread = await spreadOf(q, question)
  // Of a column and a label an index tells which have both.
  const isSorted = spread.isLittle || columnOf(filter) !== null
  const places =
    (await readFew(q, question, isSorted ? few : -1)) ?? (await walkToLabel(q, question, walks, spread))
  if (places) return places
  throw new TakesLongError()
}

/** By a way that leaves little. @param labelled How many with the label are little. */
async function readFew(q: Read, { filter, order, page, few }: LabelQuestion, labelled: number) {
  const parts = await findFew(q, filter, order, few, labelled)
  return parts && firstOf(q, parts, filter, order, page)
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

export const OLDEST_FIRST: Order = { by: 'created_at', isDescending: false }

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

function walksOf(filter: TaskFilter, { by, isDescending }: Order, after: Place | null): Part[] {
  const { status, statuses, overdue, label } = filter
  const isOfAll = status === undefined && statuses === undefined && !overdue
  // Of a label the indexes by status tell what is not in the trash.
  if (by === 'created_at' && isOfAll && label === undefined) return [BY_ID]
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
