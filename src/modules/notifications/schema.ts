import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Flag, Id, Instant, OrNull } from '../../http/schema.ts'

export const NotificationKind = t.Union(
  [
    t.Literal('task_assigned'),
    t.Literal('task_shared'),
    t.Literal('mention'),
    t.Literal('invitation_accepted'),
  ],
  { description: 'More kinds may come.' },
)

export const Notification = t.Object({
  id: t.String(),
  kind: NotificationKind,
  actor_id: OrNull(t.String({ description: 'The member who did it.' })),
  api_key_id: OrNull(t.String({ description: 'Or the API key that did.' })),
  task_id: OrNull(t.String()),
  comment_id: OrNull(t.String()),
  conversation_id: OrNull(t.String()),
  message_id: OrNull(t.String()),
  title: OrNull(
    t.String({
      description:
        'What the task or conversation is called now; null where you do not see it any more, or it has no title.',
    }),
  ),
  created_at: Instant,
  read_at: OrNull(Instant),
})

export const Notifications = PageOf(Notification)

export const NotificationsQuery = t.Object({
  ...PageQuery.properties,
  sort: t.Optional(
    t.Union([t.Literal('-created_at'), t.Literal('created_at')], {
      default: '-created_at',
      description: 'The newest first, or without `-` the oldest.',
    }),
  ),
  unread: t.Optional(t.Union(Flag.anyOf, { description: '`true`: only those that are unread.' })),
  kind: t.Optional(NotificationKind),
})

export const UnreadCount = t.Object({
  unread: t.Integer({ minimum: 0, maximum: 1_000 }),
  or_more: t.Boolean({ description: 'Counting ends at 1,000.' }),
})

export const ReadAll = t.Object(
  {
    until: t.String({
      ...Id,
      description: 'The id of the newest that was shown: what has come since stays unread.',
    }),
  },
  { examples: [{ until: '019aa2c4-3c00-7000-8000-000000000000' }] },
)

export const ReadCount = t.Object({ read: t.Integer({ description: 'How many were unread.' }) })

/** By kind: `true` for those that the member wants to hear of. */
export const NotificationPreferences = t.Object({
  task_assigned: t.Boolean({ description: 'A task was assigned to you.' }),
  task_shared: t.Boolean({ description: 'A task was shared with you, or with a team of yours.' }),
  mention: t.Boolean({ description: 'You were mentioned.' }),
  invitation_accepted: t.Boolean({ description: 'Somebody whom you had invited has joined.' }),
})

/** All of them: there is a preference for each. */
export const KINDS = Object.keys(NotificationPreferences.properties) as NotificationKind[]

export const PreferenceChanges = t.Partial(NotificationPreferences, { examples: [{ task_shared: false }] })

export type NotificationKind = Static<typeof NotificationKind>
export type Notification = Static<typeof Notification>
export type NotificationsQuery = Static<typeof NotificationsQuery>
export type UnreadCount = Static<typeof UnreadCount>
export type ReadAll = Static<typeof ReadAll>
export type ReadCount = Static<typeof ReadCount>
export type NotificationPreferences = Static<typeof NotificationPreferences>
export type PreferenceChanges = Static<typeof PreferenceChanges>
