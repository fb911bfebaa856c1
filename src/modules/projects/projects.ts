import type { Principal } from '../../access/principal.ts'
import { actorOf, readPerspective } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { WorkChange, WorkState } from '../../db/facts.ts'
import type { Read, Write } from '../../db/handle.ts'
import { type Page, pageById } from '../../http/page.ts'
import { InvalidValueError, NotVisibleError } from '../../lib/app-error.ts'
import { assertUnchanged, ChangedMeanwhileError } from '../../lib/etag.ts'
import { newsIn } from '../../lib/news.ts'
import { assertStorable } from '../../lib/text.ts'
import { dayNamed } from '../../lib/time/local-days.ts'
import { toWire } from '../../lib/to-wire.ts'
import { lostSight } from '../../resources/lost-sight.ts'
import { recordOwnActivity } from '../events/record-activity.ts'
import { isMemberWithin } from '../members/members.ts'
import { isTeamWithin } from '../teams/team-members.ts'
import {
  countByStatus,
  countProjects,
  listProjects as listProjectRows,
  type ProjectFilter,
} from './list-queries.ts'
import {
  CLOSED,
  discardProject,
  discardTasksOf,
  findProject,
  insertProject,
  type ProjectRow,
  updateProject,
} from './queries.ts'
import { assertMayDelete, assertMayPlace, maySee } from './rules.ts'
import type {
  ListedProject,
  NewProject,
  Project,
  ProjectChanges,
  ProjectSummary,
  ProjectsQuery,
  ProjectTasks,
} from './schema.ts'
import { countTasksOf } from './task-counts.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** Those that the caller may see. */
export async function listProjects(
  { db, clock, cursors }: Pick<Base, 'db' | 'clock' | 'cursors'>,
  principal: Principal,
  { status, owner_id, team_id, overdue, tasks, ...query }: ProjectsQuery,
): Promise<Page<ListedProject>> {
  const here = db.for(principal.organization_id)
  const filterOf = async (q: Read): Promise<ProjectFilter> => ({
    ...(await readVisibility(q, principal, clock.now())),
    status,
    owner_id,
    team_id,
    overdue: overdue === 'true',
  })
  const list = `projects ${JSON.stringify([status, owner_id, team_id, overdue])}`
  const page = await pageById(cursors, { organization_id: principal.organization_id, list }, query, {
    read: (page) =>
      here.read(async (q) => {
        const filter = await filterOf(q)
        return (await listProjectRows(q, page, filter)).map((row) => wireOf(row, filter.today))
      }),
    count: () => here.read(async (q) => countProjects(q, await filterOf(q))),
  })
  if (tasks !== 'true' || page.items.length === 0) return page
  const { now } = await here.read((q) => readPerspective(q, principal, clock.now()))
  const counts = await countTasksOf(
    here,
    page.items.map(({ id }) => id),
    now,
  )
  return { ...page, items: page.items.map((one) => withTasks(one, counts.get(one.id))) }
}

function withTasks(project: Project, tasks: ProjectTasks | undefined): ListedProject {
  return { ...project, ...(tasks && { tasks }) }
}

/** Of those that the caller may see. */
export async function summarizeProjects(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
): Promise<ProjectSummary> {
  return db.for(principal.organization_id).read(async (q) => {
    const visibility = await readVisibility(q, principal, clock.now())
    const counts = await countByStatus(q, visibility)
    const by_status = { planning: 0, active: 0, on_hold: 0, completed: 0, archived: 0, ...counts }
    const total = Object.values(by_status).reduce((sum, one) => sum + one, 0)
    return { total, by_status, overdue: await countProjects(q, { ...visibility, overdue: true }) }
  })
}

/** @throws NotVisibleError */
export async function readProject(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<Project> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, perspective } = await enter(q, principal, id, clock.now())
    return wireOf(row, perspective.now.date)
  })
}

/**
 * Makes a project. It belongs to the member who makes it, unless another is named.
 *
 * @throws InvalidValueError
 * @throws NotYoursError
 */
