/** The files of an application: for whoever sees it. */

import { filesOn } from '../../../files/files-on.ts'
import { asDocument } from '../../../files/take-files.ts'
import { mayManage } from '../../rules.ts'
import { assertNotErased, enterApplication } from '../enter-application.ts'

const TAKEN = 'is none that is taken: send a PDF, DOCX, ODT, RTF, or plain text in UTF-8'

export const applicationFiles = filesOn({
  kind: 'application_file',
  of: 'application',
  table: 'application_files',
  parent: 'application_id',
  locks: 'applications',
  refusedAs: 'hiring',
  whoMayDelete: 'who has sent it, the owner of the job, or an admin of the organization',
  most: ({ files_per_application }) => files_per_application,
  judge: (file) => asDocument(file) ?? TAKEN,
  enter: enterApplication,
  assertTakesMore: ({ row }) => assertNotErased(row),
  mayDeleteAny: ({ viewer, job }) => mayManage(viewer, job),
  // Not its name, which mostly says whose it is: what is told here outlives an erasure.
  audited: ({ parent_id: application_id, media_type }) => ({ application_id, media_type }),
})
