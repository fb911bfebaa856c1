/**
 * Sessions: a signed-in device. The access token lives for minutes and names the session; the
 * refresh token is used once, for new ones of both: refresh-session.ts.
 */

import type { AccessTokens } from '../../access/access-tokens.ts'
import { ACCESS_TOKEN_SECONDS } from '../../access/access-tokens.ts'
import { NotSignedInError } from '../../access/errors.ts'
import type { SessionPrincipal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Audited } from '../../db/facts.ts'
import type { InstanceWrite, Read } from '../../db/handle.ts'
import { NotFoundError } from '../../lib/app-error.ts'
import { preferencesOf } from './preferences.ts'
import { findAccount, listMemberships } from './queries.ts'
import type { Account, Session, SignedIn } from './schema.ts'
import { deleteSession, insertRefreshToken, insertSession, listSessionsOf } from './session-queries.ts'
import { hashSecret, newSecret } from './tokens.ts'

/** Without a refresh a session ends after this; with one it begins anew. */
export const SESSION_MS = 30 * 86_400_000
export const SESSION_SECONDS = SESSION_MS / 1000
const LONGEST_USER_AGENT = 300

/** What is known of the device, to tell sessions apart in a list. */
export interface Device {
  user_agent: string | null
  address: string | null
}

interface OpenedSession {
  session_id: string
  refresh_token: string
}

/** @param issuer Of the provider by which they signed in, where that was so. */
export async function openSession(
  tx: InstanceWrite,
  { user_id, organization_id }: { user_id: string; organization_id: string },
  { id, now, device, issuer }: { id: string; now: number; device: Device; issuer?: string },
): Promise<OpenedSession> {
  await insertSession(tx, {
    id,
    user_id,
    active_organization_id: organization_id,
    created_at: now,
    expires_at: now + SESSION_MS,
    last_used_at: now,
    issuer: issuer ?? null,
    ...kept(device),
  })
  const refresh_token = newSecret()
  await insertRefreshToken(tx, { token_hash: hashSecret(refresh_token), session_id: id, created_at: now })
  await tx
    .within(organization_id)
    .record(
      { kind: 'session', id, verb: 'started' },
      { after: { user_id, user_agent: kept(device).user_agent, ...(issuer !== undefined && { issuer }) } },
    )
  return { session_id: id, refresh_token }
}

/** What is kept of a device. */
export function kept({ user_agent, address }: Device): Device {
  return { user_agent: user_agent?.slice(0, LONGEST_USER_AGENT) ?? null, address }
}

/** Ends a session everywhere, with the commit of this transaction. */
export async function endSession(instance: InstanceWrite, id: string): Promise<void> {
  const organization_id = await deleteSession(instance, id)
  if (organization_id === null) return
  await instance.within(organization_id).record({ kind: 'session', id, verb: 'ended' }, {})
}

/**
 * That the password is another one, and with it sessions are over: in each of the user's organizations,
 * where whoever remembers them looks.
 */
export async function recordPasswordChange(instance: InstanceWrite, user_id: string): Promise<void> {
  await recordOfUser(instance, user_id, 'password_changed')
}

/** What has become of an account, in each of its organizations, and in their audit logs. */
export async function recordOfUser(
  instance: InstanceWrite,
  user_id: string,
  verb: string,
  audited: Audited = {},
): Promise<void> {
  for (const { organization_id } of await listMemberships(instance, user_id)) {
    await instance.within(organization_id).record({ kind: 'user', id: user_id, verb }, audited)
  }
}

export async function signOut({ db }: Pick<Base, 'db'>, principal: SessionPrincipal): Promise<void> {
  await db.instance.write((instance) => endSession(instance, principal.session_id))
}

/** The devices on which the user is signed in, the newest first. */
export async function listSessions(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: SessionPrincipal,
): Promise<Session[]> {
  const sessions = await db.instance.read((q) => listSessionsOf(q, principal.user_id, clock.now()))
  return sessions.map(({ id, created_at, last_used_at, user_agent, address }) => ({
    id,
    created_at: new Date(created_at).toISOString(),
    last_used_at: new Date(last_used_at ?? created_at).toISOString(),
    user_agent,
    address,
    is_current: id === principal.session_id,
  }))
}

/** @throws NotFoundError for another user's session, as for one that never was. */
export async function revokeSession(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: SessionPrincipal,
  sessionId: string,
): Promise<void> {
  await db.instance.write(async (instance) => {
    const sessions = await listSessionsOf(instance, principal.user_id, clock.now())
    if (!sessions.some(({ id }) => id === sessionId))
      throw new NotFoundError('session', 'You have no session with this id.')
    await endSession(instance, sessionId)
  })
}

/** Ends the user's sessions but this one. */
export async function revokeOtherSessions(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  { user_id, session_id }: SessionPrincipal,
): Promise<void> {
  await db.instance.write(async (instance) => {
    const sessions = await listSessionsOf(instance, user_id, clock.now())
    for (const { id } of sessions) if (id !== session_id) await endSession(instance, id)
  })
}

/** The current user, organization and role. */
export async function readAccount(
  { db }: Pick<Base, 'db'>,
  { organization_id, member_id }: { organization_id: string; member_id: string },
): Promise<Account> {
  return db.for(organization_id).read((q) => accountWithin(q, member_id))
}

/** @throws NotSignedInError for one who is no member, or no longer. */
export async function accountWithin(q: Read, member_id: string): Promise<Account> {
  const account = await findAccount(q, member_id)
  if (!account) throw new NotSignedInError()
  return {
    user: {
      id: account.user_id,
      email: account.email,
      name: account.user_name,
      is_instance_admin: account.is_instance_admin,
      created_at: new Date(account.user_created_at).toISOString(),
      email_verified: account.email_verified_at !== null,
      preferences: preferencesOf(account.preferences),
    },
    organization: {
      id: account.organization_id,
      name: account.organization_name,
      slug: account.slug,
      time_zone: account.time_zone,
      plan: account.plan,
      created_at: new Date(account.organization_created_at).toISOString(),
    },
    member: { id: account.member_id, role: account.role },
  }
}

export async function answerSignedIn(
  context: Pick<Base, 'db'> & { tokens: AccessTokens },
  session: OpenedSession & { organization_id: string; member_id: string },
): Promise<SignedIn> {
  const account = await readAccount(context, session)
  const access_token = await context.tokens.sign(session.session_id)
  return {
    ...account,
    access_token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: session.refresh_token,
  }
}
