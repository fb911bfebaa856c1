/** The places of a list, merged from the parts of which it is made. */
import type { Read } from '../../../db/handle.ts'
import { dueRange, type TaskFilter } from './filters.ts'
import { listPlaces, type PlacePage } from './list-queries.ts'
import { compare, NEVER_DUE, type Order, type Place } from './order.ts'
import type { Part } from './parts.ts'

/** The first of all parts, in the order asked for. */
export async function firstOf(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
): Promise<Place[]> {
  const places: Place[] = []
  for (const stage of stagesOf(parts, filter, order, page.after)) {
    const limit = page.limit - places.length
    if (limit > 0)
      places.push(...(await merged(q, stage.parts, filter, order, { after: stage.after, limit })))
  }
  return places
}

/** The same, where each part is read in the order of its index. */
export function inOrder(
  q: Read,
  parts: readonly Part[],
  filter: TaskFilter,
  order: Order,
  page: PlacePage,
): Promise<Place[]> {
  return q.can.inIndexOrder(q, () => firstOf(q, parts, filter, order, page))
}

export interface Stage {
  parts: readonly Part[]
  after: Place | null
}

/** One after the other: what is never due comes last in either direction, and in the index stands behind the rest. */
export function stagesOf(
  parts: readonly Part[],
  filter: TaskFilter,
  order: Order,
  after: Place | null,
): Stage[] {
  if (order.by !== 'due' || !order.isDescending || filter.never_due) return [{ parts, after }]
  const never = narrowed(parts, 'never')
  if (after?.key === NEVER_DUE) return [{ parts: never, after }]
  const once = { parts: narrowed(parts, 'once'), after }
  return dueRange(filter) ? [once] : [once, { parts: never, after: null }]
}

function narrowed(parts: readonly Part[], due: 'once' | 'never'): Part[] {
  return parts.map((part) => ({ ...part, only: { ...part.only, due } }))
}

/** In the order of the index. */
export async function merged(
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
