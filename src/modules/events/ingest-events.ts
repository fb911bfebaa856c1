import type { Context } from '../../context.ts'
import type { Principal } from '../auth/principal.ts'
import { type CheckedEvent, checkEvent } from './check-event.ts'
import type { Event, Ingested, Result } from './schema.ts'
import { takeEvents } from './take-events.ts'

/**
 * Takes up to 1,000 events. One that cannot be taken is rejected with a reason and does not keep
 * the others out. Sending all of them again after an error is harmless: ids make it idempotent.
 */
export async function ingestEvents(
  { db, clock, newId }: Pick<Context, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  events: Event[],
): Promise<Ingested> {
  const now = clock.now()
  const checked = events.map((event) => checkEvent(event, 'iso', now))
  const good = checked.filter((event) => typeof event !== 'string')
  const accepted = new Set<string>()
  for (let from = 0; from < good.length; from += db.bulkSize) {
    const part = good.slice(from, from + db.bulkSize)
    const taken = await db.for(principal.organization_id).write((tx) => takeEvents(tx, part, { newId, now }))
    for (const id of taken) accepted.add(id)
  }
  return summed(events.map((event, i) => result(event.id, checked[i], accepted)))
}

/** The first of several with one id is the accepted one. */
function result(id: string, event: CheckedEvent | string | undefined, accepted: Set<string>): Result {
  if (typeof event === 'string') return { id, status: 'rejected', reason: event }
  return { id, status: accepted.delete(id) ? 'accepted' : 'duplicate' }
}

function summed(results: Result[]): Ingested {
  const count = (status: Result['status']) => results.filter((one) => one.status === status).length
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results }
}
