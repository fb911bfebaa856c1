/** Changes of tasks: done at once, told, and taken back as long as it is told. */
import { signal } from '@preact/signals'
import type { Task, TaskChanges } from '../../../../docs/api-types.ts'
import { call, Refused } from '../../api/client.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { say } from '../../parts/toasts.tsx'
import { readAgain } from '../../state/reading.ts'
import { work } from '../../texts/work.ts'

export async function readTasksAgain(): Promise<void> {
  await readAgain((route) => /\/(tasks|projects)/.test(route))
}

export interface Refusal {
  id: string
  why: string
}

/** Of several that were to be changed together, those that cannot be; nothing was changed then. */
export const refusals = signal<readonly Refusal[]>([])

/**
 * Of one or many, all or none, and only as they were seen: what somebody else has changed since stays.
 *
 * @returns Whether it was done.
 */
export async function changeTasks(
  tasks: readonly Task[],
  changes: TaskChanges | ((task: Task) => TaskChanges),
  said: string,
): Promise<boolean> {
  const changesOf = typeof changes === 'function' ? changes : () => changes
  const before = tasks.map((task) => ({ id: task.id, ...inverse(task, changesOf(task)) }))
  const body = {
    tasks: tasks.map((task) => ({ id: task.id, if_updated_at: task.updated_at, ...changesOf(task) })),
  }
  const isDone = await attempt(() => call('PATCH /api/v1/tasks/bulk', { body }), tasks.length > 1)
  if (isDone)
    say(said, async () => {
      await attempt(() => call('PATCH /api/v1/tasks/bulk', { body: { tasks: before } }))
      await readTasksAgain()
    })
  await readTasksAgain()
  return isDone
}

/** Only what was changed goes back. */
function inverse(task: Task, changes: TaskChanges): TaskChanges {
  const names = Object.keys(changes) as (keyof TaskChanges)[]
  return Object.fromEntries(names.map((name) => [name, task[name]]))
}

/** Of one or many, all or none. @returns Whether it was done. */
export async function deleteTasks(tasks: readonly Task[]): Promise<boolean> {
  const ids = tasks.map(({ id }) => id)
  const isDone = await attempt(
    () => call('POST /api/v1/tasks/bulk-delete', { body: { ids } }),
    tasks.length > 1,
  )
  if (isDone)
    say(work.tasks.deleted(ids.length), async () => {
      await attempt(() => restore(ids))
      await readTasksAgain()
    })
  await readTasksAgain()
  return isDone
}

/** As many come back in one request. */
const RESTORED_AT_ONCE = 100

async function restore(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += RESTORED_AT_ONCE)
    await call('POST /api/v1/trash/bulk-restore', {
      body: { ids: ids.slice(from, from + RESTORED_AT_ONCE) },
    })
}

/** Each line becomes a task. @returns The one that was made, where it was one. */
export async function makeTasks(
  lines: readonly string[],
  more: { project_id?: string },
): Promise<Task | undefined> {
  const { tasks } = await call('POST /api/v1/tasks/bulk', {
    body: { tasks: lines.map((title) => ({ title, ...more })) },
  })
  say(work.tasks.made(tasks.length), async () => {
    await attempt(() => call('POST /api/v1/tasks/bulk-delete', { body: { ids: tasks.map(({ id }) => id) } }))
    await readTasksAgain()
  })
  await readTasksAgain()
  return tasks.length === 1 ? tasks[0] : undefined
}

/** @param areNamed Whether those that are refused are named where they were chosen. */
async function attempt(done: () => Promise<unknown>, areNamed = false): Promise<boolean> {
  refusals.value = []
  try {
    await done()
    return true
  } catch (error) {
    const refused = refusalsIn(error)
    if (areNamed) refusals.value = refused
    if (!areNamed || refused.length === 0) say(sentenceOfAll(error, refused))
    return false
  }
}

interface BulkResult {
  id?: string
  code?: string
  detail?: string
}

/** A bulk refusal lists what became of each; see docs/work.md. */
function refusalsIn(error: unknown): Refusal[] {
  if (!(error instanceof Refused)) return []
  const results = (error.problem as { results?: BulkResult[] }).results ?? []
  return results.flatMap(({ id = '', code, detail = '' }) => (code ? { id, why: detail } : []))
}

/** Of many that are refused together, why the first of them is. */
function sentenceOfAll(error: unknown, refused: readonly Refusal[]): string {
  const [first] = refused
  if (first) return work.tasks.refused(refused.length, first.why)
  return sentenceOf(error instanceof Error ? error : new Error(String(error)))
}
