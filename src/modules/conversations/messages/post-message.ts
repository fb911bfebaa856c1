import { authorOf } from '../../../access/authorship.ts'
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { assertStorable } from '../../../lib/text.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { enterLocked } from '../conversations.ts'
import { moveReadNumber } from '../member-queries.ts'
import { takeNumber } from '../queries.ts'
import { notifyOfMessage } from './notify-of-message.ts'
import { insertMessage, type MessageRow } from './queries.ts'
import { roleFor } from './rules.ts'
import type { Message, NewMessage } from './schema.ts'

/**
 * Writes a message under the next number of the conversation. Who writes has read what came before.
 *
 * @throws ConversationNotFoundError
 * @throws RoleNotYoursError
 * @throws InvalidValueError
 */
export async function postMessage(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  conversation_id: string,
  { body, role }: NewMessage,
): Promise<Message> {
  assertStorable({ body })
  const now = clock.now()
  const author = authorOf(principal)
  const post = async (tx: Write): Promise<Message> => {
    await enterLocked(tx, principal, conversation_id)
    const id = newId()
    const message: MessageRow = {
      id,
      conversation_id,
      number: await takeNumber(tx, conversation_id, id, now),
      role: roleFor(principal, role),
      ...author,
      body,
      created_at: now,
      edited_at: null,
      deleted_at: null,
    }
    tx.send(insertMessage(tx, message))
    const { author_id: person_id, number } = message
    if (person_id !== null) tx.send(moveReadNumber(tx, conversation_id, person_id, number, now))
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'message.sent', core: false, now })
    await tx.record({ type: 'message_sent', message_id: id, person_id, at: now })
    await notifyOfMessage({ tx, newId, now, principal }, message)
    return toWire(message)
  }
  return db
    .for(principal.organization_id)
    .writeTogether(post, { table: 'conversations', id: conversation_id })
}
