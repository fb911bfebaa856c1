/** The SQL of accounts, and of the organizations that they work in. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { InstanceRead, InstanceWrite, Read } from '../../db/handle.ts'
import { instanceMutation, instanceQuery, mutation, query, type Slots } from '../../db/query.ts'
import { SEARCH_VERSION } from '../../db/search/texts.ts'
import { statement } from '../../db/statement.ts'
import { ROLLUP_VERSION } from '../../metrics/rebuild/rollup-version.ts'

const selectUserByEmail = instanceQuery((q, { email }: Slots<{ email: string }>) => {
  const { users } = q.tables
  return q.select().from(users).where(eq(users.email, email))
})

export async function findUserByEmail(q: InstanceRead | InstanceWrite, email: string) {
  const [user] = await selectUserByEmail(q, { email })
  return user ?? null
}

const selectUser = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { users } = q.tables
  return q.select().from(users).where(eq(users.id, id))
})

export async function findUser(q: InstanceRead | InstanceWrite, id: string) {
  const [user] = await selectUser(q, { id })
  return user ?? null
}

/**
 * The user, for what rests on their password or their links until the transaction ends: whoever
 * changes those waits.
 */
export async function holdUser(tx: InstanceWrite, id: string) {
  await tx.can.holdName(tx, `user:${id}`)
  return findUser(tx, id)
}

const selectAdministrator = instanceQuery((q) => {
  const { users } = q.tables
  return q.select({ id: users.id }).from(users).where(eq(users.is_instance_admin, true)).limit(1)
})

/** Whether anybody has signed up yet: the first to do so administers the instance, the demo's accounts do not. */
export async function hasAdministrators(q: InstanceRead | InstanceWrite): Promise<boolean> {
  return (await selectAdministrator(q)).length > 0
}

export const updateAdministrator = instanceMutation(
  (q, { id, is_instance_admin }: Slots<{ id: string; is_instance_admin: boolean }>) => {
    const { users } = q.tables
    return q.update(users).set({ is_instance_admin }).where(eq(users.id, id))
  },
)

const selectMemberships = instanceQuery((q, { user_id }: Slots<{ user_id: string }>) => {
  const { members } = q.tables
  return q
    .select()
    .from(members)
    .where(and(eq(members.user_id, user_id), eq(members.status, 'active')))
    .orderBy(asc(members.joined_at), asc(members.id))
})

/** The organizations that a user works in, the oldest membership first. */
export function listMemberships(q: InstanceRead | InstanceWrite, user_id: string) {
  return selectMemberships(q, { user_id })
}

const selectAllMemberships = instanceQuery((q, { user_id }: Slots<{ user_id: string }>) => {
  const { members } = q.tables
  return q.select().from(members).where(eq(members.user_id, user_id))
})

/** As above, and those that have ended. */
export function listAllMemberships(q: InstanceRead | InstanceWrite, user_id: string) {
  return selectAllMemberships(q, { user_id })
}

const selectAccount = query((q, { member_id }: Slots<{ member_id: string }>) => {
  const { members, users, organizations } = q.tables
  return q
    .select({
      user_id: users.id,
      email: users.email,
      user_name: users.name,
      is_instance_admin: users.is_instance_admin,
      user_created_at: users.created_at,
      email_verified_at: users.email_verified_at,
      preferences: users.preferences,
      organization_id: organizations.id,
      organization_name: organizations.name,
      slug: organizations.slug,
      time_zone: organizations.time_zone,
      plan: organizations.plan,
      organization_created_at: organizations.created_at,
      member_id: members.id,
      role: members.role,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.user_id))
    .innerJoin(organizations, eq(organizations.id, members.organization_id))
    .where(and(q.mine(members), eq(members.id, member_id)))
})

export async function findAccount(q: Read, member_id: string) {
  const [account] = await selectAccount(q, { member_id })
  return account ?? null
}

export interface SessionFound {
  session_id: string
  user_id: string
  organization_id: string
  member_id: string
  role: Role
  is_instance_admin: boolean | number
  needs_second_factor: boolean | number
  plan: string
  expires_at: number
}

/** Whether members without a second factor are refused, of whom this is one. Who came by a provider had that of the provider. */
const NEEDS_SECOND_FACTOR = `
  (o.requires_second_factor and s.issuer is null and not exists (
    select 1 from second_factors f where f.user_id = s.user_id and f.enabled_at is not null)) as needs_second_factor`

/** A session that is not over, of a member who is active in the organization it works in. */
export const findLiveSession = statement<{ session_id: string; now: number }, SessionFound>(`
  select s.id as session_id, u.id as user_id, u.is_instance_admin,
         m.organization_id, m.id as member_id, m.role, o.plan, s.expires_at, ${NEEDS_SECOND_FACTOR}
  from sessions s
  join users u on u.id = s.user_id
  join organizations o on o.id = s.active_organization_id
  join members m on m.organization_id = s.active_organization_id and m.user_id = s.user_id
  where s.id = :session_id and s.expires_at > :now and m.status = 'active'`)

