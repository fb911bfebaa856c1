import { and, count, desc, eq, ne } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { Read } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement } from '../../db/statement.ts'
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
  return (await selectPage(q, ...pageOf(page))).map(asRow)
}

const selectPage = query((q, page: Slots<PageValues>, variant: PageVariant) => {
  const { unseen, order } = inPage(q.tables.members.id, page, variant)
  return selectMembers(q)
    .where(and(stillMembers(q), unseen))
    .orderBy(order)
    .limit(page.limit)
})

/** As they stand in a list. */
export interface ListedMemberRow extends MemberRow {
  last_active_at: number | null
  has_second_factor: boolean
}

export async function asListed(q: Read, rows: readonly MemberRow[]): Promise<ListedMemberRow[]> {
  const found = await q.each(
    selectMore,
    rows.map(({ id, user_id }) => ({ id, user_id })),
  )
  const more = new Map(found.map((one) => [one.id, one]))
  return rows.map((row) => {
    const { last_active_at = null, has_second_factor = false } = more.get(row.id) ?? {}
    return { ...row, last_active_at, has_second_factor: Boolean(has_second_factor) }
  })
}

/** What a member does is found under the member's id. */
const selectMore = batchStatement({ id: 'text', user_id: 'text' })<{
  id: string
  last_active_at: number | null
  has_second_factor: boolean | number
}>(`
  select r.id, (select max(e.occurred_at) from activity_events e
    where e.organization_id = :organization_id and e.person_id = r.id) as last_active_at,
    exists (select 1 from second_factors f
      where f.user_id = r.user_id and f.enabled_at is not null) as has_second_factor
  from :rows as r`)

export async function countMembers(q: Read): Promise<number> {
  const [row] = await selectTotal(q)
  return row?.total ?? 0
}

const selectTotal = query((q) => q.select({ total: count() }).from(q.tables.members).where(stillMembers(q)))

function stillMembers(q: Reading) {
  const { members } = q.tables
  return and(q.mine(members), ne(members.status, 'removed'))
}

/** One who is a member still. */
export async function findMember(q: Read, id: string): Promise<MemberRow | null> {
  const [row] = await selectPresent(q, { id })
  return row ? asRow(row) : null
}

const selectPresent = query((q, { id }: Slots<{ id: string }>) =>
  selectMembers(q).where(and(stillMembers(q), eq(q.tables.members.id, id))),
)

/** One who is or was a member. */
export async function findMemberEver(q: Read, id: string): Promise<MemberRow | null> {
  const [row] = await selectEver(q, { id })
  return row ? asRow(row) : null
}

const selectEver = query((q, { id }: Slots<{ id: string }>) => {
  const { members } = q.tables
  return selectMembers(q).where(and(q.mine(members), eq(members.id, id)))
})

/** Those of them who are members still. */
export async function listMemberIds(q: Read, ids: readonly string[]): Promise<string[]> {
  const found = await q.each(
    selectIds,
    ids.map((id) => ({ id })),
  )
  return found.map(({ id }) => id)
}

const selectIds = batchStatement({ id: 'text' })<{ id: string }>(`
  select m.id from :rows as r
  join members m on m.organization_id = :organization_id and m.id = r.id and m.status <> 'removed'`)

/** Whoever is or was a member. */
export async function findMemberOfUser(q: Read, user_id: string): Promise<MemberRow | null> {
  const [row] = await selectOfUser(q, { user_id })
  return row ? asRow(row) : null
}

const selectOfUser = query((q, { user_id }: Slots<{ user_id: string }>) => {
  const { members } = q.tables
  return selectMembers(q).where(and(q.mine(members), eq(members.user_id, user_id)))
})

/** Whoever is or was a member. */
export async function findMemberByEmail(q: Read, email: string): Promise<MemberRow | null> {
  const [row] = await selectByEmail(q, { email })
  return row ? asRow(row) : null
}

const selectByEmail = query((q, { email }: Slots<{ email: string }>) => {
  const { members, users } = q.tables
  return selectMembers(q).where(and(q.mine(members), eq(users.email, email)))
})

function selectMembers(q: Reading) {
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
  const [found] = await selectOwners(q)
  return found?.owners ?? 0
}

const selectOwners = query((q) => {
  const { members } = q.tables
  return q
    .select({ owners: count() })
    .from(members)
    .where(and(q.mine(members), eq(members.role, 'owner'), eq(members.status, 'active')))
})

type NewMember = Pick<MemberRow, 'id' | 'user_id' | 'role' | 'status' | 'joined_at'>

export const insertMember = mutation((q, member: Slots<NewMember>) => {
  const { id, user_id, role, status, joined_at } = member
  return q
    .insert(q.tables.members)
    .values({ organization_id: q.organization_id, id, user_id, role, status, joined_at })
})

export const updateMember = mutation((q, { id, role, status }: Slots<Standing & { id: string }>) => {
  const { members } = q.tables
  return q
    .update(members)
    .set({ role, status })
    .where(and(q.mine(members), eq(members.id, id)))
})

export async function findLastChangeAt(q: Read, member_id: string): Promise<number | null> {
  const [last] = await selectLastChange(q, { member_id })
  return last?.changed_at ?? null
}

const selectLastChange = query((q, { member_id }: Slots<{ member_id: string }>) => {
  const { member_changes: changes } = q.tables
  return q
    .select({ changed_at: changes.changed_at })
    .from(changes)
    .where(and(q.mine(changes), eq(changes.member_id, member_id)))
    .orderBy(desc(changes.changed_at))
    .limit(1)
})

type NewChange = { member_id: string; changed_at: number; change: string }

export const insertMemberChange = mutation((q, { member_id, changed_at, change }: Slots<NewChange>) =>
  q
    .insert(q.tables.member_changes)
    .values({ organization_id: q.organization_id, member_id, changed_at, change }),
)
