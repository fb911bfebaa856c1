import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import { UniqueViolationError } from '../../../db/errors.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { NotVisibleError, NotYoursError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import { type AssertSeen, inBulk } from '../../../resources/bulk.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { listOfCandidate } from '../applications/queries.ts'
import { listJobsById } from '../jobs/queries.ts'
import { assertSeesAll, mayManage } from '../rules.ts'
import { blankCandidate, changed } from './changes.ts'
import { releaseAddress, replaceAddress } from './erasure-queries.ts'
import { CandidateExistsError } from './errors.ts'
import { isSeen } from './list-queries.ts'
import {
  type CandidateRow,
  deleteTags,
  emailKeyOf,
  findByEmail,
  findCandidate,
  findMergedInto,
  insertCandidate,
  insertTags,
  updateCandidate,
} from './queries.ts'
import type { Candidate, CandidateChanges, NewCandidate } from './schema.ts'
import { toWire } from './to-wire.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** One who was merged into another is that other. @throws NotVisibleError */
export async function readCandidate(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<Candidate> {
  return db.for(principal.organization_id).read(async (q) => {
    const present_id = (await findMergedInto(q, id)) ?? id
    return toWire((await enter(q, principal, present_id)).row)
  })
}

/**
 * @throws NotYoursError
 * @throws CandidateExistsError
 * @throws InvalidValueError
 */
export async function createCandidate(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewCandidate,
): Promise<Candidate> {
  const now = clock.now()
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => makeCandidate({ tx, newId, now, principal }, given))
}

async function makeCandidate({ tx, newId, now, principal }: Act, given: NewCandidate): Promise<Candidate> {
  assertSeesAll(await readViewer(tx, principal))
  const row = changed(blankCandidate(newId(), now), given, now)
  const [made] = await insertCandidate(tx, { ...row, email_key: emailKeyOf(row.email) })
  if (!made) throw new CandidateExistsError()
  await writeTags(tx, row)
  await recordOwnActivity(tx, principal, { id: newId(), now, verb: 'candidate.created', core: true })
  await tx.record({ kind: 'candidate', id: row.id, verb: 'created' })
  return toWire(row)
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws CandidateExistsError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeCandidate(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: CandidateChanges,
  ifMatch: string | null,
): Promise<Candidate> {
  const now = clock.now()
  const assertSeen: AssertSeen = (shown) => assertUnchanged(ifMatch, shown)
  const organization = db.for(principal.organization_id)
  return organization
    .write((tx) => alterCandidate({ tx, newId, now, principal }, id, changes, assertSeen))
    .catch(asExisting)
}

async function alterCandidate(
  { tx, newId, now, principal }: Act,
  id: string,
  changes: CandidateChanges,
  assertSeen: AssertSeen,
): Promise<Candidate> {
  const row = await enterToManage(tx, principal, id)
  assertSeen(toWire(row))
  const after = changed(row, changes, now)
  if (after === row) return toWire(row)
  await writeCandidate(tx, row, after)
  if (after.tags !== row.tags) await writeTags(tx, after)
  await recordOwnActivity(tx, principal, { id: newId(), now, verb: 'candidate.changed', core: false })
  await tx.record({ kind: 'candidate', id, verb: 'changed' })
  return toWire(after)
}

/** Of addresses that merges have brought, one may become that of the candidate, whose own then leads there. */
async function writeCandidate(tx: Write, before: CandidateRow, after: CandidateRow): Promise<void> {
  const { id } = after
  const [was, is] = [emailKeyOf(before.email), emailKeyOf(after.email)]
  const other = is === was ? null : await findByEmail(tx, after.email)
  if (other && other.id !== id) throw new CandidateExistsError()
  if (other) {
    await tx.all(releaseAddress, { id })
    await tx.all(replaceAddress, { id, email_key: is, by: was })
  }
  await updateCandidate(tx, { ...after, email_key: is })
}

const many = inBulk({
  things: 'candidates',
  table: 'candidates',
  make: makeCandidate,
  change: alterCandidate,
})

export const createCandidates = many.createMany

export const changeCandidates: typeof many.changeMany = (context, principal, given) =>
  many.changeMany(context, principal, given).catch(asExisting)

/** Of two who take one address at the same moment, the later is told what it would have been a moment later. */
function asExisting(error: unknown): never {
  throw error instanceof UniqueViolationError && error.isAbout('email_key')
    ? new CandidateExistsError()
    : error
}

/** What the caller may not see is not there. @throws NotVisibleError */
async function enter(q: Read, principal: Principal, id: string) {
  const viewer = await readViewer(q, principal)
  const row = await findCandidate(q, id)
  if (!row || !(await isSeen(q, viewer, id))) throw new NotVisibleError('candidate')
  return { row, viewer }
}

/** Nobody else changes it until the transaction ends. @throws NotVisibleError, NotYoursError */
async function enterToManage(tx: Write, principal: Principal, id: string): Promise<CandidateRow> {
  await tx.lock('candidates', [id], 'update')
  const { row, viewer } = await enter(tx, principal, id)
  if (viewer.seesAll) return row
  const applications = await listOfCandidate(tx, id)
  const jobs = await listJobsById(tx, [...new Set(applications.map(({ job_id }) => job_id))])
  if (jobs.some((job) => mayManage(viewer, job))) return row
  throw new NotYoursError(
    'hiring',
    'the owner of a job for which they apply, or an admin of the organization',
  )
}

export async function writeTags(tx: Write, { id: candidate_id, tags }: CandidateRow): Promise<void> {
  await deleteTags(tx, { candidate_id })
  await tx.each(
    insertTags,
    tags.map((tag) => ({ candidate_id, tag })),
  )
}
