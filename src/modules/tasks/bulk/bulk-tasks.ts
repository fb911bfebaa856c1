/** Many tasks at once: all of them are written, or none, and then it is said of each why. */

import type { Principal } from '../../../access/principal.ts'
import { type Moment, readPerspective } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import { AppError, InvalidValueError, NotVisibleError } from '../../../lib/app-error.ts'
import { assertNamedOnce, BulkRefusedError, bulkResult } from '../../../lib/bulk-refused.ts'
import { ChangedMeanwhileError } from '../../../lib/etag.ts'
import { instantProblem, parseInstant } from '../../../lib/time/instant.ts'
import type { TaskChange } from '../changes.ts'
import { blankTask, changed, isMoved } from '../changes.ts'
import { type Entered, enterTasks } from '../enter-tasks.ts'
import { assertRight } from '../rules.ts'
import type { NewTask, Task, TaskToChange } from '../schema.ts'
import { toWire } from '../to-wire.ts'
import { findFaults, type TaskAct, writeTasks } from '../write-tasks.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** @throws BulkRefusedError */
export async function createTasks(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: readonly NewTask[],
): Promise<Task[]> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const perspective = await readPerspective(tx, principal, now)
    const { member_id } = perspective.viewer
    const judged = given.map((task) =>
      judge(() => ({ before: null, after: changed(blankTask(newId(), member_id, now), task, now) })),
    )
    return writeJudged({ tx, newId, now, principal, perspective }, judged, refusalOf())
  })
}

/** Each as `changeTask` would. @throws BulkRefusedError */
export async function changeTasks(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: readonly TaskToChange[],
): Promise<Task[]> {
  const now = clock.now()
  const ids = given.map(({ id }) => id)
  return db.for(principal.organization_id).write(async (tx) => {
    await tx.lock('tasks', ids, 'update')
    const perspective = await readPerspective(tx, principal, now)
    const entered = await enterTasks(tx, perspective, ids)
    const judged = given.map((task, index) =>
      judge(() => {
        assertNamedOnce(ids, index)
        return changeOf(task, entered.get(task.id), perspective.now)
      }),
    )
    return writeJudged({ tx, newId, now, principal, perspective }, judged, refusalOf(ids))
  })
}

/** What becomes of one of many, or why it cannot. */
export function judge(change: () => TaskChange): TaskChange | AppError {
  try {
    return change()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function changeOf(
  { id: _, if_updated_at, ...changes }: TaskToChange,
  entered: Entered | undefined,
  now: Moment,
): TaskChange {
  if (!entered) throw new NotVisibleError('task')
  const { row, right } = entered
  assertRight(right, 'edit')
  if (if_updated_at !== undefined) {
    const seen = parseInstant(if_updated_at)
    if (seen === null) throw new InvalidValueError('if_updated_at', instantProblem(if_updated_at))
    if (seen !== row.updated_at) throw new ChangedMeanwhileError(toWire(row, now))
  }
  const after = changed(row, changes, now.at)
  if (isMoved(row, after)) assertRight(right, 'manage')
  return { before: row, after }
}

/** @param ids Of tasks that there are. */
function refusalOf(ids?: readonly string[]) {
  return (outcomes: readonly (AppError | null)[]) =>
    new BulkRefusedError(
      'tasks',
      outcomes.map((fault, index) => bulkResult(fault, index, ids && { ids })),
    )
}

/**
 * All of them, or none.
 *
 * @param refusal What is thrown where one cannot be taken, of what is wrong with each.
 */
export async function writeJudged(
  act: TaskAct,
  judged: readonly (TaskChange | AppError)[],
  refusal: (outcomes: readonly (AppError | null)[]) => AppError,
): Promise<Task[]> {
  const changes = judged.flatMap((one) => (one instanceof AppError ? [] : one))
  const faults = await findFaults(act, changes)
  if (changes.length < judged.length || faults.some((fault) => fault !== null)) {
    const left = faults.values()
    throw refusal(judged.map((one) => (one instanceof AppError ? one : (left.next().value ?? null))))
  }
  await writeTasks(act, changes)
  const { now } = await act.perspective
  return changes.map(({ after }) => toWire(after, now))
}
