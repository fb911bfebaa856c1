import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import { InTrashError } from '../../../lib/app-error.ts'
import { commentResource } from '../../comments/resource.ts'
import { listContentPlaces } from '../queries.ts'
import { maySee } from '../rules.ts'

export const contentComment = commentResource({
  kind: 'content_comment',
  table: 'content_comments',
  code: 'd',
  parent: 'content_id',
  requires: 'knowledge.read',
  described: 'Of a comment on content.',
  seen,
  still: async (q, viewer, ids) => [
    ...(await seen(q, viewer, ids)),
    ...(await listContentPlaces(q, ids, 'trashed'))
      .filter((place) => maySee(viewer, place))
      .map(({ id }) => id),
  ],
  assertIsThere: async (tx, id) => {
    if ((await listContentPlaces(tx, [id])).length === 0) throw new InTrashError('content')
  },
})

async function seen(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  return (await listContentPlaces(q, ids)).filter((place) => maySee(viewer, place)).map(({ id }) => id)
}
