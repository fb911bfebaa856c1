/** Who one is, the members, conversations and notifications. */
import type { ToolDeclaration } from '../tool.ts'

export const PEOPLE: readonly ToolDeclaration[] = [
  {
    name: 'get_me',
    title: 'Who am I',
    description:
      'The member on whose behalf you work, their organization and role. `member.id` is what tasks are assigned to.',
    route: 'GET /api/v1/auth/me',
    without: ['limits'],
    hides: ['limits'],
  },
  {
    name: 'get_organization',
    title: 'Get the organization',
    description: 'The organization that you work in, with its time zone: local dates are those of it.',
    route: 'GET /api/v1/organization',
  },
  {
    name: 'list_members',
    title: 'List members',
    description:
      'The members with name, address, role and id: everywhere else a member is named by the `id`, not the `user_id`.',
    route: 'GET /api/v1/members',
  },
  {
    name: 'list_conversations',
    title: 'List conversations',
    description: 'The conversations that you are in, those with the newest messages first.',
    route: 'GET /api/v1/conversations',
    without: ['count'],
  },
  {
    ...{ params: { id: 'conversation_id' } },
    name: 'list_messages',
    title: 'List messages',
    description: 'The messages of a conversation, the newest first.',
    route: 'GET /api/v1/conversations/:id/messages',
    without: ['count'],
  },
  {
    name: 'list_notifications',
    title: 'List notifications',
    description: 'What the member was told, the newest first; `unread=true` for what they have not read.',
    route: 'GET /api/v1/notifications',
    without: ['count'],
  },
  {
    ...{ params: { id: 'conversation_id' } },
    name: 'send_message',
    title: 'Send a message',
    description:
      'Write into a conversation that you are in. Members write as `user`; keys as `assistant`, and only into conversations with an assistant. Who has read it has read it, even if it is deleted afterwards.',
    route: 'POST /api/v1/conversations/:id/messages',
    undo: 'delete',
  },
  {
    ...{ params: { id: 'notification_id' } },
    name: 'mark_notification_read',
    title: 'Mark a notification as read',
    description: 'Mark one of the member’s notifications as read.',
    route: 'POST /api/v1/notifications/:id/read',
    isIdempotent: true,
  },
]
