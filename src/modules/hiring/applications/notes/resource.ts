import { InTrashError } from '../../../../lib/app-error.ts'
import { commentResource } from '../../../comments/resource.ts'
import { listSeenOf } from '../list-queries.ts'
import { listPlaces } from '../queries.ts'
import { managedOf } from '../resource.ts'

export const applicationNote = commentResource({
  kind: 'note',
  table: 'application_notes',
  code: 'n',
  parent: 'application_id',
  requires: 'candidates.read',
  described: 'Of a note or a file.',
  seen: listSeenOf,
  deleting: 'candidates.write',
  still: managedOf,
  assertIsThere: async (tx, id) => {
    const [place] = await listPlaces(tx, [id])
    if (place?.deleted_at !== null) throw new InTrashError('application')
  },
})
