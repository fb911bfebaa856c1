/** Hiring: jobs and who applies for them, candidates, companies, and what it adds up to. */

import { useEffect } from 'preact/hooks'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { lazily } from '../../parts/lazy.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address, place, replace } from '../../state/route.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import styles from '../../styles/hiring.css' with { type: 'text' }
import { Jobs } from './jobs/jobs.tsx'

adoptStyle(editing)
adoptStyle(styles)

const COMING = <div class="body" aria-busy="true" />
const JobView = lazily(async () => (await import('./jobs/job-view.tsx')).JobView, COMING)
const Candidates = lazily(async () => (await import('./candidates/candidates.tsx')).Candidates, COMING)
const Companies = lazily(async () => (await import('./companies.tsx')).Companies, COMING)
const Funnel = lazily(async () => (await import('./funnel/funnel.tsx')).Funnel, COMING)

export function Hiring() {
  const [, part, id] = place.value.path
  if (part === 'jobs' && id) return <JobView key={id} />
  if (part === 'applications' && id) return <OfApplication id={id} />
  if (part === 'candidates') return <Candidates />
  if (part === 'companies') return <Companies />
  return part === 'funnel' ? <Funnel /> : <Jobs />
}

/** From a notification or a find, which say nothing of the job: to the application among the others of it. */
function OfApplication({ id }: { id: string }) {
  const { value, error } = reading(null, 'GET /api/v1/applications/{id}', { params: { id } }).value
  useEffect(() => {
    if (value) replace(address(`hiring/jobs/${value.job_id}`, { application: id }))
  }, [value, id])
  return error ? <Failed error={error} /> : <div class="body" aria-busy="true" />
}
