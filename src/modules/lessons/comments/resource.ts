import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { InTrashError } from '../../../lib/app-error.ts'
import { commentResource } from '../../comments/resource.ts'
import { lessonsSeenBy, placedWithin } from '../enter-lessons.ts'
import { listLessonsById } from '../queries.ts'
import { maySee } from '../rules.ts'

export const lessonComment = commentResource({
  kind: 'lesson_comment',
  table: 'lesson_comments',
  code: 'f',
  parent: 'lesson_id',
  requires: 'knowledge.read',
  described: 'Of a comment on a lesson.',
  seen,
  still: async (q, viewer, ids) => {
    const placed = await placedWithin(q, await listLessonsById(q, ids, 'trashed'))
    const trashed = placed.filter((lesson) => maySee(viewer, lesson)).map(({ id }) => id)
    return [...(await seen(q, viewer, ids)), ...trashed]
  },
  assertIsThere: async (tx, id) => {
    if ((await listLessonsById(tx, [id])).length === 0) throw new InTrashError('lesson')
  },
})

async function seen(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return [...(await lessonsSeenBy(q, viewer, ids)).keys()]
}
