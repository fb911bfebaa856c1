/**
 * Who may do what with a lesson:
 *
 *              admins, keys   its author, and its course's   others
 *   see             yes                  yes                 one that is published, in a published course or in none
 *   change          yes                  yes                 –
 *
 * One whose course is in the trash is not there for anybody, until the course comes back.
 * Lists ask the same of the database: see `visible` in list-queries.ts.
 */

import { may, type Principal } from '../../access/principal.ts'
import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'
import { isTheirs, type Published } from '../content/rules.ts'

/** A lesson with its course; `null` where it belongs to none, and nothing where that is in the trash. */
export interface Placed extends Published {
  course: Published | null | undefined
}

export function maySee(viewer: Viewer, lesson: Placed): boolean {
  if (lesson.course === undefined) return false
  return isOpen(lesson) || isTheirsAsAuthor(viewer, lesson)
}

/** To everybody. */
export function isOpen({ status, course }: Placed): boolean {
  return status === 'published' && (course === null || course?.status === 'published')
}

export function isTheirsAsAuthor(viewer: Viewer, lesson: Placed): boolean {
  return isTheirs(viewer, lesson) || (lesson.course != null && isTheirs(viewer, lesson.course))
}

/** @throws NotYoursError */
export function assertMayChange(principal: Principal, viewer: Viewer, lesson: Placed): void {
  if (may(principal, 'knowledge.write') && isTheirsAsAuthor(viewer, lesson)) return
  throw new NotYoursError('lesson', 'its author, the author of its course, or an admin')
}
