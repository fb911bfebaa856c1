import type { Base } from '../../../base.ts'
import { commentRoutes } from '../../comments/routes.ts'
import { Comment, Comments } from '../../comments/schema.ts'
import { taskComments } from './comments.ts'

export function taskCommentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return commentRoutes(context, {
    path: '/api/v1/tasks',
    tag: 'Work',
    thing: 'task',
    reading: 'work.read',
    writing: 'work.write',
    comments: taskComments,
    shown: { one: Comment, list: Comments },
  })
}
