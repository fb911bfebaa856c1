/** How many tasks a filter has: what is little is found, and what is much counted bit by bit. */
import type { Principal } from '../../../access/principal.ts'
import { type Perspective, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { countInSteps, inSteps, type Step } from '../../../lib/paging/in-steps.ts'
import { countInStock } from '../../../metrics/read/stock-now.ts'
import { CLOSED, OPEN } from '../queries.ts'
import type { TaskCountsQuery, TaskStatus } from '../schema.ts'
import { countFew, OLDEST_FIRST, readSure } from './access-paths.ts'
import { filterOf } from './asked-filter.ts'
import { isUnfiltered, type TaskFilter } from './filters.ts'
import {
  type Between,
  countBetween,
  countLabelled,
  findBorder,
  listLabelled,
  listPlaces,
} from './list-queries.ts'
import { ofIds, statusesOf } from './selective-plan.ts'

/** Each is looked up where it stands, so that fewer take as long. */
const SURE_AT_ONCE = 2_500

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

/** Beyond so many, nobody is helped by the number, for which everything would have to be looked at. */
export const COUNTED_UP_TO = 10_000

/** As it goes out. */
export type Total = { total: number } | { total_at_least: number }

interface Counting {
  /** What is little: see selective-plan.ts. */
  few: number
  /** Up to how many are counted. */
  enough?: number | undefined
  /** How many are looked at in a bit. */
  atOnce?: number
}

/** All that match: where that is much, bit by bit, so that nobody waits for it, and only so far. */
export async function countTasks(read: Reader, counting: Counting): Promise<Total> {
  const { few, enough = COUNTED_UP_TO } = counting
  const { known, isSure, isByLabel, statuses } = await read(async (q, filter) => ({
    known: (await countAll(q, filter)) ?? (await countFew(q, filter, few)),
    isSure: (await readSure(q, filter, '', 1, few)) !== null,
    isByLabel: await isFoundByLabel(q, filter),
    statuses: statusesOf(filter),
  }))
  if (known !== null) return { total: known }
  const count = await (isSure
    ? countSure(read, counting)
    : isByLabel
      ? countByLabel(read, counting)
      : countWalked(read, statuses, counting))
  return count > enough ? { total_at_least: enough } : { total: count }
}

/** By the index that finds nothing else. */
function countSure(read: Reader, { few, enough = COUNTED_UP_TO, atOnce = SURE_AT_ONCE }: Counting) {
  const step = (after: string, most: number): Promise<Step<number>> =>
    read(async (q, filter) => {
      // Of who has come to more reasons meanwhile, what was found so far.
      const ids = (await readSure(q, filter, after, most, few)) ?? []
      return { found: ids.length, until: ids.length < most ? null : (ids.at(-1) ?? null) }
    })
  return countInSteps(step, atOnce, enough)
}

/** Whether fewer have the label than there are of other tasks, of which a walk passes this many in the time of one. */
async function isFoundByLabel(q: Read, { label }: TaskFilter): Promise<boolean> {
  if (label === undefined) return false
  const all = await countInStock(q, 'task', [...OPEN, ...CLOSED])
  const most = Math.floor((all ?? 0) / q.can.lookUpCost)
  return (await countLabelled(q, label, most + 1)) <= most
}

/** By the index of labels: each that has it is looked up. */
function countByLabel(read: Reader, { enough = COUNTED_UP_TO, atOnce = SURE_AT_ONCE }: Counting) {
  const step = (after: string, most: number): Promise<Step<number>> =>
    read(async (q, filter) => {
      const ids = await listLabelled(q, filter.label ?? '', { after, newest_first: false, limit: most })
      const page = { after: null, limit: most }
      const found = await listPlaces(q, ofIds(ids, 'label', filter), filter, OLDEST_FIRST, page)
      return { found: found.length, until: ids.length < most ? null : (ids.at(-1) ?? null) }
    })
  return countInSteps(step, atOnce, enough)
}

async function countWalked(
  read: Reader,
  statuses: readonly TaskStatus[],
  { enough = COUNTED_UP_TO, atOnce }: Counting,
): Promise<number> {
  let sum = 0
  for (const status of statuses) {
    sum += await countOf(read, status, atOnce, enough - sum)
    if (sum > enough) break
  }
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

/** @param enough It stops counting where there are more. */
export function countOf(read: Reader, status: TaskStatus, atOnce?: number, enough?: number): Promise<number> {
  return countInSteps(stepOf(read, status, countBetween), atOnce, enough)
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
