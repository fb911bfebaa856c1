/** Who may do what in hiring, as the API has it: what one may not is not offered. */
import { account, isAtLeast } from '../../state/session.ts'

interface Owned {
  owner_id: string | null
}

/** Of a job or a company: to change it, and of a job to move its applications. */
export function mayManage({ owner_id }: Owned): boolean {
  return isAtLeast('admin') || (isAtLeast('member') && owner_id === account.value?.member.id)
}

/** To see who applied for a job. */
export function mayReview(job: Owned & { reviewer_ids: readonly string[] }): boolean {
  const me = account.value?.member.id ?? ''
  return isAtLeast('admin') || job.owner_id === me || job.reviewer_ids.includes(me)
}
