import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../../http/page.ts'
import { Instant, OrNull } from '../../../http/schema.ts'

const Body = t.String({
  minLength: 1,
  maxLength: 20_000,
  pattern: '\\S',
  examples: ['Who prunes the roses?'],
})

export const MessageRole = t.Union([
  t.Literal('user'),
  t.Literal('assistant'),
  t.Literal('system'),
  t.Literal('tool'),
])

export const Message = t.Object({
  id: t.String(),
  conversation_id: t.String(),
  number: t.Integer({ minimum: 1, description: '1 for the first of the conversation, without gaps.' }),
  role: MessageRole,
  author_id: OrNull(t.String({ description: 'The member whose it is.' })),
  api_key_id: OrNull(t.String({ description: 'The key that sent it, where no member did.' })),
  body: t.String({ description: 'Empty once deleted. `<@ID>` names the member with that id.' }),
  created_at: Instant,
  edited_at: OrNull(Instant),
  deleted_at: OrNull(Instant),
})

export const Messages = PageOf(Message)

export const MessagesQuery = t.Object({
  ...t.Omit(PageQuery, ['sort']).properties,
  sort: t.Optional(
    t.Union([t.Literal('-number'), t.Literal('number')], {
      default: '-number',
      description: 'The newest first, or without `-` the oldest.',
    }),
  ),
})

export const NewMessage = t.Object(
  {
    body: Body,
    role: t.Optional(
      t.Union(MessageRole.anyOf, { description: 'Members write as `user`; keys as `assistant` or another.' }),
    ),
  },
  { examples: [{ body: 'Who prunes the roses?' }] },
)

export const MessageChanges = t.Object(
  { body: t.Optional(Body) },
  { examples: [{ body: 'Who prunes the roses today?' }] },
)

export type MessageRole = Static<typeof MessageRole>
export type Message = Static<typeof Message>
export type MessagesQuery = Static<typeof MessagesQuery>
export type NewMessage = Static<typeof NewMessage>
