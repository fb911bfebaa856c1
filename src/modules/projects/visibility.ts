/** What others ask about projects: which are seen, and what may be done with what belongs to them. */

import type { Viewer } from '../../access/viewer.ts'
import type { ViewerValues, ViewerVariant } from '../../access/viewer-values.ts'
import type { Read } from '../../db/handle.ts'
import type { Reading, Slots } from '../../db/query.ts'
import { listVisibleIds, selectVisibleIds } from './list-queries.ts'
import { listProjectsById } from './queries.ts'
import { mayDelete, maySee } from './rules.ts'

/** Those of them in the trash that the caller might delete, were they not there. */
export async function trashedToDelete(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  const rows = ids.length === 0 ? [] : await listProjectsById(q, ids, 'trashed')
  return rows.filter((row) => mayDelete(viewer, row)).map(({ id }) => id)
}

/** Those of them in the trash that the caller would see, were they not there. */
export async function trashedSeenBy(q: Read, viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  const rows = ids.length === 0 ? [] : await listProjectsById(q, ids, 'trashed')
  return rows.filter((row) => maySee(viewer, row)).map(({ id }) => id)
}

export async function isProjectInTrash(q: Read, id: string): Promise<boolean> {
  return (await listProjectsById(q, [id], 'trashed')).length > 0
}

/** The ids of projects that are seen, for a condition on what belongs to them. */
export function projectsSeenBy(q: Reading, viewer: Slots<ViewerValues>, variant: ViewerVariant) {
  return selectVisibleIds(q, viewer, variant)
}

/** The same, but at most so many. */
export function listProjectsSeenBy(q: Read, viewer: Viewer, limit: number): Promise<string[]> {
  return listVisibleIds(q, viewer, limit)
}

export interface ProjectRight {
  mayManage: boolean
}

/**
 * What callers may do with projects: `null` where one is not there for them.
 *
 * @param which With `all`, what they might do with those in the trash, were they not there.
 */
export async function readProjectRights(q: Read, ids: ReadonlySet<string>, which: 'live' | 'all' = 'live') {
  const found = ids.size === 0 ? [] : await listProjectsById(q, [...ids], which)
  const rows = new Map(found.map((row) => [row.id, row]))
  return (viewer: Viewer, id: string): ProjectRight | null => {
    const row = rows.get(id)
    return row && maySee(viewer, row) ? { mayManage: mayDelete(viewer, row) } : null
  }
}
