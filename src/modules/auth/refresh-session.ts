/**
 * New tokens for a refresh token. It works once, and one that comes again was stolen, from the caller or
 * by the caller: the whole session ends.
 *
 *   T1 ─► T2 ─► T3        each is made of the one before it, by our secret
 *   T1 again, from the same client, within seconds, T2 not used yet ─► T2 again
 *   T1 again, otherwise ─► the session ends
 *
 * Two tabs of a browser refresh with the same token at once, and one whose answer was lost asks again:
 * neither is a thief. They are given the same successor, so that there is one chain still: who has
 * stolen T1 and is quick enough has T2 with its owner, and the next of the two who comes is found out.
 * As no token is kept but its hash, the successor must be one that can be made again.
 */

import type { AccessTokens } from '../../access/access-tokens.ts'
import type { Base } from '../../base.ts'
import type { InstanceWrite } from '../../db/handle.ts'
import { networkOf } from '../../lib/ip-address.ts'
import { InvalidRefreshTokenError } from './errors.ts'
import { listMemberships } from './queries.ts'
import type { SignedIn } from './schema.ts'
import {
  findRefreshToken,
  findUsedToken,
  insertRefreshToken,
  updateSession,
  useRefreshToken,
} from './session-queries.ts'
import { answerSignedIn, type Device, endSession, kept, SESSION_MS } from './sessions.ts'
import { hashSecret } from './tokens.ts'

const GRACE_MS = 10_000

/** @throws InvalidRefreshTokenError. What ended with it stays ended. */
export async function refreshSession(
  context: Pick<Base, 'db' | 'clock'> & { tokens: AccessTokens },
  refreshToken: string,
  device: Device,
): Promise<SignedIn> {
  const use: Use = {
    token_hash: hashSecret(refreshToken),
    refresh_token: context.tokens.successorOf(refreshToken),
    device: kept(device),
    now: context.clock.now(),
  }
  const session = await context.db.instance.write((instance) => refreshed(instance, use))
  if (!session) throw new InvalidRefreshTokenError()
  return answerSignedIn(context, session)
}

interface Use {
  token_hash: string
  /** The successor. */
  refresh_token: string
  device: Device
  now: number
}

async function refreshed(instance: InstanceWrite, use: Use) {
  const { token_hash, refresh_token, device, now } = use
  const found = await findRefreshToken(instance, token_hash, now)
  if (!found) return null
  const { session_id } = found
  const isFirstUse = await useRefreshToken(instance, token_hash, now)
  if (!isFirstUse && !(await isSameClientAgain(instance, use))) {
    await endSession(instance, session_id)
    return null
  }
  const membership = await membershipFor(instance, found)
  if (!membership) return null
  const { organization_id, id: member_id } = membership
  if (isFirstUse) {
    const changes = {
      active_organization_id: organization_id,
      last_used_at: now,
      expires_at: now + SESSION_MS,
    }
    await updateSession(instance, { id: session_id, ...changes, ...device })
    await insertRefreshToken(instance, { token_hash: hashSecret(refresh_token), session_id, created_at: now })
  }
  return { session_id, organization_id, member_id, refresh_token }
}

/** Of a token that was used. The session has the device of its last refresh. */
async function isSameClientAgain(
  instance: InstanceWrite,
  { token_hash, refresh_token, device, now }: Use,
): Promise<boolean> {
  const before = await findUsedToken(instance, token_hash)
  const after = await findUsedToken(instance, hashSecret(refresh_token))
  if (before?.used_at == null || after?.used_at !== null) return false
  const isSoon = Math.abs(now - before.used_at) < GRACE_MS
  return isSoon && before.user_agent === device.user_agent && isNear(before.address, device.address)
}

function isNear(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && networkOf(one) === networkOf(other))
}

/** Where the session works; another of the user's organizations when they are no longer in that one. */
async function membershipFor(
  instance: InstanceWrite,
  { user_id, organization_id }: { user_id: string; organization_id: string },
) {
  const memberships = await listMemberships(instance, user_id)
  return memberships.find((one) => one.organization_id === organization_id) ?? memberships[0]
}
