import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Id, Instant, OrNull } from '../../http/schema.ts'
import { MessageRole } from './messages/schema.ts'

const Title = t.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Garden'] })

export const ConversationKind = t.Union([t.Literal('direct'), t.Literal('group'), t.Literal('assistant')])
export const ConversationRole = t.Union([t.Literal('owner'), t.Literal('member')])

export const LastMessage = t.Object({
  id: t.String(),
  number: t.Integer({ minimum: 1 }),
  role: MessageRole,
  author_id: OrNull(t.String()),
  api_key_id: OrNull(t.String()),
  preview: t.String({ description: 'The first 200 characters; empty once deleted.' }),
  created_at: Instant,
  deleted_at: OrNull(Instant),
})

export const Conversation = t.Object({
  id: t.String(),
  kind: ConversationKind,
  title: OrNull(t.String()),
  other_member_id: OrNull(t.String({ description: 'Of a direct one, the member on the other side.' })),
  role: OrNull(ConversationRole, { description: 'Yours in it; null for keys.' }),
  message_count: t.Integer({ minimum: 0, description: 'The number of the last message.' }),
  read_number: OrNull(t.Integer({ minimum: 0 }), { description: 'How far you have read; null for keys.' }),
  unread: OrNull(t.Integer({ minimum: 0 }), { description: 'null for keys, which have read nothing.' }),
  last_message: OrNull(LastMessage),
  active_at: t.String({ ...Instant, description: 'When the last message came, or it was made.' }),
  created_at: Instant,
  updated_at: t.String({ ...Instant, description: 'When it was made, or named anew.' }),
})

export const Conversations = PageOf(Conversation)

export const ConversationsQuery = t.Object({
  ...t.Omit(PageQuery, ['sort']).properties,
  sort: t.Optional(
    t.Union([t.Literal('-active_at'), t.Literal('active_at')], {
      default: '-active_at',
      description: 'Those in which something was written last come first, or without `-` last.',
    }),
  ),
  kind: t.Optional(ConversationKind),
})

export const NewConversation = t.Object(
  {
    kind: ConversationKind,
    member_id: t.Optional(t.String({ ...Id, description: 'Of a direct one: with whom.' })),
    title: t.Optional(
      t.String({ ...Title, description: 'Of a group, and if you like of an assistant one.' }),
    ),
    member_ids: t.Optional(
      t.Array(Id, { maxItems: 100, description: 'Of a group: who is in it besides you.' }),
    ),
  },
  { examples: [{ kind: 'group', title: 'Garden', member_ids: [] }] },
)

export const ConversationChanges = t.Partial(t.Object({ title: Title }), { examples: [{ title: 'Roses' }] })

export const ConversationMember = t.Object({
  id: t.String({ description: "The member's." }),
  name: t.String(),
  email: t.String(),
  role: ConversationRole,
  joined_at: Instant,
})

export const ConversationMembers = PageOf(ConversationMember)

export const ConversationMembership = t.Object({ role: ConversationRole }, { examples: [{ role: 'member' }] })

export const NewReadMarker = t.Object(
  { number: t.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) },
  { examples: [{ number: 12 }] },
)

export const ReadMarker = t.Object({
  read_number: t.Integer({ minimum: 0 }),
  read_at: OrNull(t.String({ ...Instant, description: 'When it was moved last.' })),
  unread: t.Integer({ minimum: 0 }),
})

export const Unread = t.Object({
  unread: t.Integer({ minimum: 0, description: 'Messages, in all of your conversations together.' }),
  conversations: t.Integer({ minimum: 0, description: 'In how many of them.' }),
})

export type ConversationKind = Static<typeof ConversationKind>
export type ConversationRole = Static<typeof ConversationRole>
export type LastMessage = Static<typeof LastMessage>
export type Conversation = Static<typeof Conversation>
export type ConversationsQuery = Static<typeof ConversationsQuery>
export type NewConversation = Static<typeof NewConversation>
export type ConversationChanges = Static<typeof ConversationChanges>
export type ConversationMember = Static<typeof ConversationMember>
export type ReadMarker = Static<typeof ReadMarker>
export type Unread = Static<typeof Unread>
