import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Authenticated } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import { findKey } from '../api-keys/api-keys.ts'
import { API_KEY_PREFIX } from '../api-keys/key-text.ts'
import { findLiveSession } from './queries.ts'

type Needs = Pick<Base, 'db' | 'clock'> & { tokens: AccessTokens }

/**
 * Who presents this credential, an access token or an API key. The tenant comes from the
 * principal and from nowhere else.
 *
 * @returns `null` for one that is wrong, over or revoked.
 */
export async function authenticate(context: Needs, credential: string): Promise<Authenticated | null> {
  return credential.startsWith(API_KEY_PREFIX)
    ? findKey(context, credential)
    : findSession(context, credential)
}

async function findSession({ db, clock, tokens }: Needs, token: string): Promise<Authenticated | null> {
  const verified = await tokens.verify(token)
  if (!verified) return null
  const { session_id, ends_at } = verified
  const [session] = await db.instance.read((q) => q.all(findLiveSession, { session_id, now: clock.now() }))
  if (!session) return null
  const { plan, expires_at, is_instance_admin, needs_second_factor, ...found } = session
  return {
    principal: {
      kind: 'session',
      ...found,
      is_instance_admin: Boolean(is_instance_admin),
      needs_second_factor: Boolean(needs_second_factor),
    },
    plan,
    ends_at: Math.min(ends_at, expires_at),
  }
}
