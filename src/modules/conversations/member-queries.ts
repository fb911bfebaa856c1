/** The SQL of who is in a conversation, and of how far they have read. */
import { and, asc, count, eq, lt, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slot, type Slots } from '../../db/query.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { ConversationRole, Unread } from './schema.ts'

export interface ConversationMemberRow {
  id: string
  name: string
  email: string
  role: ConversationRole
  joined_at: number
}

type Conversation = { conversation_id: string }
type Membership = Conversation & { member_id: string }

const selectPage = query((q, slots: Slots<Conversation & PageValues>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.members.id, slots, variant)
  return selectMembers(q)
    .where(and(isIn(q, slots.conversation_id), unseen))
    .orderBy(order)
    .limit(slots.limit)
})

/** Of a direct one both, even when one is no member of the organization any more. */
export async function listConversationMembers(
  q: Read,
  conversation_id: string,
  page: IdPage,
): Promise<ConversationMemberRow[]> {
  const [values, variant] = pageOf(page)
  return (await selectPage(q, { ...values, conversation_id }, variant)).map(asRow)
}

const selectTotal = query((q, { conversation_id }: Slots<Conversation>) => {
  const { conversation_members: m } = q.tables
  return q.select({ total: count() }).from(m).where(isIn(q, conversation_id))
})

export async function countConversationMembers(q: Read, conversation_id: string): Promise<number> {
  const [row] = await selectTotal(q, { conversation_id })
  return row?.total ?? 0
}

const selectOne = query((q, { conversation_id, member_id }: Slots<Membership>) =>
  selectMembers(q).where(
    and(isIn(q, conversation_id), eq(q.tables.conversation_members.member_id, member_id)),
  ),
)

export async function findConversationMember(
  q: Read,
  conversation_id: string,
  member_id: string,
): Promise<ConversationMemberRow | null> {
  const [row] = await selectOne(q, { conversation_id, member_id })
  return row ? asRow(row) : null
}

const selectIds = query((q, { conversation_id }: Slots<Conversation>) => {
  const { conversation_members: m } = q.tables
  return q.select({ id: m.member_id }).from(m).where(isIn(q, conversation_id))
})

export async function listMemberIds(q: Read, conversation_id: string): Promise<string[]> {
  return (await selectIds(q, { conversation_id })).map(({ id }) => id)
}

function selectMembers(q: Reading) {
  const { conversation_members: m, members, users } = q.tables
  return q
    .select({ id: members.id, name: users.name, email: users.email, role: m.role, joined_at: m.joined_at })
    .from(m)
    .innerJoin(members, and(q.mine(members), eq(members.id, m.member_id)))
    .innerJoin(users, eq(users.id, members.user_id))
}

function isIn(q: Reading, conversation_id: Slot<string>) {
  const { conversation_members: m } = q.tables
  return and(q.mine(m), eq(m.conversation_id, conversation_id))
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<ConversationMemberRow, 'role'> & { role: string }): ConversationMemberRow {
  return { ...row, role: row.role as ConversationRole }
}

const insertRows = batchStatement({
  conversation_id: 'text',
  member_id: 'text',
  role: 'text',
  joined_at: 'int',
  read_number: 'int',
})(`
  insert into conversation_members (organization_id, conversation_id, member_id, role, joined_at, read_number)
  select :organization_id, r.conversation_id, r.member_id, r.role, r.joined_at, r.read_number
  from :rows as r`)

type NewMembership = Membership & { role: ConversationRole; joined_at: number; read_number: number }

export async function insertConversationMembers(tx: Write, rows: NewMembership[]): Promise<void> {
  await tx.each(insertRows, rows)
}

const setRole = mutation((q, slots: Slots<Membership & { role: ConversationRole }>) => {
  const { conversation_members: m } = q.tables
  return q
    .update(m)
    .set({ role: slots.role })
    .where(and(isIn(q, slots.conversation_id), eq(m.member_id, slots.member_id)))
})

