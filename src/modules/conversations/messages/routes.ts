import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { isNotModified, withEtag } from '../../../http/with-etag.ts'
import { deleteMessage, editMessage, listMessages, readMessage } from './messages.ts'
import { postMessage } from './post-message.ts'
import { Message, MessageChanges, Messages, MessagesQuery, NewMessage } from './schema.ts'

const OfConversation = t.Object({ id: t.String() })
const ById = t.Object({ id: t.String(), message_id: t.String() })

export function messageRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/conversations/:id/messages', tags: ['Conversation'] })
    .use(access)
    .get('', ({ params, query, principal }) => listMessages(context, principal, params.id, query), {
      requires: 'chat.read',
      params: OfConversation,
      query: MessagesQuery,
      response: { 200: Messages },
      detail: { summary: 'The messages of a conversation, the newest first' },
    })
    .post(
      '',
      async ({ params, body, principal, set, status }) => {
        const message = await postMessage(context, principal, params.id, body)
        return status(201, withEtag(set, message))
      },
      {
        requires: 'chat.write',
        params: OfConversation,
        body: NewMessage,
        response: { 201: Message },
        detail: {
          summary: 'Write a message',
          description:
            'Members write as `user`; keys as `assistant`, `system` or `tool`, to assistants only.',
        },
      },
    )
    .get(
      '/:message_id',
      async ({ params, principal, request, set, status }) => {
        const message = withEtag(set, await readMessage(context, principal, params.id, params.message_id))
        return isNotModified(request, message) ? status(304, undefined) : message
      },
      {
        requires: 'chat.read',
        params: ById,
        response: { 200: Message, 304: t.Void() },
        detail: { summary: 'A message' },
      },
    )
    .patch(
      '/:message_id',
      async ({ params, body, principal, request, set }) => {
        const ifMatch = request.headers.get('if-match')
        return withEtag(set, await editMessage(context, principal, placeOf(params), body.body, ifMatch))
      },
      {
        requires: 'chat.write',
        refuses: [409, 412],
        params: ById,
        body: MessageChanges,
        response: { 200: Message },
        detail: {
          summary: 'Edit a message',
          description:
            'By its author, until it is deleted. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:message_id',
      async ({ params, principal, status }) => {
        await deleteMessage(context, principal, placeOf(params))
        return status(204, undefined)
      },
      {
        requires: 'chat.write',
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Delete a message',
          description:
            'By its author, or an owner of the conversation. Its text is gone for good; its number, ' +
            'author and time stay.',
        },
      },
    )
}

function placeOf({ id, message_id }: { id: string; message_id: string }) {
  return { conversation_id: id, id: message_id }
}
