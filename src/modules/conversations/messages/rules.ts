/** Whose a message is, and what may be done with it. */

import { type Author, isAuthor } from '../../../access/authorship.ts'
import type { Principal } from '../../../access/principal.ts'
import { NotYoursError } from '../../../lib/app-error.ts'
import type { ConversationRow } from '../queries.ts'
import { mayLead } from '../rules.ts'
import { RoleNotYoursError } from './errors.ts'
import type { MessageRole } from './schema.ts'

const ROLES = {
  session: ['user'],
  api_key: ['assistant', 'system', 'tool'],
} as const satisfies Record<Principal['kind'], MessageRole[]>

/** The first of those that the caller may take, where none is asked for. @throws RoleNotYoursError */
export function roleFor({ kind }: Principal, asked: MessageRole | undefined): MessageRole {
  const roles: readonly MessageRole[] = ROLES[kind]
  const role = asked ?? ROLES[kind][0]
  if (!roles.includes(role)) throw new RoleNotYoursError(roles)
  return role
}

/** @throws NotYoursError */
export function assertMayEdit(principal: Principal, message: Author): void {
  if (!isAuthor(principal, message)) throw new NotYoursError('message', 'its author')
}

/** @throws NotYoursError */
export function assertMayDelete(principal: Principal, { role }: ConversationRow, message: Author): void {
  if (isAuthor(principal, message) || mayLead(principal, { role })) return
  throw new NotYoursError('message', 'its author, or an owner of the conversation')
}
