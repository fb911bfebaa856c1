/** What is said about a task: by whoever sees it, also those who may only view it. */
import { commentsOn } from '../../comments/comments-on.ts'
import { enterTask } from '../enter-tasks.ts'
import { visibleTo } from '../visibility.ts'

export const taskComments = commentsOn({
  kind: 'comment',
  act: 'comment',
  of: 'task',
  table: 'task_comments',
  parent: 'task_id',
  refusedAs: 'comment',
  whoMayDelete: 'its author, or somebody who may delete the task',
  enter: enterTask,
  mayDeleteAny: (_, { right }) => right === 'manage',
  whoSees: async (tx, { row: task }, memberIds) => {
    const [audience] = await visibleTo(tx, [{ task, member_ids: [...memberIds] }])
    return audience?.member_ids ?? []
  },
})
