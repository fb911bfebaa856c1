import { and, count, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import { batchStatement, statement } from '../../db/statement.ts'
import type { LessonStatus } from './schema.ts'

export interface LessonRow {
  id: string
  course_id: string | null
  title: string
  status: LessonStatus
  position: number
  author_id: string | null
  created_at: number
  updated_at: number
}

export interface LessonWithBody extends LessonRow {
  body: string
}

/** One that is not in the trash, whoever may see it. */
export async function findLesson(q: Read, id: string): Promise<LessonWithBody | null> {
  const [row] = await selectLesson(q, { id })
  return row ? (asRow(row) as LessonWithBody) : null
}

const selectLesson = query((q, { id }: Slots<{ id: string }>) => {
  const { lessons } = q.tables
  return q
    .select({ ...columnsOf(lessons), body: lessons.body })
    .from(lessons)
    .where(and(live(q), eq(lessons.id, id)))
})

/** Those of them that are there, or in the trash, whoever may see them. */
export async function listLessonsById(
  q: Read,
  ids: readonly string[],
  which: 'live' | 'trashed' = 'live',
): Promise<LessonRow[]> {
  return ids.length === 0 ? [] : (await selectById(q, { ids }, { which })).map(asRow)
}

const selectById = query(
  (q, { ids }: Slots<{ ids: readonly string[] }>, { which }: { which: 'live' | 'trashed' }) => {
    const { lessons } = q.tables
    const isWanted = which === 'live' ? isNull(lessons.deleted_at) : isNotNull(lessons.deleted_at)
    return q
      .select(columnsOf(lessons))
      .from(lessons)
      .where(and(q.mine(lessons), isWanted, q.can.oneOf(lessons.id, ids)))
  },
)

/** All of a course that are not in the trash, in their order. */
export async function listLessonsOf(q: Read, course_id: string): Promise<LessonRow[]> {
  return (await selectOfCourse(q, { course_id })).map(asRow)
}

const selectOfCourse = query((q, { course_id }: Slots<{ course_id: string }>) => {
  const { lessons } = q.tables
  return q
    .select(columnsOf(lessons))
    .from(lessons)
    .where(and(live(q), eq(lessons.course_id, course_id)))
    .orderBy(lessons.position, lessons.id)
})

export async function countLessonsOf(q: Read, course_id: string): Promise<number> {
  const [row] = await selectTotalOf(q, { course_id })
  return row?.total ?? 0
}

const selectTotalOf = query((q, { course_id }: Slots<{ course_id: string }>) =>
  q
    .select({ total: count() })
    .from(q.tables.lessons)
    .where(and(live(q), eq(q.tables.lessons.course_id, course_id))),
)

/** Without its text. */
export function columnsOf(lessons: Reading['tables']['lessons']) {
  const { id, course_id, title, status, position, author_id, created_at, updated_at } = lessons
  return { id, course_id, title, status, position, author_id, created_at, updated_at }
}

export function live(q: Reading) {
  const { lessons } = q.tables
  return and(q.mine(lessons), isNull(lessons.deleted_at))
}

/** The column is a text; only the words of the schema are ever written there. */
export function asRow<Row extends { status: string }>(row: Row) {
  return { ...row, status: row.status as LessonStatus }
}

export const insertLesson = mutation((q, lesson: Slots<LessonWithBody>) => {
  const { id, created_at } = lesson
  const values = { ...changing(lesson), id, created_at, organization_id: q.organization_id }
  return q.insert(q.tables.lessons).values(values)
})

/** Of whatever version: the caller has locked it. */
export const updateLesson = mutation((q, row: Slots<LessonWithBody>) => {
  const { lessons } = q.tables
  return q
    .update(lessons)
    .set(changing(row))
    .where(and(q.mine(lessons), eq(lessons.id, row.id)))
})

function changing(lesson: Slots<LessonWithBody>) {
  const { course_id, title, body, status, position, author_id, updated_at } = lesson
  return { course_id, title, body, status, position, author_id, updated_at }
}

export const discardLesson = mutation(
  (q, slots: Slots<{ id: string; deleted_at: number; deleted_by: string }>) => {
    const { lessons } = q.tables
    const { id, deleted_at, deleted_by } = slots
    return q
      .update(lessons)
      .set({ deleted_at, deleted_by, position: 0 })
      .where(and(live(q), eq(lessons.id, id)))
  },
)

/** In the course of a lesson that has left it, those behind it close up. */
export const closeGap = statement<{ course_id: string; position: number }>(`
  update lessons set position = position - 1
  where organization_id = :organization_id and course_id = :course_id and position > :position
    and deleted_at is null`)

export const putPosition = statement<{ id: string; position: number }>(`
  update lessons set position = :position where organization_id = :organization_id and id = :id`)

/** What these lessons ask for, in the trash or not: what is there comes back. */
export async function everyPrerequisiteOf(q: Read, ids: readonly string[]): Promise<string[]> {
  const rows = await q.each(
    listEveryPrerequisite,
    ids.map((lesson_id) => ({ lesson_id })),
  )
  return rows.map(({ requires_id }) => requires_id)
}

const listEveryPrerequisite = batchStatement({ lesson_id: 'text' })<{ requires_id: string }>(`
  select distinct p.requires_id from :rows as r
  join lesson_prerequisites p on p.organization_id = :organization_id and p.lesson_id = r.lesson_id`)

const listPrerequisites = batchStatement({ lesson_id: 'text' })<{ lesson_id: string; requires_id: string }>(`
  select p.lesson_id, p.requires_id from :rows as r
  join lesson_prerequisites p on p.organization_id = :organization_id and p.lesson_id = r.lesson_id
  join lessons l on l.organization_id = :organization_id and l.id = p.requires_id and l.deleted_at is null
  order by p.lesson_id, p.requires_id`)

/** By lesson; those in the trash are none. */
export async function prerequisitesOf(q: Read, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await q.each(
    listPrerequisites,
    ids.map((lesson_id) => ({ lesson_id })),
  )
  const found = new Map<string, string[]>()
  for (const { lesson_id, requires_id } of rows) {
    found.set(lesson_id, [...(found.get(lesson_id) ?? []), requires_id])
  }
  return found
}

const deletePrerequisites = statement<{ lesson_id: string }>(`
  delete from lesson_prerequisites where organization_id = :organization_id and lesson_id = :lesson_id`)

const insertPrerequisites = batchStatement({ lesson_id: 'text', requires_id: 'text' })(`
  insert into lesson_prerequisites (organization_id, lesson_id, requires_id)
  select :organization_id, r.lesson_id, r.requires_id from :rows as r where true`)

export async function putPrerequisites(tx: Write, lesson_id: string, ids: readonly string[]): Promise<void> {
  await tx.all(deletePrerequisites, { lesson_id })
  await tx.each(
    insertPrerequisites,
    ids.map((requires_id) => ({ lesson_id, requires_id })),
  )
}

const listDependants = statement<{ id: string }, { lesson_id: string }>(`
  select p.lesson_id from lesson_prerequisites p
  join lessons l on l.organization_id = p.organization_id and l.id = p.lesson_id and l.deleted_at is null
  where p.organization_id = :organization_id and p.requires_id = :id limit 1`)

/** Whether another lesson asks for this one. */
export async function isRequired(q: Read, id: string): Promise<boolean> {
  return (await q.all(listDependants, { id })).length > 0
}
