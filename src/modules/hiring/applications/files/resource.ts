import type { Resource } from '../../../../resources/resource.ts'
import { seenWithThing } from '../../../comments/resource.ts'
import { listSeenOf } from '../list-queries.ts'

export const applicationFile: Resource = {
  kind: 'application_file',
  table: 'application_files',
  key: 'organization_id, application_id, id',
  parent: 'application_id',
  name: 'name',
  visibility: seenWithThing({
    ...{ table: 'application_files', parent: 'application_id', requires: 'candidates.read' },
    ...{ seen: listSeenOf, hasNoTrash: true },
  }),
  text: { code: 'v', body: 'body', refs: { application_id: 'Of a note or a file.' } },
}
