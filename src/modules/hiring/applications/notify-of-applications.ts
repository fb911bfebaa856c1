/** Who is told of applications: those who may see them, and nobody else. */
import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { notify } from '../../notifications/notify.ts'
import type { JobRow } from '../jobs/queries.ts'

/** The owner of the job, and its reviewers. */
export async function tellOfApplication(
  act: Act<Principal | null>,
  job: JobRow,
  application: string,
): Promise<void> {
  const to = [...(job.owner_id === null ? [] : [job.owner_id]), ...job.reviewer_ids]
  await notify(act, [{ kind: 'application_received', to, about: { application } }])
}
