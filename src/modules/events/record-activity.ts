/** What members do through the API itself is activity too, without anyone calling the intake. */
import type { Write } from '../../db/handle.ts'
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
