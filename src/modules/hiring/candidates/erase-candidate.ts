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
import { listOfCandidate } from '../applications/queries.ts'
import { assertSeesAll } from '../rules.ts'
import { deleteNotesOf, emptyApplications, emptyCandidate, emptyRatingsOf } from './erasure-queries.ts'
import { deleteTags, findCandidate } from './queries.ts'

/**
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function eraseCandidate(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    assertSeesAll(await readViewer(tx, principal))
    if (!(await eraseWithin(tx, id, clock.now()))) throw new NotVisibleError('candidate')
  })
}

/** @returns Whether there was such a person. */
export async function eraseWithin(tx: Write, id: string, now: number): Promise<boolean> {
  await tx.lock('candidates', [id], 'update')
  if (!(await findCandidate(tx, id))) return false
  const applications = (await listOfCandidate(tx, id)).map(({ id: application_id }) => ({ application_id }))
  await tx.all(emptyApplications, { candidate_id: id })
  await tx.each(deleteNotesOf, applications)
  await tx.each(emptyRatingsOf, applications)
  await deleteTags(tx, { candidate_id: id })
  await tx.all(emptyCandidate, { id, merged_into: null, erased_at: now, now })
  for (const { application_id } of applications) {
    await tx.record({ kind: 'application', id: application_id, verb: 'erased' })
  }
  await tx.record({ kind: 'candidate', id, verb: 'erased' }, {})
  return true
}
