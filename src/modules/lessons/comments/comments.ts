/** What is said about a lesson: by whoever sees it. */
import { may } from '../../../access/principal.ts'
import { readViewers } from '../../../access/viewers.ts'
import { commentsOn } from '../../comments/comments-on.ts'
import { enterLesson } from '../enter-lessons.ts'
import { isTheirsAsAuthor, maySee } from '../rules.ts'

export const lessonComments = commentsOn({
  kind: 'lesson_comment',
  act: 'comment',
  of: 'lesson',
  table: 'lesson_comments',
  parent: 'lesson_id',
  refusedAs: 'comment',
  whoMayDelete: 'its author, or somebody who may change the lesson',
  enter: enterLesson,
  mayDeleteAny: (principal, { viewer, placed }) =>
    may(principal, 'knowledge.write') && isTheirsAsAuthor(viewer, placed),
  whoSees: async (tx, { placed }, memberIds) =>
    [...(await readViewers(tx, memberIds))].filter(([, viewer]) => maySee(viewer, placed)).map(([id]) => id),
})
