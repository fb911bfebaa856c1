/**
 * Many of a kind in one request: each as it would be made or changed by itself, all of them or none, and
 * then it is said of each why.
 */
import type { Act } from '../access/act.ts'
import type { Principal } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { LockableTable } from '../db/handle.ts'
import { AppError, InvalidValueError } from '../lib/app-error.ts'
import { assertNamedOnce, BulkRefusedError, bulkResult, type Known } from '../lib/bulk-refused.ts'
import { ChangedMeanwhileError } from '../lib/etag.ts'
import { instantProblem, parseInstant } from '../lib/time/instant.ts'

/** As many as one transaction takes in a moment: each has all that follows from it. */
export const MOST_IN_BULK = 100

interface ToChange {
  id: string
  if_updated_at?: string
}

/** Lets a change of what is shown pass, or says what it is now. */
export type AssertSeen = (shown: { updated_at: string }) => void

export interface InBulk<New, Changes extends object, Done> {
  /** What they are, as more than one of them is called. */
  things: string
  table: LockableTable
  make(act: Act, given: New): Promise<Done>
  change(act: Act, id: string, changes: Changes, assertSeen: AssertSeen): Promise<Done>
}

export function inBulk<New, Changes extends object, Done>(noun: InBulk<New, Changes, Done>) {
  const { things, table } = noun

  /** @throws BulkRefusedError */
  function createMany(
    { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
    principal: Principal,
    given: readonly New[],
  ): Promise<Done[]> {
    const now = clock.now()
    return db
      .for(principal.organization_id)
      .write((tx) => allOrNone(things, given, (one) => noun.make({ tx, newId, now, principal }, one)))
  }

  /** @throws BulkRefusedError */
  function changeMany(
    { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
    principal: Principal,
    given: readonly (ToChange & Changes)[],
  ): Promise<Done[]> {
    const now = clock.now()
    const ids = given.map(({ id }) => id)
    return db.for(principal.organization_id).write(async (tx) => {
      // Two requests that name the same in another order wait for each other here, and nowhere else.
      await tx.lock(table, ids, 'update')
      const changeOne = ({ id, if_updated_at, ...changes }: ToChange & Changes, index: number) => {
        assertNamedOnce(ids, index)
        const act = { tx, newId, now, principal }
        // What is left is what a change of one alone takes.
        return noun.change(act, id, changes as object as Changes, seenAt(if_updated_at))
      }
      return allOrNone(things, given, changeOne, { ids })
    })
  }

  return { createMany, changeMany }
}

/**
 * One after the other, in their order.
 *
 * @param of Which they are, where there are such already.
 * @throws BulkRefusedError
 */
export async function allOrNone<Given, Done>(
  things: string,
  given: readonly Given[],
  write: (one: Given, index: number) => Promise<Done>,
  of?: Known,
): Promise<Done[]> {
  const done: Done[] = []
  const faults: (AppError | null)[] = []
  for (const [index, one] of given.entries()) {
    const outcome = await judged(async () => write(one, index))
    faults.push(outcome instanceof AppError ? outcome : null)
    if (!(outcome instanceof AppError)) done.push(outcome)
  }
  if (done.length === given.length) return done
  const results = faults.map((fault, index) => bulkResult(fault, index, of))
  throw new BulkRefusedError(things, results)
}

/** What is wrong with one of them; a fault of ours, or of the database, is that of all. */
async function judged<Done>(write: () => Promise<Done>): Promise<Done | AppError> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return error
    throw error
  }
}

/** @throws InvalidValueError */
function seenAt(if_updated_at: string | undefined): AssertSeen {
  if (if_updated_at === undefined) return () => {}
  const seen = parseInstant(if_updated_at)
  if (seen === null) throw new InvalidValueError('if_updated_at', instantProblem(if_updated_at))
  return (shown) => {
    if (Date.parse(shown.updated_at) !== seen) throw new ChangedMeanwhileError(shown)
  }
}
