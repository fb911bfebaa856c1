import type { Job } from '../../../../docs/api-types.ts'
import { h } from '../../texts/hiring.ts'

const TONES = { draft: '', open: 'green', paused: 'few', closed: '' } as const

export function JobStatus({ status }: Pick<Job, 'status'>) {
  return <span class={`tag ${TONES[status]}`}>{h.statuses[status]}</span>
}
