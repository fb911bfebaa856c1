import type { Viewer } from '../../../access/viewer.ts'
import type { Read } from '../../../db/handle.ts'
import type { Resource, Trashed } from '../../../resources/resource.ts'
import { mayManage } from '../rules.ts'
import { listOwners } from './queries.ts'

export const company: Resource = {
  kind: 'company',
  table: 'companies',
  name: 'name',
  trash: {
    version: 'updated_at',
    stillUsed: 'Jobs name this company. Give them another, or delete them for good first.',
    mayStillDelete: thoseOwned,
  },
}

async function thoseOwned(q: Read, viewer: Viewer, rows: readonly Trashed[]): Promise<ReadonlySet<string>> {
  const ids = rows.map(({ id }) => id)
  const owners = ids.length === 0 ? [] : await listOwners(q, { ids })
  return new Set(owners.filter((one) => mayManage(viewer, one)).map(({ id }) => id))
}
