import type { Principal } from '../../access/principal.ts'
import { actorOf, readPerspective } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Write } from '../../db/handle.ts'
import { NotVisibleError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { blankTask, changed, isMoved } from './changes.ts'
import { enterTask, enterToChange } from './enter-tasks.ts'
import { putInTrash } from './queries.ts'
import { assertRight } from './rules.ts'
import type { NewTask, Task, TaskChanges } from './schema.ts'
import { toWire } from './to-wire.ts'
import { writeTasks } from './write-tasks.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/**
 * Makes a task. It belongs to the member who makes it, unless another is named.
 *
 * @throws InvalidValueError
 * @throws NotYoursError
 */
export async function createTask(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewTask,
): Promise<Task> {
  const now = clock.now()
  return db.for(principal.organization_id).writeTogether(async (tx) => {
    const maker = principal.kind === 'session' ? principal.member_id : null
    const row = changed(blankTask(newId(), maker, now), given, now)
    const perspective = readPerspective(tx, principal, now)
    await writeTasks({ tx, newId, now, principal, perspective }, [{ before: null, after: row }])
    return toWire(row, (await perspective).now)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeTask(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: TaskChanges,
  ifMatch: string | null,
): Promise<Task> {
  const now = clock.now()
  const change = async (tx: Write): Promise<Task> => {
    const { row, perspective, right } = await enterToChange(tx, principal, id, now)
    assertRight(right, 'edit')
    assertUnchanged(ifMatch, toWire(row, perspective.now))
    const after = changed(row, changes, now)
    if (isMoved(row, after)) assertRight(right, 'manage')
    await writeTasks({ tx, newId, now, principal, perspective }, [{ before: row, after }])
    return toWire(after, perspective.now)
  }
  return db.for(principal.organization_id).writeTogether(change, { table: 'tasks', id })
}

/**
 * Puts a task into the trash.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function deleteTask(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const enter = ifMatch === null ? enterTask : enterToChange
    const { row, right, perspective } = await enter(tx, principal, id, now)
    assertRight(right, 'manage')
    assertUnchanged(ifMatch, toWire(row, perspective.now))
    const put = await putInTrash(tx, [id], { deleted_at: now, deleted_by: actorOf(principal) })
    if (put.length === 0) throw new NotVisibleError('task')
    await tx.record({ type: 'work_changed', kind: 'task', changes: [{ id, verb: 'deleted' }], at: now })
  })
}
