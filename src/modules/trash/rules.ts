/**
 * Who has deleted something brings it back, or deletes it for good, as long as deleting it is allowed
 * still: what one was allowed once does not lie in the trash.
 */
import type { Write } from '../../db/handle.ts'
import type { Principal } from '../auth/principal.ts'
import { mayDeleteTrashed } from '../projects/projects.ts'
import { enterTask, rightToTrashed } from '../tasks/enter-tasks.ts'
import { mayLeadTrashed } from '../teams/team-members.ts'
import { NotInTrashError } from './errors.ts'
import { isTaskDeleted, type TrashRow } from './queries.ts'

/**
 * @throws NotInTrashError
 * @throws TaskNotFoundError for a comment on a task that the caller does not see.
 */
export async function assertMayStill(
  tx: Write,
  principal: Principal,
  row: TrashRow,
  at: number,
): Promise<void> {
  if (!(await mayStill(tx, principal, row, at))) throw new NotInTrashError()
}

async function mayStill(
  tx: Write,
  principal: Principal,
  { kind, id, task_id }: TrashRow,
  at: number,
): Promise<boolean> {
  switch (kind) {
    case 'project':
      return mayDeleteTrashed(tx, principal, id)
    case 'team':
      return mayLeadTrashed(tx, principal, id)
    case 'task':
      return (await rightToTrashed(tx, principal, id)) === 'manage'
    case 'comment':
      return seesTask(tx, principal, task_id ?? '', at)
  }
}

async function seesTask(tx: Write, principal: Principal, id: string, at: number): Promise<boolean> {
  if (await isTaskDeleted(tx, id)) return (await rightToTrashed(tx, principal, id)) !== 'none'
  await enterTask(tx, principal, id, at)
  return true
}
