/**
 * Two candidates who are one person become one: its applications, with all that happened to them, its
 * tags, what only it tells, and its address: who applies with it later is the one who stayed. Of two
 * applications for one job that go on, the one that has come less far is withdrawn as a duplicate, and the
 * one that is moved where both are in one stage: it leaves the funnel and stays in the history.
 */
import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { InvalidValueError, NotVisibleError } from '../../../lib/app-error.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { keepMove, moved } from '../applications/moves.ts'
import {
  type ApplicationRow,
  findApplication,
  findGoingOn,
  findGoingOnInTrash,
  listOfCandidate,
  updateApplication,
} from '../applications/queries.ts'
import { hasEnded, isFurther } from '../applications/stages.ts'
import { assertSeesAll } from '../rules.ts'
import { writeTags } from './candidates.ts'
import { emptyMerged, followMerge } from './erasure-queries.ts'
import { type CandidateRow, deleteTags, emailKeyOf, findCandidate, updateCandidate } from './queries.ts'
import type { Candidate } from './schema.ts'
import { toWire } from './to-wire.ts'

/**
 * @param id The one that stays.
 * @param duplicateId The one that becomes it.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws InvalidValueError
 */
export async function mergeCandidates(
  { db, clock, newId }: Pick<Base, 'db' | 'clock' | 'newId'>,
  principal: Principal,
  id: string,
  duplicateId: string,
): Promise<Candidate> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    assertSeesAll(await readViewer(tx, principal))
    await tx.lock('candidates', [id, duplicateId], 'update')
    const row = await findCandidate(tx, id)
    if (!row) throw new NotVisibleError('candidate')
    const duplicate = await findCandidate(tx, duplicateId)
    if (!duplicate || duplicateId === id) {
      throw new InvalidValueError('candidate_id', duplicate ? 'is this candidate' : 'is no candidate here')
    }
    const after = joined(row, duplicate, now)
    await deleteTags(tx, { candidate_id: duplicateId })
    await tx.all(emptyMerged, { id: duplicateId, merged_into: id, now })
    await followMerge(tx, { from: duplicateId, to: id })
    await updateCandidate(tx, { ...after, email_key: emailKeyOf(after.email) })
    await writeTags(tx, after)
    await recordOwnActivity(tx, principal, { id: newId(), now, verb: 'candidate.merged', core: false })
    const act = { tx, newId, now, principal }
    for (const application of await listLocked(tx, duplicateId)) await carryOver(act, application, id)
    await tx.record({ kind: 'candidate', id, verb: 'changed' })
    await tx.record({ kind: 'candidate', id: duplicateId, verb: 'merged' })
    return toWire(after)
  })
}

/** What the one does not say the other does. */
function joined(row: CandidateRow, other: CandidateRow, now: number): CandidateRow {
  const consent = row.consent_at === null ? other : row
  return {
    ...row,
    phone: row.phone ?? other.phone,
    location: row.location ?? other.location,
    source: row.source ?? other.source,
    tags: [...new Set([...row.tags, ...other.tags])],
    consent_purpose: consent.consent_purpose,
    consent_at: consent.consent_at,
    retain_until: row.retain_until ?? other.retain_until,
    updated_at: Math.max(now, row.updated_at + 1),
  }
}

async function listLocked(tx: Write, candidateId: string): Promise<ApplicationRow[]> {
  const ids = (await listOfCandidate(tx, candidateId)).map(({ id }) => id)
  await tx.lock('applications', ids, 'update')
  return listOfCandidate(tx, candidateId)
}

async function carryOver(act: Act, row: ApplicationRow, candidate_id: string): Promise<void> {
  const { tx, now } = act
  const other = await findOther(tx, row, candidate_id)
  if (other && !isFurther(row.stage, other.stage)) {
    return keepMove(act, row, { ...moved(row, 'withdrawn', null, now), candidate_id }, 'duplicate')
  }
  // The other has come less far: it is the duplicate.
  if (other) await keepMove(act, other, moved(other, 'withdrawn', null, now), 'duplicate')
  await updateApplication(tx, { ...row, candidate_id, updated_at: Math.max(now, row.updated_at + 1) })
  await tx.record({ kind: 'application', id: row.id, verb: 'changed' })
}

/** Of the one who stays: what goes on for the same job, locked. */
async function findOther(
  tx: Write,
  { id, job_id, stage }: ApplicationRow,
  candidate_id: string,
): Promise<ApplicationRow | undefined> {
  if (hasEnded(stage)) return undefined
  const isLive = (await findApplication(tx, id)) !== null
  // Those that went into the trash with their job come back together.
  const find = isLive ? findGoingOn : findGoingOnInTrash
  const other = await find(tx, { job_id, candidate_id })
  if (other === null) return undefined
  await tx.lock('applications', [other], 'update')
  return (await listOfCandidate(tx, candidate_id)).find((one) => one.id === other && !hasEnded(one.stage))
}
