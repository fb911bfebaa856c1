import { and, asc, desc, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import type { Role } from '../../access/principal.ts'
import type { InstanceRead, InstanceWrite, Read, Write } from '../../db/handle.ts'
import { SEARCH_VERSION } from '../../db/search/texts.ts'
import { statement } from '../../db/statement.ts'
import { ROLLUP_VERSION } from '../../metrics/rebuild/rollup-version.ts'

export async function findUserByEmail(q: InstanceRead | InstanceWrite, email: string) {
  const { users } = q.tables
  const [user] = await q.select().from(users).where(eq(users.email, email))
  return user ?? null
}

export async function findUser(q: InstanceRead | InstanceWrite, id: string) {
  const { users } = q.tables
  const [user] = await q.select().from(users).where(eq(users.id, id))
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

/** Whether anybody has signed up yet: the first to do so administers the instance, the demo's accounts do not. */
export async function hasAdministrators(q: InstanceRead | InstanceWrite): Promise<boolean> {
  const { users } = q.tables
  const found = await q.select({ id: users.id }).from(users).where(eq(users.is_instance_admin, true)).limit(1)
  return found.length > 0
}

/** The organizations that a user works in, the oldest membership first. */
export async function listMemberships(q: InstanceRead | InstanceWrite, userId: string) {
  const { members } = q.tables
  return q
    .select()
    .from(members)
    .where(and(eq(members.user_id, userId), eq(members.status, 'active')))
    .orderBy(asc(members.joined_at), asc(members.id))
}

/** As above, and those that have ended. */
export async function listAllMemberships(q: InstanceRead | InstanceWrite, userId: string) {
  const { members } = q.tables
  return q.select().from(members).where(eq(members.user_id, userId))
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

/** The role that the user of a session has in the handle's organization, whichever one the session works in. */
export const findRoleOfSession = statement<{ session_id: string; now: number }, { role: Role }>(`
  select m.role from sessions s
  join members m on m.organization_id = :organization_id and m.user_id = s.user_id
  where s.id = :session_id and s.expires_at > :now and m.status = 'active'`)

export const findKeyThatIs = statement<{ api_key_id: string }, { id: string }>(
  'select id from api_keys where organization_id = :organization_id and id = :api_key_id',
)

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

export async function deleteUser(tx: InstanceWrite, id: string) {
  await tx.delete(tx.tables.users).where(eq(tx.tables.users.id, id))
}

export async function insertOrganization(
  tx: InstanceWrite,
  organization: typeof tx.tables.organizations.$inferInsert,
) {
  const versions = { rollup_version: ROLLUP_VERSION, search_version: SEARCH_VERSION }
  await tx.insert(tx.tables.organizations).values({ ...organization, ...versions })
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

export async function updateSession(
  tx: InstanceWrite,
  id: string,
  changes: Partial<typeof tx.tables.sessions.$inferInsert>,
) {
  await tx.update(tx.tables.sessions).set(changes).where(eq(tx.tables.sessions.id, id))
}

export async function deleteSession(tx: InstanceWrite, id: string) {
  await tx.delete(tx.tables.sessions).where(eq(tx.tables.sessions.id, id))
}

/** @param keptId The one session that stays; `null` for none. */
export async function deleteSessionsBut(tx: InstanceWrite, userId: string, keptId: string | null) {
  const { sessions } = tx.tables
  const others = keptId === null ? undefined : ne(sessions.id, keptId)
  await tx.delete(sessions).where(and(eq(sessions.user_id, userId), others))
}

export async function listSessionsOf(q: InstanceRead | InstanceWrite, userId: string, now: number) {
  const { sessions } = q.tables
  return q
    .select()
    .from(sessions)
    .where(and(eq(sessions.user_id, userId), gt(sessions.expires_at, now)))
    .orderBy(desc(sessions.created_at), desc(sessions.id))
}

/** The live session of a refresh token, used or not. */
export async function findRefreshToken(q: InstanceWrite, tokenHash: string, now: number) {
  const { refresh_tokens, sessions } = q.tables
  const [found] = await q
    .select({
      session_id: sessions.id,
      user_id: sessions.user_id,
      organization_id: sessions.active_organization_id,
    })
    .from(refresh_tokens)
    .innerJoin(sessions, eq(sessions.id, refresh_tokens.session_id))
    .where(and(eq(refresh_tokens.token_hash, tokenHash), gt(sessions.expires_at, now)))
  return found ?? null
}

/** When it was used, and the device of its session as it is now. */
export async function findUsedToken(q: InstanceWrite, tokenHash: string) {
  const { refresh_tokens, sessions } = q.tables
  const [found] = await q
    .select({
      used_at: refresh_tokens.used_at,
      user_agent: sessions.user_agent,
      address: sessions.address,
    })
    .from(refresh_tokens)
    .innerJoin(sessions, eq(sessions.id, refresh_tokens.session_id))
    .where(eq(refresh_tokens.token_hash, tokenHash))
  return found ?? null
}

export async function insertRefreshToken(
  tx: InstanceWrite,
  token: typeof tx.tables.refresh_tokens.$inferInsert,
) {
  await tx.insert(tx.tables.refresh_tokens).values(token)
}

/** @returns Whether this was its first use. */
export async function useRefreshToken(tx: InstanceWrite, tokenHash: string, now: number): Promise<boolean> {
  const { refresh_tokens } = tx.tables
  const used = await tx
    .update(refresh_tokens)
    .set({ used_at: now })
    .where(and(eq(refresh_tokens.token_hash, tokenHash), isNull(refresh_tokens.used_at)))
    .returning({ session_id: refresh_tokens.session_id })
  return used.length === 1
}

export async function insertOneTimeToken(
  tx: InstanceWrite,
  token: typeof tx.tables.one_time_tokens.$inferInsert,
) {
  await tx.insert(tx.tables.one_time_tokens).values(token)
}

export async function findOneTimeToken(tx: InstanceWrite, tokenHash: string) {
  const { one_time_tokens: tokens } = tx.tables
  const [found] = await tx
    .select({ user_id: tokens.user_id })
    .from(tokens)
    .where(eq(tokens.token_hash, tokenHash))
  return found ?? null
}

/** Deletes it, and says whose it was: of two who come at once, one gets it. */
export async function takeOneTimeToken(tx: InstanceWrite, tokenHash: string, purpose: string, now: number) {
  const { one_time_tokens: tokens } = tx.tables
  const [taken] = await tx
    .delete(tokens)
    .where(and(eq(tokens.token_hash, tokenHash), eq(tokens.purpose, purpose), gt(tokens.expires_at, now)))
    .returning({ user_id: tokens.user_id, email: tokens.email })
  return taken ?? null
}

export async function deleteOneTimeTokens(tx: InstanceWrite, userId: string, purpose: string) {
  const { one_time_tokens: tokens } = tx.tables
  await tx.delete(tokens).where(and(eq(tokens.user_id, userId), eq(tokens.purpose, purpose)))
}

export async function updatePassword(tx: InstanceWrite, userId: string, password_hash: string) {
  await tx.update(tx.tables.users).set({ password_hash }).where(eq(tx.tables.users.id, userId))
}

/** Only of the address that was proved, which may have changed since. */
export async function markEmailVerified(tx: InstanceWrite, userId: string, email: string, now: number) {
  const { users } = tx.tables
  await tx
    .update(users)
    .set({ email_verified_at: now })
    .where(and(eq(users.id, userId), eq(users.email, email), isNull(users.email_verified_at)))
}
