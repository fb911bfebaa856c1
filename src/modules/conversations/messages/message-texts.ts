/** What messages say, for those who see them. */

import { may, type Principal } from '../../../access/principal.ts'
import type { Read } from '../../../db/handle.ts'
import { listSeenIds } from '../queries.ts'
import { listMessageTexts, type MessageText } from './queries.ts'

/** The ids of the conversations whose messages the caller sees. */
export async function conversationsSeenBy(q: Read, principal: Principal): Promise<ReadonlySet<string>> {
  return new Set(may(principal, 'chat.read') ? await listSeenIds(q, principal) : [])
}

/** The texts of those of these messages that are in such a conversation, up to a length. */
export async function messageTextsSeenIn(
  q: Read,
  conversations: ReadonlySet<string>,
  ids: string[],
  length: number,
): Promise<MessageText[]> {
  const texts = await listMessageTexts(q, ids, length)
  return texts.filter(({ conversation_id }) => conversations.has(conversation_id))
}
