/** How a membership begins, changes and ends, with all that hangs on it. */

import type { Role } from '../../access/principal.ts'
import type { Audited } from '../../db/facts.ts'
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
import { assertAnOwnerStays, type Standing, type Status } from './rules.ts'

/** Makes a user a member for the first time, and a person whom the metrics count. */
export async function beginMembership(
  tx: Write,
  { id, user, role, now }: { id: string; user: { id: string; name: string }; role: Role; now: number },
): Promise<void> {
  await addMemberAsPerson(tx, { id, name: user.name, created_at: now })
  await insertMember(tx, { id, user_id: user.id, role, status: 'active', joined_at: now })
  const joined = { type: 'membership_changed', member_id: id, verb: 'joined', at: now } as const
  await tx.record(joined, { after: { role } })
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
  const audited = { before: standingOf(member), after: standingOf(after) }
  if (member.role !== after.role) {
    await tx.record({ kind: 'member', id: member.id, verb: 'role_changed' }, audited)
  }
  if (member.status !== after.status) await recordStatus(tx, member, after.status, now, audited)
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

async function recordStatus(
  tx: Write,
  { id: member_id, status: before }: Pick<MemberRow, 'id' | 'status'>,
  status: Status,
  now: number,
  audited: Audited,
): Promise<void> {
  const verb = status === 'active' ? 'returned' : status
  // Who is suspended was counted as gone when that happened.
  if (before !== 'active' && status !== 'active') {
    return tx.record({ kind: 'member', id: member_id, verb }, audited)
  }
  // Two changes of a member never share an instant, so that their order is known.
  const last = await findLastChangeAt(tx, member_id)
  const at = last === null ? now : Math.max(now, last + 1)
  await insertMemberChange(tx, {
    member_id,
    changed_at: at,
    change: verb === 'returned' ? 'returned' : 'left',
  })
  await tx.record({ type: 'membership_changed', member_id, verb, at }, audited)
}

function standingOf({ role, status }: Standing): Record<string, string> {
  return { role, status }
}
