/**
 * How far a member has read. Messages are numbered without gaps, so what is unread is a difference
 * of two numbers: nothing is counted, however long the conversation is.
 */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { sessionOf } from '../auth/session-of.ts'
import { enterConversation } from './conversations.ts'
import { ConversationNotFoundError } from './errors.ts'
import { findReadMarker, moveReadNumber, sumUnread } from './member-queries.ts'
import type { ReadMarker, Unread } from './schema.ts'

/**
 * Forward only: a number before that of the marker changes nothing. Nobody else sees it, so no fact
 * is recorded.
 *
 * @throws ConversationNotFoundError
 * @throws InvalidValueError
 */
export async function markRead(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
  number: number,
): Promise<ReadMarker> {
  const { member_id } = sessionOf(principal)
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { message_count } = await enterConversation(tx, principal, id)
    if (number > message_count) {
      throw new InvalidValueError(
        'number',
        `is beyond the last message, which has the number ${message_count}`,
      )
    }
    await moveReadNumber(tx, id, member_id, number, now)
    const marker = await findReadMarker(tx, id, member_id)
    if (!marker) throw new ConversationNotFoundError()
    const { read_number, read_at } = marker
    return {
      read_number,
      read_at: read_at === null ? null : new Date(read_at).toISOString(),
      // Who answers at this moment has read further than what was counted before.
      unread: Math.max(0, message_count - read_number),
    }
  })
}

/** Of all of the caller's conversations. */
export async function readUnread({ db }: Pick<Base, 'db'>, principal: Principal): Promise<Unread> {
  const { member_id } = sessionOf(principal)
  const [unread] = await db.for(principal.organization_id).read((q) => q.all(sumUnread, { member_id }))
  return unread ?? { unread: 0, conversations: 0 }
}
