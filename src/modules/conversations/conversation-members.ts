/** Who is in a conversation. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { type Page, type PageQuery, pageById } from '../../http/page.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import { toWire } from '../../lib/to-wire.ts'
import { memberWithin } from '../members/members.ts'
import { enterConversation, enterLocked } from './conversations.ts'
import { LastConversationOwnerError } from './errors.ts'
import { leaveConversation } from './leave-conversations.ts'
import {
  type ConversationMemberRow,
  countConversationMembers,
  countOwners,
  findConversationMember,
  insertConversationMembers,
  listConversationMembers as listMemberRows,
  updateConversationRole,
} from './member-queries.ts'
import { assertGroup, assertNotDirect, assertOwns } from './rules.ts'
import type { ConversationMember, ConversationRole } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock'>

/** @throws ConversationNotFoundError */
export async function listConversationMembers(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  id: string,
  query: PageQuery,
): Promise<Page<ConversationMember>> {
  const { organization_id } = principal
  const inside = <T>(fn: (q: Read) => Promise<T>) =>
    db.for(organization_id).read(async (q) => {
      await enterConversation(q, principal, id)
      return fn(q)
    })
  return pageById(cursors, { organization_id, list: `members of conversation ${id}` }, query, {
    read: (page) => inside(async (q) => (await listMemberRows(q, id, page)).map(toWire)),
    count: () => inside((q) => countConversationMembers(q, id)),
  })
}

/**
 * Takes a member of the organization into a group, or gives one who is in it another role. Who comes
 * in sees what was written before, and has read it.
 *
 * @throws ConversationNotFoundError
 * @throws NotAGroupError
 * @throws ForbiddenError
 * @throws NotInOrganizationError
 * @throws LastConversationOwnerError
 */
export async function putInConversation(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  memberId: string,
  role: ConversationRole,
): Promise<ConversationMember> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const conversation = await enterLocked(tx, principal, id)
    assertGroup(conversation)
    assertOwns(principal, conversation)
    await memberWithin(tx, memberId)
    const before = await findConversationMember(tx, id, memberId)
    if (before?.role === role) return toWire(before)
    if (before) {
      const isLast = before.role === 'owner' && role !== 'owner' && (await countOwners(tx, id)) === 1
      if (isLast) throw new LastConversationOwnerError()
      await updateConversationRole(tx, id, memberId, role)
    } else {
      const read_number = conversation.message_count
      const row = { conversation_id: id, member_id: memberId, role, joined_at: now, read_number }
      await insertConversationMembers(tx, [row])
    }
    await tx.record({ kind: 'conversation', id, verb: before ? 'member_changed' : 'member_added' })
    return toWire(await found(tx, id, memberId))
  })
}

/**
 * Takes somebody out of a group, or oneself out of a group or a conversation with assistants.
 *
 * @throws ConversationNotFoundError
 * @throws DirectConversationError
 * @throws ForbiddenError
 * @throws NotFoundError
 */
export async function takeOutOfConversation(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
  memberId: string,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const conversation = await enterLocked(tx, principal, id)
    assertNotDirect(conversation)
    const isOneself = principal.kind === 'session' && principal.member_id === memberId
    if (!isOneself) assertOwns(principal, conversation)
    await found(tx, id, memberId)
    await leaveConversation(tx, id, memberId)
  })
}

/** @throws NotFoundError */
async function found(q: Read, id: string, memberId: string): Promise<ConversationMemberRow> {
  const member = await findConversationMember(q, id, memberId)
  if (!member) throw new NotFoundError('conversation_member', 'This conversation has no member with this id.')
  return member
}
