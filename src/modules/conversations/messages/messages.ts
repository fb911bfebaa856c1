import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageBy } from '../../../http/page.ts'
import { NotFoundError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import { newsIn } from '../../../lib/news.ts'
import { assertStorable } from '../../../lib/text.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { enterConversation, enterLocked } from '../conversations.ts'
import type { ConversationRow } from '../queries.ts'
import { MessageDeletedError } from './errors.ts'
import { notifyOfMessage } from './notify-of-message.ts'
import {
  findMessage,
  listMessages as listMessageRows,
  type MessageRow,
  markDeleted,
  updateBody,
} from './queries.ts'
import { assertMayDelete, assertMayEdit } from './rules.ts'
import type { Message, MessagesQuery } from './schema.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** @throws ConversationNotFoundError */
export async function listMessages(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  conversationId: string,
  { sort = '-number', ...query }: MessagesQuery,
): Promise<Page<Message>> {
  const { organization_id } = principal
  const inside = <T>(read: (q: Read, conversation: ConversationRow) => Promise<T>): Promise<T> =>
    db.for(organization_id).read(async (q) => read(q, await enterConversation(q, principal, conversationId)))
  const newest_first = sort.startsWith('-')
  const list = { organization_id, list: `messages of ${conversationId}`, sort }
  return pageBy(cursors, list, query, {
    read: async ({ after, limit }) => {
      const page = { after: after && Number(after[0]), newest_first, limit }
      return (await inside((q) => listMessageRows(q, conversationId, page))).map(toWire)
    },
    positionOf: ({ number }) => [number],
    // Numbers have no gaps, so that their number is the last of them.
    count: () => inside(async (_, { message_count }) => message_count),
  })
}

/**
 * @throws ConversationNotFoundError
 * @throws NotFoundError
 */
export async function readMessage(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  conversationId: string,
  id: string,
): Promise<Message> {
  return db.for(principal.organization_id).read(async (q) => {
    await enterConversation(q, principal, conversationId)
    return toWire(await found(q, conversationId, id))
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ConversationNotFoundError
 * @throws NotFoundError
 * @throws NotYoursError
 * @throws MessageDeletedError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function editMessage(
  { db, clock, newId }: Needs,
  principal: Principal,
  { conversation_id, id }: { conversation_id: string; id: string },
  body: string | undefined,
  ifMatch: string | null,
): Promise<Message> {
  assertStorable({ body })
  const edited_at = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    await enterLocked(tx, principal, conversation_id)
    const row = await found(tx, conversation_id, id)
    assertMayEdit(principal, row)
    if (row.deleted_at !== null) throw new MessageDeletedError()
    assertUnchanged(ifMatch, toWire(row))
    const news = newsIn(row, { body })
    if (news?.body === undefined) return toWire(row)
    const changes = { body: news.body, edited_at }
    await updateBody(tx, { id, ...changes })
    await tx.record({ kind: 'message', id, verb: 'edited' })
    await notifyOfMessage({ tx, newId, now: edited_at, principal }, { ...row, ...changes }, row.body)
    return toWire({ ...row, ...changes })
  })
}

/**
 * Takes the text away, for everybody and for good. That there was a message, whose, when and with
 * which number, stays. One that was deleted already stays as it is.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws ConversationNotFoundError
 * @throws NotFoundError
 * @throws NotYoursError
 */
export async function deleteMessage(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  { conversation_id, id }: { conversation_id: string; id: string },
  ifMatch: string | null,
): Promise<void> {
  const deleted_at = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const conversation = await enterLocked(tx, principal, conversation_id)
    const row = await found(tx, conversation_id, id)
    assertMayDelete(principal, conversation, row)
    assertUnchanged(ifMatch, toWire(row))
    if (row.deleted_at !== null) return
    await markDeleted(tx, { id, deleted_at })
    await tx.record({ kind: 'message', id, verb: 'deleted' })
  })
}

/** One of this conversation and of no other. @throws NotFoundError */
async function found(q: Read, conversationId: string, id: string): Promise<MessageRow> {
  const row = await findMessage(q, conversationId, id)
  if (!row) throw new NotFoundError('message', 'This conversation has no message with this id.')
  return row
}
