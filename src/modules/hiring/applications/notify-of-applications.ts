/** Who is told of applications: those who may see them, and nobody else. */
import { notify, type Occasion } from '../../notifications/notify.ts'
import type { JobRow } from '../jobs/queries.ts'

/** The owner of the job, and its reviewers. */
export async function tellOfApplication(occasion: Occasion, job: JobRow, application: string): Promise<void> {
  const to = [...(job.owner_id === null ? [] : [job.owner_id]), ...job.reviewer_ids]
  await notify(occasion, [{ kind: 'application_received', to, about: { application } }])
}
