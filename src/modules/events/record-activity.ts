/** What members do through the API itself is activity too, without anyone calling the intake. */

import type { Principal } from '../../access/principal.ts'
import type { Write } from '../../db/handle.ts'
import { insertEvents } from './queries.ts'

export interface OwnActivity {
  id: string
  verb: string
  core: boolean
  now: number
}

export async function recordMemberActivity(
  tx: Write,
  { member_id, ...activity }: OwnActivity & { member_id: string },
): Promise<void> {
  await recordActivities(tx, member_id, [activity])
}

/** As above, of whoever makes the request: what keys do is nobody's activity. */
export async function recordOwnActivity(
  tx: Write,
  principal: Principal,
  ...activities: OwnActivity[]
): Promise<void> {
  if (principal.kind !== 'session') return
  await recordActivities(tx, principal.member_id, activities)
}

/** Of somebody whom the request names: what an app says that they did. */
export async function recordActivityOf(tx: Write, person_id: string, activity: OwnActivity): Promise<void> {
  await recordActivities(tx, person_id, [activity])
}

async function recordActivities(tx: Write, person_id: string, all: OwnActivity[]): Promise<void> {
  const events = all.map(({ id, verb, core, now }) => ({
    ...{ id, person_id, verb, core, occurred_at: now, received_at: now },
    properties: null,
  }))
  tx.send(tx.each(insertEvents, events, { import_number: null }))
  await tx.record({ type: 'people_acted', activities: events })
}
