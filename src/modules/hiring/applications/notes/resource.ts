import type { Viewer } from '../../../../access/viewer.ts'
import type { Read, Write } from '../../../../db/handle.ts'
import { InTrashError } from '../../../../lib/app-error.ts'
import { MENTIONS, type Resource, type Thing, type Trashed } from '../../../../resources/resource.ts'
import { listSeenOf } from '../list-queries.ts'
import { listPlaces } from '../queries.ts'
import { managedOf } from '../resource.ts'
import { listNotePlaces } from './queries.ts'

export const applicationNote: Resource = {
  kind: 'note',
  table: 'application_notes',
  key: 'organization_id, application_id, id',
  parent: 'application_id',
  visibility: { requires: 'candidates.read', seenBy: onApplicationsSeen },
  text: { code: 'n', body: 'body', refs: { application_id: 'Of a note.' } },
  told: true,
  notices: MENTIONS,
  trash: {
    requires: 'candidates.write',
    name: 'substr(body, 1, 100)',
    mayStillDelete: onApplicationsManaged,
    assertMayReturn: assertApplicationIsThere,
  },
}

async function onApplicationsSeen(
  q: Read,
  viewer: Viewer,
  things: readonly Thing[],
): Promise<ReadonlySet<string>> {
  const ids = things.map(({ id }) => id)
  const places = ids.length === 0 ? [] : await listNotePlaces(q, { ids })
  const applications = [...new Set(places.map(({ application_id }) => application_id))]
  const seen = new Set(applications.length === 0 ? [] : await listSeenOf(q, viewer, applications))
  return new Set(places.filter(({ application_id }) => seen.has(application_id)).map(({ id }) => id))
}

async function onApplicationsManaged(
  q: Read,
  viewer: Viewer,
  rows: readonly Trashed[],
): Promise<ReadonlySet<string>> {
  const managed = await managedOf(q, viewer, rows.map(applicationOf))
  return new Set(rows.filter((row) => managed.has(applicationOf(row))).map(({ id }) => id))
}

/** @throws InTrashError */
async function assertApplicationIsThere(tx: Write, row: Trashed): Promise<void> {
  const [place] = await listPlaces(tx, [applicationOf(row)])
  if (place?.deleted_at !== null) throw new InTrashError('application')
}

/** The column is never `null`. */
function applicationOf({ parent_id }: Trashed): string {
  return parent_id ?? ''
}
