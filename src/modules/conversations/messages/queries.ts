import { and, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Read } from '../../../db/handle.ts'
import { inPage, type PageVariant } from '../../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../../db/query.ts'
import type { MessageRole } from './schema.ts'

const PREVIEW_LENGTH = 200

export interface MessageRow {
  id: string
  conversation_id: string
  number: number
  role: MessageRole
  author_id: string | null
  api_key_id: string | null
  body: string
  created_at: number
  edited_at: number | null
  deleted_at: number | null
}

/** A part of a conversation in the order of its numbers. */
export interface NumberPage {
  /** The last number seen; `null` at the beginning. */
  after: number | null
  newest_first: boolean
  limit: number
}

type PageValues = { conversation_id: string; after: number; limit: number }

const selectPage = query((q, slots: Slots<PageValues>, variant: PageVariant) => {
  const { messages: m } = q.tables
  const { unseen, order } = inPage(m.number, slots, variant)
  return selectMessages(q)
    .where(and(q.mine(m), eq(m.conversation_id, slots.conversation_id), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

export async function listMessages(
  q: Read,
  conversation_id: string,
  { after, newest_first, limit }: NumberPage,
): Promise<MessageRow[]> {
  const values = { conversation_id, after: after ?? 0, limit }
  const rows = await selectPage(q, values, { newest_first, continues: after !== null })
  return rows as MessageRow[]
}

/** Of these messages those that are not deleted, whoever is in their conversations. */
export const listPlaces = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { messages: m } = q.tables
  return q
    .select({ id: m.id, conversation_id: m.conversation_id })
    .from(m)
    .where(and(q.mine(m), isNull(m.deleted_at), q.can.oneOf(m.id, ids)))
})

export const listDeletedPlaces = query((q, { ids }: Slots<{ ids: readonly string[] }>) => {
  const { messages: m } = q.tables
  return q
    .select({ id: m.id, conversation_id: m.conversation_id })
    .from(m)
    .where(and(q.mine(m), isNotNull(m.deleted_at), q.can.oneOf(m.id, ids)))
})

const selectById = query((q, { id }: Slots<{ id: string }>) => {
  const { messages: m } = q.tables
  return selectMessages(q).where(and(q.mine(m), eq(m.id, id)))
})

/**
 * One of this conversation and of no other. It is found by its id alone: asked for both, Postgres may
 * walk through the whole conversation.
 */
export async function findMessage(q: Read, conversationId: string, id: string): Promise<MessageRow | null> {
  const [row] = await selectById(q, { id })
  return row?.conversation_id === conversationId ? (row as MessageRow) : null
}

/** The column for the role is a text; only the words of the schema are ever written there. */
function selectMessages(q: Reading) {
  const { messages: m } = q.tables
  return q
    .select({
      id: m.id,
      conversation_id: m.conversation_id,
      number: m.number,
      role: m.role,
      author_id: m.author_id,
      api_key_id: m.api_key_id,
      body: m.body,
      created_at: m.created_at,
      edited_at: m.edited_at,
      deleted_at: m.deleted_at,
    })
    .from(m)
}

export type PreviewRow = Omit<MessageRow, 'body' | 'edited_at'> & { preview: string }

const selectLastPreviews = query((q, { ids }: Slots<{ ids: string[] }>) => {
  const { conversations: c, messages: m } = q.tables
  return q
    .select({
      id: m.id,
      conversation_id: m.conversation_id,
      number: m.number,
      role: m.role,
      author_id: m.author_id,
      api_key_id: m.api_key_id,
      preview: sql`substr(${m.body}, 1, ${PREVIEW_LENGTH})`.mapWith(m.body),
      created_at: m.created_at,
      deleted_at: m.deleted_at,
    })
    .from(c)
    .crossJoin(m)
    .where(
      and(
        q.mine(c),
        q.can.oneOf(c.id, ids),
        q.mine(m),
        eq(m.id, c.last_message_id),
        gte(c.message_count, m.number),
      ),
    )
})

/** Of the last message of each of the conversations, one by one: see `seenBy` in ../queries.ts. */
export async function listLastPreviews(q: Read, ids: string[]): Promise<PreviewRow[]> {
  if (ids.length === 0) return []
  return (await selectLastPreviews(q, { ids })) as PreviewRow[]
}

export const insertMessage = mutation((q, message: Slots<MessageRow>) => {
  const { organization_id } = q
  const { id, conversation_id, number, role, author_id, api_key_id, body } = message
  const { created_at, edited_at, deleted_at } = message
  const place = { organization_id, conversation_id, id, number }
  const times = { created_at, edited_at, deleted_at }
  return q.insert(q.tables.messages).values({ ...place, role, author_id, api_key_id, body, ...times })
})

type Edit = { id: string; body: string; edited_at: number }

export const updateBody = mutation((q, { id, body, edited_at }: Slots<Edit>) => {
  const { messages: m } = q.tables
  return q
    .update(m)
    .set({ body, edited_at })
    .where(and(q.mine(m), eq(m.id, id)))
})

/** Its text goes, for good. */
export const markDeleted = mutation((q, { id, deleted_at }: Slots<{ id: string; deleted_at: number }>) => {
  const { messages: m } = q.tables
  return q
    .update(m)
    .set({ body: '', deleted_at })
    .where(and(q.mine(m), eq(m.id, id)))
})
