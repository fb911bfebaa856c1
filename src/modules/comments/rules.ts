/**
 * Who may do what with a comment, of those who see its task; whoever does not, sees no comment of it:
 *
 *   read      everybody
 *   write     everybody but viewers of the organization, also those who may only view the task
 *   edit      its author
 *   delete    its author, and whoever may manage the task
 *
 * That viewers write nothing is said by the permission of the routes, as everywhere.
 */
import type { Principal } from '../auth/principal.ts'
import type { Right } from '../tasks/rules.ts'
import { CommentNotYoursError } from './errors.ts'

/** A member or a key, each in a column of its own: the id of the one is never taken for the other's. */
export interface Authored {
  author_id: string | null
  api_key_id: string | null
}

export function authorship(principal: Principal): Authored {
  return principal.kind === 'session'
    ? { author_id: principal.member_id, api_key_id: null }
    : { author_id: null, api_key_id: principal.api_key_id }
}

/** @throws CommentNotYoursError */
export function assertMayEdit(principal: Principal, comment: Authored): void {
  if (!isAuthor(principal, comment)) throw new CommentNotYoursError('its author')
}

/** @throws CommentNotYoursError */
export function assertMayDelete(principal: Principal, right: Right, comment: Authored): void {
  if (right === 'manage' || isAuthor(principal, comment)) return
  throw new CommentNotYoursError('its author, or somebody who may delete the task')
}

function isAuthor(principal: Principal, { author_id, api_key_id }: Authored): boolean {
  return principal.kind === 'session'
    ? author_id === principal.member_id
    : api_key_id === principal.api_key_id
}
