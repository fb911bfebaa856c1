/** Changes of tasks: done at once, told, and taken back as long as it is told. */
import type { Task, TaskChanges } from '../../../../docs/api-types.ts'
import { call, Refused } from '../../api/client.ts'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { say } from '../../parts/toasts.tsx'
import { readAgain } from '../../state/reading.ts'
import { work } from '../../texts/work.ts'

export async function readTasksAgain(): Promise<void> {
  await readAgain((route) => /\/(tasks|projects)/.test(route))
}

/** Of one or many, all or none, and only as they were seen: what somebody else has changed since stays. */
export async function changeTasks(
  tasks: readonly Task[],
  changes: TaskChanges | ((task: Task) => TaskChanges),
  said: string,
): Promise<void> {
  const changesOf = typeof changes === 'function' ? changes : () => changes
  const before = tasks.map((task) => ({ id: task.id, ...inverse(task, changesOf(task)) }))
  try {
    const body = {
      tasks: tasks.map((task) => ({ id: task.id, if_updated_at: task.updated_at, ...changesOf(task) })),
    }
    await call('PATCH /api/v1/tasks/bulk', { body })
    say(said, async () => {
      await attempt(() => call('PATCH /api/v1/tasks/bulk', { body: { tasks: before } }))
      await readTasksAgain()
    })
  } catch (error) {
    say(refusalOf(error))
  }
  await readTasksAgain()
}

/** Only what was changed goes back. */
function inverse(task: Task, changes: TaskChanges): TaskChanges {
  const names = Object.keys(changes) as (keyof TaskChanges)[]
  return Object.fromEntries(names.map((name) => [name, task[name]]))
}

/** Of one or many, all or none. */
export async function deleteTasks(tasks: readonly Task[]): Promise<void> {
  const ids = tasks.map(({ id }) => id)
  await attempt(async () => {
    await call('POST /api/v1/tasks/bulk-delete', { body: { ids } })
    say(work.tasks.deleted(ids.length), async () => {
      await attempt(() => restore(ids))
      await readTasksAgain()
    })
  })
  await readTasksAgain()
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

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    say(refusalOf(error))
  }
}

interface BulkResult {
  code?: string
  detail?: string
}

/** Of many that are refused together, why the first of them is. */
function refusalOf(error: unknown): string {
  if (!(error instanceof Refused))
    return sentenceOf(error instanceof Error ? error : new Error(String(error)))
  // A bulk refusal lists what became of each; see docs/work.md.
  const results = (error.problem as { results?: BulkResult[] }).results ?? []
  const refused = results.filter(({ code }) => code)
  return refused.length > 0
    ? work.tasks.refused(refused.length, refused[0]?.detail ?? '')
    : error.problem.detail
}
