import { and, asc, eq, inArray } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite, Read, Write } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { Role } from './principal.ts'

export async function findUserByEmail(q: InstanceRead, email: string) {
  const { users } = q.tables
  const [user] = await q.select().from(users).where(eq(users.email, email))
  return user ?? null
}

/** Whether anybody has signed up yet. */
export async function hasUsers(q: InstanceRead | InstanceWrite): Promise<boolean> {
  const { users } = q.tables
  const found = await q.select({ id: users.id }).from(users).limit(1)
  return found.length > 0
}

/** The organizations that a user works in, the oldest membership first. */
export async function listMemberships(q: InstanceRead, userId: string) {
  const { members } = q.tables
  return q
    .select()
    .from(members)
    .where(and(eq(members.user_id, userId), eq(members.status, 'active')))
    .orderBy(asc(members.joined_at), asc(members.id))
}

export async function findAccount(q: Read, memberId: string) {
  const { members, users, organizations } = q.tables
  const [account] = await q
    .select({ user: users, organization: organizations, member: members })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .innerJoin(organizations, eq(organizations.id, members.organization_id))
    .where(and(q.mine(members), eq(members.id, memberId)))
  return account ?? null
}

export interface SessionFound {
  session_id: string
  user_id: string
  organization_id: string
  member_id: string
  role: Role
  is_instance_admin: boolean | number
  plan: string
  expires_at: number
}

/** A session that is not over, of a member who is active in the organization it works in. */
export const findLiveSession = statement<{ session_id: string; now: number }, SessionFound>(`
  select s.id as session_id, u.id as user_id, u.is_instance_admin,
         m.organization_id, m.id as member_id, m.role, o.plan, s.expires_at
  from sessions s
  join users u on u.id = s.user_id
  join organizations o on o.id = s.active_organization_id
  join members m on m.organization_id = s.active_organization_id and m.user_id = s.user_id
  where s.id = :session_id and s.expires_at > :now and m.status = 'active'`)

export async function findSlugs(q: InstanceWrite, slugs: string[]): Promise<Set<string>> {
  const { organizations } = q.tables
  const found = await q
    .select({ slug: organizations.slug })
    .from(organizations)
    .where(inArray(organizations.slug, slugs))
  return new Set(found.map(({ slug }) => slug))
}

export async function insertUser(tx: InstanceWrite, user: typeof tx.tables.users.$inferInsert) {
  await tx.insert(tx.tables.users).values(user)
}

export async function insertOrganization(
  tx: InstanceWrite,
  organization: typeof tx.tables.organizations.$inferInsert,
) {
  await tx.insert(tx.tables.organizations).values(organization)
}

export async function insertMember(
  tx: Write,
  member: Omit<typeof tx.tables.members.$inferInsert, 'organization_id'>,
) {
  await tx.insert(tx.tables.members).values({ ...member, organization_id: tx.organization_id })
}

export async function insertSession(tx: InstanceWrite, session: typeof tx.tables.sessions.$inferInsert) {
  await tx.insert(tx.tables.sessions).values(session)
}
