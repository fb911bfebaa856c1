/** What members do through the API itself is activity too, without anyone calling the intake. */
import type { Write } from '../../db/handle.ts'
import type { Principal } from '../auth/principal.ts'
import { insertEvents } from './queries.ts'

export async function recordMemberActivity(
  tx: Write,
  activity: { id: string; member_id: string; verb: string; core: boolean; now: number },
): Promise<void> {
  const { id, member_id: person_id, verb, core, now } = activity
  const event = { id, person_id, verb, core, occurred_at: now, received_at: now, properties: null }
  await tx.each(insertEvents, [event])
  await tx.record({ type: 'people_acted', activities: [event] })
}

/** As above, of whoever makes the request: what keys do is nobody's activity. */
export async function recordOwnActivity(
  tx: Write,
  principal: Principal,
  activity: { id: string; verb: string; core: boolean; now: number },
): Promise<void> {
  if (principal.kind !== 'session') return
  await recordMemberActivity(tx, { ...activity, member_id: principal.member_id })
}
