/** Hiring: jobs and who applies for them, candidates, companies, and what it adds up to. */

import { adoptStyle } from '../../parts/adopt-style.ts'
import { lazily } from '../../parts/lazily.tsx'
import { place } from '../../state/route.ts'
import editing from '../../styles/editing.css' with { type: 'text' }
import styles from '../../styles/hiring.css' with { type: 'text' }
import { Jobs } from './jobs/jobs.tsx'

adoptStyle(editing)
adoptStyle(styles)

const JobView = lazily(async () => (await import('./jobs/job-view.tsx')).JobView)
const Candidates = lazily(async () => (await import('./candidates/candidates.tsx')).Candidates)
const Companies = lazily(async () => (await import('./companies.tsx')).Companies)
const Funnel = lazily(async () => (await import('./funnel/funnel.tsx')).Funnel)

export function Hiring() {
  const [, part, id] = place.value.path
  if (part === 'jobs' && id) return <JobView key={id} />
  if (part === 'candidates') return <Candidates />
  if (part === 'companies') return <Companies />
  return part === 'funnel' ? <Funnel /> : <Jobs />
}
