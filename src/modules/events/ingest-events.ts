import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import type { NewId } from '../../lib/ids.ts'
import { type CheckedEvent, checkEvent, type RawEvent, shapeProblem } from './check-event.ts'
import type { EventResult, Ingested } from './schema.ts'
import { takeEvents } from './take-events.ts'

/**
 * Takes up to 1,000 events. One that cannot be taken is rejected with a reason and does not keep
 * the others out. Sending all of them again after an error is harmless: ids make it idempotent.
 */
export async function ingestEvents(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  events: readonly unknown[],
): Promise<Ingested> {
  const now = clock.now()
  const here = db.for(principal.organization_id)
  const results: EventResult[] = []
  // At once, unless this is a retry: an earlier version may have begun it, which took fewer at a time.
  while (results.length < events.length) {
    const rest = events.slice(results.length)
    // Also where none of them is good: which are depends on the clock, and a retry has as many writes.
    results.push(...(await here.write((tx) => takeAll(tx, rest, { newId, now }))))
  }
  return summed(results)
}

async function takeAll(
  tx: Write,
  events: readonly unknown[],
  at: { newId: NewId; now: number },
): Promise<EventResult[]> {
  const checked = events.map((event) => checkGiven(event, at.now))
  const good = checked.filter((event) => typeof event !== 'string')
  const taken = await takeEvents(tx, good, at)
  const accepted = new Set(taken.map(({ id }) => id))
  return events.map((event, i) => result(idOf(event), checked[i], accepted))
}

function checkGiven(event: unknown, receivedAt: number): CheckedEvent | string {
  const problem = shapeProblem(event)
  if (problem !== null) return problem
  // An object, as was found: of its values nothing is known.
  const given = event as Partial<RawEvent>
  if (given.properties === null) return 'properties must be an object'
  return checkEvent({ id: undefined, person: undefined, verb: undefined, ...given }, 'iso', receivedAt)
}

/** As it was sent; `null` where it was no text. */
function idOf(event: unknown): string | null {
  const id = (event as Partial<RawEvent> | null)?.id
  return typeof id === 'string' ? id : null
}

/** The first of several with one id is the accepted one. */
function result(
  id: string | null,
  event: CheckedEvent | string | undefined,
  accepted: Set<string>,
): EventResult {
  if (typeof event === 'string') return { id, status: 'rejected', reason: event }
  return { id, status: id !== null && accepted.delete(id) ? 'accepted' : 'duplicate' }
}

function summed(results: EventResult[]): Ingested {
  const count = (status: EventResult['status']) => results.filter((one) => one.status === status).length
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results }
}
