/**
 * Who may do what in hiring, in one place:
 *
 *                                   admins, keys   owner of the job   its reviewers   others
 *   see a job                           yes              yes               yes        if it is open
 *   change, open, close, delete it      yes              yes                –             –
 *   see its applications and who
 *     applied, note and rate            yes              yes               yes            –
 *   add and move applications,
 *     change who applied                yes              yes                –             –
 *   merge and erase candidates          yes               –                 –             –
 *
 * A company is seen by everybody, and changed by its owner and by admins. Which keys there are for
 * candidates at all, their scopes decide. Lists ask the same of the database: see `visibleJobs` in
 * jobs/list-queries.ts.
 */

import type { Viewer } from '../../access/viewer.ts'
import { NotYoursError } from '../../lib/app-error.ts'

export interface JobStanding {
  status: string
  owner_id: string | null
  reviewer_ids: readonly string[]
}

type Owned = Pick<JobStanding, 'owner_id'>

export function maySeeJob(viewer: Viewer, job: JobStanding): boolean {
  return job.status === 'open' || mayReview(viewer, job)
}

/** Whether the applications for it, and who applied, are there for the viewer. */
export function mayReview(viewer: Viewer, job: Omit<JobStanding, 'status'>): boolean {
  if (mayManage(viewer, job)) return true
  return viewer.member_id !== null && job.reviewer_ids.includes(viewer.member_id)
}

/** Of a job or a company. */
export function mayManage({ seesAll, member_id }: Viewer, { owner_id }: Owned): boolean {
  return seesAll || (member_id !== null && owner_id === member_id)
}

/** @throws NotYoursError */
export function assertMayManage(viewer: Viewer, owned: Owned): void {
  if (!mayManage(viewer, owned))
    throw new NotYoursError('hiring', 'its owner, or an admin of the organization')
}

/** @throws NotYoursError */
export function assertSeesAll({ seesAll }: Viewer): void {
  if (!seesAll) throw new NotYoursError('hiring', 'an admin of the organization')
}
