/** The SQL of sessions, and of the refresh tokens that keep them going. */
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm'
import type { InstanceRead, InstanceWrite } from '../../db/handle.ts'
import { instanceMutation, instanceQuery, type Slots } from '../../db/query.ts'

interface SessionUse {
  id: string
  active_organization_id: string
  expires_at: number
  last_used_at: number
  user_agent: string | null
  address: string | null
}

export const insertSession = instanceMutation(
  (q, session: Slots<SessionUse & { user_id: string; created_at: number; issuer: string | null }>) => {
    const { id, user_id, active_organization_id, created_at, issuer } = session
    const { expires_at, last_used_at, user_agent, address } = session
    const owner = { id, user_id, active_organization_id, created_at, issuer }
    return q.insert(q.tables.sessions).values({ ...owner, expires_at, last_used_at, user_agent, address })
  },
)

export const updateSession = instanceMutation((q, session: Slots<SessionUse>) => {
  const { id, active_organization_id, expires_at, last_used_at, user_agent, address } = session
  return q
    .update(q.tables.sessions)
    .set({ active_organization_id, expires_at, last_used_at, user_agent, address })
    .where(eq(q.tables.sessions.id, id))
})

export const updateActiveOrganization = instanceMutation(
  (q, { id, active_organization_id }: Slots<Pick<SessionUse, 'id' | 'active_organization_id'>>) =>
    q.update(q.tables.sessions).set({ active_organization_id }).where(eq(q.tables.sessions.id, id)),
)

const selectIssuer = instanceQuery((q, { id }: Slots<{ id: string }>) => {
  const { sessions } = q.tables
  return q.select({ issuer: sessions.issuer }).from(sessions).where(eq(sessions.id, id))
})

/** Of the provider by which a session was opened; `null` where it was by a password. */
export async function findIssuer(q: InstanceRead, id: string): Promise<string | null> {
  const [found] = await selectIssuer(q, { id })
  return found?.issuer ?? null
}

const deleteSessionRow = instanceMutation((q, { id }: Slots<{ id: string }>) => {
  const { sessions } = q.tables
  return q
    .delete(sessions)
    .where(eq(sessions.id, id))
    .returning({ organization_id: sessions.active_organization_id })
})

/** @returns The organization that it worked in; `null` where it was gone already. */
export async function deleteSession(tx: InstanceWrite, id: string): Promise<string | null> {
  const [deleted] = await deleteSessionRow(tx, { id })
  return deleted?.organization_id ?? null
}

const deleteOtherSessions = instanceMutation(
  (q, { user_id, kept_id }: Slots<{ user_id: string; kept_id: string }>) => {
    const { sessions } = q.tables
    return q.delete(sessions).where(and(eq(sessions.user_id, user_id), ne(sessions.id, kept_id)))
  },
)

/** @param keptId The one session that stays; `null` for none. */
export async function deleteSessionsBut(tx: InstanceWrite, user_id: string, keptId: string | null) {
  await deleteOtherSessions(tx, { user_id, kept_id: keptId ?? NO_ID })
}

const NO_ID = ''

const selectSessions = instanceQuery((q, { user_id, now }: Slots<{ user_id: string; now: number }>) => {
  const { sessions } = q.tables
  return q
    .select()
    .from(sessions)
    .where(and(eq(sessions.user_id, user_id), gt(sessions.expires_at, now)))
    .orderBy(desc(sessions.created_at), desc(sessions.id))
})

export function listSessionsOf(q: InstanceRead | InstanceWrite, user_id: string, now: number) {
  return selectSessions(q, { user_id, now })
}

type Token = { token_hash: string }

const selectRefreshToken = instanceQuery((q, { token_hash, now }: Slots<Token & { now: number }>) => {
  const { refresh_tokens, sessions } = q.tables
  return q
    .select({
      session_id: sessions.id,
      user_id: sessions.user_id,
      organization_id: sessions.active_organization_id,
    })
    .from(refresh_tokens)
    .innerJoin(sessions, eq(sessions.id, refresh_tokens.session_id))
    .where(and(eq(refresh_tokens.token_hash, token_hash), gt(sessions.expires_at, now)))
})

/** The live session of a refresh token, used or not. */
export async function findRefreshToken(q: InstanceWrite, token_hash: string, now: number) {
  const [found] = await selectRefreshToken(q, { token_hash, now })
  return found ?? null
}

const selectUsedToken = instanceQuery((q, { token_hash }: Slots<Token>) => {
  const { refresh_tokens, sessions } = q.tables
  return q
    .select({
      used_at: refresh_tokens.used_at,
      user_agent: sessions.user_agent,
      address: sessions.address,
    })
    .from(refresh_tokens)
    .innerJoin(sessions, eq(sessions.id, refresh_tokens.session_id))
    .where(eq(refresh_tokens.token_hash, token_hash))
})

/** When it was used, and the device of its session as it is now. */
export async function findUsedToken(q: InstanceWrite, token_hash: string) {
  const [found] = await selectUsedToken(q, { token_hash })
  return found ?? null
}

export const insertRefreshToken = instanceMutation(
  (q, token: Slots<Token & { session_id: string; created_at: number }>) => {
    const { token_hash, session_id, created_at } = token
    return q.insert(q.tables.refresh_tokens).values({ token_hash, session_id, created_at })
  },
)

const setUsed = instanceMutation((q, { token_hash, now }: Slots<Token & { now: number }>) => {
  const { refresh_tokens } = q.tables
  return q
    .update(refresh_tokens)
    .set({ used_at: now })
    .where(and(eq(refresh_tokens.token_hash, token_hash), isNull(refresh_tokens.used_at)))
    .returning({ session_id: refresh_tokens.session_id })
})

/** @returns Whether this was its first use. */
export async function useRefreshToken(tx: InstanceWrite, token_hash: string, now: number): Promise<boolean> {
  return (await setUsed(tx, { token_hash, now })).length === 1
}
