/**
 * Who may do what in a conversation. Only those who are in it see it, whatever they are in the
 * organization; of keys, which are in none, all see those with assistants, and answer there. That is
 * said once, in SQL, for lists and for single ones: see `seenBy` in queries.ts.
 *
 * Owners of a group name it, and take others in and out. Who may not write in the organization does
 * none of this, even as an owner.
 */

import { may, type Principal } from '../../access/principal.ts'
import { ForbiddenError } from '../../lib/app-error.ts'
import { DirectConversationError, NotAGroupError } from './errors.ts'
import type { ConversationRow } from './queries.ts'

type Seen = Pick<ConversationRow, 'kind' | 'role'>

/** @throws ForbiddenError */
export function assertOwns(principal: Principal, { role }: Seen): void {
  if (!mayLead(principal, { role }))
    throw new ForbiddenError(
      'conversation_owners_only',
      'This takes an owner of the conversation who may write.',
    )
}

export function mayLead(principal: Principal, { role }: Pick<Seen, 'role'>): boolean {
  return role === 'owner' && may(principal, 'chat.start')
}

/** @throws NotAGroupError */
export function assertGroup({ kind }: Seen): void {
  if (kind !== 'group') throw new NotAGroupError()
}

/** @throws DirectConversationError */
export function assertNotDirect({ kind }: Seen): void {
  if (kind === 'direct') throw new DirectConversationError()
}
