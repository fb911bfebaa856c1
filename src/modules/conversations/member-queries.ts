/** The SQL of who is in a conversation, and of how far they have read. */
import { and, asc, count, eq, lt, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import { statement } from '../../db/statement.ts'
import type { ConversationRole, Unread } from './schema.ts'

export interface ConversationMemberRow {
  id: string
  name: string
  email: string
  role: ConversationRole
  joined_at: number
}

/** Of a direct one both, even when one is no member of the organization any more. */
export async function listConversationMembers(
  q: Read,
  conversationId: string,
  page: IdPage,
): Promise<ConversationMemberRow[]> {
  const { unseen, order } = byId(q.tables.members.id, page)
  const rows = await selectMembers(q)
    .where(and(isIn(q, conversationId), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countConversationMembers(q: Read, conversationId: string): Promise<number> {
  const { conversation_members: m } = q.tables
  const [row] = await q.select({ total: count() }).from(m).where(isIn(q, conversationId))
  return row?.total ?? 0
}

export async function findConversationMember(
  q: Read,
  conversationId: string,
  memberId: string,
): Promise<ConversationMemberRow | null> {
  const { conversation_members: m } = q.tables
  const [row] = await selectMembers(q).where(and(isIn(q, conversationId), eq(m.member_id, memberId)))
  return row ? asRow(row) : null
}

export async function listMemberIds(q: Read, conversationId: string): Promise<string[]> {
  const { conversation_members: m } = q.tables
  const rows = await q.select({ id: m.member_id }).from(m).where(isIn(q, conversationId))
  return rows.map(({ id }) => id)
}

function selectMembers(q: Read) {
  const { conversation_members: m, members, users } = q.tables
  return q
    .select({ id: members.id, name: users.name, email: users.email, role: m.role, joined_at: m.joined_at })
    .from(m)
    .innerJoin(members, and(q.mine(members), eq(members.id, m.member_id)))
    .innerJoin(users, eq(users.id, members.user_id))
}

function isIn(q: Read, conversationId: string) {
  const { conversation_members: m } = q.tables
  return and(q.mine(m), eq(m.conversation_id, conversationId))
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<ConversationMemberRow, 'role'> & { role: string }): ConversationMemberRow {
  return { ...row, role: row.role as ConversationRole }
}

export async function insertConversationMembers(
  tx: Write,
  rows: Omit<typeof tx.tables.conversation_members.$inferInsert, 'organization_id'>[],
): Promise<void> {
  const { organization_id } = tx
  await tx.insert(tx.tables.conversation_members).values(rows.map((row) => ({ ...row, organization_id })))
}

export async function updateConversationRole(
  tx: Write,
  conversationId: string,
  memberId: string,
  role: ConversationRole,
): Promise<void> {
  const { conversation_members: m } = tx.tables
  await tx
    .update(m)
    .set({ role })
    .where(and(isIn(tx, conversationId), eq(m.member_id, memberId)))
}

export async function deleteConversationMember(tx: Write, conversationId: string, memberId: string) {
  const { conversation_members: m } = tx.tables
  await tx.delete(m).where(and(isIn(tx, conversationId), eq(m.member_id, memberId)))
}

export async function countOwners(q: Read, conversationId: string): Promise<number> {
  const { conversation_members: m } = q.tables
  const [row] = await q
    .select({ owners: count() })
    .from(m)
    .where(and(isIn(q, conversationId), eq(m.role, 'owner')))
  return row?.owners ?? 0
}

/** Who has been in it for longest, of those who may write before all others. */
export async function findHeir(q: Read, conversationId: string): Promise<string | null> {
  const { conversation_members: m, members } = q.tables
  const [heir] = await q
    .select({ id: m.member_id })
    .from(m)
    .innerJoin(members, and(q.mine(members), eq(members.id, m.member_id)))
    .where(isIn(q, conversationId))
    .orderBy(
      sql`case when ${members.status} = 'active' and ${members.role} <> 'viewer' then 0 else 1 end`,
      asc(m.joined_at),
      asc(m.member_id),
    )
    .limit(1)
  return heir?.id ?? null
}

/** In their order, in which they are locked. */
export async function listGroupsOf(q: Read, memberId: string): Promise<string[]> {
  const { conversations: c, conversation_members: m } = q.tables
  const rows = await q
    .select({ id: c.id })
    .from(m)
    .innerJoin(c, and(q.mine(c), eq(c.id, m.conversation_id)))
    .where(and(q.mine(m), eq(m.member_id, memberId), eq(c.kind, 'group')))
    .orderBy(asc(c.id))
  return rows.map(({ id }) => id)
}

/** Forward only. */
export async function moveReadNumber(
  tx: Write,
  conversationId: string,
  memberId: string,
  number: number,
  at: number,
): Promise<void> {
  const { conversation_members: m } = tx.tables
  await tx
    .update(m)
    .set({ read_number: number, read_at: at })
    .where(and(isIn(tx, conversationId), eq(m.member_id, memberId), lt(m.read_number, number)))
}

export async function findReadMarker(q: Read, conversationId: string, memberId: string) {
  const { conversation_members: m } = q.tables
  const [row] = await q
    .select({ read_number: m.read_number, read_at: m.read_at })
    .from(m)
    .where(and(isIn(q, conversationId), eq(m.member_id, memberId)))
  return row ?? null
}

/** Reads a row for each of the member's conversations, and none for their messages. */
export const sumUnread = statement<{ member_id: string }, Unread>(`
  select coalesce(sum(c.message_count - m.read_number), 0) as unread, count(*) as conversations
  from conversation_members m
  join conversations c on c.organization_id = :organization_id and c.id = m.conversation_id
  where m.organization_id = :organization_id and m.member_id = :member_id
    and c.message_count > m.read_number`)
