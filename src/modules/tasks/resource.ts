import type { Write } from '../../db/handle.ts'
import { InTrashError } from '../../lib/app-error.ts'
import {
  MENTIONS,
  ORDINARY_VERBS,
  type Resource,
  TRASH_VERBS,
  type Trashed,
} from '../../resources/resource.ts'
import { isProjectInTrash } from '../projects/visibility.ts'
import { rightsToTrashed } from './enter-tasks.ts'
import { listFew } from './list/access-paths.ts'
import { listSeenOf } from './list/list-queries.ts'
import { listTrashedPlaces } from './queries.ts'
import { deleteSharesWith } from './shares/part-queries.ts'
import { TASK_TEXTS } from './task-texts.ts'

export const task: Resource = {
  kind: TASK_TEXTS.kind,
  verbs: [...ORDINARY_VERBS, ...TRASH_VERBS, 'shared', 'unshared', 'file_deleted'],
  table: 'tasks',
  name: 'title',
  holds: { team: 'team_id' },
  visibility: {
    requires: 'work.read',
    allButTrash: true,
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, viewer, ids))
    },
    fewSeenBy: (q, viewer, most) => listFew(q, { viewer }, most),
    deletedSeenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set((await rightsToTrashed(q, viewer, ids)).keys())
    },
  },
  text: {
    code: TASK_TEXTS.code,
    body: 'description',
    refs: { project_id: 'Of a task, where it is in one.' },
  },
  told: true,
  notices: {
    task_assigned: 'A task was assigned to you.',
    task_shared: 'A task was shared with you, or with a team of yours.',
    ...MENTIONS,
  },
  trash: {
    // Those that went with their project come back with it.
    only: 'deleted_with is null',
    version: 'updated_at',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      const rights = await rightsToTrashed(q, viewer, ids)
      return new Set(ids.filter((id) => rights.get(id) === 'manage'))
    },
    assertMayReturn: assertProjectStays,
    restored: (tx, { id }, at) =>
      tx.record({ type: 'work_changed', kind: 'task', changes: [{ id, verb: 'restored' }], at }),
  },
  memberLeft: leaveShares,
}

/** Until the end of the transaction, too. @throws InTrashError */
async function assertProjectStays(tx: Write, { id }: Trashed): Promise<void> {
  const project_id = (await listTrashedPlaces(tx, [id]))[0]?.project_id ?? null
  if (project_id === null) return
  await tx.lock('projects', [project_id], 'share')
  if (await isProjectInTrash(tx, project_id))
    throw new InTrashError('project', 'The project of this task is in the trash, too. Bring it back first.')
}

/** What was shared with one who leaves is not shared again with one who comes back. */
async function leaveShares(tx: Write, memberId: string): Promise<void> {
  for (const task_id of await deleteSharesWith(tx, memberId)) {
    await tx.record({ kind: 'task', id: task_id, verb: 'unshared' })
  }
}
