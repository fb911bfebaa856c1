/**
 * Lists of applications, whose cost does not grow with their number. Who sees everything reads one
 * index. Who reviews some jobs reads one for each of them, since no index has what they see together;
 * each gives its first ones, which are merged. Of very many jobs, what is on the way is looked at.
 */
import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import type { IdPage } from '../../../db/id-page.ts'
import { type Page, pageById } from '../../../http/page.ts'
import { countInSteps } from '../../../lib/paging/in-steps.ts'
import { countInStock } from '../../../metrics/read/stock-now.ts'
import { type ApplicationFilter, countNext, listIds, listReviewedIds } from './list-queries.ts'
import { type ApplicationRow, listApplicationsById } from './queries.ts'
import type { Application, ApplicationsQuery } from './schema.ts'
import { STAGES } from './stages.ts'
import { toWires } from './to-wire.ts'

/** Each job is a query. */
const MOST_JOBS = 100

type Reader = <T>(fn: (q: Read, filter: ApplicationFilter) => Promise<T>) => Promise<T>

/**
 * Those that the caller may see.
 *
 * @param mostJobs Of how many a list is merged.
 * @param atOnce How many are counted before others have their turn.
 */
export async function listApplications(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { job_id, candidate_id, stage, source, knocked_out, ...query }: ApplicationsQuery,
  { mostJobs = MOST_JOBS, atOnce }: { mostJobs?: number; atOnce?: number } = {},
): Promise<Page<Application>> {
  const { organization_id } = principal
  const given = { job_id, candidate_id, stage, source, ...isKnockedOut(knocked_out) }
  const inside: Reader = (fn) =>
    db.for(organization_id).read(async (q) => fn(q, { ...given, viewer: await readViewer(q, principal) }))
  const list = `applications ${JSON.stringify([job_id, candidate_id, stage, source, knocked_out])}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      inside(async (q, filter) => toWires(q, await readPage(q, page, await partsOf(q, filter, mostJobs)))),
    count: () => countApplications(inside, mostJobs, atOnce),
  })
}

function isKnockedOut(flag: 'true' | 'false' | undefined) {
  return flag === undefined ? {} : { knocked_out: flag === 'true' }
}

async function readPage(
  q: Read,
  page: IdPage,
  parts: readonly ApplicationFilter[],
): Promise<ApplicationRow[]> {
  const lists = await q.can.inIndexOrder(q, () => Promise.all(parts.map((part) => listIds(q, page, part))))
  const sorted = lists.flat().sort()
  const ids = (page.newest_first ? sorted.reverse() : sorted).slice(0, page.limit)
  const rows = new Map((await listApplicationsById(q, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** What it is put together from; no application is in two of them. */
async function partsOf(q: Read, filter: ApplicationFilter, mostJobs: number): Promise<ApplicationFilter[]> {
  const { viewer, job_id, candidate_id } = filter
  if (viewer.seesAll || job_id !== undefined || candidate_id !== undefined) return [filter]
  const jobs = await listReviewedIds(q, viewer, mostJobs + 1)
  if (jobs.length > mostJobs) return [filter]
  // They were found by being seen.
  return jobs.map((job) => ({ ...filter, viewer: { ...viewer, seesAll: true }, job_id: job }))
}

async function countApplications(inside: Reader, mostJobs: number, atOnce?: number): Promise<number> {
  const { known, parts } = await inside(async (q, filter) => ({
    known: await countKnown(q, filter),
    parts: await partsOf(q, filter, mostJobs),
  }))
  if (known !== null) return known
  let sum = 0
  for (const part of parts) {
    sum += await countInSteps((after, most) => inside((q) => countNext(q, part, after, most)), atOnce)
  }
  return sum
}

/** All there are, or all in a stage, which the rollups know; `null` of anything else. */
async function countKnown(q: Read, { viewer, stage, ...further }: ApplicationFilter): Promise<number | null> {
  if (!viewer.seesAll || Object.values(further).some((one) => one !== undefined)) return null
  return countInStock(q, 'application', stage === undefined ? STAGES : [stage])
}
