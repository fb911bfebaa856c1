import type { Context } from '../../context.ts'
import type { Write } from '../../db/handle.ts'
import type { NewId } from '../../lib/ids.ts'
import type { Principal } from '../auth/principal.ts'
import { type CheckedEvent, checkEvent } from './check-event.ts'
import type { Event, EventResult, Ingested } from './schema.ts'
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
  const results: EventResult[] = []
  for (let from = 0; from < events.length; from += db.bulkSize) {
    const part = events.slice(from, from + db.bulkSize)
    // Also where none of them is good: which are depends on the clock, and a retry has as many writes.
    const taken = await db.for(principal.organization_id).write((tx) => takePart(tx, part, { newId, now }))
    results.push(...taken)
  }
  return summed(results)
}

async function takePart(
  tx: Write,
  events: Event[],
  at: { newId: NewId; now: number },
): Promise<EventResult[]> {
  const checked = events.map((event) => checkEvent(event, 'iso', at.now))
  const accepted = await takeEvents(
    tx,
    checked.filter((event) => typeof event !== 'string'),
    at,
  )
  return events.map((event, i) => result(event.id, checked[i], accepted))
}

/** The first of several with one id is the accepted one. */
function result(id: string, event: CheckedEvent | string | undefined, accepted: Set<string>): EventResult {
  if (typeof event === 'string') return { id, status: 'rejected', reason: event }
  return { id, status: accepted.delete(id) ? 'accepted' : 'duplicate' }
}

function summed(results: EventResult[]): Ingested {
  const count = (status: EventResult['status']) => results.filter((one) => one.status === status).length
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results }
}
