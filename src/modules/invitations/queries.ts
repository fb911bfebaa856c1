import { and, count, eq, gt } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { InstanceWrite, Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'

export interface InvitationRow {
  id: string
  email: string
  role: Role
  invited_by: string
  created_at: number
  expires_at: number
}

/** Those that can still be accepted. */
export async function listInvitations(q: Read, now: number, page: IdPage): Promise<InvitationRow[]> {
  const { unseen, order } = byId(q.tables.invitations.id, page)
  const rows = await selectInvitations(q)
    .where(and(acceptable(q, now), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countInvitations(q: Read, now: number): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.invitations).where(acceptable(q, now))
  return row?.total ?? 0
}

function acceptable(q: Read, now: number) {
  const { invitations } = q.tables
  return and(q.mine(invitations), gt(invitations.expires_at, now))
}

export async function findInvitation(q: Read, id: string): Promise<InvitationRow | null> {
  const { invitations } = q.tables
  const [row] = await selectInvitations(q).where(and(q.mine(invitations), eq(invitations.id, id)))
  return row ? asRow(row) : null
}

export async function findInvitationTo(q: Read, email: string): Promise<InvitationRow | null> {
  const { invitations } = q.tables
  const [row] = await selectInvitations(q).where(and(q.mine(invitations), eq(invitations.email, email)))
  return row ? asRow(row) : null
}

function selectInvitations(q: Read) {
  const { id, email, role, invited_by, created_at, expires_at } = q.tables.invitations
  return q.select({ id, email, role, invited_by, created_at, expires_at }).from(q.tables.invitations)
}

/** The column is a text; only the words of the rules are ever written there. */
function asRow(row: Omit<InvitationRow, 'role'> & { role: string }): InvitationRow {
  return { ...row, role: row.role as Role }
}

export async function insertInvitation(
  tx: Write,
  invitation: Omit<typeof tx.tables.invitations.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.invitations).values({ ...invitation, organization_id: tx.organization_id })
}

export async function deleteInvitation(tx: Write, id: string) {
  const { invitations } = tx.tables
  await tx.delete(invitations).where(and(tx.mine(invitations), eq(invitations.id, id)))
}

/** Whose invitation this is the token of, in whatever organization. */
export async function findOrganizationOfToken(
  instance: InstanceWrite,
  tokenHash: string,
): Promise<string | null> {
  const { invitations } = instance.tables
  const [found] = await instance
    .select({ organization_id: invitations.organization_id })
    .from(invitations)
    .where(eq(invitations.token_hash, tokenHash))
  return found?.organization_id ?? null
}

export async function findUser(instance: InstanceWrite, id: string) {
  const { users } = instance.tables
  const [user] = await instance
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, id))
  return user ?? null
}

/** Deletes it: of two who come at once, one gets it. */
export async function takeInvitation(tx: Write, tokenHash: string, now: number) {
  const { invitations } = tx.tables
  const [taken] = await tx
    .delete(invitations)
    .where(and(tx.mine(invitations), eq(invitations.token_hash, tokenHash), gt(invitations.expires_at, now)))
    .returning()
  return taken ? asRow(taken) : null
}
