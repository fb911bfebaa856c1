import { and, count, eq, inArray, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import type { Viewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { byId, type IdPage } from '../../db/id-page.ts'
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

export interface ProjectFilter {
  viewer: Viewer
  /** The local date on which it is asked. */
  today: string
  status?: ProjectStatus | undefined
  owner_id?: string | undefined
  team_id?: string | undefined
  overdue?: boolean | undefined
}

/** Nothing of it is late any more. */
export const CLOSED: ProjectStatus[] = ['completed', 'archived']

export async function listProjects(q: Read, page: IdPage, filter: ProjectFilter): Promise<ProjectRow[]> {
  const { unseen, order } = byId(q.tables.projects.id, page)
  const rows = await selectProjects(q)
    .where(and(matching(q, filter), unseen))
    .orderBy(order)
    .limit(page.limit)
  return rows.map(asRow)
}

export async function countProjects(q: Read, filter: ProjectFilter): Promise<number> {
  const [row] = await q.select({ total: count() }).from(q.tables.projects).where(matching(q, filter))
  return row?.total ?? 0
}

/** What of a project is searched, and shown of it when it is found. */
export interface ProjectText {
  id: string
  name: string
  /** As much of it as was asked for. */
  description: string
  created_at: number
}

/** Of these projects those that are seen. */
export async function listProjectTexts(
  q: Read,
  viewer: Viewer,
  ids: string[],
  length: number,
): Promise<ProjectText[]> {
  const { projects: p } = q.tables
  const description = sql<string>`substr(${p.description}, 1, ${length})`
  return q
    .select({ id: p.id, name: p.name, description, created_at: p.created_at })
    .from(p)
    .where(and(live(q), visible(q, viewer), q.can.oneOf(p.id, ids)))
}

/** The ids of those that are seen, for a condition on what belongs to them. */
export function selectVisibleIds(q: Read, viewer: Viewer) {
  const { projects } = q.tables
  return q
    .select({ id: projects.id })
    .from(projects)
    .where(and(live(q), visible(q, viewer)))
}

export async function countByStatus(
  q: Read,
  filter: ProjectFilter,
): Promise<Partial<Record<ProjectStatus, number>>> {
  const { projects } = q.tables
  const rows = await q
    .select({ status: projects.status, projects: count() })
    .from(projects)
    .where(matching(q, filter))
    .groupBy(projects.status)
  return Object.fromEntries(rows.map((row) => [row.status, row.projects]))
}

/** One that is not in the trash, whoever may see it. */
export async function findProject(q: Read, id: string): Promise<ProjectRow | null> {
  const { projects } = q.tables
  const [row] = await selectProjects(q).where(and(live(q), eq(projects.id, id)))
  return row ? asRow(row) : null
}

/** Those of them that are not in the trash, or are, or both, whoever may see them. */
export async function listProjectsById(
  q: Read,
  ids: readonly string[],
  which: 'live' | 'trashed' | 'all',
): Promise<ProjectRow[]> {
  const { projects } = q.tables
  const { deleted_at } = projects
  const isWanted = { live: isNull(deleted_at), trashed: isNotNull(deleted_at), all: undefined }[which]
  const conditions = and(q.mine(projects), isWanted, q.can.oneOf(projects.id, ids))
  return (await selectProjects(q).where(conditions)).map(asRow)
}

function selectProjects(q: Read) {
  const { projects: p } = q.tables
  const { id, name, description, status, owner_id, team_id, starts_on, ends_on, created_at, updated_at } = p
  return q
    .select({ id, name, description, status, owner_id, team_id, starts_on, ends_on, created_at, updated_at })
    .from(p)
}

function live(q: Read) {
  const { projects } = q.tables
  return and(q.mine(projects), isNull(projects.deleted_at))
}

function matching(q: Read, { viewer, today, status, owner_id, team_id, overdue }: ProjectFilter) {
  const { projects } = q.tables
  const isLate = and(
    isNotNull(projects.ends_on),
    lt(projects.ends_on, today),
    notInArray(projects.status, CLOSED),
  )
  return and(
    live(q),
    visible(q, viewer),
    status === undefined ? undefined : eq(projects.status, status),
    owner_id === undefined ? undefined : eq(projects.owner_id, owner_id),
    team_id === undefined ? undefined : eq(projects.team_id, team_id),
    overdue ? isLate : undefined,
  )
}

/** As `maySee` in rules.ts. */
function visible(q: Read, { seesAll, member_id, teams }: Viewer) {
  if (seesAll) return undefined
  const { projects } = q.tables
  const isOwn = member_id === null ? undefined : eq(projects.owner_id, member_id)
  const isOfTeam = teams.size === 0 ? undefined : inArray(projects.team_id, [...teams.keys()])
  return or(isNull(projects.team_id), isOwn, isOfTeam)
}

/** The column is a text; only the words of the schema are ever written there. */
function asRow(row: Omit<ProjectRow, 'status'> & { status: string }): ProjectRow {
  return { ...row, status: row.status as ProjectStatus }
}

export async function insertProject(tx: Write, project: ProjectRow) {
  await tx.insert(tx.tables.projects).values({ ...project, organization_id: tx.organization_id })
}

/**
 * @param seenAt The `updated_at` of the only version that is to be changed; `null` for any.
 * @returns Whether there was such a version.
 */
export async function updateProject(
  tx: Write,
  id: string,
  changes: Partial<Omit<typeof tx.tables.projects.$inferInsert, 'organization_id' | 'id'>>,
  seenAt: number | null,
): Promise<boolean> {
  const { projects } = tx.tables
  const isSeen = seenAt === null ? undefined : eq(projects.updated_at, seenAt)
  const changed = await tx
    .update(projects)
    .set(changes)
    .where(and(tx.mine(projects), eq(projects.id, id), isSeen))
    .returning({ id: projects.id })
  return changed.length > 0
}

/** They come back with the project. @returns Those that were not deleted before. */
export async function deleteTasksOf(
  tx: Write,
  projectId: string,
  deleted: { deleted_at: number; deleted_by: string },
): Promise<{ id: string }[]> {
  const { tasks } = tx.tables
  return tx
    .update(tasks)
    .set({ ...deleted, deleted_with: projectId })
    .where(and(tx.mine(tasks), eq(tasks.project_id, projectId), isNull(tasks.deleted_at)))
    .returning({ id: tasks.id })
}
