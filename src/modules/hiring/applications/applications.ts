import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { actorOf, readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { InvalidValueError, NotVisibleError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import { toWire as wireOf } from '../../../lib/to-wire.ts'
import { type AssertSeen, inBulk } from '../../../resources/bulk.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { candidateOf } from '../candidates/known-candidate.ts'
import { isSeen } from '../candidates/list-queries.ts'
import { type CandidateRow, findCandidate } from '../candidates/queries.ts'
import { enterToManage as enterJobToManage } from '../jobs/jobs.ts'
import { enterApplication, enterToManage, readingApplication } from './enter-application.ts'
import { AlreadyAppliedError, JobNotTakingError } from './errors.ts'
import { applicationFiles } from './files/files.ts'
import { keepMove, moved } from './moves.ts'
import {
  type ApplicationRow,
  findGoingOn,
  listStageChanges as listStageChangeRows,
  putInTrash,
  updateApplication,
} from './queries.ts'
import type { Application, ApplicationChanges, NewApplication, StageChanges } from './schema.ts'
import { assertMayMove, hasEnded } from './stages.ts'
import { submit } from './submit-application.ts'
import { toWire } from './to-wire.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** More than any application has: whoever moves one to and fro for ever sees its beginning. */
const MOST_STAGE_CHANGES = 1_000

/** @throws NotVisibleError */
export async function readApplication(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<Application> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row } = await enterApplication(q, principal, id)
    return wired(q, row)
  })
}

/**
 * Enters an application by hand, of a candidate or of somebody who becomes one.
 *
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws JobNotTakingError
 * @throws AlreadyAppliedError
 * @throws InvalidValueError
 */
export async function createApplication(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewApplication,
): Promise<Application> {
  const now = clock.now()
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => makeApplication({ tx, newId, now, principal }, given))
}

async function makeApplication(act: Act, given: NewApplication): Promise<Application> {
  const { tx, newId, now, principal } = act
  const { row: job } = await enterJobToManage(tx, principal, given.job_id)
  if (job.status !== 'open' && job.status !== 'paused') throw new JobNotTakingError(job.status)
  const candidate = await candidateFor(act, given)
  const known = await findGoingOn(tx, { job_id: job.id, candidate_id: candidate.id })
  if (known !== null) throw new AlreadyAppliedError(known)
  await recordOwnActivity(tx, principal, { id: newId(), now, verb: 'application.created', core: true })
  const { name = candidate.name, source = 'by_hand', message = '', answers = [] } = given
  const submission = { job, candidate, name, source, message, answers }
  return toWire(await submit(act, submission), candidate, 0)
}

async function candidateFor(
  { tx, newId, now, principal }: Act,
  { candidate_id, name, email, phone = null, source }: NewApplication,
): Promise<CandidateRow> {
  if (candidate_id !== undefined) {
    if (email !== undefined) throw new InvalidValueError('email', 'is that of the candidate: leave it out')
    return candidateSeen(tx, principal, candidate_id)
  }
  if (email === undefined)
    throw new InvalidValueError('email', 'is missing: give it and a name, or candidate_id')
  if (name === undefined) throw new InvalidValueError('name', 'is missing')
  const person = { name, email, phone, source: source ?? null, consent_purpose: null }
  return candidateOf(tx, newId, now, person)
}

/** One that the caller sees, locked. @throws InvalidValueError */
async function candidateSeen(tx: Write, principal: Principal, id: string): Promise<CandidateRow> {
  await tx.lock('candidates', [id], 'update')
  const row = await findCandidate(tx, id)
  if (row && (await isSeen(tx, await readViewer(tx, principal), id))) return row
  throw new InvalidValueError('candidate_id', 'is no candidate that you may see')
}

/**
 * Moves it to another stage, or says something else of it.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws MoveNotAllowedError
 * @throws AlreadyAppliedError
 * @throws InvalidValueError
 */
export async function changeApplication(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: ApplicationChanges,
  ifMatch: string | null,
): Promise<Application> {
  const now = clock.now()
  const assertSeen: AssertSeen = (shown) => assertUnchanged(ifMatch, shown)
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => alterApplication({ tx, newId, now, principal }, id, changes, assertSeen))
}

async function alterApplication(
  { tx, newId, now, principal }: Act,
  id: string,
  changes: ApplicationChanges,
  assertSeen: AssertSeen,
): Promise<Application> {
  const { row } = await enterToManage(tx, principal, id)
  assertSeen(await wired(tx, row))
  const { stage = row.stage, source = row.source } = changes
  const isMove = stage !== row.stage
  const kept_reason = stage === 'rejected' && !isMove ? row.rejection_reason : null
  const { rejection_reason = kept_reason } = changes
  if (rejection_reason !== null && stage !== 'rejected') {
    throw new InvalidValueError('rejection_reason', 'is of one that is rejected')
  }
  if (!isMove && source === row.source && rejection_reason === row.rejection_reason) return wired(tx, row)
  if (isMove) assertMayMove(row.stage, stage)
  if (isMove && hasEnded(row.stage)) await assertNoOtherGoesOn(tx, row)
  const verb = isMove ? 'application.moved' : 'application.changed'
  await recordOwnActivity(tx, principal, { id: newId(), now, verb, core: isMove })
  const after = isMove
    ? moved({ ...row, source }, stage, rejection_reason, now)
    : { ...row, source, rejection_reason, updated_at: Math.max(now, row.updated_at + 1) }
  if (isMove) await keepMove({ tx, newId, now, principal }, row, after)
  else await updateApplication(tx, after)
  if (!isMove) await tx.record({ kind: 'application', id, verb: 'changed' })
  return wired(tx, after)
}

export const applicationsInBulk = inBulk({
  things: 'applications',
  table: 'applications',
  make: makeApplication,
  change: alterApplication,
})

/** @throws AlreadyAppliedError */
async function assertNoOtherGoesOn(tx: Write, row: ApplicationRow): Promise<void> {
  await tx.lock('candidates', [row.candidate_id], 'update')
  const other = await findGoingOn(tx, row)
  if (other !== null) throw new AlreadyAppliedError(other)
}

/**
 * Puts an application into the trash.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function deleteApplication(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const { row } = await enterToManage(tx, principal, id)
    if (ifMatch !== null) assertUnchanged(ifMatch, await wired(tx, row))
    const isPut = await putInTrash(tx, { id, deleted_at: now, deleted_by: actorOf(principal) })
    if (!isPut) throw new NotVisibleError('application')
    await tx.record({
      type: 'work_changed',
      kind: 'application',
      changes: [{ id, verb: 'deleted' }],
      at: now,
    })
  })
}

/** In which stages it was, and how long in each. @throws NotVisibleError */
export async function listStageChanges(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<StageChanges> {
  return readingApplication(
    { db },
    principal,
    id,
  )(async (q) => {
    const rows = await listStageChangeRows(q, id, MOST_STAGE_CHANGES)
    const items = rows.map((row, i) => ({ ...wireOf(row), seconds: secondsUntil(row, rows[i + 1]) }))
    return { items, next_cursor: null }
  })
}

function secondsUntil(row: { changed_at: number }, next: { changed_at: number } | undefined): number | null {
  return next === undefined ? null : Math.floor((next.changed_at - row.changed_at) / 1000)
}

async function wired(q: Read, row: ApplicationRow): Promise<Application> {
  const files = await applicationFiles.count(q, [row.id])
  return toWire(row, await findCandidate(q, row.candidate_id), files.get(row.id) ?? 0)
}
