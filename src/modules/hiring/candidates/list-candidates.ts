/**
 * Lists of candidates, whose cost does not grow with their number: what a tag leaves or the viewer sees
 * is read as a whole where it is little; of much, the first are soon found among all.
 */
import type { Principal } from '../../../access/principal.ts'
import { readViewer } from '../../../access/viewer.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageById } from '../../../http/page.ts'
import { countInSteps } from '../../../lib/paging/in-steps.ts'
import { tagOf } from '../../../lib/text.ts'
import { listCandidatesOf, listReviewedIds } from '../applications/list-queries.ts'
import { type CandidateFilter, countNext, listIds, listTagged } from './list-queries.ts'
import { findByEmail, listCandidatesById } from './queries.ts'
import type { Candidate, CandidatesQuery } from './schema.ts'
import { toWire } from './to-wire.ts'

/** Up to this many are little. */
const FEW = 2_000

/**
 * Those that the caller may see.
 *
 * @param few How many are little.
 * @param atOnce How many are counted before others have their turn.
 */
export async function listCandidates(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { email, tag, source, ...query }: CandidatesQuery,
  { few = FEW, atOnce }: { few?: number; atOnce?: number } = {},
): Promise<Page<Candidate>> {
  const { organization_id } = principal
  const inside = <T>(fn: (q: Read, filter: CandidateFilter) => Promise<T>): Promise<T> =>
    db.for(organization_id).read(async (q) => {
      const viewer = await readViewer(q, principal)
      const owner = email === undefined ? null : await findByEmail(q, email)
      const asked = { email: owner?.email ?? email, tag: tag && tagOf(tag), source, viewer }
      return fn(q, await narrowed(q, asked, few))
    })
  const list = `candidates ${JSON.stringify([email, tag, source])}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      inside(async (q, filter) => {
        const read = () => listIds(q, page, filter)
        // Of few, Postgres would walk through all rather than sort them.
        const isFew = filter.ids !== undefined || filter.email !== undefined
        const ids = await (isFew ? read() : q.can.inIndexOrder(q, read))
        const rows = new Map((await listCandidatesById(q, ids)).map((row) => [row.id, row]))
        return ids.flatMap((id) => rows.get(id) ?? []).map(toWire)
      }),
    count: async () => {
      const filter = await inside(async (_, found) => found)
      const step = (after: string, most: number) =>
        db.for(organization_id).read((q) => countNext(q, filter, after, most))
      return countInSteps(step, atOnce)
    },
  })
}

/** Told by ids where they are few. */
async function narrowed(q: Read, filter: CandidateFilter, few: number): Promise<CandidateFilter> {
  const { viewer, email, tag } = filter
  if (email !== undefined) return filter
  const tagged = tag === undefined ? null : await listTagged(q, tag, few + 1)
  if (tagged && tagged.length <= few) return { ...filter, ids: tagged }
  if (viewer.seesAll) return filter
  const jobs = await listReviewedIds(q, viewer, few + 1)
  if (jobs.length > few) return filter
  const seen = await listCandidatesOf(q, jobs, few + 1)
  if (seen.length > few) return filter
  return { ...filter, ids: [...new Set(seen)], viewer: { ...viewer, seesAll: true } }
}
