import type { Write } from '../../../db/handle.ts'
import type { Resource } from '../../../resources/resource.ts'
import { mayManage } from '../rules.ts'
import { listSeenOf } from './list-queries.ts'
import { deleteReviewsOf, listJobsById, restoreApplicationsOf, setReviewers } from './queries.ts'

export const job: Resource = {
  kind: 'job',
  table: 'jobs',
  name: 'title',
  holds: { company: 'company_id' },
  visibility: {
    requires: 'hiring.read',
    allButTrash: true,
    seenBy: async (q, viewer, things) => {
      const ids = things.map(({ id }) => id)
      return new Set(await listSeenOf(q, viewer, ids))
    },
  },
  text: { code: 'j', body: 'description' },
  trash: {
    version: 'updated_at',
    mayStillDelete: async (q, viewer, rows) => {
      const ids = rows.map(({ id }) => id)
      const jobs = await listJobsById(q, ids)
      return new Set(jobs.filter((one) => mayManage(viewer, one)).map(({ id }) => id))
    },
    restored: async (tx, { id }, at) => {
      const back = await tx.all(restoreApplicationsOf, { job_id: id })
      const changes = back.map((one) => ({ id: one.id, verb: 'restored' }))
      await tx.record({ type: 'work_changed', kind: 'job', changes: [{ id, verb: 'restored' }], at })
      if (changes.length > 0) await tx.record({ type: 'work_changed', kind: 'application', changes, at })
    },
  },
  memberLeft: leaveReviews,
}

/** Who leaves reviews no more, and who comes back does not again. */
async function leaveReviews(tx: Write, memberId: string): Promise<void> {
  const ids = (await deleteReviewsOf(tx, { member_id: memberId })).map(({ id }) => id)
  await tx.lock('jobs', ids, 'update')
  for (const { id, reviewer_ids, updated_at } of await listJobsById(tx, ids)) {
    const left = reviewer_ids.filter((one) => one !== memberId)
    // No two versions share an instant, so that it tells them apart.
    await setReviewers(tx, { id, reviewer_ids: left, updated_at: updated_at + 1 })
    await tx.record({ kind: 'job', id, verb: 'changed' })
  }
}
