import { and, asc, count, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import type { Principal } from '../../access/principal.ts'
import type { Read, Write } from '../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
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

/** What of a principal and of a filter changes a query, and what are values of it. */
interface Asking {
  by: Principal['kind']
  of_kind: boolean
}
type AskingValues = { member_id: string; kind: string }

function asking(principal: Principal, kind?: ConversationKind): [AskingValues, Asking] {
  const member_id = principal.kind === 'session' ? principal.member_id : ''
  return [
    { member_id, kind: kind ?? '' },
    { by: principal.kind, of_kind: kind !== undefined },
  ]
}

type PageVariant = Asking & { newest_first: boolean; continues: boolean }

const selectPage = query(
  (q, slots: Slots<AskingValues & { at: number; id: string; limit: number }>, variant: PageVariant) => {
    const { active_at, id } = q.tables.conversations
    const [beyond, order] = variant.newest_first ? [lt, desc] : [gt, asc]
    const unseen = or(beyond(active_at, slots.at), and(eq(active_at, slots.at), beyond(id, slots.id)))
    return selectConversations(q, variant)
      .where(and(listedFor(q, slots, variant), variant.continues ? unseen : undefined))
      .orderBy(order(active_at), order(id))
      .limit(slots.limit)
  },
)

export async function listConversations(
  q: Read,
  principal: Principal,
  { after, newest_first, limit }: ActivityPage,
  kind: ConversationKind | undefined,
): Promise<ConversationRow[]> {
  const [values, variant] = asking(principal, kind)
  const rows = await selectPage(
    q,
    { ...values, at: after?.at ?? 0, id: after?.id ?? '', limit },
    { ...variant, newest_first, continues: after !== null },
  )
  return rows.map((row) => asRow(principal, row))
}

const selectTotal = query((q, slots: Slots<AskingValues>, variant: Asking) => {
  const { conversations: c, conversation_members: m } = q.tables
  const counted = q.select({ total: count() })
  const both = variant.by === 'session' ? counted.from(m).crossJoin(c) : counted.from(c).crossJoin(m)
  return both.where(listedFor(q, slots, variant))
})

export async function countConversations(
  q: Read,
  principal: Principal,
  kind: ConversationKind | undefined,
): Promise<number> {
  const [row] = await selectTotal(q, ...asking(principal, kind))
  return row?.total ?? 0
}

const selectOne = query((q, slots: Slots<AskingValues & { id: string }>, variant: Asking) =>
  selectConversations(q, variant).where(
    and(seenBy(q, slots, variant), eq(q.tables.conversations.id, slots.id)),
  ),
)

/** One that the caller may see. */
export async function findConversation(
  q: Read,
  principal: Principal,
  id: string,
): Promise<ConversationRow | null> {
  const [values, variant] = asking(principal)
  const [row] = await selectOne(q, { ...values, id }, variant)
  return row ? asRow(principal, row) : null
}

const selectAssistantIds = query((q) => {
  const { conversations: c } = q.tables
  return q
    .select({ id: c.id })
    .from(c)
    .where(and(q.mine(c), eq(c.kind, 'assistant')))
})

const selectIdsOfMember = query((q, { member_id }: Slots<{ member_id: string }>) => {
  const { conversation_members: m } = q.tables
  return q
    .select({ id: m.conversation_id })
    .from(m)
    .where(and(q.mine(m), eq(m.member_id, member_id)))
})

/** The ids of those that a member sees; `null` for keys. */
export async function listSeenIds(q: Read, member_id: string | null): Promise<string[]> {
  const rows = member_id === null ? await selectAssistantIds(q) : await selectIdsOfMember(q, { member_id })
  return rows.map(({ id }) => id)
}

/** Of these conversations those that a member sees; `null` for keys. */
export async function listSeenOf(
  q: Read,
  member_id: string | null,
  ids: readonly string[],
): Promise<string[]> {
  const by = member_id === null ? ('api_key' as const) : ('session' as const)
  const rows = await selectSeen(q, { member_id: member_id ?? '', kind: '', ids }, { by, of_kind: false })
  return rows.map(({ id }) => id)
}

const selectSeen = query((q, slots: Slots<AskingValues & { ids: readonly string[] }>, variant: Asking) =>
  selectConversations(q, variant).where(
    and(seenBy(q, slots, variant), q.can.oneOf(q.tables.conversations.id, slots.ids)),
  ),
)

/**
 * A member's begin with the memberships, those for keys with the kind: SQLite keeps to the order of a
 * cross join, and without statistics would choose another.
 */
function selectConversations(q: Reading, { by }: Asking) {
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
  return by === 'session' ? selected.from(m).crossJoin(c) : selected.from(c).crossJoin(m)
}

/** Keys have their own way to those with assistants, in the order of activity. */
function listedFor(q: Reading, slots: Slots<AskingValues>, asking: Asking) {
  return and(
    seenBy(q, slots, asking),
    asking.of_kind ? eq(plainKind(q), slots.kind) : undefined,
    asking.by === 'session' ? undefined : eq(q.tables.conversations.kind, 'assistant'),
  )
}

/** For a key once each, too: in a conversation with assistants there is one member, or none any more. */
function seenBy(q: Reading, { member_id }: Slots<AskingValues>, { by }: Asking) {
  const { conversations: c, conversation_members: m } = q.tables
  return and(
    q.mine(c),
    q.mine(m),
    eq(c.id, m.conversation_id),
    // Nobody reads beyond the end, so that this is always true. Without it and without statistics,
    // Postgres compares each of the conversations with each membership.
    gte(c.message_count, m.read_number),
    by === 'session' ? eq(m.member_id, member_id) : eq(plainKind(q), 'assistant'),
  )
}

/** By no index: Postgres would walk through all that are of the kind, whoever is in them. */
function plainKind(q: Reading) {
  return sql`${q.tables.conversations.kind} || ''`
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

type NewConversation = Pick<ConversationRow, 'id' | 'kind' | 'title' | 'direct_key' | 'created_at'>

const insertNew = mutation((q, conversation: Slots<NewConversation>) => {
  const { conversations: c } = q.tables
  const { organization_id } = q
  const { id, kind, title, direct_key, created_at } = conversation
  const times = { active_at: created_at, created_at, updated_at: created_at }
  return q
    .insert(c)
    .values({ organization_id, id, kind, title, direct_key, ...times })
    .onConflictDoNothing({ target: [c.organization_id, c.direct_key] })
    .returning({ id: c.id })
})

/** @returns Whether it is new: of two who open a direct one at once, one makes it. */
export async function insertConversation(tx: Write, conversation: NewConversation): Promise<boolean> {
  return (await insertNew(tx, conversation)).length > 0
}

const selectDirectId = query((q, { direct_key }: Slots<{ direct_key: string }>) => {
  const { conversations: c } = q.tables
  return q
    .select({ id: c.id })
    .from(c)
    .where(and(q.mine(c), eq(c.direct_key, direct_key)))
})

export async function findDirectId(q: Read, direct_key: string): Promise<string | null> {
  const [row] = await selectDirectId(q, { direct_key })
  return row?.id ?? null
}

/** Waits for other changes of the conversation, and holds them off until the transaction ends. */
export async function lockConversation(tx: Write, id: string): Promise<void> {
  await tx.lock('conversations', [id], 'update')
}

type Titled = { id: string; title: string; updated_at: number }

export const updateTitle = mutation((q, { id, title, updated_at }: Slots<Titled>) => {
  const { conversations: c } = q.tables
  return q
    .update(c)
    .set({ title, updated_at })
    .where(and(q.mine(c), eq(c.id, id)))
})

const countOneMore = mutation(
  (q, { id, message_id, at }: Slots<{ id: string; message_id: string; at: number }>) => {
    const { conversations: c } = q.tables
    return q
      .update(c)
      .set({ message_count: sql`${c.message_count} + 1`, last_message_id: message_id, active_at: at })
      .where(and(q.mine(c), eq(c.id, id)))
      .returning({ number: c.message_count })
  },
)

/** Gives a message that is to come its number. Locks the conversation, so that none is given twice. */
export async function takeNumber(tx: Write, id: string, message_id: string, at: number): Promise<number> {
  const [row] = await countOneMore(tx, { id, message_id, at })
  if (!row) throw new Error('the conversation is gone, which never happens')
  return row.number
}
