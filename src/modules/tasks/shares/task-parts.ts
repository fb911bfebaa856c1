/** What hangs on a task: the statuses that it has had, and with whom it is shared. */

import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import { type Page, type PageQuery, pageById } from '../../../http/page.ts'
import { NotFoundError, NotInOrganizationError } from '../../../lib/app-error.ts'
import { toWire } from '../../../lib/to-wire.ts'
import { lostSightOf } from '../../../resources/lost-sight.ts'
import { memberWithin } from '../../members/members.ts'
import { isTeamWithin } from '../../teams/team-members.ts'
import { enterTask, readingTask } from '../enter-tasks.ts'
import { notifyOfShare } from '../notify-of-tasks.ts'
import { assertRight } from '../rules.ts'
import type { StatusChange, TaskShare, TaskSharePermission } from '../schema.ts'
import {
  countShares,
  countStatusChanges,
  deleteShare,
  listShares as listShareRows,
  listStatusChanges as listStatusChangeRows,
  putShare,
  type ShareRow,
} from './part-queries.ts'

type Lists = Pick<Base, 'db' | 'clock' | 'cursors'>
type Subject = Pick<ShareRow, 'kind' | 'id'>

/** @throws NotVisibleError */
export async function listStatusChanges(
  { db, clock, cursors }: Lists,
  principal: Principal,
  id: string,
  query: PageQuery,
): Promise<Page<StatusChange>> {
  const { organization_id } = principal
  const inside = readingTask({ db, clock }, principal, id)
  return pageById(cursors, { organization_id, list: `statuses of task ${id}` }, query, {
    read: async (page) => (await inside((q) => listStatusChangeRows(q, id, page))).map(toWire),
    count: () => inside((q) => countStatusChanges(q, id)),
  })
}

/** @throws NotVisibleError */
export async function listShares(
  { db, clock, cursors }: Lists,
  principal: Principal,
  id: string,
  query: PageQuery,
): Promise<Page<TaskShare>> {
  const { organization_id } = principal
  const inside = readingTask({ db, clock }, principal, id)
  return pageById(cursors, { organization_id, list: `shares of task ${id}` }, query, {
    read: async (page) => (await inside((q) => listShareRows(q, id, page))).map(toWire),
    count: () => inside((q) => countShares(q, id)),
  })
}

/**
 * Shares a task with a member or a team, or changes what they may do with it.
 *
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws NotInOrganizationError
 */
export async function shareTask(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  taskId: string,
  { kind, id }: Subject,
  permission: TaskSharePermission,
): Promise<TaskShare> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    // Nobody is removed from the organization between the look and the deed.
    await tx.can.shareOrganization(tx)
    const { right } = await enterTask(tx, principal, taskId, now)
    assertRight(right, 'manage')
    if (kind === 'member') await memberWithin(tx, id)
    else if (!(await isTeamWithin(tx, id))) throw new NotInOrganizationError('team')
    const share: ShareRow = { kind, id, permission, created_at: now }
    const { change, created_at } = await putShare(tx, taskId, share)
    if (change !== 'none') await tx.record({ kind: 'task', id: taskId, verb: 'shared' })
    if (change === 'new') await notifyOfShare({ tx, newId, now, principal }, taskId, share)
    return toWire({ ...share, created_at })
  })
}

/**
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws NotFoundError
 */
export async function unshareTask(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  taskId: string,
  subject: Subject,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const { right } = await enterTask(tx, principal, taskId, clock.now())
    assertRight(right, 'manage')
    if (!(await deleteShare(tx, taskId, subject)))
      throw new NotFoundError('share', 'The task is not shared with this member or team.')
    await tx.record({ kind: 'task', id: taskId, verb: 'unshared' })
    await tx.record(lostSightOf(subject.kind, subject.id))
  })
}
