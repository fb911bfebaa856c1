import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import type { Resource } from '../../resources/resource.ts'
import { countUnreadNotifications, listNotifications, markAllAsRead, markAs } from './notifications.ts'
import { changePreferences, readPreferences } from './preferences.ts'
import { notificationSchemas, ReadAll, ReadCount, UnreadCount } from './schema.ts'

const ById = t.Object({ id: t.String() })

export function notificationRoutes(
  context: Pick<Base, 'db' | 'clock' | 'cursors'> & { resources: readonly Resource[] },
) {
  const schemas = notificationSchemas(context.resources)
  const { Notification, Notifications, NotificationsQuery } = schemas
  const { NotificationPreferences, PreferenceChanges } = schemas
  return new Elysia({ prefix: '/api/v1/notifications', tags: ['Notifications'] })
    .use(access)
    .get('', ({ query, principal }) => listNotifications(context, principal, query), {
      requires: 'notifications',
      query: NotificationsQuery,
      response: { 200: Notifications },
      detail: {
        summary: 'What you were told',
        description: 'Your own, the newest first. What was read stays for 90 days, the rest for 180.',
      },
    })
    .get('/unread-count', ({ principal }) => countUnreadNotifications(context, principal), {
      requires: 'notifications',
      response: { 200: UnreadCount },
      detail: { summary: 'How many are unread' },
    })
    .post('/:id/read', ({ params, principal }) => markAs(context, principal, params.id, 'read'), {
      requires: 'notifications',
      params: ById,
      response: { 200: Notification },
      detail: { summary: 'Mark one as read' },
    })
    .post('/:id/unread', ({ params, principal }) => markAs(context, principal, params.id, 'unread'), {
      requires: 'notifications',
      params: ById,
      response: { 200: Notification },
      detail: { summary: 'Mark one as unread again, to come back to it' },
    })
    .post('/read-all', ({ body, principal }) => markAllAsRead(context, principal, body), {
      requires: 'notifications',
      body: ReadAll,
      response: { 200: ReadCount },
      detail: {
        summary: 'Mark all as read, up to the newest that was shown',
        description: 'What arrives meanwhile stays unread.',
      },
    })
    .get('/preferences', ({ principal }) => readPreferences(context, principal), {
      requires: 'notifications',
      response: { 200: NotificationPreferences },
      detail: { summary: 'Of what you want to hear' },
    })
    .patch('/preferences', ({ body, principal }) => changePreferences(context, principal, body), {
      requires: 'notifications',
      body: PreferenceChanges,
      response: { 200: NotificationPreferences },
      detail: { summary: 'Switch kinds of notifications on or off', description: 'What is left out stays.' },
    })
}
