import { findPersonStates, putPersonStates } from './rollup-statements.ts'
import type { Rollups } from './rollups.ts'

/** A member counts as a user from the local day of joining on, whether active or not. */
export async function addMember(rollups: Rollups, personId: string, joinedAt: number): Promise<void> {
  const { tx, generation, days, deltas, isCurrent } = rollups
  const [state] = await tx.each(findPersonStates, [{ person_id: personId }], { generation })
  if (!state) throw new Error(`A member must be a person first: ${personId}`)
  if (state.built || !isCurrent) return
  const first_day = days.dayOf(joinedAt)
  await tx.each(putPersonStates, [{ person_id: personId, first_day }], { generation })
  deltas.addUser(first_day, 1)
}

/** A member stops counting as a user on the local day of leaving, and counts again on returning. */
export async function changeMember(
  rollups: Rollups,
  personId: string,
  change: 'removed' | 'reactivated',
  at: number,
): Promise<void> {
  const { tx, generation, days, deltas } = rollups
  const [state] = await tx.each(findPersonStates, [{ person_id: personId }], { generation })
  // Not built yet in a generation that is being built: the builder reads the member's changes.
  if (state?.built) deltas.changeUser(days.dayOf(at), change)
}
