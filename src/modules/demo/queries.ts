import { asc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'

export interface DemoOrganizationRow {
  id: string
  name: string
  slug: string
  team: string
  made_at: number | null
}

/** Those that are whole. */
export async function listMade(q: InstanceRead | InstanceWrite): Promise<DemoOrganizationRow[]> {
  return selectDemo(q)
    .where(isNotNull(q.tables.demo_organizations.made_at))
    .orderBy(asc(q.tables.organizations.name))
}

/** Those whose making was interrupted. */
export async function listUnfinished(q: InstanceRead): Promise<DemoOrganizationRow[]> {
  return selectDemo(q).where(isNull(q.tables.demo_organizations.made_at))
}

function selectDemo(q: InstanceRead | InstanceWrite) {
  const { demo_organizations: demo, organizations } = q.tables
  return q
    .select({
      id: organizations.id,
      name: organizations.name,
      slug: organizations.slug,
      team: demo.team,
      made_at: demo.made_at,
    })
    .from(demo)
    .innerJoin(organizations, eq(organizations.id, demo.organization_id))
}

export async function insertDemoOrganization(
  instance: InstanceWrite,
  row: typeof instance.tables.demo_organizations.$inferInsert,
) {
  await instance.insert(instance.tables.demo_organizations).values(row)
}

export async function markMade(instance: InstanceWrite, organizationId: string, made_at: number) {
  const { demo_organizations: demo } = instance.tables
  await instance.update(demo).set({ made_at }).where(eq(demo.organization_id, organizationId))
}

export async function insertDemoUser(instance: InstanceWrite, user_id: string) {
  await instance.insert(instance.tables.demo_users).values({ user_id })
}

export async function isDemoUser(instance: InstanceWrite, userId: string): Promise<boolean> {
  const { demo_users: demo } = instance.tables
  return (await instance.select().from(demo).where(eq(demo.user_id, userId))).length > 0
}

export async function listDemoUsers(q: InstanceRead): Promise<string[]> {
  const rows = await q.select().from(q.tables.demo_users)
  return rows.map(({ user_id }) => user_id)
}
