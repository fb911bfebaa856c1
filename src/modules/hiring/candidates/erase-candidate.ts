/**
 * Erasure: the person goes, and what they were counted as stays. The row is left without a name, an
 * address or anything told; applications keep their job, their stages and their times, and lose what the
 * person wrote, and what was written about the person.
 */

import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { NotVisibleError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import type { StoredFiles } from '../../files/stored-files.ts'
import { applicationFiles } from '../applications/files/files.ts'
import { listOfCandidate } from '../applications/queries.ts'
import { assertSeesAll } from '../rules.ts'
import {
  deleteNotesOf,
  deleteToolChangesOf,
  emptyApplications,
  emptyErased,
  emptyRatingsOf,
  forgetAddresses,
} from './erasure-queries.ts'
import { deleteTags, findCandidate } from './queries.ts'
import { toWire } from './to-wire.ts'

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 */
export async function eraseCandidate(
  { db, clock, files }: Pick<Base, 'db' | 'clock'> & { files: StoredFiles },
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const { organization_id } = principal
  const hashes = await db.for(organization_id).write(async (tx) => {
    assertSeesAll(await readViewer(tx, principal))
    if (ifMatch !== null) await assertSeen(tx, id, ifMatch)
    const erased = await eraseWithin(tx, id, clock.now())
    if (erased === null) throw new NotVisibleError('candidate')
    return erased
  })
  await files.forget(organization_id, hashes)
}

async function assertSeen(tx: Write, id: string, ifMatch: string): Promise<void> {
  await tx.lock('candidates', [id], 'update')
  const row = await findCandidate(tx, id)
  if (row) assertUnchanged(ifMatch, toWire(row))
}

/** @returns The hashes of files that went with the person; `null` where there was no such person. */
export async function eraseWithin(tx: Write, id: string, now: number): Promise<string[] | null> {
  await tx.lock('candidates', [id], 'update')
  if (!(await findCandidate(tx, id))) return null
  const applications = (await listOfCandidate(tx, id)).map(({ id: application_id }) => ({ application_id }))
  await tx.all(emptyApplications, { candidate_id: id })
  // After the applications are taken hold of: a file that comes meanwhile waits, and is refused.
  const hashes = await applicationFiles.removeOf(
    tx,
    applications.map(({ application_id }) => application_id),
  )
  await tx.each(deleteNotesOf, applications)
  await tx.each(emptyRatingsOf, applications)
  await tx.each(deleteToolChangesOf, applications)
  await deleteTags(tx, { candidate_id: id })
  await tx.all(emptyErased, { id, now })
  await tx.all(forgetAddresses, { id })
  for (const { application_id } of applications) {
    await tx.record({ kind: 'application', id: application_id, verb: 'erased' })
  }
  await tx.record({ kind: 'candidate', id, verb: 'erased' }, {})
  return hashes
}
