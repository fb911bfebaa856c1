/**
 * Who has deleted something brings it back, or deletes it for good, as long as deleting it is allowed
 * still: what one was allowed once does not lie in the trash.
 */

import type { Principal } from '../../access/principal.ts'
import { readViewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { trashedToDelete } from '../projects/visibility.ts'
import { enterTasks, rightsToTrashed } from '../tasks/enter-tasks.ts'
import { trashedToLead } from '../teams/team-members.ts'
import { NotInTrashError } from './errors.ts'
import type { TrashRow } from './queries.ts'

/** @throws NotInTrashError */
export async function assertMayStill(tx: Write, principal: Principal, row: TrashRow): Promise<void> {
  const [still] = await thoseOfStill(tx, principal, [row])
  if (!still) throw new NotInTrashError()
}

/** Those of them that the caller may bring back and delete for good: of many as cheaply as of one. */
export async function thoseOfStill(
  q: Read,
  principal: Principal,
  rows: readonly TrashRow[],
): Promise<readonly TrashRow[]> {
  const viewer = await readViewer(q, principal)
  if (viewer.seesAll) return rows
  const idsOf = (kind: TrashRow['kind']) => rows.flatMap((row) => (row.kind === kind ? row.id : []))
  const commented = rows.flatMap(({ task_id }) => task_id ?? [])
  const still = new Set([
    ...(await trashedToDelete(q, viewer, idsOf('project'))),
    ...(await trashedToLead(q, viewer, idsOf('team'))),
  ])
  const trashed = await rightsToTrashed(q, viewer, [...idsOf('task'), ...commented])
  const live = await enterTasks(q, { viewer }, commented)
  return rows.filter(({ kind, id, task_id }) => {
    if (kind === 'comment') return trashed.has(task_id ?? '') || live.has(task_id ?? '')
    return kind === 'task' ? trashed.get(id) === 'manage' : still.has(id)
  })
}
