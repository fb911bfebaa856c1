/** The SQL of lists: which tasks they have, and where each stands. */
import { and, asc, count, desc, eq, gt, lte, type SQL, sql } from 'drizzle-orm'
import type { Viewer } from '../../../access/viewer.ts'
import { type ViewerValues, type ViewerVariant, valuesOf, variantOf } from '../../../access/viewer-values.ts'
import type { Read } from '../../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../../db/id-page.ts'
import { query, type Reading, type Slots } from '../../../db/query.ts'
import { live } from '../queries.ts'
import type { TaskStatus } from '../schema.ts'
import {
  type FilterShape,
  type FilterValues,
  matching,
  shapeOfFilter,
  type TaskFilter,
  valuesOfFilter,
  visible,
} from './filters.ts'
import { NEVER_DUE, type Order, type Place } from './order.ts'
import { isWithin, type Part, type PartShape, type PartValues, shapeOfPart, valuesOfPart } from './parts.ts'

export interface PlacePage {
  after: Place | null
  /** The last place at which one may stand. */
  until?: Place | null
  limit: number
}

/** Where the first of a part stand, in their order, of those that match. */
export async function listPlaces(
  q: Read,
  part: Part,
  filter: TaskFilter,
  order: Order,
  { after, until = null, limit }: PlacePage,
): Promise<Place[]> {
  const ends = { ...valuesOfPlace('after', after), ...valuesOfPlace('until', until) }
  const values = { ...valuesOfFilter(filter), ...valuesOfPart(part), ...ends, limit }
  return selectPlaces(q, values, {
    filter: { ...shapeOfFilter(filter, part.holds), ...(part.isSeen && { sees_all: true }) },
    part: shapeOfPart(part),
    isSorted: part.isSorted === true,
    order,
    after: endOf(filter, order, after),
    until: endOf(filter, order, until),
  })
}

interface EndValues {
  after_key: number
  after_id: string
  until_key: number
  until_id: string
}

interface PlaceValues extends FilterValues, PartValues, EndValues {
  limit: number
}

interface PlaceShape {
  filter: FilterShape
  part: PartShape
  isSorted: boolean
  order: Order
  after: End
  until: End
}

/** What tells where a page begins or ends: where all have the same key, ids alone. */
type End = 'nothing' | 'id' | 'place'

const selectPlaces = query((q, slots: Slots<PlaceValues>, shape: PlaceShape) => {
  const { tasks } = q.tables
  const { filter, part, order } = shape
  const direction = order.isDescending ? desc : asc
  const key = keyColumn(q, order)
  const inOrder = [...(key ? [key] : []), tasks.id]
  // Expressions, which no index has: for what is in order already, Postgres would walk through all.
  const sorted = [...(key ? [sql`${key} + 0`] : []), sql`${tasks.id} || ''`]
  return q
    .select({ id: sql`${tasks.id}`.mapWith(String), key: sql`${key ?? sql`0`}`.mapWith(Number) })
    .from(q.can.through(tasks, part.index))
    .where(and(live(q), isWithin(q, slots, part), matching(q, slots, filter), isBetween(q, slots, shape)))
    .orderBy(...(shape.isSorted ? sorted : inOrder).map((one) => direction(one)))
    .limit(slots.limit)
})

function keyColumn(q: Reading, { by }: Order) {
  const { updated_at, due_order, priority_rank } = q.tables.tasks
  return { created_at: null, updated_at, due: due_order, priority: priority_rank }[by]
}

function valuesOfPlace<Name extends 'after' | 'until'>(name: Name, place: Place | null) {
  // Both are named for what they are the end of.
  return { [`${name}_key`]: place?.key ?? 0, [`${name}_id`]: place?.id ?? '' } as {
    [Key in `${Name}_key`]: number
  } & { [Key in `${Name}_id`]: string }
}

function endOf({ priority }: TaskFilter, { by, isDescending }: Order, place: Place | null): End {
  if (place === null) return 'nothing'
  const isOneKey = isDescending && by === 'due' && place.key === NEVER_DUE
  return by === 'created_at' || isOneKey || (by === 'priority' && priority) ? 'id' : 'place'
}

type Ends = Pick<PlaceShape, 'order' | 'after' | 'until'>

function isBetween(q: Reading, slots: Slots<EndValues>, { order, after, until }: Ends): SQL | undefined {
  const [beyond, before] = order.isDescending ? ['<', '>='] : ['>', '<=']
  const { id } = q.tables.tasks
  const compared = (end: End, sign: string | undefined, key: SQL, endId: SQL) => {
    if (end === 'nothing') return undefined
    const is = sql.raw(sign ?? '')
    return end === 'id'
      ? sql`${id} ${is} ${endId}`
      : sql`(${keyColumn(q, order)}, ${id}) ${is} (${key}, ${endId})`
  }
  return and(
    compared(after, beyond, slots.after_key, slots.after_id),
    compared(until, before, slots.until_key, slots.until_id),
  )
}

/** The place of the next one of a part after so many, whatever it matches; `null` where there are fewer. */
export async function findPlace(
  q: Read,
  part: Part,
  filter: TaskFilter,
  order: Order,
  { after, passed }: { after: Place | null; passed: number },
): Promise<Place | null> {
  const place = { ...valuesOfPlace('after', after), ...valuesOfPlace('until', null) }
  const shape = {
    part: shapeOfPart(part),
    order,
    after: endOf(filter, order, after),
    until: 'nothing' as const,
  }
  const [row] = await selectPlace(q, { ...valuesOfPart(part), ...place, passed }, shape)
  return row ?? null
}

