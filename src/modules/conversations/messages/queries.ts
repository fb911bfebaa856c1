import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Read, Write } from '../../../db/handle.ts'
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

export async function listMessages(
  q: Read,
  conversationId: string,
  { after, newest_first, limit }: NumberPage,
): Promise<MessageRow[]> {
  const { number } = q.tables.messages
  const [beyond, order] = newest_first ? [lt, desc] : [gt, asc]
  const rows = await selectMessages(q)
    .where(and(isOf(q, conversationId), after === null ? undefined : beyond(number, after)))
    .orderBy(order(number))
    .limit(limit)
  return rows as MessageRow[]
}

export interface MessageText {
  id: string
  conversation_id: string
  /** As much of it as was asked for. */
  body: string
  created_at: number
}

/** Of these messages those that are not deleted, whoever is in their conversations. */
export async function listMessageTexts(q: Read, ids: string[], length: number): Promise<MessageText[]> {
  const { messages: m } = q.tables
  const body = sql<string>`substr(${m.body}, 1, ${length})`
  return q
    .select({ id: m.id, conversation_id: m.conversation_id, body, created_at: m.created_at })
    .from(m)
    .where(and(q.mine(m), isNull(m.deleted_at), q.can.oneOf(m.id, ids)))
}

/**
 * One of this conversation and of no other. It is found by its id alone: asked for both, Postgres may
 * walk through the whole conversation.
 */
export async function findMessage(q: Read, conversationId: string, id: string): Promise<MessageRow | null> {
  const { messages: m } = q.tables
  const [row] = await selectMessages(q).where(and(q.mine(m), eq(m.id, id)))
  return row?.conversation_id === conversationId ? (row as MessageRow) : null
}

/** The column for the role is a text; only the words of the schema are ever written there. */
function selectMessages(q: Read) {
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

function isOf(q: Read, conversationId: string) {
  const { messages: m } = q.tables
  return and(q.mine(m), eq(m.conversation_id, conversationId))
}

export type PreviewRow = Omit<MessageRow, 'body' | 'edited_at'> & { preview: string }

/** Of the last message of each of the conversations, one by one: see `seenBy` in ../queries.ts. */
export async function listLastPreviews(q: Read, conversationIds: string[]): Promise<PreviewRow[]> {
  const { conversations: c, messages: m } = q.tables
  if (conversationIds.length === 0) return []
  const rows = await q
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
        inArray(c.id, conversationIds),
        q.mine(m),
        eq(m.id, c.last_message_id),
        gte(c.message_count, m.number),
      ),
    )
  return rows as PreviewRow[]
}

export async function insertMessage(tx: Write, message: MessageRow): Promise<void> {
  await tx.insert(tx.tables.messages).values({ ...message, organization_id: tx.organization_id })
}

export async function updateMessage(
  tx: Write,
  id: string,
  changes: Partial<Pick<MessageRow, 'body' | 'edited_at' | 'deleted_at'>>,
): Promise<void> {
  const { messages: m } = tx.tables
  await tx
    .update(m)
    .set(changes)
    .where(and(tx.mine(m), eq(m.id, id)))
}
