import type { Resource } from '../../../resources/resource.ts'
import { seenWithThing } from '../../comments/resource.ts'
import { enterTasks } from '../enter-tasks.ts'

export const taskFile: Resource = {
  kind: 'task_file',
  table: 'task_files',
  parent: 'task_id',
  name: 'name',
  visibility: seenWithThing({
    ...{ table: 'task_files', parent: 'task_id', requires: 'work.read', hasNoTrash: true },
    seen: async (q, viewer, ids) => [...(await enterTasks(q, { viewer }, ids)).keys()],
  }),
  text: { code: 'w', body: 'body', refs: { task_id: 'Of a comment on a task, or a file of one.' } },
}
