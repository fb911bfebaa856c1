import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { actorOf, readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { WorkChange } from '../../../db/facts.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { type Page, pageById } from '../../../http/page.ts'
import { NotVisibleError } from '../../../lib/app-error.ts'
import { assertUnchanged } from '../../../lib/etag.ts'
import { type AssertSeen, inBulk } from '../../../resources/bulk.ts'
import { recordOwnActivity } from '../../events/record-activity.ts'
import { assertMayManage, maySeeJob } from '../rules.ts'
import { assertKnown, blankJob, changed } from './changes.ts'
import { countJobs, type JobFilter, listJobs as listJobRows } from './list-queries.ts'
import {
  deleteReviewers,
  discardApplicationsOf,
  discardJob,
  findJob,
  insertJob,
  insertReviewers,
  type JobRow,
  updateJob,
} from './queries.ts'
import type { Job, JobChanges, JobsQuery, NewJob } from './schema.ts'
import { toWire } from './to-wire.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** Those that the caller may see. */
export async function listJobs(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  query: JobsQuery,
): Promise<Page<Job>> {
  const { organization_id } = principal
  const { limit, cursor, sort, count, ...filters } = query
  const inside = <T>(fn: (q: Read, filter: JobFilter) => Promise<T>): Promise<T> =>
    db.for(organization_id).read(async (q) => fn(q, { ...filters, viewer: await readViewer(q, principal) }))
  const list = `jobs ${JSON.stringify(Object.entries(filters).sort())}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      inside(async (q, filter) =>
        (await listJobRows(q, page, filter)).map((row) => toWire(row, filter.viewer)),
      ),
    count: () => inside(countJobs),
  })
}

/** @throws NotVisibleError */
export async function readJob({ db }: Pick<Base, 'db'>, principal: Principal, id: string): Promise<Job> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, viewer } = await enterJob(q, principal, id)
    return toWire(row, viewer)
  })
}

/**
 * Makes a job. It belongs to the member who makes it, unless another is named.
 *
 * @throws InvalidValueError
 */
export async function createJob(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewJob,
): Promise<Job> {
  const now = clock.now()
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => makeJob({ tx, newId, now, principal }, given))
}

async function makeJob({ tx, newId, now, principal }: Act, given: NewJob): Promise<Job> {
  const viewer = await readViewer(tx, principal)
  const blank = blankJob(newId(), viewer.member_id, now)
  const row = changed(blank, given, now, newId)
  await assertKnown(tx, blank, row)
  await insertJob(tx, row)
  await writeReviewers(tx, row)
  const verb = row.status === 'open' ? 'job.opened' : 'job.created'
  await recordOwnActivity(tx, principal, { id: newId(), verb, core: true, now })
  await record(tx, [{ id: row.id, verb: 'created', status: row.status }], now)
  return toWire(row, viewer)
}

/**
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 * @throws MoveNotAllowedError
 */
export async function changeJob(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: JobChanges,
  ifMatch: string | null,
): Promise<Job> {
  const now = clock.now()
  const assertSeen: AssertSeen = (shown) => assertUnchanged(ifMatch, shown)
  const organization = db.for(principal.organization_id)
  return organization.write((tx) => alterJob({ tx, newId, now, principal }, id, changes, assertSeen))
}

async function alterJob(
  { tx, newId, now, principal }: Act,
  id: string,
  changes: JobChanges,
  assertSeen: AssertSeen,
): Promise<Job> {
  const { row, viewer } = await enterToManage(tx, principal, id)
  assertSeen(toWire(row, viewer))
  const after = changed(row, changes, now, newId)
  if (after === row) return toWire(row, viewer)
  await assertKnown(tx, row, after)
  await updateJob(tx, after)
  if (after.reviewer_ids !== row.reviewer_ids) await writeReviewers(tx, after)
  const isOpened = after.status === 'open' && row.status === 'draft'
  const verb = isOpened ? 'job.opened' : 'job.changed'
  await recordOwnActivity(tx, principal, { id: newId(), verb, core: isOpened, now })
  await record(tx, [{ id, verb: 'changed', status: after.status }], now)
  return toWire(after, viewer)
}

export const jobsInBulk = inBulk({ things: 'jobs', table: 'jobs', make: makeJob, change: alterJob })

/**
 * Puts a job into the trash, with its applications.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws ChangedMeanwhileError
 * @throws NotVisibleError
 * @throws NotYoursError
 */
export async function deleteJob(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const now = clock.now()
  await db.for(principal.organization_id).write(async (tx) => {
    const { row, viewer } = await enterToManage(tx, principal, id)
    assertUnchanged(ifMatch, toWire(row, viewer))
    const discarded = { id, deleted_at: now, deleted_by: actorOf(principal) }
    await discardJob(tx, discarded)
    const changes = (await discardApplicationsOf(tx, discarded)).map((one) => ({ ...one, verb: 'deleted' }))
    await record(tx, [{ id, verb: 'deleted' }], now)
    await tx.record({ type: 'work_changed', kind: 'application', changes, at: now })
  })
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enterJob(q: Read, principal: Principal, id: string) {
  const viewer = await readViewer(q, principal)
  const row = await findJob(q, id)
  if (!row || !maySeeJob(viewer, row)) throw new NotVisibleError('job')
  return { row, viewer }
}

/** As above, and nobody else changes it until the transaction ends. @throws NotVisibleError, NotYoursError */
export async function enterToManage(tx: Write, principal: Principal, id: string) {
  // It is read when it is held: what is sent first is done first.
  const [, entered] = await Promise.all([tx.lock('jobs', [id], 'update'), enterJob(tx, principal, id)])
  assertMayManage(entered.viewer, entered.row)
  return entered
}

async function writeReviewers(tx: Write, { id: job_id, reviewer_ids }: JobRow): Promise<void> {
  await deleteReviewers(tx, { job_id })
  await tx.each(
    insertReviewers,
    reviewer_ids.map((member_id) => ({ job_id, member_id })),
  )
}

function record(tx: Write, changes: WorkChange[], at: number): Promise<void> {
  return tx.record({ type: 'work_changed', kind: 'job', changes, at })
}
