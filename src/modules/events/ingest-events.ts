import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { currentDryRun } from '../../db/dry-run.ts'
import type { Write } from '../../db/handle.ts'
import { isOnce } from '../../db/once.ts'
import type { NewId } from '../../lib/ids.ts'
import { type CheckedEvent, checkEvent, type RawEvent, shapeProblem } from './check-event.ts'
import type { EventGroups } from './event-groups.ts'
import { EventRefusal, refusalOf } from './event-refusal.ts'
import type { EventResult, Ingested } from './schema.ts'
import { takeEvents } from './take-events.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/**
 * Takes up to 1,000 events. One that cannot be taken is rejected with a reason and does not keep
 * the others out. Sending all of them again after an error is harmless: ids make it idempotent.
 */
export async function ingestEvents(
  context: Needs,
  groups: EventGroups,
  { organization_id }: Principal,
  events: readonly unknown[],
): Promise<Ingested> {
  if (isOnce() || currentDryRun()) return summed(await ingestOnce(context, organization_id, events))
  const checked = checkAll(events, context.clock.now())
  const good = goodOf(checked)
  const areNew = good.length === 0 ? [] : await groups.take(organization_id, good)
  return summed(resultsOf(events, checked, areNew))
}

/** With a key: what its writes come to is kept with them, so that it shares them with nobody. */
async function ingestOnce(
  { db, clock, newId }: Needs,
  organizationId: string,
  events: readonly unknown[],
): Promise<EventResult[]> {
  const now = clock.now()
  const here = db.for(organizationId)
  const results: EventResult[] = []
  // At once, unless this is a retry: an earlier version may have begun it, which took fewer at a time.
  while (results.length < events.length) {
    const rest = events.slice(results.length)
    // Also where none of them is good: which are depends on the clock, and a retry has as many writes.
    results.push(...(await here.write((tx) => takeAll(tx, rest, { newId, now }))))
  }
  return results
}

async function takeAll(
  tx: Write,
  events: readonly unknown[],
  at: { newId: NewId; now: number },
): Promise<EventResult[]> {
  const checked = checkAll(events, at.now)
  const { areNew } = await takeEvents(tx, goodOf(checked), at)
  return resultsOf(events, checked, areNew)
}

type Checked = CheckedEvent | EventRefusal

function checkAll(events: readonly unknown[], receivedAt: number): Checked[] {
  return events.map((event) => checkGiven(event, receivedAt))
}

function checkGiven(event: unknown, receivedAt: number): Checked {
  const problem = shapeProblem(event)
  if (problem !== null) return problem
  // An object, as was found: of its values nothing is known.
  const given = event as RawEvent
  if (given.properties === null) return refusalOf('properties', 'no_object', 'must be an object')
  return checkEvent(given, 'iso', receivedAt)
}

function goodOf(checked: readonly Checked[]): CheckedEvent[] {
  return checked.filter((event): event is CheckedEvent => !(event instanceof EventRefusal))
}

/** @param areNew Of the good ones. */
function resultsOf(
  events: readonly unknown[],
  checked: readonly Checked[],
  areNew: readonly boolean[],
): EventResult[] {
  let good = 0
  return checked.map((event, i) => {
    if (event instanceof EventRefusal) return { id: idOf(events[i]), status: 'rejected', ...event.wired }
    const status = areNew[good] ? 'accepted' : 'duplicate'
    good += 1
    return { id: event.id, status }
  })
}

/** As it was sent; `null` where it was no text. */
function idOf(event: unknown): string | null {
  const id = (event as Partial<RawEvent> | null)?.id
  return typeof id === 'string' ? id : null
}

function summed(results: EventResult[]): Ingested {
  const counts = { accepted: 0, duplicate: 0, rejected: 0 }
  for (const { status } of results) counts[status] += 1
  return { accepted: counts.accepted, duplicates: counts.duplicate, rejected: counts.rejected, results }
}
