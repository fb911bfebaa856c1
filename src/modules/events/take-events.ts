/** Takes checked events into an organization: the raw rows and the fact, in one transaction. */
import type { Write } from '../../db/handle.ts'
import type { NewId } from '../../lib/ids.ts'
import { findOrAddPeople } from '../people/people.ts'
import type { CheckedEvent } from './check-event.ts'
import { insertEvents } from './queries.ts'

/** @returns Those that were new; the others were known, or stood twice in `events`. */
export async function takeEvents(
  tx: Write,
  events: CheckedEvent[],
  { newId, now, import_number = null }: { newId: NewId; now: number; import_number?: number | null },
): Promise<{ id: string }[]> {
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
  const activities = inserted.length === rows.length ? rows : rowsOf(rows, inserted)
  if (activities.length > 0) await tx.record({ type: 'people_acted', activities })
  return activities
}

function rowsOf<Row extends { id: string }>(rows: Row[], inserted: { id: string }[]): Row[] {
  const ids = new Set(inserted.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}
