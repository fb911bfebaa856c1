import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { afterStoringPart } from '../../db/errors.ts'
import type { Write } from '../../db/handle.ts'
import { unknown } from '../../http/request-shape.ts'
import type { NewId } from '../../lib/ids.ts'
import { type CheckedEvent, checkEvent, type RawEvent } from './check-event.ts'
import { Event, type EventResult, type Ingested } from './schema.ts'
import { takeEvents } from './take-events.ts'

/** Of many, nothing is known yet but that each is an object. */
export type GivenEvent = Partial<RawEvent>

const FIELDS: ReadonlyMap<string, unknown> = new Map(Object.entries(Event.properties))
/** Of a name that is given back. */
const LONGEST_NAME = 200

/**
 * Takes up to 1,000 events. One that cannot be taken is rejected with a reason and does not keep
 * the others out. Sending all of them again after an error is harmless: ids make it idempotent.
 */
export async function ingestEvents(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  events: GivenEvent[],
): Promise<Ingested> {
  const now = clock.now()
  const here = db.for(principal.organization_id)
  const results: EventResult[] = []
  for (let from = 0; from < events.length; from += db.bulkSize) {
    const part = events.slice(from, from + db.bulkSize)
    try {
      // Also where none of them is good: which are depends on the clock, and a retry has as many writes.
      results.push(...(await here.write((tx) => takePart(tx, part, { newId, now }))))
    } catch (error) {
      throw results.length > 0 ? afterStoringPart(error) : error
    }
  }
  return summed(results)
}

async function takePart(
  tx: Write,
  events: GivenEvent[],
  at: { newId: NewId; now: number },
): Promise<EventResult[]> {
  const checked = events.map((event) => checkGiven(event, at.now))
  const accepted = await takeEvents(
    tx,
    checked.filter((event) => typeof event !== 'string'),
    at,
  )
  return events.map(({ id }, i) => result(id, checked[i], accepted))
}

function checkGiven(event: GivenEvent, receivedAt: number): CheckedEvent | string {
  for (const name in event) {
    if (!FIELDS.has(name)) return `${name.slice(0, LONGEST_NAME)} ${unknown(name, FIELDS)}`
  }
  if (event.properties === null) return 'properties must be an object'
  return checkEvent({ id: undefined, person: undefined, verb: undefined, ...event }, 'iso', receivedAt)
}

/** The first of several with one id is the accepted one. */
function result(
  given: unknown,
  event: CheckedEvent | string | undefined,
  accepted: Set<string>,
): EventResult {
  const id = typeof given === 'string' ? given : null
  if (typeof event === 'string') return { id, status: 'rejected', reason: event }
  return { id, status: id !== null && accepted.delete(id) ? 'accepted' : 'duplicate' }
}

function summed(results: EventResult[]): Ingested {
  const count = (status: EventResult['status']) => results.filter((one) => one.status === status).length
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results }
}
