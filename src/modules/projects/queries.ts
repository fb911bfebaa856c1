import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/handle.ts'
import { mutation, query, type Reading, type Slots } from '../../db/query.ts'
import type { ProjectStatus } from './schema.ts'

export interface ProjectRow {
  id: string
  name: string
  description: string
  status: ProjectStatus
  owner_id: string | null
  team_id: string | null
  starts_on: string | null
  ends_on: string | null
  created_at: number
  updated_at: number
}

/** Nothing of it is late any more. */
export const CLOSED: ProjectStatus[] = ['completed', 'archived']

/** One that is not in the trash, whoever may see it. */
export async function findProject(q: Read, id: string): Promise<ProjectRow | null> {
  const [row] = await selectProject(q, { id })
  return row ? asRow(row) : null
}

const selectProject = query((q, { id }: Slots<{ id: string }>) =>
  selectProjects(q).where(and(live(q), eq(q.tables.projects.id, id))),
)

/** Those of them that are not in the trash, or are, or both, whoever may see them. */
export async function listProjectsById(
  q: Read,
  ids: readonly string[],
  which: 'live' | 'trashed' | 'all',
): Promise<ProjectRow[]> {
  return (await selectByIds(q, { ids }, { which })).map(asRow)
}

const selectByIds = query(
  (q, { ids }: Slots<{ ids: readonly string[] }>, { which }: { which: 'live' | 'trashed' | 'all' }) => {
    const { projects } = q.tables
    const { deleted_at } = projects
    const isWanted = { live: isNull(deleted_at), trashed: isNotNull(deleted_at), all: undefined }[which]
    return selectProjects(q).where(and(q.mine(projects), isWanted, q.can.oneOf(projects.id, ids)))
  },
)

export function selectProjects(q: Reading) {
  const { projects: p } = q.tables
  const { id, name, description, status, owner_id, team_id, starts_on, ends_on, created_at, updated_at } = p
  return q
    .select({ id, name, description, status, owner_id, team_id, starts_on, ends_on, created_at, updated_at })
    .from(p)
}

export function live(q: Reading) {
  const { projects } = q.tables
  return and(q.mine(projects), isNull(projects.deleted_at))
}

/** The column is a text; only the words of the schema are ever written there. */
export function asRow(row: Omit<ProjectRow, 'status'> & { status: string }): ProjectRow {
  return { ...row, status: row.status as ProjectStatus }
}

export const insertProject = mutation((q, project: Slots<ProjectRow>) => {
  const { created_at } = project
  const values = { ...columnsOf(project), created_at, organization_id: q.organization_id }
  return q.insert(q.tables.projects).values({ ...values, id: project.id })
})

/**
 * @param seen_at The `updated_at` of the only version that is to be changed.
 * @returns Whether it was that one still.
 */
export async function updateProject(tx: Write, project: ProjectRow, seen_at: number): Promise<boolean> {
  return (await setProject(tx, { ...project, seen_at })).length > 0
}

const setProject = mutation((q, project: Slots<ProjectRow & { seen_at: number }>) => {
  const { projects } = q.tables
  return q
    .update(projects)
    .set(columnsOf(project))
    .where(and(q.mine(projects), eq(projects.id, project.id), eq(projects.updated_at, project.seen_at)))
    .returning({ id: projects.id })
})

/** What of a project may change. */
function columnsOf(project: Slots<ProjectRow>) {
  const { name, description, status, owner_id, team_id, starts_on, ends_on, updated_at } = project
  return { name, description, status, owner_id, team_id, starts_on, ends_on, updated_at }
}

interface Discarded {
  id: string
  deleted_at: number
  deleted_by: string
}

/** Puts it into the trash. */
export const discardProject = mutation((q, slots: Slots<Discarded>) => {
  const { projects } = q.tables
  const { id, deleted_at, deleted_by } = slots
  return q
    .update(projects)
    .set({ deleted_at, deleted_by })
    .where(and(q.mine(projects), eq(projects.id, id)))
})

/** Those that went with the project, as versions of their own. @returns Which. */
export const restoreTasksOf = mutation((q, { id: deleted_with }: Slots<{ id: string }>) => {
  const { tasks } = q.tables
  return q
    .update(tasks)
    .set({ deleted_at: null, deleted_by: null, deleted_with: null, updated_at: sql`${tasks.updated_at} + 1` })
    .where(and(q.mine(tasks), eq(tasks.project_id, deleted_with), eq(tasks.deleted_with, deleted_with)))
    .returning({ id: tasks.id })
})

/** Those of a project, which come back with it. @returns Those that were not deleted before. */
export const discardTasksOf = mutation((q, slots: Slots<Discarded>) => {
  const { tasks } = q.tables
  const { id: deleted_with, deleted_at, deleted_by } = slots
  return q
    .update(tasks)
    .set({ deleted_at, deleted_by, deleted_with })
    .where(and(q.mine(tasks), eq(tasks.project_id, deleted_with), isNull(tasks.deleted_at)))
    .returning({ id: tasks.id })
})
