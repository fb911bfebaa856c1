import { isNull } from 'drizzle-orm'
import type { TenantColumns } from './tenant.ts'

/** Conversations and their messages, and what members are told. */
export function defineConversation(c: TenantColumns) {
  const conversations = c.table(
    'conversations',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      /** `direct`, `group` or `assistant`. */
      kind: c.text().notNull(),
      title: c.text(),
      /** Of a direct one, the ids of both in their order: there is one for two people. */
      direct_key: c.text(),
      /** How many messages there have ever been, which is the number of the last one. */
      message_count: c.int().notNull().default(0),
      last_message_id: c.id(),
      /** When the last message came; before the first, when it was made. */
      active_at: c.time().notNull(),
      ...c.madeAndChanged(),
    },
    (t) => [
      c.key(t),
      c.uniqueIndex('conversations_direct').on(t.organization_id, t.direct_key),
      // Without the id, by which Postgres would take it for a way to single ones.
      c.index('conversations_kind').on(t.organization_id, t.kind, t.active_at),
    ],
  )

  const conversation_members = c.table(
    'conversation_members',
    {
      organization_id: c.organizationId(),
      conversation_id: c.id().notNull(),
      member_id: c.id().notNull(),
      /** `owner` or `member`. */
      role: c.text().notNull(),
      joined_at: c.time().notNull(),
      /** The number of the last message that was read: how many are unread needs no counting. */
      read_number: c.int().notNull(),
      read_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.conversation_id, t.member_id] }),
      c.partOf(conversations, t.organization_id, t.conversation_id),
      c.index('conversation_members_member').on(t.organization_id, t.member_id, t.conversation_id),
    ],
  )

  const messages = c.table(
    'messages',
    {
      organization_id: c.organizationId(),
      conversation_id: c.id().notNull(),
      id: c.id().notNull(),
      /** 1 for the first of the conversation, without gaps. */
      number: c.int().notNull(),
      /** `user`, `assistant`, `system` or `tool`. */
      role: c.text().notNull(),
      /** The member, or the key, whose it is: one of both. */
      author_id: c.id(),
      api_key_id: c.id(),
      /** Empty once deleted. */
      body: c.text().notNull(),
      created_at: c.time().notNull(),
      edited_at: c.time(),
      deleted_at: c.time(),
    },
    (t) => [
      c.key(t),
      c.partOf(conversations, t.organization_id, t.conversation_id),
      c.uniqueIndex('messages_number').on(t.organization_id, t.conversation_id, t.number),
      c.index('messages_author').on(t.organization_id, t.author_id, t.created_at),
    ],
  )

  /** Each is one member's. What it is about may be gone, or closed to that member: no foreign keys. */
  const notifications = c.table(
    'notifications',
    {
      organization_id: c.organizationId(),
      member_id: c.id().notNull(),
      id: c.id().notNull(),
      kind: c.text().notNull(),
      /** The member, or the key, that did it: one of both. */
      actor_id: c.id(),
      api_key_id: c.id(),
      /** By kind, the ids of what it is about, that by whose name it goes first; `null` for nothing. */
      about: c.json().$type<Record<string, string>>(),
      created_at: c.time().notNull(),
      read_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.member_id, t.id] }),
      // Only what is unread: counting it costs nothing for what was read long ago.
      c.index('notifications_unread').on(t.organization_id, t.member_id, t.id).where(isNull(t.read_at)),
      c.index('notifications_age').on(t.created_at),
    ],
  )

  /** Of which kinds a member wants to hear; all those without a row. */
  const notification_preferences = c.table(
    'notification_preferences',
    {
      organization_id: c.organizationId(),
      member_id: c.id().notNull(),
      kind: c.text().notNull(),
      is_on: c.bool().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.member_id, t.kind] })],
  )

  return {
    conversations,
    conversation_members,
    messages,
    notifications,
    notification_preferences,
  }
}
