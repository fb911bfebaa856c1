/** Who comes to a task, and what they may do with it. */

import type { Principal } from '../../access/principal.ts'
import { type Perspective, readPerspective, type Viewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import type { Read, Write } from '../../db/handle.ts'
import { NotVisibleError } from '../../lib/app-error.ts'
import { readProjectRights } from '../projects/visibility.ts'
import { listTasksById, listTrashedPlaces, type TaskPlace, type TaskRow } from './queries.ts'
import { isAtLeast, type Right, rightTo } from './rules.ts'
import { listSharesWith } from './shares/part-queries.ts'

export interface Entered<Row = TaskRow> {
  row: Row
  right: Exclude<Right, 'none'>
}

/**
 * What the caller may not see is not there.
 *
 * @param enough The right at which nothing more is asked: it may be less than they have.
 * @throws NotVisibleError
 */
export async function enterTask(
  q: Read,
  principal: Principal,
  id: string,
  at: number,
  enough: Right = 'manage',
): Promise<Entered & { perspective: Perspective }> {
  const [perspective, rows] = await Promise.all([readPerspective(q, principal, at), listTasksById(q, [id])])
  const entered = (await judged(q, perspective.viewer, rows, { enough })).get(id)
  if (!entered) throw new NotVisibleError('task')
  return { ...entered, perspective }
}

/** As above, and nobody else changes it until the transaction ends. @throws NotVisibleError */
export async function enterToChange(tx: Write, principal: Principal, id: string, at: number) {
  // It is read when it is held: what is sent first is done first.
  const [, entered] = await Promise.all([tx.lock('tasks', [id], 'update'), enterTask(tx, principal, id, at)])
  return entered
}

/** Reads of a task that the caller sees at that moment. @throws NotVisibleError */
export function readingTask({ db, clock }: Pick<Base, 'db' | 'clock'>, principal: Principal, id: string) {
  return <T>(read: (q: Read) => Promise<T>): Promise<T> =>
    db.for(principal.organization_id).read(async (q) => {
      await enterTask(q, principal, id, clock.now(), 'view')
      return read(q)
    })
}

/** Those of them that the caller may see, by their ids. */
export async function enterTasks(
  q: Read,
  { viewer }: Pick<Perspective, 'viewer'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Entered>> {
  return judged(q, viewer, await listTasksById(q, ids))
}

/**
 * What the caller could do with those of them that are in the trash, were neither they there nor
 * their projects: whoever may delete a project for good, its tasks with it, may do so with one of them.
 */
export async function rightsToTrashed(
  q: Read,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Right>> {
  const places = ids.length === 0 ? [] : await listTrashedPlaces(q, ids)
  const entered = await judged(q, viewer, places, { projects: 'all' })
  return new Map([...entered].map(([id, { right }]) => [id, right]))
}

export async function isTaskInTrash(q: Read, id: string): Promise<boolean> {
  return (await listTrashedPlaces(q, [id])).length > 0
}

/** Of tasks that the caller sees, what they may do with each. */
export async function rightsTo(
  q: Read,
  viewer: Viewer,
  rows: readonly TaskRow[],
): Promise<ReadonlyMap<string, Entered['right']>> {
  const entered = await judged(q, viewer, rows)
  return new Map([...entered].map(([id, { right }]) => [id, right]))
}

interface Judging {
  /** With `all`, as if those in the trash were not there. */
  projects?: 'live' | 'all'
  enough?: Right
}

/** What their columns say costs nothing: their projects and shares are asked for where that is not enough. */
async function judged<Row extends TaskPlace>(
  q: Read,
  viewer: Viewer,
  rows: readonly Row[],
  { projects = 'live', enough = 'manage' }: Judging = {},
): Promise<ReadonlyMap<string, Entered<Row>>> {
  const rights = new Map(rows.map((row) => [row.id, rightTo(viewer, { ...row, ...ALONE })]))
  const unsure = rows.filter(({ id }) => !isAtLeast(rights.get(id) ?? 'none', enough))
  if (unsure.length > 0)
    for (const [id, right] of await fullRights(q, viewer, unsure, projects)) rights.set(id, right)
  const entered = new Map<string, Entered<Row>>()
  for (const row of rows) {
    const right = rights.get(row.id) ?? 'none'
    if (right !== 'none') entered.set(row.id, { row, right })
  }
  return entered
}

/** As if it were in no project, and shared with nobody. */
const ALONE = { project: null, shares: [] }

async function fullRights(
  q: Read,
  viewer: Viewer,
  rows: readonly TaskPlace[],
  projects: 'live' | 'all',
): Promise<[id: string, Right][]> {
  const ids = rows.map(({ id }) => id)
  const project_ids = new Set(rows.flatMap((row) => row.project_id ?? []))
  const [projectRight, shares] = await Promise.all([
    readProjectRights(q, project_ids, projects),
    listSharesWith(q, ids, viewer),
  ])
  return rows.map((row) => {
    const project = row.project_id === null ? null : projectRight(viewer, row.project_id)
    return [row.id, rightTo(viewer, { ...row, project, shares: shares.get(row.id) ?? [] })]
  })
}