type PassedValues = PartValues & EndValues & { passed: number }

const selectPlace = query((q, slots: Slots<PassedValues>, shape: Ends & { part: PartShape }) => {
  const { tasks } = q.tables
  const direction = shape.order.isDescending ? desc : asc
  const key = keyColumn(q, shape.order)
  return q
    .select({ id: sql`${tasks.id}`.mapWith(String), key: sql`${key ?? sql`0`}`.mapWith(Number) })
    .from(q.can.through(tasks, shape.part.index))
    .where(and(live(q), isWithin(q, slots, shape.part), isBetween(q, slots, shape)))
    .orderBy(...[...(key ? [key] : []), tasks.id].map((one) => direction(one)))
    .limit(1)
    .offset(slots.passed)
})

/** How many tasks a part has, in the trash or not and whoever sees them: counted only so far. */
export async function countUpTo(q: Read, part: Part, most: number): Promise<number> {
  const [row] = await selectSize(q, { ...valuesOfPart(part), most }, shapeOfPart(part))
  return row?.total ?? 0
}

const selectSize = query((q, slots: Slots<PartValues & { most: number }>, part: PartShape) => {
  const { tasks } = q.tables
  const some = q
    .select({ one: sql`1`.as('one') })
    .from(q.can.through(tasks, part.index))
    .where(and(q.mine(tasks), isWithin(q, slots, part)))
    .limit(slots.most)
    .as('some')
  return q.select({ total: count() }).from(some)
})

/** The last id of the next `size` ones of a status; `null` where there are fewer. */
export async function findBorder(
  q: Read,
  status: TaskStatus,
  after: string,
  size: number,
): Promise<string | null> {
  const [row] = await selectBorder(q, { status, after, passed: size - 1 })
  return row?.id ?? null
}

const selectBorder = query((q, slots: Slots<{ status: string; after: string; passed: number }>) => {
  const { tasks } = q.tables
  return q
    .select({ id: sql`${tasks.id}`.mapWith(String) })
    .from(q.can.through(tasks, 'tasks_by_id'))
    .where(and(live(q), eq(tasks.status, slots.status), gt(tasks.id, slots.after)))
    .orderBy(asc(tasks.id))
    .limit(1)
    .offset(slots.passed)
})

/** Tasks of a status between two ids; `null` for no end. */
export interface Between {
  status: TaskStatus
  after: string
  until: string | null
}

export async function countBetween(
  q: Read,
  filter: TaskFilter,
  { status, after, until }: Between,
): Promise<number> {
  const values = { ...valuesOfFilter(filter), of_status: status, after, until: until ?? '' }
  const [row] = await selectCount(q, values, { ...shapeOfFilter(filter), hasEnd: until !== null })
  return row?.total ?? 0
}

type BetweenValues = FilterValues & { of_status: string; after: string; until: string }

const selectCount = query((q, slots: Slots<BetweenValues>, shape: FilterShape & { hasEnd: boolean }) => {
  const { tasks } = q.tables
  const between = and(gt(tasks.id, slots.after), shape.hasEnd ? lte(tasks.id, slots.until) : undefined)
  return q
    .select({ total: count() })
    .from(q.can.through(tasks, 'tasks_by_id'))
    .where(and(live(q), eq(tasks.status, slots.of_status), between, matching(q, slots, shape)))
})

/** Tasks with a label, in the trash or not and whoever sees them. */
export async function listLabelled(q: Read, label: string, page: IdPage): Promise<string[]> {
  const [values, variant] = pageOf(page)
  return (await selectLabelled(q, { ...values, label }, variant)).map(({ id }) => id)
}

const selectLabelled = query((q, slots: Slots<PageValues & { label: string }>, variant: PageVariant) => {
  const { task_labels: l } = q.tables
  const { unseen, order } = inPage(l.task_id, slots, variant)
  return q
    .select({ id: sql`${l.task_id}`.mapWith(String) })
    .from(q.can.through(l, null))
    .where(and(q.mine(l), eq(l.label, slots.label), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

/** How many there are of them: counted only so far. */
export async function countLabelled(q: Read, label: string, most: number): Promise<number> {
  const [row] = await selectLabelledSize(q, { label, most })
  return row?.total ?? 0
}

const selectLabelledSize = query((q, slots: Slots<{ label: string; most: number }>) => {
  const { task_labels: l } = q.tables
  const some = q
    .select({ one: sql`1`.as('one') })
    .from(q.can.through(l, null))
    .where(and(q.mine(l), eq(l.label, slots.label)))
    .limit(slots.most)
    .as('some')
  return q.select({ total: count() }).from(some)
})

/** Of these tasks those that are seen. */
export async function listSeenOf(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await selectSeen(q, { ...valuesOf(viewer), ids }, variantOf(viewer))).map(({ id }) => id)
}

type SeenValues = ViewerValues & { ids: readonly string[] }

const selectSeen = query((q, slots: Slots<SeenValues>, variant: ViewerVariant) => {
  const { tasks: t } = q.tables
  return q
    .select({ id: t.id })
    .from(t)
    .where(and(live(q), visible(q, slots, variant), q.can.oneOf(t.id, slots.ids)))
})
