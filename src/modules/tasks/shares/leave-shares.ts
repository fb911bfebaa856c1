import type { Write } from '../../../db/handle.ts'
import { deleteSharesWith } from './part-queries.ts'

/** What was shared with one who leaves the organization is not shared again with one who comes back. */
export async function leaveShares(tx: Write, memberId: string): Promise<void> {
  for (const task_id of await deleteSharesWith(tx, memberId)) {
    await tx.record({ type: 'task_changed', task_id })
  }
}
