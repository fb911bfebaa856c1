/**
 * Who may do what with content:
 *
 *              admins, keys   its author   others
 *   see             yes          yes       what is published
 *   change          yes          yes        –
 *   delete          yes          yes        –
 *
 * Revisions and generations are part of the making: they are for those who may change it. That
 * viewers, and keys that only read, change nothing is said by the permission, as everywhere.
 *
 * Lists ask the same of the database: see `visible` in list-queries.ts.
 */

import { may, type Principal } from '../../access/principal.ts'
import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'

export interface Authored {
  author_id: string | null
}

export interface Published extends Authored {
  status: string
}

export function maySee(viewer: Viewer, thing: Published): boolean {
  return thing.status === 'published' || isTheirs(viewer, thing)
}

/** Whether somebody is above it, as far as it goes by whose it is. */
export function isTheirs({ seesAll, member_id }: Viewer, { author_id }: Authored): boolean {
  return seesAll || (member_id !== null && author_id === member_id)
}

export function mayChange(principal: Principal, viewer: Viewer, thing: Authored): boolean {
  return may(principal, 'knowledge.write') && isTheirs(viewer, thing)
}

/** @throws NotYoursError */
export function assertMayChange(principal: Principal, viewer: Viewer, thing: Authored): void {
  if (!mayChange(principal, viewer, thing))
    throw new NotYoursError('content', 'its author, or an admin of the organization')
}