export async function updateConversationRole(
  tx: Write,
  conversation_id: string,
  member_id: string,
  role: ConversationRole,
): Promise<void> {
  await setRole(tx, { conversation_id, member_id, role })
}

const deleteOne = mutation((q, { conversation_id, member_id }: Slots<Membership>) => {
  const { conversation_members: m } = q.tables
  return q.delete(m).where(and(isIn(q, conversation_id), eq(m.member_id, member_id)))
})

export async function deleteConversationMember(tx: Write, conversation_id: string, member_id: string) {
  await deleteOne(tx, { conversation_id, member_id })
}

const selectOwners = query((q, { conversation_id }: Slots<Conversation>) => {
  const { conversation_members: m } = q.tables
  return q
    .select({ owners: count() })
    .from(m)
    .where(and(isIn(q, conversation_id), eq(m.role, 'owner')))
})

export async function countOwners(q: Read, conversation_id: string): Promise<number> {
  const [row] = await selectOwners(q, { conversation_id })
  return row?.owners ?? 0
}

const selectHeir = query((q, { conversation_id }: Slots<Conversation>) => {
  const { conversation_members: m, members } = q.tables
  return q
    .select({ id: m.member_id })
    .from(m)
    .innerJoin(members, and(q.mine(members), eq(members.id, m.member_id)))
    .where(isIn(q, conversation_id))
    .orderBy(
      sql`case when ${members.status} = 'active' and ${members.role} <> 'viewer' then 0 else 1 end`,
      asc(m.joined_at),
      asc(m.member_id),
    )
    .limit(1)
})

/** Who has been in it for longest, of those who may write before all others. */
export async function findHeir(q: Read, conversation_id: string): Promise<string | null> {
  const [heir] = await selectHeir(q, { conversation_id })
  return heir?.id ?? null
}

const selectGroups = query((q, { member_id }: Slots<{ member_id: string }>) => {
  const { conversations: c, conversation_members: m } = q.tables
  return q
    .select({ id: c.id })
    .from(m)
    .innerJoin(c, and(q.mine(c), eq(c.id, m.conversation_id)))
    .where(and(q.mine(m), eq(m.member_id, member_id), eq(c.kind, 'group')))
    .orderBy(asc(c.id))
})

/** In their order, in which they are locked. */
export async function listGroupsOf(q: Read, member_id: string): Promise<string[]> {
  return (await selectGroups(q, { member_id })).map(({ id }) => id)
}

const setReadNumber = mutation((q, slots: Slots<Membership & { number: number; at: number }>) => {
  const { conversation_members: m } = q.tables
  const { conversation_id, member_id, number, at } = slots
  return q
    .update(m)
    .set({ read_number: number, read_at: at })
    .where(and(isIn(q, conversation_id), eq(m.member_id, member_id), lt(m.read_number, number)))
})

/** Forward only. */
export async function moveReadNumber(
  tx: Write,
  conversation_id: string,
  member_id: string,
  number: number,
  at: number,
): Promise<void> {
  await setReadNumber(tx, { conversation_id, member_id, number, at })
}

const selectReadMarker = query((q, { conversation_id, member_id }: Slots<Membership>) => {
  const { conversation_members: m } = q.tables
  return q
    .select({ read_number: m.read_number, read_at: m.read_at })
    .from(m)
    .where(and(isIn(q, conversation_id), eq(m.member_id, member_id)))
})

export async function findReadMarker(q: Read, conversation_id: string, member_id: string) {
  const [row] = await selectReadMarker(q, { conversation_id, member_id })
  return row ?? null
}

/** Reads a row for each of the member's conversations, and none for their messages. */
export const sumUnread = statement<{ member_id: string }, Unread>(`
  select coalesce(sum(c.message_count - m.read_number), 0) as unread, count(*) as conversations
  from conversation_members m
  join conversations c on c.organization_id = :organization_id and c.id = m.conversation_id
  where m.organization_id = :organization_id and m.member_id = :member_id
    and c.message_count > m.read_number`)
