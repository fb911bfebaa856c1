import type { Viewer } from '../../../../access/viewer.ts'
import type { Read } from '../../../../db/handle.ts'
import type { Resource, Thing } from '../../../../resources/resource.ts'
import { listSeenOf } from '../list-queries.ts'
import { listFilePlaces } from './queries.ts'

export const applicationFile: Resource = {
  kind: 'application_file',
  table: 'application_files',
  key: 'organization_id, application_id, id',
  parent: 'application_id',
  name: 'name',
  visibility: { requires: 'candidates.read', seenBy: ofApplicationsSeen },
  text: { code: 'v', body: 'body', refs: { application_id: 'Of a note or a file.' } },
}

async function ofApplicationsSeen(
  q: Read,
  viewer: Viewer,
  things: readonly Thing[],
): Promise<ReadonlySet<string>> {
  const ids = things.map(({ id }) => id)
  const places = ids.length === 0 ? [] : await listFilePlaces(q, { ids })
  const applications = [...new Set(places.map(({ application_id }) => application_id))]
  const seen = new Set(applications.length === 0 ? [] : await listSeenOf(q, viewer, applications))
  return new Set(places.filter(({ application_id }) => seen.has(application_id)).map(({ id }) => id))
}
