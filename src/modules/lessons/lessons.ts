import type { Principal } from '../../access/principal.ts'
import { actorOf, readViewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read } from '../../db/handle.ts'
import { type Page, pageBy, pageById } from '../../http/page.ts'
import { InvalidValueError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { toWire } from '../../lib/to-wire.ts'
import type { Renders } from '../content/html/markdown-renderer.ts'
import type { ContentFormat } from '../content/schema.ts'
import { enterLesson, enterToChange } from './enter-lessons.ts'
import { countLessons, listByPosition, listLessons as listRows } from './list-queries.ts'
import { holdCourse, leavePlace, putInOrder } from './positions.ts'
import {
  discardLesson,
  type LessonRow,
  type LessonWithBody,
  listLessonsOf,
  prerequisitesOf,
} from './queries.ts'
import type { Lesson, LessonChanges, LessonOrder, LessonSummary, LessonsQuery, NewLesson } from './schema.ts'
import { blankLesson, type WrittenLesson, writeLesson } from './write-lesson.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** Those that the caller may see; of one course in its order. @throws InvalidValueError */
export async function listLessons(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { course_id, status, sort, ...query }: LessonsQuery,
): Promise<Page<LessonSummary>> {
  const { organization_id } = principal
  const filter = { course_id, status }
  const list = `lessons ${JSON.stringify([course_id, status])}`
  const inside = <T>(read: (q: Read) => Promise<T>) => db.for(organization_id).read(read)
  const withPrerequisites = async (q: Read, rows: LessonRow[]) => {
    const asked = await prerequisitesOf(
      q,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => summaryOf(row, asked.get(row.id) ?? []))
  }
  const count = () => inside(async (q) => countLessons(q, await readViewer(q, principal), filter))
  if ((sort ?? 'position') !== 'position' || course_id === undefined) {
    if (sort === 'position') throw new InvalidValueError('sort', 'by position takes a course_id')
    return pageById(cursors, { organization_id, list }, sort === undefined ? query : { ...query, sort }, {
      read: (page) =>
        inside(async (q) =>
          withPrerequisites(q, await listRows(q, await readViewer(q, principal), page, filter)),
        ),
      count,
    })
  }
  return pageBy(cursors, { organization_id, list, sort: 'position' }, query, {
    read: ({ after, limit }) =>
      inside(async (q) => {
        const page = { after: after === null ? 0 : Number(after[0]), limit }
        return withPrerequisites(q, await listByPosition(q, await readViewer(q, principal), page, filter))
      }),
    positionOf: ({ position }) => [position],
    count,
  })
}

/** @throws NotVisibleError, TextNotRenderedError */
export async function readLesson(
  { db, markdown }: Pick<Base, 'db'> & Renders,
  principal: Principal,
  id: string,
  { format }: ContentFormat,
): Promise<Lesson> {
  const { row, prerequisites } = await db.for(principal.organization_id).read(async (q) => {
    const { row } = await enterLesson(q, principal, id)
    return withAsked(q, row)
  })
  const { body, ...rest } = row
  if (format !== 'html') return lessonOf({ row, prerequisites })
  return { ...summaryOf(rest, prerequisites), ...(await markdown.render(principal.organization_id, body)) }
}

/** @throws InvalidValueError */
export async function createLesson(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewLesson,
): Promise<Lesson> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { member_id } = await readViewer(tx, principal)
    const blank = blankLesson(newId(), member_id, now)
    return lessonOf(await writeLesson({ tx, newId, now, principal }, blank, given, true))
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeLesson(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: LessonChanges,
  ifMatch: string | null,
): Promise<Lesson> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const before = await withAsked(tx, (await enterToChange(tx, principal, id)).row)
    assertUnchanged(ifMatch, lessonOf(before))
    return lessonOf(await writeLesson({ tx, newId, now, principal }, before, changes, false))
  })
}

/** Puts a lesson into the trash; those behind it close up. @throws NotVisibleError, NotYoursError, ChangedMeanwhileError */
export async function deleteLesson(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const { row } = await enterToChange(tx, principal, id)
    if (ifMatch !== null) assertUnchanged(ifMatch, lessonOf(await withAsked(tx, row)))
    await discardLesson(tx, { id, deleted_at: clock.now(), deleted_by: actorOf(principal) })
    await leavePlace(tx, row)
    await tx.record({ kind: 'lesson', id, verb: 'deleted' })
  })
}

/** All lessons of a course, in another order. @throws InvalidValueError */
export async function orderLessons(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  { course_id, lesson_ids }: LessonOrder,
): Promise<LessonSummary[]> {
  return db.for(principal.organization_id).write(async (tx) => {
    await holdCourse(tx, principal, course_id)
    const rows = await listLessonsOf(tx, course_id)
    const isWhole = new Set(lesson_ids).size === lesson_ids.length && lesson_ids.length === rows.length
    if (!isWhole || rows.some(({ id }) => !lesson_ids.includes(id))) {
      throw new InvalidValueError(
        'lesson_ids',
        `must name each of the ${rows.length} lessons of the course once`,
      )
    }
    for (const { id } of await putInOrder(tx, rows, lesson_ids)) {
      await tx.record({ kind: 'lesson', id, verb: 'moved' })
    }
    const asked = await prerequisitesOf(tx, lesson_ids)
    return (await listLessonsOf(tx, course_id)).map((row) => summaryOf(row, asked.get(row.id) ?? []))
  })
}

async function withAsked(q: Read, row: LessonWithBody): Promise<WrittenLesson> {
  return { row, prerequisites: (await prerequisitesOf(q, [row.id])).get(row.id) ?? [] }
}

/** Always in the same order, of which the tag is made, too. */
function lessonOf({ row: { body, ...row }, prerequisites }: WrittenLesson): Lesson {
  return { ...summaryOf(row, prerequisites), body }
}

function summaryOf(row: LessonRow, prerequisites: string[]): LessonSummary {
  const { id, course_id, title, status, position, author_id, created_at, updated_at } = row
  return toWire({
    ...{ id, course_id, title, status, position, prerequisites, author_id, created_at, updated_at },
  })
}
