/**
 * The places of lessons in their course: from 1 on, without gaps. Whoever moves one holds the course, so
 * that no two are given the same place.
 */
import type { Principal } from '../../access/principal.ts'
import { readViewer } from '../../access/viewer.ts'
import type { Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { mayChange } from '../content/rules.ts'
import { contentWithin } from '../content/visibility.ts'
import { closeGap, countLessonsOf, type LessonRow, putPosition } from './queries.ts'
import { MOST_LESSONS } from './schema.ts'

/** Holds a course that the caller may change. @throws InvalidValueError */
export async function holdCourse(tx: Write, principal: Principal, course_id: string): Promise<void> {
  await tx.lock('content', [course_id], 'update')
  const course = (await contentWithin(tx, [course_id])).get(course_id)
  const isOurs = course !== undefined && mayChange(principal, await readViewer(tx, principal), course)
  if (!isOurs) throw new InvalidValueError('course_id', 'is no course that you may change')
  if (course.kind !== 'course')
    throw new InvalidValueError('course_id', 'is content, but not of the kind "course"')
}

/** The place behind all others. @throws InvalidValueError */
export async function lastPlace(tx: Write, course_id: string): Promise<number> {
  const count = await countLessonsOf(tx, course_id)
  if (count >= MOST_LESSONS) throw new InvalidValueError('course_id', `has ${MOST_LESSONS} lessons already`)
  return count + 1
}

/** Of a lesson that has left its course. */
export async function leavePlace(tx: Write, { course_id, position }: LessonRow): Promise<void> {
  if (course_id !== null) await tx.all(closeGap, { course_id, position })
}

/** Gives those a new place that are at another. @param wanted Their ids in their order. */
export async function putInOrder(tx: Write, rows: readonly LessonRow[], wanted: readonly string[]) {
  const places = new Map(wanted.map((id, index) => [id, index + 1]))
  const moved = rows.filter(({ id, position }) => places.get(id) !== position)
  for (const { id } of moved) await tx.all(putPosition, { id, position: places.get(id) ?? 0 })
  return moved
}
