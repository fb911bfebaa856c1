import type { Base } from '../../../base.ts'
import { commentRoutes } from '../../comments/routes.ts'
import { LessonComment, LessonComments } from '../../comments/schema.ts'
import { lessonComments } from './comments.ts'

export function lessonCommentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return commentRoutes(context, {
    path: '/api/v1/lessons',
    tag: 'Knowledge',
    thing: 'lesson',
    reading: 'knowledge.read',
    writing: 'knowledge.write',
    comments: lessonComments,
    shown: { one: LessonComment, list: LessonComments },
  })
}
