import type { Principal } from '../../../access/principal.ts'
import { type Moment, readScene, type Scene } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageBy } from '../../../http/page.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { parseTextSearch } from '../../../lib/text-search.ts'
import { dayNamed } from '../../../lib/time/local-days.ts'
import { listTasksById, type TaskRow } from '../queries.ts'
import type { Task, TaskStatus, TasksQuery } from '../schema.ts'
import { TASK_TEXTS } from '../task-texts.ts'
import { toWire } from '../to-wire.ts'
import { countFew, readPlaces } from './access-paths.ts'
import type { TaskFilter } from './filters.ts'
import { countBetween, findBorder } from './list-queries.ts'
import { orderOf, type Place, placeOf } from './order.ts'
import { FEW, statusesOf } from './selective-plan.ts'

const EQUAL = ['status', 'priority', 'assignee_id', 'owner_id', 'project_id', 'team_id', 'label'] as const
const FILTERS = [...EQUAL, 'due_before', 'due_after', 'overdue', 'text'] as const
/** So many are looked at before others have their turn. */
const COUNTED_AT_ONCE = 10_000

/**
 * Those that the caller may see.
 *
 * @param few What is little: see selective-plan.ts.
 */
export async function listTasks(
  { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
  principal: Principal,
  query: TasksQuery,
  few = FEW,
): Promise<Page<Task>> {
  const { organization_id } = principal
  const { sort = 'created_at' } = query
  const now = clock.now()
  const order = orderOf(sort)
  const list = listNameOf(query)
  const read = <T>(fn: (q: Read, filter: TaskFilter, now: Moment) => Promise<T>): Promise<T> =>
    db.for(organization_id).read(async (q) => {
      const scene = await readScene(q, principal, now)
      return fn(q, await filterOf(q, scene, query), scene.now)
    })
  const page = await pageBy(cursors, { organization_id, list, sort }, query, {
    read: ({ after, limit }) =>
      read(async (q, filter, moment) => {
        const page = { after: after && placeAt(after), limit }
        const places = await readPlaces(q, filter, order, page, few)
        return (await rowsAt(q, places)).map((row) => ({ row, moment }))
      }),
    positionOf: ({ row }) => {
      const { key, id } = placeOf(order, row)
      return [key, id]
    },
    count: () => countTasks(read, few),
  })
  return { ...page, items: page.items.map(({ row, moment }) => toWire(row, moment)) }
}

/** A cursor goes on with the same filters. */
export function listNameOf(query: TasksQuery): string {
  return `tasks ${JSON.stringify(FILTERS.map((name) => query[name]))}`
}

type Reader = <T>(fn: (q: Read, filter: TaskFilter) => Promise<T>) => Promise<T>

/** All that match: where that is much, bit by bit, so that nobody waits for it. */
async function countTasks(read: Reader, few: number): Promise<number> {
  const { total, statuses } = await read(async (q, filter) => ({
    total: await countFew(q, filter, few),
    statuses: statusesOf(filter),
  }))
  if (total !== null) return total
  let sum = 0
  for (const status of statuses) sum += await countOf(read, status)
  return sum
}

async function countOf(read: Reader, status: TaskStatus): Promise<number> {
  let sum = 0
  for (let after: string | null = ''; after !== null; await nextTurn()) {
    const from: string = after
    const [until, counted] = await read(async (q, filter) => {
      const border = await findBorder(q, status, from, COUNTED_AT_ONCE)
      return [border, await countBetween(q, filter, { status, after: from, until: border })] as const
    })
    sum += counted
    after = until
  }
  return sum
}

/** We signed it, so it is a place. */
function placeAt([key, id]: readonly unknown[]): Place {
  return { key: Number(key), id: String(id) }
}

/** In the order of their places. */
async function rowsAt(q: Read, places: readonly Place[]): Promise<TaskRow[]> {
  const ids = places.map(({ id }) => id)
  const rows = new Map((await listTasksById(q, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** @throws InvalidValueError */
async function filterOf(q: Read, { viewer, days, now }: Scene, query: TasksQuery): Promise<TaskFilter> {
  const { due_before, due_after, overdue } = query
  const border = (field: string, date: string): Moment => ({ date, at: days.startOf(dayNamed(field, date)) })
  return {
    ...Object.fromEntries(EQUAL.map((name) => [name, query[name]])),
    viewer,
    due_before: due_before === undefined ? undefined : border('due_before', due_before),
    due_after: due_after === undefined ? undefined : border('due_after', due_after),
    overdue: overdue === 'true' ? now : undefined,
    ids: query.text === undefined ? undefined : await idsHolding(q, query.text),
  }
}

async function idsHolding(q: Read, text: string): Promise<string[]> {
  const search = parseTextSearch(text)
  if (!search) return []
  const everywhere = { from: 0, below: Number.MAX_SAFE_INTEGER, limit: FEW }
  const found = await q.can.findTexts(q, { kinds: [TASK_TEXTS], terms: search.terms, ...everywhere })
  return found.map(({ id }) => id)
}
