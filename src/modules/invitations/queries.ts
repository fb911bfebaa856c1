import { and, count, desc, eq, gt } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { InstanceWrite, Read, Write } from '../../db/handle.ts'
import { type IdPage, inPage, type PageValues, type PageVariant, pageOf } from '../../db/id-page.ts'
import { instanceQuery, mutation, query, type Reading, type Slot, type Slots } from '../../db/query.ts'

export interface InvitationRow {
  id: string
  email: string
  role: Role
  invited_by: string
  created_at: number
  expires_at: number
}

const selectPage = query((q, page: Slots<PageValues & { now: number }>, variant: PageVariant) => {
  const { invitations } = q.tables
  const { unseen, order } = inPage(invitations.id, page, variant)
  return q
    .select(columnsOf(q))
    .from(invitations)
    .where(and(acceptable(q, page.now), unseen))
    .orderBy(order)
    .limit(page.limit)
})

/** Those that can still be accepted. */
export async function listInvitations(q: Read, now: number, page: IdPage): Promise<InvitationRow[]> {
  const [values, variant] = pageOf(page)
  return (await selectPage(q, { ...values, now }, variant)).map(asRow)
}

const selectTotal = query((q, { now }: Slots<{ now: number }>) =>
  q.select({ total: count() }).from(q.tables.invitations).where(acceptable(q, now)),
)

export async function countInvitations(q: Read, now: number): Promise<number> {
  const [row] = await selectTotal(q, { now })
  return row?.total ?? 0
}

function acceptable(q: Reading, now: Slot<number>) {
  const { invitations } = q.tables
  return and(q.mine(invitations), gt(invitations.expires_at, now))
}

const selectById = query((q, { id }: Slots<{ id: string }>) => {
  const { invitations } = q.tables
  return q
    .select(columnsOf(q))
    .from(invitations)
    .where(and(q.mine(invitations), eq(invitations.id, id)))
})

export async function findInvitation(q: Read, id: string): Promise<InvitationRow | null> {
  const [row] = await selectById(q, { id })
  return row ? asRow(row) : null
}

const selectByEmail = query((q, { email }: Slots<{ email: string }>) => {
  const { invitations } = q.tables
  return q
    .select(columnsOf(q))
    .from(invitations)
    .where(and(q.mine(invitations), eq(invitations.email, email)))
})

export async function findInvitationTo(q: Read, email: string): Promise<InvitationRow | null> {
  const [row] = await selectByEmail(q, { email })
  return row ? asRow(row) : null
}

function columnsOf({ tables: { invitations } }: Pick<Reading, 'tables'>) {
  const { id, email, role, invited_by, created_at, expires_at } = invitations
  return { id, email, role, invited_by, created_at, expires_at }
}

/** The column is a text; only the words of the rules are ever written there. */
function asRow(row: Omit<InvitationRow, 'role'> & { role: string }): InvitationRow {
  return { ...row, role: row.role as Role }
}

export const insertInvitation = mutation((q, invitation: Slots<InvitationRow & { token_hash: string }>) => {
  const { organization_id } = q
  const { id, email, role, token_hash, invited_by, created_at, expires_at } = invitation
  const times = { created_at, expires_at }
  return q
    .insert(q.tables.invitations)
    .values({ organization_id, id, email, role, token_hash, invited_by, ...times })
})

const deleteRow = mutation((q, { id }: Slots<{ id: string }>) => {
  const { invitations } = q.tables
  return q.delete(invitations).where(and(q.mine(invitations), eq(invitations.id, id)))
})

export async function deleteInvitation(tx: Write, id: string) {
  await deleteRow(tx, { id })
}

const selectOrganization = instanceQuery((q, { token_hash }: Slots<{ token_hash: string }>) => {
  const { invitations } = q.tables
  return q
    .select({ organization_id: invitations.organization_id })
    .from(invitations)
    .where(eq(invitations.token_hash, token_hash))
})

/** Whose invitation this is the token of, in whatever organization. */
export async function findOrganizationOfToken(
  instance: InstanceWrite,
  token_hash: string,
): Promise<string | null> {
  const [found] = await selectOrganization(instance, { token_hash })
  return found?.organization_id ?? null
}

const selectWaiting = instanceQuery((q, { email, now }: Slots<{ email: string; now: number }>) => {
  const { invitations } = q.tables
  return q
    .select({ organization_id: invitations.organization_id, token_hash: invitations.token_hash })
    .from(invitations)
    .where(and(eq(invitations.email, email), gt(invitations.expires_at, now)))
    .orderBy(desc(invitations.created_at), desc(invitations.id))
    .limit(1)
})

/** The newest to an address, of whatever organization. By no index: they are few, for they end in days. */
export async function findWaitingInvitation(instance: InstanceWrite, email: string, now: number) {
  const [found] = await selectWaiting(instance, { email, now })
  return found ?? null
}

const selectUser = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { users } = q.tables
  return q.select({ id: users.id, email: users.email, name: users.name }).from(users).where(eq(users.id, id))
})

export async function findUser(instance: InstanceWrite, id: string) {
  const [user] = await selectUser(instance, { id })
  return user ?? null
}

const deleteLive = mutation((q, { token_hash, now }: Slots<{ token_hash: string; now: number }>) => {
  const { invitations } = q.tables
  return q
    .delete(invitations)
    .where(and(q.mine(invitations), eq(invitations.token_hash, token_hash), gt(invitations.expires_at, now)))
    .returning(columnsOf(q))
})

/** Deletes it: of two who come at once, one gets it. */
export async function takeInvitation(tx: Write, token_hash: string, now: number) {
  const [taken] = await deleteLive(tx, { token_hash, now })
  return taken ? asRow(taken) : null
}
