/** The one way in which a lesson is written: with its place and its prerequisites, or not at all. */
import type { Act } from '../../access/act.ts'
import type { Write } from '../../db/handle.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { isMemberWithin } from '../members/members.ts'
import { holdCourse, lastPlace, leavePlace } from './positions.ts'
import {
  everyPrerequisiteOf,
  insertLesson,
  isRequired,
  type LessonRow,
  type LessonWithBody,
  listLessonsById,
  putPrerequisites,
  updateLesson,
} from './queries.ts'
import type { LessonChanges } from './schema.ts'

export interface WrittenLesson {
  row: LessonWithBody
  prerequisites: string[]
}

/** What a new lesson is before anything is said of it. */
export function blankLesson(id: string, author_id: string | null, now: number): WrittenLesson {
  const times = { created_at: now, updated_at: now - 1 }
  const row = { id, course_id: null, title: '', status: 'draft' as const, position: 0, author_id, ...times }
  return { row: { ...row, body: '' }, prerequisites: [] }
}

/**
 * Whether the caller may has been asked.
 *
 * @param before As it is, locked; what is new is blank.
 * @returns The very same where nothing changes.
 * @throws InvalidValueError
 */
export async function writeLesson(
  act: Act,
  before: WrittenLesson,
  changes: LessonChanges,
  isNew: boolean,
): Promise<WrittenLesson> {
  assertStorable(changes)
  const { title, prerequisites, ...plain } = changes
  const given = { ...plain, ...(title !== undefined && { title: title.trim() }) }
  const wanted = prerequisites ? [...new Set(prerequisites)].sort() : before.prerequisites
  const isSame = newsIn(before.row, given) === null && Bun.deepEquals(wanted, before.prerequisites)
  if (isSame && !isNew) return before
  const updated_at = Math.max(act.now, before.row.updated_at + 1)
  const row = await place(act, before.row, { ...before.row, ...given, updated_at })
  const { tx, principal, newId, now } = act
  await assertAuthor(tx, before.row, row)
  await (isNew ? insertLesson : updateLesson)(tx, row)
  if (row.course_id !== before.row.course_id && !isNew) await leavePlace(tx, before.row)
  if (!Bun.deepEquals(wanted, before.prerequisites) || row.course_id !== before.row.course_id) {
    await assertPrerequisites(tx, before.row, row, wanted)
    await putPrerequisites(tx, row.id, wanted)
  }
  const verb = isNew ? 'lesson.created' : 'lesson.changed'
  await recordOwnActivity(tx, principal, { id: newId(), verb, core: isNew, now })
  await tx.record({ kind: 'lesson', id: row.id, verb: isNew ? 'created' : 'changed' })
  return { row, prerequisites: wanted }
}

/** Behind all others of a course that it comes to. @throws InvalidValueError */
async function place({ tx, principal }: Act, before: LessonRow, after: LessonWithBody) {
  const { course_id } = after
  if (course_id === before.course_id) return after
  // In one order, so that two who move lessons between the same courses do not wait for each other.
  for (const id of [course_id, before.course_id].filter((one) => one !== null).sort()) {
    await holdCourse(tx, principal, id)
  }
  return { ...after, position: course_id === null ? 0 : await lastPlace(tx, course_id) }
}

/** @throws InvalidValueError */
async function assertAuthor(tx: Write, before: LessonRow, { author_id }: LessonRow): Promise<void> {
  if (author_id === null || author_id === before.author_id) return
  if (!(await isMemberWithin(tx, author_id))) {
    throw new InvalidValueError('author_id', 'is no member of this organization')
  }
}

/** They are of the same course, and none waits for itself. @throws InvalidValueError */
async function assertPrerequisites(
  tx: Write,
  before: LessonRow,
  after: LessonRow,
  wanted: readonly string[],
) {
  if (after.course_id !== before.course_id && (await isRequired(tx, after.id))) {
    throw new InvalidValueError('course_id', 'stays: other lessons of its course ask for this one')
  }
  const found = await listLessonsById(tx, wanted)
  const alike = new Set(found.filter(({ course_id }) => course_id === after.course_id).map(({ id }) => id))
  const wrong = wanted.find((id) => !alike.has(id) || id === after.id)
  if (wrong !== undefined) {
    throw new InvalidValueError(
      'prerequisites',
      `holds ${wrong}, which is no other lesson of the same course`,
    )
  }
  if (after.course_id !== null) await tx.lock('content', [after.course_id], 'update')
  if (await leadsTo(tx, after, wanted)) {
    throw new InvalidValueError('prerequisites', 'wait for this lesson themselves')
  }
}

/** Whether one asks for this lesson, by whatever detour: also over those in the trash, which come back. */
async function leadsTo(tx: Write, { id }: LessonRow, wanted: readonly string[]): Promise<boolean> {
  const seen = new Set<string>()
  for (let next = [...wanted]; next.length > 0; ) {
    if (next.includes(id)) return true
    for (const one of next) seen.add(one)
    next = (await everyPrerequisiteOf(tx, next)).filter((one) => !seen.has(one))
  }
  return false
}
