import type { Base } from '../../../base.ts'
import { commentRoutes } from '../../comments/routes.ts'
import { ContentComment, ContentComments } from '../../comments/schema.ts'
import { contentComments } from './comments.ts'

export function contentCommentRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return commentRoutes(context, {
    path: '/api/v1/content',
    tag: 'Knowledge',
    thing: 'content item',
    reading: 'knowledge.read',
    writing: 'knowledge.write',
    comments: contentComments,
    shown: { one: ContentComment, list: ContentComments },
  })
}
