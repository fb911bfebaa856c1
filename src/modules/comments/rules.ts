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

import { type Author, isAuthor } from '../../access/authorship.ts'
import type { Principal } from '../../access/principal.ts'
import { NotYoursError } from '../../lib/app-error.ts'
import type { Right } from '../tasks/rules.ts'

/** @throws NotYoursError */
export function assertMayEdit(principal: Principal, comment: Author): void {
  if (!isAuthor(principal, comment)) throw new NotYoursError('comment', 'its author')
}

/** @throws NotYoursError */
export function assertMayDelete(principal: Principal, right: Right, comment: Author): void {
  if (right === 'manage' || isAuthor(principal, comment)) return
  throw new NotYoursError('comment', 'its author, or somebody who may delete the task')
}
