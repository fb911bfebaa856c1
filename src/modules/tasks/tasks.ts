import type { Context } from '../../context.ts'
import type { Read } from '../../db/handle.ts'
import { type Page, pageById } from '../../http/page.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { dayNamed } from '../../metrics/local-days.ts'
import type { Principal } from '../auth/principal.ts'
import { projectRights, projectsSeenBy } from '../projects/projects.ts'
import { actorOf, type Moment, readScene, type Scene } from '../teams/standing.ts'
import { blankTask, changed, isMoved } from './changes.ts'
import { TaskNotFoundError } from './errors.ts'
import { listSharesWith } from './part-queries.ts'
import {
  CLOSED,
  countTasks,
  findTask,
  listTasks as listTaskRows,
  type TaskFilter,
  type TaskRow,
  updateTask,
} from './queries.ts'
import { assertRight, type Right, rightTo } from './rules.ts'
import type { NewTask, Task, TaskChanges, TasksQuery } from './schema.ts'
import { writeTasks } from './write-tasks.ts'

const EQUAL = ['status', 'priority', 'assignee_id', 'owner_id', 'project_id', 'team_id', 'label'] as const
const FILTERS = [...EQUAL, 'due_before', 'due_after', 'overdue'] as const

type Needs = Pick<Context, 'db' | 'clock' | 'newId'>

/** Those that the caller may see. */
export async function listTasks(
  { db, clock, cursors }: Pick<Context, 'db' | 'clock' | 'cursors'>,
  principal: Principal,
  query: TasksQuery,
): Promise<Page<Task>> {
  const { organization_id } = principal
  const here = db.for(organization_id)
  const now = clock.now()
  const list = `tasks ${JSON.stringify(FILTERS.map((name) => query[name]))}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      here.read(async (q) => {
        const scene = await readScene(q, principal, now)
        const rows = await listTaskRows(q, page, filterOf(q, scene, query))
        return rows.map((row) => onTheWire(row, scene.now))
      }),
    count: () =>
      here.read(async (q) => countTasks(q, filterOf(q, await readScene(q, principal, now), query))),
  })
}

/** @throws TaskNotFoundError */
export async function readTask(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<Task> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, scene } = await enterTask(q, principal, id, clock.now())
    return onTheWire(row, scene.now)
  })
}

/**
 * Makes a task. It belongs to the member who makes it, unless another is named.
 *
 * @throws InvalidValueError
 * @throws TaskNotYoursError
 */
export async function createTask(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewTask,
): Promise<Task> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const scene = await readScene(tx, principal, now)
    const row = changed(blankTask(newId(), scene.standing.member_id, now), given, now)
    await writeTasks({ tx, newId, now, principal, scene }, [{ before: null, after: row }])
    return onTheWire(row, scene.now)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws TaskNotFoundError
 * @throws TaskNotYoursError
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
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, scene, right } = await enterTask(tx, principal, id, now)
    assertRight(right, 'edit')
    assertUnchanged(ifMatch, onTheWire(row, scene.now))
    const after = changed(row, changes, now)
    if (isMoved(row, after)) assertRight(right, 'manage')
    await writeTasks({ tx, newId, now, principal, scene }, [{ before: row, after }])
    return onTheWire(after, scene.now)
  })
}

/**
 * Puts a task into the trash.
 *
 * @throws TaskNotFoundError
 * @throws TaskNotYoursError
 */
export async function deleteTask({ db, clock }: Needs, principal: Principal, id: string): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const { right } = await enterTask(tx, principal, id, now)
    assertRight(right, 'manage')
    // Of whatever version: a change that came in between goes along.
    await updateTask(tx, id, { deleted_at: now, deleted_by: actorOf(principal) }, null)
    await tx.record({ type: 'tasks_changed', tasks: [{ id, is_deleted: true }], at: now })
  })
}

/** What the caller may not see is not there. @throws TaskNotFoundError */
export async function enterTask(
  q: Read,
  principal: Principal,
  id: string,
  at: number,
): Promise<{ row: TaskRow; scene: Scene; right: Right }> {
  const scene = await readScene(q, principal, at)
  const row = await findTask(q, id)
  if (!row) throw new TaskNotFoundError()
  const { standing } = scene
  const project = row.project_id === null ? null : await projectRights(q, standing, row.project_id)
  const shares = await listSharesWith(q, id, standing)
  const right = rightTo(standing, { ...row, project, shares })
  if (right === 'none') throw new TaskNotFoundError()
  return { row, scene, right }
}

/** @throws InvalidValueError */
function filterOf(q: Read, { standing, days, now }: Scene, query: TasksQuery): TaskFilter {
  const { due_before, due_after, overdue } = query
  const border = (field: string, date: string): Moment => ({ date, at: days.startOf(dayNamed(field, date)) })
  return {
    ...Object.fromEntries(EQUAL.map((name) => [name, query[name]])),
    standing,
    seenProjects: projectsSeenBy(q, standing),
    due_before: due_before === undefined ? undefined : border('due_before', due_before),
    due_after: due_after === undefined ? undefined : border('due_after', due_after),
    overdue: overdue === 'true' ? now : undefined,
  }
}

/** Always in the same order, of which the tag is made, too. */
function onTheWire(row: TaskRow, now: Moment): Task {
  const { id, title, description, status, priority, project_id, team_id, owner_id, assignee_id } = row
  const { due_on, due_at, labels } = row
  const isDue = (due_on !== null && due_on < now.date) || (due_at !== null && due_at < now.at)
  return {
    id,
    title,
    description,
    status,
    priority,
    project_id,
    team_id,
    owner_id,
    assignee_id,
    due_on,
    due_at: instant(due_at),
    overdue: isDue && !CLOSED.includes(status),
    labels,
    completed_at: instant(row.completed_at),
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  }
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
