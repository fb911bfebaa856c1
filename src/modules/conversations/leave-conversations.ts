/** How somebody leaves conversations: a group that loses its last owner gets another. */
import type { Write } from '../../db/handle.ts'
import { lostSightOf } from '../../resources/lost-sight.ts'
import {
  countOwners,
  deleteConversationMember,
  findHeir,
  listGroupsOf,
  updateConversationRole,
} from './member-queries.ts'
import { lockConversation } from './queries.ts'

/**
 * One who leaves the organization leaves its groups: coming back does not bring them back. What
 * belongs to two, or to one and the assistants, is there again for who comes back.
 */
export async function leaveGroups(tx: Write, memberId: string): Promise<void> {
  for (const id of await listGroupsOf(tx, memberId)) {
    await lockConversation(tx, id)
    await leaveConversation(tx, id, memberId)
  }
}

/** The conversation must be locked: whether an owner stays is read and then relied on. */
export async function leaveConversation(tx: Write, id: string, memberId: string): Promise<void> {
  await deleteConversationMember(tx, id, memberId)
  if ((await countOwners(tx, id)) === 0) {
    const heir = await findHeir(tx, id)
    if (heir !== null) await updateConversationRole(tx, id, heir, 'owner')
  }
  await tx.record({ kind: 'conversation', id, verb: 'member_removed' })
  await tx.record(lostSightOf('member', memberId))
}
