import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { MENTIONS, type Resource, type Thing } from '../../../resources/resource.ts'
import { listSeenIds } from '../queries.ts'
import { listDeletedPlaces, listPlaces } from './queries.ts'

export const message: Resource = {
  kind: 'message',
  table: 'messages',
  parent: 'conversation_id',
  visibility: { requires: 'chat.read', seenBy: inConversationsSeen, deletedSeenBy: deletedInThem },
  told: true,
  notices: MENTIONS,
  text: { code: 'm', body: 'body', refs: { conversation_id: 'Of a message.' } },
}

async function deletedInThem(
  q: Read,
  { member_id }: Viewer,
  things: readonly Thing[],
): Promise<ReadonlySet<string>> {
  const conversations = new Set(await listSeenIds(q, member_id))
  const deleted = await listDeletedPlaces(q, { ids: things.map(({ id }) => id) })
  const seen = deleted.filter(({ conversation_id }) => conversations.has(conversation_id))
  return new Set(seen.map(({ id }) => id))
}

/** Those of other conversations are passed over unread, where it is known which are. */
async function inConversationsSeen(
  q: Read,
  { member_id }: Viewer,
  things: readonly Thing[],
): Promise<ReadonlySet<string>> {
  const conversations = new Set(await listSeenIds(q, member_id))
  const ids = things
    .filter(({ parent_id = null }) => parent_id === null || conversations.has(parent_id))
    .map(({ id }) => id)
  const places = ids.length === 0 ? [] : await listPlaces(q, { ids })
  const seen = places.filter(({ conversation_id }) => conversations.has(conversation_id))
  return new Set(seen.map(({ id }) => id))
}
