import type { Principal } from '../../../access/principal.ts'
import { type Moment, type Perspective, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageBy } from '../../../http/page.ts'
import { nextTurn } from '../../../lib/next-turn.ts'
import { parseTextSearch } from '../../../lib/text-search.ts'
import { dayNamed } from '../../../lib/time/local-days.ts'
import { countInStock } from '../../../metrics/read/stock-now.ts'
import { listTasksById, type TaskRow } from '../queries.ts'
import type { Task, TaskStatus, TasksQuery } from '../schema.ts'
import { TASK_TEXTS } from '../task-texts.ts'
import { toWire } from '../to-wire.ts'
import { countFew, readPlaces } from './access-paths.ts'
import { isUnfiltered, type TaskFilter } from './filters.ts'
import { countBetween, findBorder } from './list-queries.ts'
import { orderOf, type Place, placeOf } from './order.ts'
import { FEW, statusesOf } from './selective-plan.ts'

const EQUAL = ['status', 'priority', 'assignee_id', 'owner_id', 'project_id', 'team_id', 'label'] as const
const FILTERS = [...EQUAL, 'due_before', 'due_after', 'overdue', 'text'] as const
/** So many are looked at before others have their turn. */
const COUNTED_AT_ONCE = 10_000

type Needs = Pick<Base, 'db' | 'clock' | 'cursors'>

/** Which tasks are asked for, and by whom. */
export interface ListQuestion {
  principal: Principal
  query: TasksQuery
  /** Epoch ms. */
  now: number
  /** What is little: see selective-plan.ts. */
  few?: number
}

/**
 * Those that the caller may see.
 *
 * @param few What is little: see selective-plan.ts.
 */
export async function listTasks(
  { db, clock, cursors }: Needs,
  principal: Principal,
  query: TasksQuery,
  few = FEW,
): Promise<Page<Task>> {
  const question = { principal, query, now: clock.now(), few }
  const read = await db.for(principal.organization_id).read((q) => readTaskPage({ cursors }, q, question))
  return completePage({ db }, read, question)
}

export interface ReadPage {
  page: Page<TaskRow>
  perspective: Perspective
}

/** Without its total, which may take transactions of its own. @throws InvalidCursorError */
export async function readTaskPage(
  { cursors }: Pick<Base, 'cursors'>,
  q: Read,
  { principal, query, now, few = FEW }: ListQuestion,
): Promise<ReadPage> {
  const { sort = 'created_at' } = query
  const order = orderOf(sort)
  const perspective = await readPerspective(q, principal, now)
  const filter = await filterOf(q, perspective, query)
  const name = { organization_id: principal.organization_id, list: listNameOf(query), sort }
  const page = await pageBy(
    cursors,
    name,
    { ...query, count: 'false' },
    {
      read: async ({ after, limit }) => {
        const places = await readPlaces(q, filter, order, { after: after && placeAt(after), limit }, few)
        return rowsAt(q, places)
      },
      positionOf: (row) => {
        const { key, id } = placeOf(order, row)
        return [key, id]
      },
    },
  )
  return { page, perspective }
}

/** As it goes out, with its total where that is asked for. */
export async function completePage(
  { db }: Pick<Base, 'db'>,
  { page, perspective }: ReadPage,
  { principal, query, now, few = FEW }: ListQuestion,
): Promise<Page<Task>> {
  const items = page.items.map((row) => toWire(row, perspective.now))
  if (query.count !== 'true') return { ...page, items }
  const read: Reader = (fn) =>
    db.for(principal.organization_id).read(async (q) => {
      const anew = await readPerspective(q, principal, now)
      return fn(q, await filterOf(q, anew, query))
    })
  return { ...page, items, total: await countTasks(read, few) }
}

/** A cursor goes on with the same filters. */
export function listNameOf(query: TasksQuery): string {
  return `tasks ${JSON.stringify(FILTERS.map((name) => query[name]))}`
}

type Reader = <T>(fn: (q: Read, filter: TaskFilter) => Promise<T>) => Promise<T>

/** All that match: where that is much, bit by bit, so that nobody waits for it. */
async function countTasks(read: Reader, few: number): Promise<number> {
  const { total, statuses } = await read(async (q, filter) => ({
    total: (await countAll(q, filter)) ?? (await countFew(q, filter, few)),
    statuses: statusesOf(filter),
  }))
  if (total !== null) return total
  let sum = 0
  for (const status of statuses) sum += await countOf(read, status)
  return sum
}

/** All there are, or all of a status, which the rollups know; `null` of anything else. */
async function countAll(q: Read, filter: TaskFilter): Promise<number | null> {
  if (!filter.viewer.seesAll || !isUnfiltered(filter, 'status')) return null
  return countInStock(q, 'task', statusesOf(filter))
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
async function filterOf(q: Read, { viewer, days, now }: Perspective, query: TasksQuery): Promise<TaskFilter> {
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
