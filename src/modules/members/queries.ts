import { and, count, desc, eq, ne } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
import type { Standing, Status } from './rules.ts'

export interface MemberRow {
  id: string
  user_id: string
  name: string
  email: string
  role: Role
  status: Status
  joined_at: number
}

/** Those who are members still, suspended ones among them. */
export async function listMembers(q: Read, page: IdPage): Promise<MemberRow[]> {
  const { members } = q.tables
  const { unseen, order } = byId(members.id, page)
  const rows = await selectMembers(q)
    .where(and(stillMembers(q), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countMembers(q: Read): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.members).where(stillMembers(q))
  return row?.total ?? 0
}

function stillMembers(q: Read) {
  const { members } = q.tables
  return and(q.mine(members), ne(members.status, 'removed'))
}

/** One who is a member still. */
export async function findMember(q: Read, id: string): Promise<MemberRow | null> {
  const { members } = q.tables
  const conditions = and(q.mine(members), eq(members.id, id), ne(members.status, 'removed'))
  const [row] = await selectMembers(q).where(conditions)
  return row ? asRow(row) : null
}

/** One who is or was a member. */
export async function findMemberEver(q: Read, id: string): Promise<MemberRow | null> {
  const { members } = q.tables
  const [row] = await selectMembers(q).where(and(q.mine(members), eq(members.id, id)))
  return row ? asRow(row) : null
}

/** Those of them who are members still. */
export async function listMemberIds(q: Read, ids: readonly string[]): Promise<string[]> {
  const { members } = q.tables
  const conditions = and(stillMembers(q), q.can.oneOf(members.id, ids))
  const rows = await q.select({ id: members.id }).from(members).where(conditions)
  return rows.map(({ id }) => id)
}

/** Whoever is or was a member. */
export async function findMemberOfUser(q: Read, userId: string): Promise<MemberRow | null> {
  const { members } = q.tables
  const [row] = await selectMembers(q).where(and(q.mine(members), eq(members.user_id, userId)))
  return row ? asRow(row) : null
}

/** Whoever is or was a member. */
export async function findMemberByEmail(q: Read, email: string): Promise<MemberRow | null> {
  const { members, users } = q.tables
  const [row] = await selectMembers(q).where(and(q.mine(members), eq(users.email, email)))
  return row ? asRow(row) : null
}

function selectMembers(q: Read) {
  const { members, users } = q.tables
  return q
    .select({
      id: members.id,
      user_id: members.user_id,
      name: users.name,
      email: users.email,
      role: members.role,
      status: members.status,
      joined_at: members.joined_at,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
}

/** The columns for role and status are texts; only the words of the rules are ever written there. */
function asRow(row: Omit<MemberRow, 'role' | 'status'> & { role: string; status: string }): MemberRow {
  return { ...row, role: row.role as Role, status: row.status as Status }
}

export async function countActiveOwners(q: Read): Promise<number> {
  const { members } = q.tables
  const [found] = await q
    .select({ owners: count() })
    .from(members)
    .where(and(q.mine(members), eq(members.role, 'owner'), eq(members.status, 'active')))
  return found?.owners ?? 0
}

export async function insertMember(
  tx: Write,
  member: Omit<typeof tx.tables.members.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.members).values({ ...member, organization_id: tx.organization_id })
}

export async function updateMember(tx: Write, id: string, { role, status }: Standing) {
  const { members } = tx.tables
  await tx
    .update(members)
    .set({ role, status })
    .where(and(tx.mine(members), eq(members.id, id)))
}

export async function findLastChangeAt(q: Read, memberId: string): Promise<number | null> {
  const { member_changes: changes } = q.tables
  const [last] = await q
    .select({ changed_at: changes.changed_at })
    .from(changes)
    .where(and(q.mine(changes), eq(changes.member_id, memberId)))
    .orderBy(desc(changes.changed_at))
    .limit(1)
  return last?.changed_at ?? null
}

export async function insertMemberChange(
  tx: Write,
  change: Omit<typeof tx.tables.member_changes.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.member_changes).values({ ...change, organization_id: tx.organization_id })
}
