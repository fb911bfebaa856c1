import { and, count, eq, inArray, ne } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite, Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'

function columnsOf({ tables: { organizations } }: Pick<Read, 'tables'>) {
  const { id, name, slug, time_zone, plan, created_at } = organizations
  return { id, name, slug, time_zone, plan, created_at }
}

export type OrganizationRow = NonNullable<Awaited<ReturnType<typeof findOrganization>>>

/** The handle's own. */
export async function findOrganization(q: Read) {
  const { organizations } = q.tables
  const [row] = await q
    .select(columnsOf(q))
    .from(organizations)
    .where(eq(organizations.id, q.organization_id))
  return row ?? null
}

export async function updateName(tx: Write, name: string) {
  const { organizations } = tx.tables
  await tx.update(organizations).set({ name }).where(eq(organizations.id, tx.organization_id))
}

/** Where a user is an active member. */
export async function listOrganizationsOf(q: InstanceRead, userId: string, page: IdPage) {
  const { organizations, members } = q.tables
  const { unseen, order } = byId(organizations.id, page)
  return q
    .select({ ...columnsOf(q), member_id: members.id, role: members.role })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organization_id))
    .where(and(worksIn(q, userId), unseen))
    .orderBy(order)
    .limit(page.limit)
}

export async function countOrganizationsOf(q: InstanceRead, userId: string): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.members).where(worksIn(q, userId))
  return row?.total ?? 0
}

function worksIn(q: InstanceRead, userId: string) {
  const { members } = q.tables
  return and(eq(members.user_id, userId), eq(members.status, 'active'))
}

export async function listOrganizations(q: InstanceRead, page: IdPage) {
  const { organizations } = q.tables
  const { unseen, order } = byId(organizations.id, page)
  return q.select(columnsOf(q)).from(organizations).where(unseen).orderBy(order).limit(page.limit)
}

export async function countOrganizations(q: InstanceRead): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.organizations)
  return row?.total ?? 0
}

/** Active members by organization; one without any is not in it. */
export async function countMembers(q: InstanceRead | InstanceWrite, ids: string[]) {
  const { members } = q.tables
  const rows = await q
    .select({ organization_id: members.organization_id, members: count() })
    .from(members)
    .where(and(inArray(members.organization_id, ids), eq(members.status, 'active')))
    .groupBy(members.organization_id)
  return new Map(rows.map((row) => [row.organization_id, row.members]))
}

/** @returns `null` when there is no such organization. */
/** @returns The organization, if there is one, and whether it had another plan before. */
export async function updatePlan(tx: InstanceWrite, id: string, plan: string) {
  const { organizations } = tx.tables
  const isIt = eq(organizations.id, id)
  const [changed] = await tx
    .update(organizations)
    .set({ plan })
    .where(and(isIt, ne(organizations.plan, plan)))
    .returning(columnsOf(tx))
  if (changed) return { row: changed, isChanged: true }
  const [row] = await tx.select(columnsOf(tx)).from(organizations).where(isIt)
  return { row: row ?? null, isChanged: false }
}

/** What is left of it goes along. */
export async function deleteOrganizationRow(instance: InstanceWrite, id: string): Promise<void> {
  const { organizations } = instance.tables
  await instance.delete(organizations).where(eq(organizations.id, id))
}
