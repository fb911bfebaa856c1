import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { NotInOrganizationError } from '../../lib/app-error.ts'
import { textProblem } from '../../lib/text.ts'
import { MAX_EVENT_ID } from './check-event.ts'
import { deleteEvent as deleteEventRow } from './queries.ts'

/** Takes an event back: the metrics of every day are as if it had never come. */
export async function deleteEvent({ db }: Pick<Base, 'db'>, principal: Principal, id: string): Promise<void> {
  // No event can have been taken with such an id, and the engines differ on asking for it.
  if (textProblem(id, MAX_EVENT_ID)) throw new NotInOrganizationError('event')
  await db.for(principal.organization_id).write(async (tx) => {
    const [event] = await tx.all(deleteEventRow, { id })
    if (!event) throw new NotInOrganizationError('event')
    await tx.record({ kind: 'event', id, verb: 'deleted' }, {})
    await tx.record({
      type: 'activities_deleted',
      activities: [{ ...event, core: Boolean(event.core) }],
    })
  })
}
