import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { listConversationMembers, putInConversation, takeOutOfConversation } from './conversation-members.ts'
import { changeConversation, listConversations, readConversation } from './conversations.ts'
import { markRead, readUnread } from './read-markers.ts'
import {
  Conversation,
  ConversationChanges,
  ConversationMember,
  ConversationMembers,
  ConversationMembership,
  Conversations,
  ConversationsQuery,
  NewConversation,
  NewReadMarker,
  ReadMarker,
  Unread,
} from './schema.ts'
import { startConversation } from './start-conversation.ts'

const ById = t.Object({ id: t.String() })
const OfMember = t.Object({ id: t.String(), member_id: t.String() })

export function conversationRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/conversations', tags: ['Conversation'] })
    .use(access)
    .get('', ({ query, principal }) => listConversations(context, principal, query), {
      requires: 'chat.read',
      query: ConversationsQuery,
      response: { 200: Conversations },
      detail: {
        summary: 'Your conversations, those with the newest messages first',
        description: 'Nobody sees those of others, admins included. Keys see those with assistants.',
      },
    })
    .post(
      '',
      async ({ body, principal, status }) => {
        const { conversation, isNew } = await startConversation(context, principal, body)
        return status(isNew ? 201 : 200, conversation)
      },
      {
        requires: 'chat.start',
        versioned: true,
        body: NewConversation,
        response: { 200: Conversation, 201: Conversation },
        detail: {
          summary: 'Begin a conversation',
          description:
            'Direct with another member, of which there is one for two people (200 when there is it already), ' +
            'as a group, or with assistants, which answer by API key.',
        },
      },
    )
    .get('/unread', ({ principal }) => readUnread(context, principal), {
      requires: 'chat.own',
      response: { 200: Unread },
      detail: { summary: 'How many messages you have not read' },
    })
    .get('/:id', ({ params, principal }) => readConversation(context, principal, params.id), {
      requires: 'chat.read',
      versioned: true,
      params: ById,
      response: { 200: Conversation },
      detail: { summary: 'A conversation' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) =>
        changeConversation(context, principal, params.id, body, ifMatch),
      {
        requires: 'chat.start',
        refuses: [409],
        versioned: true,
        params: ById,
        body: ConversationChanges,
        response: { 200: Conversation },
        detail: {
          summary: 'Name a conversation',
          description: 'By its owners. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .put('/:id/read', ({ params, body, principal }) => markRead(context, principal, params.id, body.number), {
      requires: 'chat.own',
      params: ById,
      body: NewReadMarker,
      response: { 200: ReadMarker },
      detail: {
        summary: 'Say up to which number you have read',
        description: 'It moves forward only, and not beyond the last message.',
      },
    })
    .get(
      '/:id/members',
      ({ params, query, principal }) => listConversationMembers(context, principal, params.id, query),
      {
        requires: 'chat.read',
        params: ById,
        query: PageQuery,
        response: { 200: ConversationMembers },
        detail: { summary: 'Who is in a conversation' },
      },
    )
    .put(
      '/:id/members/:member_id',
      ({ params, body, principal }) =>
        putInConversation(context, principal, params.id, params.member_id, body.role),
      {
        requires: 'chat.start',
        refuses: [409],
        params: OfMember,
        body: ConversationMembership,
        response: { 200: ConversationMember },
        detail: {
          summary: 'Take a member into a group, or change the role there',
          description: 'By its owners. Who comes in sees what was written before, and has read it.',
        },
      },
    )
    .delete(
      '/:id/members/:member_id',
      async ({ params, principal, status }) => {
        await takeOutOfConversation(context, principal, params.id, params.member_id)
        return status(204, undefined)
      },
      {
        requires: 'chat.own',
        refuses: [409],
        params: OfMember,
        response: { 204: t.Void() },
        detail: {
          summary: 'Take a member out of a group, or leave',
          description:
            'By its owners, or oneself. When the last owner leaves, who is longest in it is the next.',
        },
      },
    )
}
