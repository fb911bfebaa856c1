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
import { toWire } from '../../lib/to-wire.ts'
import { type Authored, isTheirs, type Published } from '../content/rules.ts'
import { AssessmentClosedError } from './errors.ts'

export interface Placed extends Published {
  /** Whether its lesson is open to all; it is where it has none. */
  isLessonOpen: boolean
}

export function maySee(viewer: Viewer, assessment: Placed): boolean {
  return isOpen(assessment) || isTheirs(viewer, assessment)
}

function isOpen({ status, isLessonOpen }: Placed): boolean {
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

/**
 * Whether it can be taken now.
 *
 * @param window Epoch ms, as `now`; `null` where it has no end on that side.
 * @throws AssessmentClosedError
 */
export function assertOpen(
  { status, isLessonOpen }: Placed,
  window: { opens_at: number | null; closes_at: number | null },
  now: number,
): void {
  const { opens_at, closes_at } = window
  const times = toWire({ opens_at, closes_at })
  if (status !== 'published') throw new AssessmentClosedError('unpublished', times)
  if (!isLessonOpen) throw new AssessmentClosedError('lesson', times)
  const isEarly = opens_at !== null && now < opens_at
  if (isEarly || (closes_at !== null && now >= closes_at)) throw new AssessmentClosedError('time', times)
}
