/** Many tasks into the trash at once: all of them, or none, and then it is said of each why. */

import type { Principal } from '../../../access/principal.ts'
import { actorOf, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import { NotVisibleError } from '../../../lib/app-error.ts'
import { assertNamedOnce } from '../../../lib/bulk-refused.ts'
import { allOrNone } from '../../../resources/bulk.ts'
import { enterTasks } from '../enter-tasks.ts'
import { putInTrash } from '../queries.ts'
import { assertRight } from '../rules.ts'

/** Each as `deleteTask` would. @throws BulkRefusedError */
export async function deleteTasks(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  ids: readonly string[],
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    await tx.lock('tasks', ids, 'update')
    const entered = await enterTasks(tx, await readPerspective(tx, principal, now), ids)
    const assertMayDelete = async (id: string, index: number) => {
      assertNamedOnce(ids, index)
      const task = entered.get(id)
      if (!task) throw new NotVisibleError('task')
      assertRight(task.right, 'manage')
    }
    await allOrNone('tasks', ids, assertMayDelete, { ids, taken: 204 })
    await putInTrash(tx, ids, { deleted_at: now, deleted_by: actorOf(principal) })
    const changes = ids.map((id) => ({ id, verb: 'deleted' }))
    await tx.record({ type: 'work_changed', kind: 'task', changes, at: now })
  })
}
