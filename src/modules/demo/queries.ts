import { asc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { type InstanceReading, instanceMutation, instanceQuery, type Slots } from '../../db/query.ts'

export interface DemoOrganizationRow {
  id: string
  name: string
  slug: string
  team: string
  made_at: number | null
}

const selectMade = instanceQuery((q) =>
  selectDemo(q)
    .where(isNotNull(q.tables.demo_organizations.made_at))
    .orderBy(asc(q.tables.organizations.name)),
)

/** Those that are whole. */
export function listMade(q: InstanceRead | InstanceWrite): Promise<DemoOrganizationRow[]> {
  return selectMade(q)
}

const selectUnfinished = instanceQuery((q) =>
  selectDemo(q).where(isNull(q.tables.demo_organizations.made_at)),
)

/** Those whose making was interrupted. */
export function listUnfinished(q: InstanceRead): Promise<DemoOrganizationRow[]> {
  return selectUnfinished(q)
}

function selectDemo(q: InstanceReading) {
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

export const insertDemoOrganization = instanceMutation(
  (q, { id, team }: Slots<{ id: string; team: string }>) =>
    q.insert(q.tables.demo_organizations).values({ organization_id: id, team }),
)

export const markMade = instanceMutation((q, { id, made_at }: Slots<{ id: string; made_at: number }>) => {
  const { demo_organizations: demo } = q.tables
  return q.update(demo).set({ made_at }).where(eq(demo.organization_id, id))
})

const insertUser = instanceMutation((q, { user_id }: Slots<{ user_id: string }>) =>
  q.insert(q.tables.demo_users).values({ user_id }),
)

export async function insertDemoUser(instance: InstanceWrite, user_id: string) {
  await insertUser(instance, { user_id })
}

const selectUser = instanceQuery((q, { user_id }: Slots<{ user_id: string }>) => {
  const { demo_users: demo } = q.tables
  return q.select().from(demo).where(eq(demo.user_id, user_id))
})

export async function isDemoUser(instance: InstanceWrite, user_id: string): Promise<boolean> {
  return (await selectUser(instance, { user_id })).length > 0
}

const selectUsers = instanceQuery((q) => q.select().from(q.tables.demo_users))

export async function listDemoUsers(q: InstanceRead): Promise<string[]> {
  return (await selectUsers(q)).map(({ user_id }) => user_id)
}
