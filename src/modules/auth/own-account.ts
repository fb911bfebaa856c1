/** Who is signed in, and how often they may still ask. */
import type { LimitLeft, Limits } from '../../access/limits.ts'
import type { SessionPrincipal } from '../../access/principal.ts'
import { callerOf } from '../../access/principals.ts'
import type { Base } from '../../base.ts'
import type { OwnAccount, OwnAccountQuery } from './schema.ts'
import { readAccount } from './sessions.ts'

export async function readOwnAccount(
  context: Pick<Base, 'db' | 'clock'> & { limits: Limits },
  principal: SessionPrincipal,
  { limits }: OwnAccountQuery,
): Promise<OwnAccount> {
  const account = await readAccount(context, principal)
  if (limits !== 'true') return account
  const state = context.limits.stateOf(callerOf(principal))
  const left = context.limits.leftOf(state, account.organization.plan, context.clock.now())
  return { ...account, limits: left?.map(toWire) ?? null }
}

function toWire({ resets_at, ...left }: LimitLeft) {
  return { ...left, resets_at: resets_at === null ? null : new Date(resets_at).toISOString() }
}
