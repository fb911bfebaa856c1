import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import type { Read, Write } from '../../../db/handle.ts'
import type { MessageRole } from './schema.ts'

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

export async function findMessage(q: Read, conversationId: string, id: string): Promise<MessageRow | null> {
  const [row] = await selectMessages(q).where(and(isOf(q, conversationId), eq(q.tables.messages.id, id)))
  return (row as MessageRow | undefined) ?? null
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

export async function insertMessage(tx: Write, message: MessageRow): Promise<void> {
  await tx.insert(tx.tables.messages).values({ ...message, organization_id: tx.organization_id })
}

export async function updateMessage(
  tx: Write,
  { conversation_id, id }: Pick<MessageRow, 'conversation_id' | 'id'>,
  changes: Partial<Pick<MessageRow, 'body' | 'edited_at' | 'deleted_at'>>,
): Promise<void> {
  const { messages: m } = tx.tables
  await tx
    .update(m)
    .set(changes)
    .where(and(isOf(tx, conversation_id), eq(m.id, id)))
}
