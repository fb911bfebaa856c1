/** The job that is looked at, for the parts of its view that come when they are needed. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Job } from '../../../../../docs/api-types.ts'
import type { Draft } from '../../../parts/use-draft.ts'

export const JobContext = createContext<Draft<Job> | null>(null)

/** @throws Error outside of a job's view */
export function useJob(): { draft: Draft<Job>; job: Job } {
  const draft = useContext(JobContext)
  if (!draft?.saved) throw new Error('a part of a job is shown outside of it')
  return { draft, job: draft.saved }
}
