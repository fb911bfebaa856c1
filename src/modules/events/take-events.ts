/** Takes checked events into an organization: the raw rows and the fact, in one transaction. */
import type { Write } from '../../db/handle.ts'
import type { NewId } from '../../lib/ids.ts'
import { findOrAddPeople } from '../people/people.ts'
import type { CheckedEvent } from './check-event.ts'
import { insertEvents } from './queries.ts'

export interface TakenEvents {
  /** How many were new. */
  count: number
  /** Of each, in the order in which they were given. Others were known, or stood twice among them. */
  areNew: boolean[]
}

export async function takeEvents(
  tx: Write,
  events: readonly CheckedEvent[],
  { newId, now, import_number = null }: { newId: NewId; now: number; import_number?: number | null },
): Promise<TakenEvents> {
  const first = new Map<string, CheckedEvent>()
  for (const event of events) if (!first.has(event.id)) first.set(event.id, event)
  const people = await findOrAddPeople(
    tx,
    events.map(({ person }) => person),
    { newId, now },
  )
  const rows = [...first.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, person, verb, core, occurred_at, properties }) => {
      const person_id = people.get(person) ?? ''
      return { id, person_id, verb, core, occurred_at, received_at: now, properties }
    })
  const inserted = await tx.each(insertEvents, rows, { import_number })
  const ids = inserted.length < events.length ? new Set(inserted.map(({ id }) => id)) : null
  const activities = ids ? rows.filter(({ id }) => ids.has(id)) : rows
  if (activities.length > 0) await tx.record({ type: 'people_acted', activities })
  const isNew = (event: CheckedEvent) => !ids || (ids.has(event.id) && first.get(event.id) === event)
  return { count: activities.length, areNew: events.map(isNew) }
}
