import type { Principal } from '../../../access/principal.ts'
import { type Perspective, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { completeness, type Page, pageBy } from '../../../http/page.ts'
import { Semaphore } from '../../../lib/semaphore.ts'
import { listTasksById, type TaskRow } from '../queries.ts'
import { type ListedTask, TaskCountsQuery, type TasksQuery } from '../schema.ts'
import { readPlaces } from './access-paths.ts'
import { filterOf } from './asked-filter.ts'
import { COUNTED_UP_TO, countTasks, readerOf } from './count-tasks.ts'
import { type Patience, TakesLongError } from './label-paths.ts'
import { type Around, type ListedRow, listedToWire, readAround, withRights } from './listed-tasks.ts'
import { orderOf, type Place, placeOf } from './order.ts'
import { FEW } from './selective-plan.ts'

const FILTERS = Object.keys(TaskCountsQuery.properties) as (keyof TaskCountsQuery)[]

type Needs = Pick<Base, 'db' | 'clock' | 'cursors'>

/** Which tasks are asked for, and by whom. */
export interface ListQuestion {
  principal: Principal
  query: TasksQuery
  /** Epoch ms. */
  now: number
  /** What is little: see selective-plan.ts. */
  few?: number
  /** Up to how many are counted. */
  enough?: number
}

/**
 * Those that the caller may see.
 *
 * @param few What is little: see selective-plan.ts.
 * @param enough Up to how many are counted.
 */
export async function listTasks(
  { db, clock, cursors }: Needs,
  principal: Principal,
  query: TasksQuery,
  few = FEW,
  enough = COUNTED_UP_TO,
): Promise<TaskPage> {
  const question = { principal, query, now: clock.now(), few, enough }
  const begun = await db.for(principal.organization_id).read((q) => beginPage({ cursors }, q, question))
  const read = await finishPage({ db, cursors }, begun, question)
  return completePage({ db }, read, question)
}

export interface TaskPage extends Page<ListedTask> {
  /** In the place of `total`. */
  total_at_least?: number
  incomplete?: true
}

export interface ReadPage {
  page: Page<ListedRow> & Pick<TaskPage, 'incomplete'>
  perspective: Perspective
}

/** Without its total, which may take transactions of its own; `null` where it takes longer than one turn should. */
export function beginPage(
  { cursors }: Pick<Base, 'cursors'>,
  q: Read,
  question: ListQuestion,
): Promise<ReadPage | null> {
  return readTaskPage(cursors, q, question, 'one turn').catch((error) => {
    if (error instanceof TakesLongError) return null
    throw error
  })
}

/** What could not be read in one turn is read in a state of its own, with others in between. */
export async function finishPage(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  begun: ReadPage | null,
  question: ListQuestion,
): Promise<ReadPage> {
  if (begun) return begun
  using _turn = await longReads.next()
  const { organization_id } = question.principal
  return db.for(organization_id).snapshot((q) => readTaskPage(cursors, q, question, 'many turns'), 'heavy')
}

/** Each has a connection of its own. */
const longReads = new Semaphore(2)

/** @throws InvalidCursorError, TakesLongError */
async function readTaskPage(
  cursors: Base['cursors'],
  q: Read,
  { principal, query, now, few = FEW }: ListQuestion,
  patience: Patience,
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
        const place = { after: after && placeAt(after), limit }
        const places = await readPlaces(q, filter, order, place, few, patience)
        return rowsAt(q, places)
      },
      positionOf: (row) => {
        const { key, id } = placeOf(order, row)
        return [key, id]
      },
    },
  )
  const items = await withRights(q, perspective.viewer, page.items)
  return { page: { ...page, items, ...completeness(q.lacksTexts) }, perspective }
}

/** As it goes out, with its total where that is asked for. */
export async function completePage(
  { db }: Pick<Base, 'db'>,
  { page, perspective }: ReadPage,
  { principal, query, now, few = FEW, enough }: ListQuestion,
): Promise<TaskPage> {
  const items = page.items.map((row) => listedToWire(row, perspective.now))
  if (query.count !== 'true') return { ...page, items }
  return {
    ...page,
    items,
    ...(await countTasks(readerOf({ db }, { principal, query, now }), { few, enough })),
  }
}

/** A cursor goes on with the same filters. */
export function listNameOf(query: TasksQuery): string {
  return `tasks ${JSON.stringify(FILTERS.map((name) => query[name]))}`
}

/** We signed it, so it is a place. */
function placeAt([key, id]: readonly unknown[]): Place {
  return { key: Number(key), id: String(id) }
}

/** In the order of their places. */
async function rowsAt(q: Read, places: readonly Place[]): Promise<(TaskRow & Around)[]> {
  const ids = places.map(({ id }) => id)
  // Sent together: on Postgres they are one way there and back.
  const [found, around] = await Promise.all([listTasksById(q, ids), readAround(q, ids)])
  const rows = new Map(found.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row ? { ...row, ...around(row) } : []
  })
}
