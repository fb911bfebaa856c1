/** The trash is where things are with their `deleted_at`: there is no table of it. */
import type { Read, Write } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import type { TrashItem } from './schema.ts'

export interface TrashRow {
  id: string
  kind: TrashItem['kind']
  name: string
  deleted_at: number
  deleted_by: string
  /** Of a comment, the task that it is on. */
  task_id: string | null
}

const TABLES = {
  project: 'projects',
  task: 'tasks',
  team: 'teams',
  comment: 'task_comments',
} as const satisfies Record<TrashRow['kind'], string>

/** As a comparison: an index of what was deleted serves it on both engines. */
const IS_DELETED = 'deleted_at > 0'

const COLUMNS = 'kind, id, name, deleted_at, deleted_by, task_id'

const inTrash = (kind: TrashRow['kind'], name: string, only = '', taskId = 'cast(null as text)') => `
  select '${kind}' as kind, id, ${name} as name, deleted_at, deleted_by, ${taskId} as task_id from ${TABLES[kind]}
  where organization_id = :organization_id and ${IS_DELETED}${only}`

/** Tasks that went with their project come back with it, and are not there by themselves. */
const IN_TRASH = [
  inTrash('project', 'name'),
  inTrash('task', 'title', ' and deleted_with is null'),
  inTrash('team', 'name'),
  inTrash('comment', 'substr(body, 1, 100)', '', 'task_id'),
].join('\n  union all')

/** Of everybody, or where `of_member` is not empty, what that member has put there. */
const ofMember = `(cast(:of_member as text) = '' or deleted_by = cast(:of_member as text))`

const listDeletedBefore = statement<
  { of_member: string; before_at: number; before_id: string; count: number },
  TrashRow
>(`
  select ${COLUMNS} from (${IN_TRASH}) as trash
  where ${ofMember} and (deleted_at, id) < (:before_at, :before_id)
  order by deleted_at desc, id desc limit :count`)

const findDeleted = statement<{ of_member: string; id: string }, TrashRow>(`
  select ${COLUMNS} from (${IN_TRASH}) as trash where ${ofMember} and id = :id`)

const RESTORE = statementsOf(
  (table) => `
  update ${table} set deleted_at = null, deleted_by = null
    ${table === TABLES.comment ? '' : ', updated_at = updated_at + 1'}
  where organization_id = :organization_id and id = :id and ${IS_DELETED}
  returning id`,
)

const PURGE = statementsOf(
  (table) => `
  delete from ${table} where organization_id = :organization_id and id = :id and ${IS_DELETED}
  returning id`,
)

const restoreTasksOf = statement<{ id: string }, { id: string }>(`
  update tasks set deleted_at = null, deleted_by = null, deleted_with = null, updated_at = updated_at + 1
  where organization_id = :organization_id and project_id = :id and deleted_with = :id
  returning id`)

const findUse = statement<{ id: string }, { id: string }>(`
  select id from projects where organization_id = :organization_id and team_id = :id
  union all
  select id from tasks where organization_id = :organization_id and team_id = :id
  limit 1`)

const findDeletedTask = statement<{ id: string }, { id: string }>(`
  select id from tasks where organization_id = :organization_id and id = :id and ${IS_DELETED}`)

const findProjectOf = statement<{ task_id: string }, { project_id: string | null }>(
  'select project_id from tasks where organization_id = :organization_id and id = :task_id',
)

const findDeletedProject = statement<{ id: string }, { id: string }>(`
  select id from projects where organization_id = :organization_id and id = :id and ${IS_DELETED}`)

function statementsOf(textOf: (table: string) => string) {
  return {
    project: statement<{ id: string }, { id: string }>(textOf(TABLES.project)),
    task: statement<{ id: string }, { id: string }>(textOf(TABLES.task)),
    team: statement<{ id: string }, { id: string }>(textOf(TABLES.team)),
    comment: statement<{ id: string }, { id: string }>(textOf(TABLES.comment)),
  }
}

/** The newest first. */
export function listTrash(
  q: Read,
  of_member: string,
  before: { at: number; id: string },
  count: number,
): Promise<TrashRow[]> {
  return q.all(listDeletedBefore, { of_member, before_at: before.at, before_id: before.id, count })
}

export async function findInTrash(q: Read, of_member: string, id: string): Promise<TrashRow | null> {
  const [row] = await q.all(findDeleted, { of_member, id })
  return row ?? null
}

/** @returns The tasks that came back; `null` where the thing is not in the trash any more. */
export async function restore(
  tx: Write,
  { kind, id }: Pick<TrashRow, 'kind' | 'id'>,
): Promise<{ id: string }[] | null> {
  const restored = await tx.all(RESTORE[kind], { id })
  if (restored.length === 0) return null
  if (kind === 'project') return tx.all(restoreTasksOf, { id })
  return kind === 'task' ? restored : []
}

/** @returns Whether it was in the trash still. */
export async function purge(tx: Write, { kind, id }: Pick<TrashRow, 'kind' | 'id'>): Promise<boolean> {
  return (await tx.all(PURGE[kind], { id })).length > 0
}

export async function isTeamUsed(q: Read, id: string): Promise<boolean> {
  return (await q.all(findUse, { id })).length > 0
}

/** In which project a task is, in the trash or not. */
export async function findProjectIdOf(q: Read, taskId: string): Promise<string | null> {
  return (await q.all(findProjectOf, { task_id: taskId }))[0]?.project_id ?? null
}

export async function isProjectDeleted(q: Read, id: string): Promise<boolean> {
  return (await q.all(findDeletedProject, { id })).length > 0
}

export async function isTaskDeleted(q: Read, id: string): Promise<boolean> {
  return (await q.all(findDeletedTask, { id })).length > 0
}
