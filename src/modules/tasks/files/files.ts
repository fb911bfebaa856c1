/** The files of a task: for whoever sees it. */
import { filesOn } from '../../files/files-on.ts'
import { asAnything } from '../../files/take-files.ts'
import { enterTask } from '../enter-tasks.ts'
import { assertRight } from '../rules.ts'

export const taskFiles = filesOn({
  kind: 'task_file',
  of: 'task',
  table: 'task_files',
  parent: 'task_id',
  locks: 'tasks',
  refusedAs: 'task',
  whoMayDelete: 'who has sent it, or somebody who may delete the task',
  most: ({ files_per_task }) => files_per_task,
  judge: asAnything,
  enter: enterTask,
  assertTakesMore: ({ right }) => assertRight(right, 'edit'),
  mayDeleteAny: ({ right }) => right === 'manage',
  deletedAs: { kind: 'task', verb: 'file_deleted' },
  audited: ({ parent_id: task_id, name, media_type, bytes }) => ({ task_id, name, media_type, bytes }),
})
