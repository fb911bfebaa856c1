/** The files of an application: for whoever sees it. */
import type { Principal } from '../../../../access/principal.ts'
import { actorOf } from '../../../../access/viewer.ts'
import type { Base } from '../../../../base.ts'
import type { Read } from '../../../../db/handle.ts'
import { FileContentMissingError } from '../../../../files/errors.ts'
import { isHash } from '../../../../files/file-store.ts'
import { NotFoundError, NotYoursError } from '../../../../lib/app-error.ts'
import { DOCUMENT_TYPES } from '../../../../lib/document-type.ts'
import { attachmentNamed } from '../../../../lib/file-name.ts'
import type { ReceivedFile } from '../../../../lib/received-file.ts'
import { toWire as wireOf } from '../../../../lib/to-wire.ts'
import { recordOwnActivity } from '../../../events/record-activity.ts'
import { mayManage } from '../../rules.ts'
import { assertNotErased, enterApplication, readingApplication } from '../enter-application.ts'
import type { ApplicationFile, ApplicationFiles } from '../schema.ts'
import { TooManyFilesError } from './errors.ts'
import {
  countFiles,
  deleteFile as deleteRow,
  type FileRow,
  findFile,
  listFiles as listRows,
  type Place,
} from './queries.ts'
import type { StoredFiles } from './stored-files.ts'
import { enterFiles, takenFiles } from './take-files.ts'

export type FileNeeds = Pick<Base, 'config' | 'db' | 'clock' | 'newId'> & { files: StoredFiles }

/** @throws NotVisibleError */
export async function listFiles(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  applicationId: string,
): Promise<ApplicationFiles> {
  const rows = await readingApplication({ db }, principal, applicationId)((q) => listRows(q, applicationId))
  return { items: rows.map(toWire), next_cursor: null }
}

/** @throws NotVisibleError, NotFoundError */
export async function readFile(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  place: Place,
): Promise<ApplicationFile> {
  return toWire(await readingApplication({ db }, principal, place.application_id)((q) => found(q, place)))
}

/**
 * All of them, or none.
 *
 * @throws NotVisibleError, InvalidValueError, TooManyFilesError, ErasedError, StoreFullError
 */
export async function addFiles(
  context: FileNeeds,
  principal: Principal,
  application_id: string,
  given: readonly ReceivedFile[],
): Promise<ApplicationFiles> {
  const { config, db, clock, newId, files } = context
  const now = clock.now()
  const { organization_id } = principal
  // Who may not is told before anything is written.
  await readingApplication({ db }, principal, application_id)(async () => {})
  const taken = takenFiles(config, given)
  return files.keep(organization_id, taken, () =>
    db.for(organization_id).write(async (tx) => {
      await tx.lock('applications', [application_id], 'update')
      const { row } = await enterApplication(tx, principal, application_id)
      assertNotErased(row)
      const before = (await countFiles(tx, [application_id])).get(application_id) ?? 0
      const most = config.files_per_application
      if (before + taken.length > most) throw new TooManyFilesError(most)
      await recordOwnActivity(tx, principal, {
        id: newId(),
        now,
        verb: 'application_file.created',
        core: false,
      })
      const place = { application_id, created_by: actorOf(principal) }
      const rows = await enterFiles(tx, { newId, now }, place, taken)
      return { items: rows.map(toWire), next_cursor: null }
    }),
  )
}

/**
 * For good, and not into the trash: who deletes what somebody has sent of themselves means it, and mostly
 * because it should not have come.
 *
 * @throws NotVisibleError, NotFoundError, NotYoursError
 */
export async function deleteFile(
  { db, files }: FileNeeds,
  principal: Principal,
  place: Place,
): Promise<void> {
  const { organization_id } = principal
  const hash = await db.for(organization_id).write(async (tx) => {
    await tx.lock('applications', [place.application_id], 'update')
    const { viewer, job } = await enterApplication(tx, principal, place.application_id)
    const { media_type, created_by, sha256 } = await found(tx, place)
    if (!mayManage(viewer, job) && created_by !== actorOf(principal)) {
      throw new NotYoursError(
        'hiring',
        'who has sent it, the owner of the job, or an admin of the organization',
      )
    }
    await deleteRow(tx, place)
    const { application_id, id } = place
    await tx.record(
      { kind: 'application_file', id, verb: 'deleted' },
      // Not its name, which mostly says whose it is: what is told here outlives an erasure.
      { before: { application_id, media_type } },
    )
    return sha256
  })
  await files.forget(organization_id, [hash])
}

/**
 * Never shown by a browser: whatever is in it, it is nothing but a download.
 *
 * @throws NotVisibleError, NotFoundError, FileContentMissingError
 */
export async function serveFile(
  { db, files }: Pick<FileNeeds, 'db' | 'files'>,
  principal: Principal,
  place: Place,
): Promise<Response> {
  const row = await readingApplication({ db }, principal, place.application_id)((q) => found(q, place))
  const { organization_id } = principal
  const { sha256, media_type } = row
  const file = isHash(sha256) ? await files.store.open({ organization_id, sha256 }) : null
  if (!file) throw new FileContentMissingError()
  return new Response(file.content, {
    headers: {
      // Whoever wrote the row: it may have come with an archive.
      'content-type': MEDIA_TYPES.has(media_type) ? media_type : 'application/octet-stream',
      'content-length': `${file.bytes}`,
      'content-disposition': attachmentNamed(row.name),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

const MEDIA_TYPES = new Set<string>(Object.values(DOCUMENT_TYPES).map(({ media_type }) => media_type))

/** @throws NotFoundError */
async function found(q: Read, place: Place): Promise<FileRow> {
  const row = await findFile(q, place)
  if (!row) throw new NotFoundError('file', 'The application has no file with this id.')
  return row
}

function toWire({ text_state, sha256: _, created_by, created_at, ...row }: FileRow): ApplicationFile {
  return { ...wireOf({ ...row, created_at }), text: text_state, created_by }
}
