import type { Viewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { InTrashError } from '../../lib/app-error.ts'
import { ORDINARY_VERBS, type Resource, TRASH_VERBS, type Trashed } from '../../resources/resource.ts'
import { contentWithin } from '../content/visibility.ts'
import { lessonsSeenBy, placedWithin } from './enter-lessons.ts'
import { lastPlace } from './positions.ts'
import { listLessonsById, putPosition } from './queries.ts'
import { isTheirsAsAuthor } from './rules.ts'

export const lesson: Resource = {
  kind: 'lesson',
  verbs: [...ORDINARY_VERBS, ...TRASH_VERBS, 'moved'],
  table: 'lessons',
  name: 'title',
  visibility: {
    requires: 'knowledge.read',
    seenBy: async (q, viewer, things) => new Set((await lessonsSeenBy(q, viewer, idsOf(things))).keys()),
  },
  text: { code: 'e', body: 'body' },
  told: true,
  trash: {
    version: 'updated_at',
    mayStillDelete,
    assertMayReturn: holdCourseOf,
    restored: comeBehindOthers,
  },
}

async function mayStillDelete(
  q: Read,
  viewer: Viewer,
  rows: readonly Trashed[],
): Promise<ReadonlySet<string>> {
  const trashed = await placedWithin(q, await listLessonsById(q, idsOf(rows), 'trashed'))
  return new Set(trashed.filter((one) => isTheirsAsAuthor(viewer, one)).map(({ id }) => id))
}

/** So that it is given a place that nobody else is. @throws InTrashError */
async function holdCourseOf(tx: Write, { id }: Trashed): Promise<void> {
  const course_id = await courseOf(tx, id, 'trashed')
  if (course_id === null) return
  await tx.lock('content', [course_id], 'update')
  if (!(await contentWithin(tx, [course_id])).has(course_id))
    throw new InTrashError('course', 'Its course is in the trash: restore that first.')
}

async function comeBehindOthers(tx: Write, { id }: Trashed): Promise<void> {
  const course_id = await courseOf(tx, id, 'live')
  // It is among those that are counted already.
  if (course_id !== null) await tx.all(putPosition, { id, position: (await lastPlace(tx, course_id)) - 1 })
  await tx.record({ kind: 'lesson', id, verb: 'restored' })
}

async function courseOf(q: Read, id: string, which: 'live' | 'trashed'): Promise<string | null> {
  return (await listLessonsById(q, [id], which))[0]?.course_id ?? null
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id)
}
