import { and, asc, count, desc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { Principal } from '../../access/principal.ts'
import type { Read, Write } from '../../db/handle.ts'
import type { ConversationKind, ConversationRole } from './schema.ts'

export interface ConversationRow {
  id: string
  kind: ConversationKind
  title: string | null
  direct_key: string | null
  message_count: number
  active_at: number
  created_at: number
  updated_at: number
  /** The caller's, and how far the caller has read; `null` for keys, which are in none. */
  role: ConversationRole | null
  read_number: number | null
}

/** A part of a list in the order of activity. */
export interface ActivityPage {
  /** The last one seen; `null` at the beginning. */
  after: { at: number; id: string } | null
  newest_first: boolean
  limit: number
}

export async function listConversations(
  q: Read,
  principal: Principal,
  { after, newest_first, limit }: ActivityPage,
  kind: ConversationKind | undefined,
): Promise<ConversationRow[]> {
  const { active_at, id } = q.tables.conversations
  const [beyond, order] = newest_first ? [lt, desc] : [gt, asc]
  const unseen = after && or(beyond(active_at, after.at), and(eq(active_at, after.at), beyond(id, after.id)))
  const rows = await selectConversations(q, principal)
    .where(and(listedFor(q, principal, kind), unseen ?? undefined))
    .orderBy(order(active_at), order(id))
    .limit(limit)
  return rows.map((row) => asRow(principal, row))
}

export async function countConversations(
  q: Read,
  principal: Principal,
  kind: ConversationKind | undefined,
): Promise<number> {
  const { conversations: c, conversation_members: m } = q.tables
  const counted = q.select({ total: count() })
  const both = principal.kind === 'session' ? counted.from(m).crossJoin(c) : counted.from(c).crossJoin(m)
  const [row] = await both.where(listedFor(q, principal, kind))
  return row?.total ?? 0
}

/** One that the caller may see. */
export async function findConversation(
  q: Read,
  principal: Principal,
  id: string,
): Promise<ConversationRow | null> {
  const [row] = await selectConversations(q, principal).where(
    and(seenBy(q, principal), eq(q.tables.conversations.id, id)),
  )
  return row ? asRow(principal, row) : null
}

/** The ids of those that are seen. */
export async function listSeenIds(q: Read, principal: Principal): Promise<string[]> {
  const { conversations: c, conversation_members: m } = q.tables
  if (principal.kind === 'api_key') {
    const rows = await q
      .select({ id: c.id })
      .from(c)
      .where(and(q.mine(c), eq(c.kind, 'assistant')))
    return rows.map(({ id }) => id)
  }
  const isMine = and(q.mine(m), eq(m.member_id, principal.member_id))
  const rows = await q.select({ id: m.conversation_id }).from(m).where(isMine)
  return rows.map(({ id }) => id)
}

/** What those among them are called that the caller sees, by id; direct ones have no title. */
export async function listTitles(
  q: Read,
  principal: Principal,
  ids: string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await selectConversations(q, principal).where(
    and(seenBy(q, principal), inArray(q.tables.conversations.id, ids)),
  )
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/**
 * A member's begin with the memberships, those for keys with the kind: SQLite keeps to the order of a
 * cross join, and without statistics would choose another.
 */
function selectConversations(q: Read, principal: Principal) {
  const { conversations: c, conversation_members: m } = q.tables
  const selected = q.select({
    id: c.id,
    kind: c.kind,
    title: c.title,
    direct_key: c.direct_key,
    message_count: c.message_count,
    active_at: c.active_at,
    created_at: c.created_at,
    updated_at: c.updated_at,
    role: m.role,
    read_number: m.read_number,
  })
  return principal.kind === 'session' ? selected.from(m).crossJoin(c) : selected.from(c).crossJoin(m)
}

/** Keys have their own way to those with assistants, in the order of activity. */
function listedFor(q: Read, principal: Principal, kind: ConversationKind | undefined) {
  return and(
    seenBy(q, principal),
    kind === undefined ? undefined : isOfKind(q, kind),
    principal.kind === 'session' ? undefined : eq(q.tables.conversations.kind, 'assistant'),
  )
}

/** For a key once each, too: in a conversation with assistants there is one member, or none any more. */
function seenBy(q: Read, principal: Principal) {
  const { conversations: c, conversation_members: m } = q.tables
  return and(
    q.mine(c),
    q.mine(m),
    eq(c.id, m.conversation_id),
    // Nobody reads beyond the end, so that this is always true. Without it and without statistics,
    // Postgres compares each of the conversations with each membership.
    gte(c.message_count, m.read_number),
    principal.kind === 'session' ? eq(m.member_id, principal.member_id) : isOfKind(q, 'assistant'),
  )
}

/** By no index: Postgres would walk through all that are of the kind, whoever is in them. */
function isOfKind(q: Read, kind: ConversationKind) {
  return eq(sql`${q.tables.conversations.kind} || ''`, kind)
}

/** The columns are texts; only the words of the schema are ever written there. */
function asRow(
  principal: Principal,
  row: Omit<ConversationRow, 'kind' | 'role'> & { kind: string; role: string },
): ConversationRow {
  const isMember = principal.kind === 'session'
  return {
    ...row,
    kind: row.kind as ConversationKind,
    role: isMember ? (row.role as ConversationRole) : null,
    read_number: isMember ? row.read_number : null,
  }
}

/** @returns Whether it is new: of two who open a direct one at once, one makes it. */
export async function insertConversation(
  tx: Write,
  conversation: Pick<ConversationRow, 'id' | 'kind' | 'title' | 'direct_key' | 'created_at'>,
): Promise<boolean> {
  const { conversations: c } = tx.tables
  const { organization_id } = tx
  const at = conversation.created_at
  const made = await tx
    .insert(c)
    .values({ ...conversation, organization_id, active_at: at, updated_at: at })
    .onConflictDoNothing({ target: [c.organization_id, c.direct_key] })
    .returning({ id: c.id })
  return made.length > 0
}

export async function findDirectId(q: Read, directKey: string): Promise<string | null> {
  const { conversations: c } = q.tables
  const [row] = await q
    .select({ id: c.id })
    .from(c)
    .where(and(q.mine(c), eq(c.direct_key, directKey)))
  return row?.id ?? null
}

/** Waits for other changes of the conversation, and holds them off until the transaction ends. */
export async function lockConversation(tx: Write, id: string): Promise<void> {
  const { conversations: c } = tx.tables
  await tx
    .update(c)
    .set({ message_count: sql`${c.message_count}` })
    .where(and(tx.mine(c), eq(c.id, id)))
}

export async function updateTitle(tx: Write, id: string, title: string, updated_at: number): Promise<void> {
  const { conversations: c } = tx.tables
  await tx
    .update(c)
    .set({ title, updated_at })
    .where(and(tx.mine(c), eq(c.id, id)))
}

/** Gives a message that is to come its number. Locks the conversation, so that none is given twice. */
export async function takeNumber(tx: Write, id: string, messageId: string, at: number): Promise<number> {
  const { conversations: c } = tx.tables
  const [row] = await tx
    .update(c)
    .set({ message_count: sql`${c.message_count} + 1`, last_message_id: messageId, active_at: at })
    .where(and(tx.mine(c), eq(c.id, id)))
    .returning({ number: c.message_count })
  if (!row) throw new Error('the conversation is gone, which never happens')
  return row.number
}
