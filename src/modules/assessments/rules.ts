/**
 * Who may do what with an assessment:
 *
 *                     admins, keys   its author   others
 *   see, and take         yes           yes       one that is published, whose lesson, if it has one, is open
 *   change, and see
 *   what is right         yes           yes       –
 *
 * To change takes the permission to write: a key that only reads, and an author who has become a viewer,
 * see no more than those who take it. Lists ask the same of the database: see `visible` in list-queries.ts.
 */

import { may, type Principal } from '../../access/principal.ts'
import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'
import { type Authored, isTheirs, type Published } from '../content/rules.ts'

export interface Placed extends Published {
  /** Whether its lesson is open to all; it is where it has none. */
  isLessonOpen: boolean
}

export function maySee(viewer: Viewer, assessment: Placed): boolean {
  return isOpen(assessment) || isTheirs(viewer, assessment)
}

export function isOpen({ status, isLessonOpen }: Placed): boolean {
  return status === 'published' && isLessonOpen
}

export function mayChange(principal: Principal, viewer: Viewer, assessment: Authored): boolean {
  return may(principal, 'knowledge.write') && isTheirs(viewer, assessment)
}

/** @throws NotYoursError */
export function assertMayChange(principal: Principal, viewer: Viewer, assessment: Authored): void {
  if (!mayChange(principal, viewer, assessment))
    throw new NotYoursError('assessment', 'its author, or an admin of the organization')
}
