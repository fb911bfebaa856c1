/** Who is told of applications: those who may see them, and nobody else. */
import { readViewers } from '../../../access/viewers.ts'
import { notify, type Occasion } from '../../notifications/notify.ts'
import type { JobRow } from '../jobs/queries.ts'
import { mayReview } from '../rules.ts'

/** The owner of the job, and its reviewers. */
export async function tellOfApplication(occasion: Occasion, job: JobRow, application: string): Promise<void> {
  const to = [...(job.owner_id === null ? [] : [job.owner_id]), ...job.reviewer_ids]
  await notify(occasion, [{ kind: 'application_received', to, about: { application } }])
}

/** Those whom a note mentions. */
export async function tellOfNote(
  occasion: Occasion,
  job: JobRow,
  about: { application: string; note: string },
  mentioned: readonly string[],
): Promise<void> {
  if (mentioned.length === 0) return
  const viewers = await readViewers(occasion.tx, mentioned)
  const to = mentioned.filter((id) => {
    const viewer = viewers.get(id)
    return viewer !== undefined && mayReview(viewer, job)
  })
  await notify(occasion, [{ kind: 'mention', to, about }])
}
