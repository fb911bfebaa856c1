import type { Context } from '../../context.ts'
import { findKey } from '../api-keys/api-keys.ts'
import { API_KEY_PREFIX } from '../api-keys/key-text.ts'
import type { Principal } from './principal.ts'
import { findLiveSession } from './queries.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'tokens'>

/**
 * Who presents these headers. The tenant comes from the principal and from nowhere else.
 *
 * @returns `null` when there is no credential, or one that is wrong, over or revoked.
 */
export async function authenticate(context: Needs, headers: Headers): Promise<Principal | null> {
  const credential = headers.get('x-api-key') ?? bearerToken(headers)
  if (!credential) return null
  return credential.startsWith(API_KEY_PREFIX)
    ? findKey(context, credential)
    : findSession(context, credential)
}

function bearerToken(headers: Headers): string | null {
  const [scheme, token] = headers.get('authorization')?.split(' ') ?? []
  return scheme?.toLowerCase() === 'bearer' && token ? token : null
}

async function findSession({ db, clock, tokens }: Needs, token: string): Promise<Principal | null> {
  const session_id = await tokens.verify(token)
  if (!session_id) return null
  const [session] = await db.instance.read((q) => q.all(findLiveSession, { session_id, now: clock.now() }))
  if (!session) return null
  return { kind: 'session', ...session, is_instance_admin: Boolean(session.is_instance_admin) }
}
