import type { Context } from '../../context.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { ACCESS_TOKEN_SECONDS } from './access-tokens.ts'
import { NotSignedInError } from './errors.ts'
import { findAccount, insertSession } from './queries.ts'
import type { Account, SignedIn } from './schema.ts'

const SESSION_DAYS = 30
const DAY_MS = 86_400_000

export async function openSession(
  tx: InstanceWrite,
  {
    id,
    user_id,
    organization_id,
    now,
  }: { id: string; user_id: string; organization_id: string; now: number },
): Promise<string> {
  await insertSession(tx, {
    id,
    user_id,
    active_organization_id: organization_id,
    created_at: now,
    expires_at: now + SESSION_DAYS * DAY_MS,
  })
  return id
}

/** The current user, organization and role. */
export async function readAccount(
  { db }: Pick<Context, 'db'>,
  { organization_id, member_id }: { organization_id: string; member_id: string },
): Promise<Account> {
  const account = await db.for(organization_id).read((q) => findAccount(q, member_id))
  if (!account) throw new NotSignedInError()
  const { user, organization, member } = account
  return {
    user: { ...user, created_at: new Date(user.created_at).toISOString() },
    organization: { ...organization, created_at: new Date(organization.created_at).toISOString() },
    member: { id: member.id, role: member.role },
  }
}

export async function answerSignedIn(
  context: Pick<Context, 'db' | 'tokens'>,
  session: { session_id: string; organization_id: string; member_id: string },
): Promise<SignedIn> {
  const account = await readAccount(context, session)
  const access_token = await context.tokens.sign(session.session_id)
  return { ...account, access_token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS }
}
