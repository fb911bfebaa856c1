/** How many tasks a filter has: what is little is found, and what is much counted bit by bit. */
import type { Principal } from '../../../access/principal.ts'
import { type Perspective, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { countInSteps, inSteps, type Step } from '../../../lib/paging/in-steps.ts'
import { countInStock } from '../../../metrics/read/stock-now.ts'
import type { TaskCountsQuery, TaskStatus } from '../schema.ts'
import { countFew } from './access-paths.ts'
import { filterOf } from './asked-filter.ts'
import { isUnfiltered, type TaskFilter } from './filters.ts'
import { type Between, countBetween, findBorder } from './list-queries.ts'
import { statusesOf } from './selective-plan.ts'

/** Asks in a transaction of its own. */
export type Reader = <T>(
  fn: (q: Read, filter: TaskFilter, perspective: Perspective) => Promise<T>,
) => Promise<T>

export function readerOf(
  { db }: Pick<Base, 'db'>,
  { principal, query, now }: { principal: Principal; query: TaskCountsQuery; now: number },
): Reader {
  return (fn) =>
    db.for(principal.organization_id).read(async (q) => {
      const perspective = await readPerspective(q, principal, now)
      return fn(q, await filterOf(q, perspective, query), perspective)
    })
}

/**
 * All that match: where that is much, bit by bit, so that nobody waits for it.
 *
 * @param atOnce How many are looked at in a bit.
 */
export async function countTasks(read: Reader, few: number, atOnce?: number): Promise<number> {
  const { total, statuses } = await read(async (q, filter) => ({
    total: (await countAll(q, filter)) ?? (await countFew(q, filter, few)),
    statuses: statusesOf(filter),
  }))
  if (total !== null) return total
  let sum = 0
  for (const status of statuses) sum += await countOf(read, status, atOnce)
  return sum
}

/** All there are, or all of a status, which the rollups know; `null` of anything else. */
async function countAll(q: Read, filter: TaskFilter): Promise<number | null> {
  if (!isKnown(filter)) return null
  return countInStock(q, 'task', statusesOf(filter))
}

/** Whether the rollups count them: everything there is in some statuses. */
function isKnown(filter: TaskFilter): boolean {
  const { status, statuses, ...rest } = filter
  return filter.viewer.seesAll && isUnfiltered(rest)
}

/** @returns `null` where the rollups do not know. */
export function countKnown(q: Read, filter: TaskFilter, status: TaskStatus): Promise<number | null> {
  return isKnown(filter) ? countInStock(q, 'task', [status]) : Promise.resolve(null)
}

export function countOf(read: Reader, status: TaskStatus, atOnce?: number): Promise<number> {
  return countInSteps(stepOf(read, status, countBetween), atOnce)
}

export type Find<T> = (q: Read, filter: TaskFilter, between: Between, perspective: Perspective) => Promise<T>

/** What is found in each bit of a status. */
export function bitByBit<T>(read: Reader, status: TaskStatus, find: Find<T>, atOnce?: number): Promise<T[]> {
  return inSteps(stepOf(read, status, find), atOnce)
}

function stepOf<T>(read: Reader, status: TaskStatus, find: Find<T>) {
  return (after: string, most: number): Promise<Step<T>> =>
    read(async (q, filter, perspective) => {
      const until = await findBorder(q, status, after, most)
      return { found: await find(q, filter, { status, after, until }, perspective), until }
    })
}
