/**
 * What was deleted, for 30 days. Admins (and keys, which act for the organization) see and bring back
 * everything, others what they have put there themselves: see rules.ts.
 */

import { may, type Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { OrganizationDatabase } from '../../db/database.ts'
import type { Fact } from '../../db/facts.ts'
import type { Write } from '../../db/handle.ts'
import { type Page, pageBy } from '../../http/page.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { toWire } from '../../lib/to-wire.ts'
import { NotInTrashError, ProjectInTrashError, StillUsedError, TaskInTrashError } from './errors.ts'
import {
  findInTrash,
  findProjectIdOf,
  isProjectDeleted,
  isTaskDeleted,
  isTeamUsed,
  listTrash,
  purge,
  restore,
  type TrashRow,
} from './queries.ts'
import { assertMayStill, thoseOfStill } from './rules.ts'
import type { TrashItem, TrashQuery } from './schema.ts'

export const KEPT_MS = 30 * 86_400_000
const PASSED_OVER_AT_ONCE = 500

/** When something was deleted, and its id. */
interface Place {
  at: number
  id: string
}

/** Behind every instant. */
const NOW_ON: Place = { at: Number.MAX_SAFE_INTEGER, id: '' }

export async function listTrashItems(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  query: TrashQuery,
): Promise<Page<TrashItem>> {
  const { organization_id } = principal
  const list = { organization_id, list: `trash of ${seenBy(principal) || 'all'}`, sort: '-deleted_at' }
  const page = await pageBy(cursors, list, query, {
    read: ({ after, limit }) =>
      listStill(db.for(organization_id), principal, after ? placeAt(after) : NOW_ON, limit),
    positionOf: ({ deleted_at, id }) => [deleted_at, id],
  })
  return { ...page, items: page.items.map(wireOf) }
}

/** What the caller may do nothing about any more is passed over, bit by bit, so that nobody is held for long. */
async function listStill(
  here: OrganizationDatabase,
  principal: Principal,
  before: Place,
  limit: number,
): Promise<TrashRow[]> {
  const found: TrashRow[] = []
  let [last, step] = [before, limit]
  while (true) {
    const { rows, still } = await here.read(async (q) => {
      const rows = await listTrash(q, seenBy(principal), last, step)
      return { rows, still: await thoseOfStill(q, principal, rows) }
    })
    found.push(...still)
    const end = rows.at(-1)
    if (found.length >= limit || !end || rows.length < step) return found.slice(0, limit)
    last = { at: end.deleted_at, id: end.id }
    step = PASSED_OVER_AT_ONCE
    await nextTurn()
  }
}

/** We signed it, so it is one. */
function placeAt([at, id]: readonly unknown[]): Place {
  return { at: Number(at), id: String(id) }
}

/**
 * Brings something back: a project with the tasks that went with it.
 *
 * @throws NotInTrashError
 * @throws ProjectInTrashError
 * @throws TaskInTrashError
 */
export async function restoreItem(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const row = await findInTrash(tx, seenBy(principal), id)
    if (!row) throw new NotInTrashError()
    await assertMayStill(tx, principal, row)
    if (row.task_id !== null && (await isTaskDeleted(tx, row.task_id))) throw new TaskInTrashError()
    if (row.kind === 'task') await assertProjectStays(tx, id)
    const tasks = await restore(tx, row)
    // Somebody else was quicker, with this or with the end of it: what is gone for good does not count.
    if (tasks === null) throw new NotInTrashError()
    await recordRestored(tx, row, tasks, now)
  })
}

/**
 * Deletes something for good.
 *
 * @throws NotInTrashError
 * @throws StillUsedError
 */
export async function purgeItem({ db }: Pick<Base, 'db'>, principal: Principal, id: string): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const row = await findInTrash(tx, seenBy(principal), id)
    if (!row) throw new NotInTrashError()
    await assertMayStill(tx, principal, row)
    if (row.kind === 'team' && (await isTeamUsed(tx, id))) throw new StillUsedError()
    if (!(await purge(tx, row))) throw new NotInTrashError()
    await tx.record(changeOf(row))
  })
}

/** Until the end of the transaction, too. @throws ProjectInTrashError */
async function assertProjectStays(tx: Write, taskId: string): Promise<void> {
  const project_id = await findProjectIdOf(tx, taskId)
  if (project_id === null) return
  await tx.lock('projects', [project_id], 'share')
  if (await isProjectDeleted(tx, project_id)) throw new ProjectInTrashError()
}

/** The member whose things alone the caller sees; empty for everybody's. */
function seenBy(principal: Principal): string {
  if (principal.kind === 'api_key' || may(principal, 'organization.write')) return ''
  return principal.member_id
}

async function recordRestored(
  tx: Write,
  row: TrashRow,
  restoredTasks: { id: string }[],
  at: number,
): Promise<void> {
  const { kind, id } = row
  const is_deleted = false
  if (kind === 'team' || kind === 'comment') await tx.record(changeOf(row))
  if (kind === 'project') await tx.record({ type: 'projects_changed', projects: [{ id, is_deleted }], at })
  const tasks = restoredTasks.map((task) => ({ ...task, is_deleted }))
  if (tasks.length > 0) await tx.record({ type: 'tasks_changed', tasks, at })
}

function changeOf({ kind, id, task_id }: TrashRow): Fact {
  switch (kind) {
    case 'project':
      return { type: 'project_changed', project_id: id }
    case 'task':
    case 'comment':
      return { type: 'task_changed', task_id: task_id ?? id }
    case 'team':
      return { type: 'team_changed', team_id: id }
  }
}

function wireOf({ id, kind, name, deleted_at, deleted_by }: TrashRow): TrashItem {
  return toWire({ id, kind, name, deleted_at, deleted_by, gone_at: deleted_at + KEPT_MS })
}
