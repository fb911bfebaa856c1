import type { Viewer } from '../../../access/viewer.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { InTrashError } from '../../../lib/app-error.ts'
import { MENTIONS, type Resource, type Trashed } from '../../../resources/resource.ts'
import { seenWithThing } from '../../comments/resource.ts'
import { enterTasks, isTaskInTrash, rightsToTrashed } from '../enter-tasks.ts'

export const comment: Resource = {
  kind: 'comment',
  table: 'task_comments',
  key: 'organization_id, task_id, id',
  parent: 'task_id',
  visibility: seenWithThing({
    ...{ table: 'task_comments', parent: 'task_id', requires: 'work.read' },
    seen: async (q, viewer, ids) => [...(await enterTasks(q, { viewer }, ids)).keys()],
  }),
  text: { code: 'o', body: 'body', refs: { task_id: 'Of a comment on a task, or a file of one.' } },
  told: true,
  notices: MENTIONS,
  trash: {
    name: 'substr(body, 1, 100)',
    mayStillDelete: onTasksSeen,
    assertMayReturn: assertTaskIsThere,
  },
}

/** Those on a task that the viewer sees, or would see, were it not in the trash. */
async function onTasksSeen(q: Read, viewer: Viewer, rows: readonly Trashed[]): Promise<ReadonlySet<string>> {
  const taskIds = rows.map(taskOf)
  const trashed = await rightsToTrashed(q, viewer, taskIds)
  const live = await enterTasks(q, { viewer }, taskIds)
  const isSeen = (id: string) => trashed.has(id) || live.has(id)
  return new Set(rows.filter((row) => isSeen(taskOf(row))).map(({ id }) => id))
}

/** @throws InTrashError */
async function assertTaskIsThere(tx: Write, row: Trashed): Promise<void> {
  if (await isTaskInTrash(tx, taskOf(row)))
    throw new InTrashError('task', 'The task of this comment is in the trash, too. Bring it back first.')
}

/** The column is never `null`. */
function taskOf({ parent_id }: Trashed): string {
  return parent_id ?? ''
}
