/** Who comes to a lesson, and what it is to them. */

import type { Principal } from '../../access/principal.ts'
import { readViewer, type Viewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { NotVisibleError } from '../../lib/app-error.ts'
import { contentWithin } from '../content/visibility.ts'
import { findLesson, type LessonRow, type LessonWithBody, listLessonsById } from './queries.ts'
import { assertMayChange, isOpen, maySee, type Placed } from './rules.ts'

export interface EnteredLesson {
  row: LessonWithBody
  viewer: Viewer
  placed: Placed
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enterLesson(q: Read, principal: Principal, id: string): Promise<EnteredLesson> {
  const viewer = await readViewer(q, principal)
  const row = await findLesson(q, id)
  const [placed] = row ? await placedWithin(q, [row]) : []
  if (!row || !placed || !maySee(viewer, placed)) throw new NotVisibleError('lesson')
  return { row, viewer, placed }
}

/**
 * As above, and nobody else changes it or its place until the transaction ends. The course is locked
 * first, as by those who put its lessons in order.
 *
 * @throws NotYoursError
 */
export async function enterToChange(tx: Write, principal: Principal, id: string): Promise<EnteredLesson> {
  const course_id = (await findLesson(tx, id))?.course_id ?? null
  if (course_id !== null) await tx.lock('content', [course_id], 'update')
  await tx.lock('lessons', [id], 'update')
  const entered = await enterLesson(tx, principal, id)
  // Somebody may have moved it to another course until then.
  const present_id = entered.row.course_id
  if (present_id !== null && present_id !== course_id) await tx.lock('content', [present_id], 'update')
  assertMayChange(principal, entered.viewer, entered.placed)
  return entered
}

/** The same rows, each with its course. */
export async function placedWithin<Row extends LessonRow>(
  q: Read,
  rows: readonly Row[],
): Promise<(Row & Placed)[]> {
  const courses = await contentWithin(q, [...new Set(rows.flatMap(({ course_id }) => course_id ?? []))])
  return rows.map((row) => ({ ...row, course: row.course_id === null ? null : courses.get(row.course_id) }))
}

export interface LessonRight {
  /** To everybody. */
  isOpen: boolean
}

/** Of those among them that the viewer sees, by id. */
export async function lessonsSeenBy(
  q: Read,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LessonRight>> {
  const placed = await placedWithin(q, await listLessonsById(q, ids))
  const seen = placed.filter((lesson) => maySee(viewer, lesson))
  return new Map(seen.map((lesson) => [lesson.id, { isOpen: isOpen(lesson) }]))
}

/** Those among them that are open to everybody. */
export async function lessonsOpen(q: Read, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const placed = await placedWithin(q, await listLessonsById(q, ids))
  return new Set(placed.filter(isOpen).map(({ id }) => id))
}