export async function createProject(
  { db, clock, newId }: Needs,
  principal: Principal,
  { name, ...given }: NewProject,
): Promise<Project> {
  const now = clock.now()
  const member_id = principal.kind === 'session' ? principal.member_id : null
  const row: ProjectRow = {
    id: newId(),
    name: name.trim(),
    description: '',
    status: 'planning',
    owner_id: member_id,
    team_id: null,
    starts_on: null,
    ends_on: null,
    ...given,
    created_at: now,
    updated_at: now,
  }
  return db.for(principal.organization_id).write(async (tx) => {
    const { viewer, now: moment } = await readPerspective(tx, principal, now)
    await assertSound(tx, row, row)
    assertMayPlace(viewer, null, row)
    await insertProject(tx, row)
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'project.created', core: true, now })
    await record(tx, [{ id: row.id, verb: 'created', ...stateOf(row) }], now)
    return wireOf(row, moment.date)
  })
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeProject(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: ProjectChanges,
  ifMatch: string | null,
): Promise<Project> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, perspective } = await enter(tx, principal, id, now)
    assertUnchanged(ifMatch, wireOf(row, perspective.now.date))
    const { name } = changes
    const news = newsIn(row, { ...changes, ...(name !== undefined && { name: name.trim() }) })
    if (news === null) return wireOf(row, perspective.now.date)
    // No two versions share an instant, so that it tells them apart.
    const after: ProjectRow = { ...row, ...news, updated_at: Math.max(now, row.updated_at + 1) }
    await assertSound(tx, after, news)
    assertMayPlace(perspective.viewer, row, after)
    const isDone = await updateProject(tx, after, row.updated_at)
    if (!isDone) {
      const current = await enter(tx, principal, id, now)
      throw new ChangedMeanwhileError(wireOf(current.row, current.perspective.now.date))
    }
    await recordOwnActivity(tx, principal, { id: newId(), verb: 'project.changed', core: false, now })
    await record(tx, [{ id, verb: 'changed', ...stateOf(after) }], now)
    for (const lost of lostSight(row, after)) await tx.record(lost)
    return wireOf(after, perspective.now.date)
  })
}

/**
 * Puts a project into the trash, with its tasks.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function deleteProject(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    if (ifMatch !== null) await tx.lock('projects', [id], 'update')
    const { row, perspective } = await enter(tx, principal, id, now)
    assertMayDelete(perspective.viewer, row)
    assertUnchanged(ifMatch, wireOf(row, perspective.now.date))
    const deleted = { id, deleted_at: now, deleted_by: actorOf(principal) }
    await discardProject(tx, deleted)
    const tasks = await discardTasksOf(tx, deleted)
    await record(tx, [{ id, verb: 'deleted' }], now)
    const changes = tasks.map((task) => ({ ...task, verb: 'deleted' as const }))
    await tx.record({ type: 'work_changed', kind: 'task', changes, at: now })
  })
}

/** Whom a list is for, and on which local date. */
async function readVisibility(q: Read, principal: Principal, at: number) {
  const { viewer, now } = await readPerspective(q, principal, at)
  return { viewer, today: now.date }
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enter(q: Read, principal: Principal, id: string, now: number) {
  const perspective = await readPerspective(q, principal, now)
  const row = await findProject(q, id)
  if (!row || !maySee(perspective.viewer, row)) throw new NotVisibleError('project')
  return { row, perspective }
}

/** @param given What is new of it; the rest was checked when it came. */
async function assertSound(tx: Write, after: ProjectRow, given: ProjectChanges): Promise<void> {
  assertStorable(given)
  const { starts_on, ends_on } = after
  for (const field of ['starts_on', 'ends_on'] as const) {
    const date = given[field]
    if (date !== undefined && date !== null) dayNamed(field, date)
  }
  if (starts_on !== null && ends_on !== null && ends_on < starts_on) {
    throw new InvalidValueError('ends_on', 'is before starts_on')
  }
  const { owner_id = null, team_id = null } = given
  if (owner_id !== null && !(await isMemberWithin(tx, owner_id))) {
    throw new InvalidValueError('owner_id', 'is no member of this organization')
  }
  if (team_id !== null && !(await isTeamWithin(tx, team_id))) {
    throw new InvalidValueError('team_id', 'is no team of this organization')
  }
}

function record(tx: Write, changes: WorkChange[], at: number): Promise<void> {
  return tx.record({ type: 'work_changed', kind: 'project', changes, at })
}

function stateOf({ status, ends_on }: ProjectRow): WorkState {
  return { status, due_on: ends_on }
}

/** Always in the same order, of which the tag is made, too. */
function wireOf({ created_at, updated_at, ...project }: ProjectRow, today: string): Project {
  const { ends_on, status } = project
  const overdue = ends_on !== null && ends_on < today && !CLOSED.includes(status)
  return toWire({ ...project, overdue, created_at, updated_at })
}
