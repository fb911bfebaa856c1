/** What is said about content: by whoever sees it. */
import { readViewers } from '../../../access/viewers.ts'
import { commentsOn } from '../../comments/comments-on.ts'
import { enterContent } from '../content.ts'
import { mayChange, maySee } from '../rules.ts'

export const contentComments = commentsOn({
  kind: 'content_comment',
  act: 'comment',
  of: 'content',
  table: 'content_comments',
  parent: 'content_id',
  refusedAs: 'comment',
  whoMayDelete: 'its author, or somebody who may change the content',
  enter: enterContent,
  mayDeleteAny: (principal, { viewer, row }) => mayChange(principal, viewer, row),
  whoSees: async (tx, { row }, memberIds) =>
    [...(await readViewers(tx, memberIds))].filter(([, viewer]) => maySee(viewer, row)).map(([id]) => id),
})
