import { type Static, t } from 'elysia'
import { PageOf, PageQuery } from '../../http/page.ts'
import { Flag, Id, Instant, OneOf, OrNull } from '../../http/schema.ts'
import type { Resource } from '../../resources/resource.ts'

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

/** The kinds that there are, each with what a member switches on or off by it. */
export function noticesOf(resources: readonly Resource[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...resources.map(({ notices }) => notices))
}

/** Named in every notification, by `null` where it is about something else: what came later is not. */
const ALWAYS_NAMED = ['task', 'comment', 'conversation', 'message']

function idOf(kind: string) {
  return ALWAYS_NAMED.includes(kind) ? OrNull(t.String()) : t.Optional(t.String())
}

/** What a notification names: the ids of what it is about, by their kinds. */
export function idsOnWire(about: Readonly<Record<string, string>> | null): Record<string, string | null> {
  const always = ALWAYS_NAMED.map((kind) => [`${kind}_id`, null])
  const named = Object.entries(about ?? {}).map(([kind, id]) => [`${kind}_id`, id])
  return Object.fromEntries([...always, ...named])
}

/** With the kinds that there are, and what members are told of. */
export function notificationSchemas(resources: readonly Resource[]) {
  const notices = Object.entries(noticesOf(resources))
  const NotificationKind = OneOf(
    notices.map(([kind]) => kind),
    { description: 'More kinds may come.' },
  )
  const told = resources.filter((resource) => resource.told)
  const Notification = t.Object({
    id: t.String(),
    kind: NotificationKind,
    actor_id: OrNull(t.String({ description: 'The member who did it.' })),
    api_key_id: OrNull(t.String({ description: 'Or the API key that did.' })),
    ...Object.fromEntries(told.map(({ kind }) => [`${kind}_id`, idOf(kind)])),
    title: OrNull(
      t.String({
        description:
          'What the task or conversation is called now; null where you do not see it any more, or it has no title.',
      }),
    ),
    created_at: Instant,
    read_at: OrNull(Instant),
  })
  /** By kind: `true` for those that the member wants to hear of. */
  const NotificationPreferences = t.Object(
    Object.fromEntries(notices.map(([kind, description]) => [kind, t.Boolean({ description })])),
  )
  const NotificationsQuery = t.Object({
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
  return {
    ...{ NotificationKind, Notification, Notifications: PageOf(Notification), NotificationsQuery },
    ...{ UnreadCount, ReadAll, ReadCount, NotificationPreferences },
    PreferenceChanges: t.Partial(NotificationPreferences, { examples: [{ task_shared: false }] }),
  }
}

type Schemas = ReturnType<typeof notificationSchemas>
export type Notification = Static<Schemas['Notification']>
export type NotificationsQuery = Static<Schemas['NotificationsQuery']>
export type NotificationPreferences = Static<Schemas['NotificationPreferences']>
export type PreferenceChanges = Static<Schemas['PreferenceChanges']>
export type UnreadCount = Static<typeof UnreadCount>
export type ReadAll = Static<typeof ReadAll>
export type ReadCount = Static<typeof ReadCount>
