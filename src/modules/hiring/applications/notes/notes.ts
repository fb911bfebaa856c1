/** What those who review an application write about it. */
import { readViewers } from '../../../../access/viewers.ts'
import { commentsOn } from '../../../comments/comments-on.ts'
import { mayManage, mayReview } from '../../rules.ts'
import { assertNotErased, enterApplication } from '../enter-application.ts'

export const applicationNotes = commentsOn({
  kind: 'note',
  act: 'note',
  of: 'application',
  table: 'application_notes',
  parent: 'application_id',
  locks: 'applications',
  refusedAs: 'hiring',
  whoMayDelete: 'its author, the owner of the job, or an admin of the organization',
  enter: enterApplication,
  assertTakesMore: ({ row }) => assertNotErased(row),
  mayDeleteAny: (_, { viewer, job }) => mayManage(viewer, job),
  whoSees: async (tx, { job }, memberIds) =>
    [...(await readViewers(tx, memberIds))].filter(([, viewer]) => mayReview(viewer, job)).map(([id]) => id),
})
