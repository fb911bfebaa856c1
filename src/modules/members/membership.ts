/** How a membership begins, changes and ends, with all that hangs on it. */

import type { Role } from '../../access/principal.ts'
import type { Write } from '../../db/handle.ts'
import type { Resource } from '../../resources/resource.ts'
import { addMemberAsPerson } from '../people/people.ts'
import {
  countActiveOwners,
  findLastChangeAt,
  insertMember,
  insertMemberChange,
  type MemberRow,
  updateMember,
} from './queries.ts'
import { assertAnOwnerStays, type Standing } from './rules.ts'

/** Makes a user a member for the first time, and a person whom the metrics count. */
export async function beginMembership(
  tx: Write,
  { id, user, role, now }: { id: string; user: { id: string; name: string }; role: Role; now: number },
): Promise<void> {
  await addMemberAsPerson(tx, { id, name: user.name, created_at: now })
  await insertMember(tx, { id, user_id: user.id, role, status: 'active', joined_at: now })
  await tx.record({ type: 'member_joined', person_id: id, joined_at: now })
  await tx.record({ type: 'access_changed', user_id: user.id })
}

/**
 * Gives a member another role or status. The organization must be locked: whether an owner stays
 * is read and then relied on.
 *
 * @throws LastOwnerError
 */
export async function changeMembership(
  tx: Write,
  member: Pick<MemberRow, 'id' | 'user_id' | keyof Standing>,
  after: Standing,
  now: number,
): Promise<void> {
  if (member.role === after.role && member.status === after.status) return
  assertAnOwnerStays(member, after, await countActiveOwners(tx))
  await updateMember(tx, { ...after, id: member.id })
  const [wasActive, isActive] = [member.status === 'active', after.status === 'active']
  if (wasActive !== isActive) await recordPresence(tx, member.id, isActive ? 'returned' : 'left', now)
  await tx.record({ type: 'access_changed', user_id: member.user_id })
}

/**
 * Ends a membership, and what the member was in. The organization must be locked, as above.
 *
 * @throws LastOwnerError
 */
export async function endMembership(
  tx: Write,
  resources: readonly Resource[],
  member: Pick<MemberRow, 'id' | 'user_id' | keyof Standing>,
  now: number,
): Promise<void> {
  await changeMembership(tx, member, { role: member.role, status: 'removed' }, now)
  for (const resource of resources) await resource.memberLeft?.(tx, member.id)
}

/** Two changes of a member never share an instant, so that their order is known. */
async function recordPresence(
  tx: Write,
  member_id: string,
  change: 'left' | 'returned',
  now: number,
): Promise<void> {
  const last = await findLastChangeAt(tx, member_id)
  const at = last === null ? now : Math.max(now, last + 1)
  await insertMemberChange(tx, { member_id, changed_at: at, change })
  await tx.record({
    type: change === 'left' ? 'member_left' : 'member_returned',
    person_id: member_id,
    at,
  })
}
