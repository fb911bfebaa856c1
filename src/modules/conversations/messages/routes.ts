import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
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
      async ({ params, body, principal, status }) =>
        status(201, await postMessage(context, principal, params.id, body)),
      {
        requires: 'chat.write',
        versioned: true,
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
      ({ params, principal }) => readMessage(context, principal, params.id, params.message_id),
      {
        requires: 'chat.read',
        versioned: true,
        params: ById,
        response: { 200: Message },
        detail: { summary: 'A message' },
      },
    )
    .patch(
      '/:message_id',
      ({ params, body, principal, ifMatch }) =>
        editMessage(context, principal, placeOf(params), body.body, ifMatch),
      {
        requires: 'chat.write',
        refuses: [409],
        versioned: true,
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
      async ({ params, principal, ifMatch, status }) => {
        await deleteMessage(context, principal, placeOf(params), ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'chat.write',
        versioned: true,
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
