/** The SQL of lists: which tasks they have, and where each stands. */
import { and, asc, count, desc, eq, gt, lt, lte, type SQL, sql } from 'drizzle-orm'
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
  limit: number
}

/** Where the first of a part stand, in their order, of those that match. */
export async function listPlaces(
  q: Read,
  part: Part,
  filter: TaskFilter,
  order: Order,
  { after, limit }: PlacePage,
): Promise<Place[]> {
  const place = { after_key: after?.key ?? 0, after_id: after?.id ?? '' }
  const values = { ...valuesOfFilter(filter), ...valuesOfPart(part), ...place, limit }
  return selectPlaces(q, values, {
    filter: { ...shapeOfFilter(filter, part.holds), ...(part.isSeen && { sees_all: true }) },
    part: shapeOfPart(part),
    isSorted: part.isSorted === true,
    order,
    beyond: beyondOf(filter, order, after),
  })
}

interface PlaceValues extends FilterValues, PartValues {
  after_key: number
  after_id: string
  limit: number
}

interface PlaceShape {
  filter: FilterShape
  part: PartShape
  isSorted: boolean
  order: Order
  beyond: Beyond
}

/** Where a page begins: where all have the same key, ids alone tell. */
type Beyond = 'nothing' | 'id' | 'place'

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
    .where(and(live(q), isWithin(q, slots, part), matching(q, slots, filter), isBeyond(q, slots, shape)))
    .orderBy(...(shape.isSorted ? sorted : inOrder).map((one) => direction(one)))
    .limit(slots.limit)
})

function keyColumn(q: Reading, { by }: Order) {
  const { updated_at, due_order, priority_rank } = q.tables.tasks
  return { created_at: null, updated_at, due: due_order, priority: priority_rank }[by]
}

function beyondOf({ priority }: TaskFilter, { by, isDescending }: Order, after: Place | null): Beyond {
  if (after === null) return 'nothing'
  const isOneKey = isDescending && by === 'due' && after.key === NEVER_DUE
  return by === 'created_at' || isOneKey || (by === 'priority' && priority) ? 'id' : 'place'
}

function isBeyond(q: Reading, slots: Slots<PlaceValues>, { order, beyond }: PlaceShape): SQL | undefined {
  const { tasks } = q.tables
  const { after_key, after_id } = slots
  if (beyond === 'nothing') return undefined
  if (beyond === 'id') return (order.isDescending ? lt : gt)(tasks.id, after_id)
  const sign = sql.raw(order.isDescending ? '<' : '>')
  return sql`(${keyColumn(q, order)}, ${tasks.id}) ${sign} (${after_key}, ${after_id})`
}

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