/** The role that the user of a session has in the handle's organization, whichever one the session works in. */
export const findRoleOfSession = statement<
  { session_id: string; now: number },
  { role: Role; needs_second_factor: boolean | number }
>(`
  select m.role, ${NEEDS_SECOND_FACTOR} from sessions s
  join organizations o on o.id = :organization_id
  join members m on m.organization_id = :organization_id and m.user_id = s.user_id
  where s.id = :session_id and s.expires_at > :now and m.status = 'active'`)

export const findKeyThatIs = statement<{ api_key_id: string; now: number }, { id: string }>(`
  select id from api_keys where organization_id = :organization_id and id = :api_key_id
  and (expires_at is null or expires_at > :now)`)

const selectSlugs = instanceQuery((q, { slugs }: Slots<{ slugs: string[] }>) => {
  const { slug } = q.tables.organizations
  return q.select({ slug }).from(q.tables.organizations).where(q.can.oneOf(slug, slugs))
})

export async function findSlugs(q: InstanceWrite, slugs: string[]): Promise<Set<string>> {
  return new Set((await selectSlugs(q, { slugs })).map(({ slug }) => slug))
}

const selectBySlug = instanceQuery((q, { slug }: Slots<{ slug: string }>) => {
  const { organizations } = q.tables
  return q.select({ id: organizations.id }).from(organizations).where(eq(organizations.slug, slug))
})

export async function findOrganizationBySlug(q: InstanceWrite, slug: string): Promise<string | null> {
  const [found] = await selectBySlug(q, { slug })
  return found?.id ?? null
}

interface NewUser {
  id: string
  email: string
  name: string
  password_hash: string
  is_instance_admin: boolean
  created_at: number
}

export const insertUser = instanceMutation((q, user: Slots<NewUser>) => {
  const { id, email, name, password_hash, is_instance_admin, created_at } = user
  return q.insert(q.tables.users).values({ id, email, name, password_hash, is_instance_admin, created_at })
})

const deleteUserRow = instanceMutation((q, { id }: Slots<{ id: string }>) =>
  q.delete(q.tables.users).where(eq(q.tables.users.id, id)),
)

export async function deleteUser(tx: InstanceWrite, id: string): Promise<void> {
  await deleteUserRow(tx, { id })
}

interface NewOrganization {
  id: string
  name: string
  slug: string
  time_zone: string
  created_at: number
}

export const insertOrganization = instanceMutation((q, organization: Slots<NewOrganization>) => {
  const { id, name, slug, time_zone, created_at } = organization
  const versions = { rollup_version: ROLLUP_VERSION, search_version: SEARCH_VERSION }
  return q.insert(q.tables.organizations).values({ id, name, slug, time_zone, created_at, ...versions })
})

interface NewMember {
  id: string
  user_id: string
  role: string
  status: string
  joined_at: number
}

export const insertMember = mutation((q, member: Slots<NewMember>) => {
  const { id, user_id, role, status, joined_at } = member
  const { organization_id } = q
  return q.insert(q.tables.members).values({ organization_id, id, user_id, role, status, joined_at })
})

const setPassword = instanceMutation(
  (q, { user_id, password_hash }: Slots<{ user_id: string; password_hash: string }>) =>
    q.update(q.tables.users).set({ password_hash }).where(eq(q.tables.users.id, user_id)),
)

/** The name, and how the page is to be. */
export const updateOwnAccount = instanceMutation(
  (
    q,
    { id, name, preferences }: Slots<{ id: string; name: string; preferences: Record<string, unknown> }>,
  ) => {
    const { users } = q.tables
    return q.update(users).set({ name, preferences }).where(eq(users.id, id))
  },
)

export async function updatePassword(tx: InstanceWrite, user_id: string, password_hash: string) {
  await setPassword(tx, { user_id, password_hash })
}

export const updateEmail = instanceMutation(
  (
    q,
    { id, email, email_verified_at }: Slots<{ id: string; email: string; email_verified_at: number | null }>,
  ) => {
    const { users } = q.tables
    return q.update(users).set({ email, email_verified_at }).where(eq(users.id, id))
  },
)

const setVerified = instanceMutation(
  (q, { user_id, email, now }: Slots<{ user_id: string; email: string; now: number }>) => {
    const { users } = q.tables
    return q
      .update(users)
      .set({ email_verified_at: now })
      .where(and(eq(users.id, user_id), eq(users.email, email), isNull(users.email_verified_at)))
  },
)

/** Only of the address that was proved, which may have changed since. */
export async function markEmailVerified(tx: InstanceWrite, user_id: string, email: string, now: number) {
  await setVerified(tx, { user_id, email, now })
}
