/** Who has completed which lessons, each once. */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { percentage } from '../../../lib/rounding.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { enterContent } from '../../content/content.ts'
import { mayChange } from '../../content/rules.ts'
import { recordActivityOf } from '../../events/record-activity.ts'
import { whosePart, whoTakesPart } from '../../people/taking-part.ts'
import { enterLesson } from '../enter-lessons.ts'
import { LessonNotOpenError, PrerequisitesMissingError } from '../errors.ts'
import { listLessonsById, listLessonsOf, prerequisitesOf } from '../queries.ts'
import { isOpen } from '../rules.ts'
import { findCompletions, insertCompletion } from './queries.ts'
import type { Completion, CourseProgress, NewCompletion } from './schema.ts'

/**
 * @returns When it was completed first, and whether that is now.
 * @throws NotVisibleError
 * @throws LessonNotOpenError
 * @throws PrerequisitesMissingError
 * @throws NotYourselfError
 * @throws InvalidValueError
 */
export async function completeLesson(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  lesson_id: string,
  { person }: NewCompletion,
): Promise<{ isNew: boolean; completion: Completion }> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { placed } = await enterLesson(tx, principal, lesson_id)
    const person_id = await whoTakesPart(tx, principal, person, { newId, now })
    const [known] = await tx.each(findCompletions, [{ lesson_id }], { person_id })
    if (known)
      return { isNew: false, completion: toWire({ lesson_id, person_id, completed_at: known.completed_at }) }
    if (!isOpen(placed)) throw new LessonNotOpenError()
    await assertPrepared(tx, lesson_id, person_id)
    const row = { lesson_id, person_id, completed_at: now }
    const isNew = (await tx.each(insertCompletion, [row])).length > 0
    if (!isNew) return { isNew, completion: toWire(row) }
    await recordActivityOf(tx, person_id, { id: newId(), verb: 'lesson.completed', core: true, now })
    await tx.record({ type: 'lesson_completed', person_id, at: now })
    return { isNew, completion: toWire(row) }
  })
}

/** What is no longer open is asked for no longer. @throws PrerequisitesMissingError */
async function assertPrepared(tx: Write, lesson_id: string, person_id: string): Promise<void> {
  const asked = (await prerequisitesOf(tx, [lesson_id])).get(lesson_id) ?? []
  const open = (await listLessonsById(tx, asked)).filter(({ status }) => status === 'published')
  const done = await completedBy(tx, person_id, open)
  const missing = open.filter(({ id }) => !done.has(id)).map(({ id }) => id)
  if (missing.length > 0) throw new PrerequisitesMissingError(missing.sort())
}

/** @throws NotVisibleError, NotYourselfError, InvalidValueError */
export async function readProgress(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  course_id: string,
  person: string | undefined,
): Promise<CourseProgress> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row: course, viewer } = await enterContent(q, principal, course_id)
    const person_id = await whosePart(q, principal, person, mayChange(principal, viewer, course))
    const lessons = (await listLessonsOf(q, course_id)).filter(({ status }) => status === 'published')
    const done = await completedBy(q, person_id, lessons)
    const asked = await prerequisitesOf(
      q,
      lessons.map(({ id }) => id),
    )
    const isOpenTo = (id: string) => lessons.some((one) => one.id === id) && !done.has(id)
    const shown = lessons.map(({ id: lesson_id, title, position }) => {
      const completed_at = done.get(lesson_id) ?? null
      const available = completed_at === null && !(asked.get(lesson_id) ?? []).some(isOpenTo)
      return toWire({ lesson_id, title, position, completed_at, available })
    })
    const [total, completed] = [lessons.length, done.size]
    return {
      ...{ course_id, person_id, total, completed },
      percent: percentage(completed, total),
      next_lesson_id: shown.find(({ available }) => available)?.lesson_id ?? null,
      lessons: shown,
    }
  })
}

async function completedBy(q: Read, person_id: string, lessons: readonly { id: string }[]) {
  const rows = await q.each(
    findCompletions,
    lessons.map(({ id }) => ({ lesson_id: id })),
    { person_id },
  )
  return new Map(rows.map(({ lesson_id, completed_at }) => [lesson_id, completed_at]))
}
