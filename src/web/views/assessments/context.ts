/** The assessment that is looked at, for the parts of its view that come when they are needed. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Assessment } from '../../../../docs/api-types.ts'
import type { Draft } from '../../parts/use-draft.ts'

export const AssessmentContext = createContext<Draft<Assessment> | null>(null)

/** @throws Error outside of an assessment's view */
export function useAssessment(): { draft: Draft<Assessment>; saved: Assessment; assessment: Assessment } {
  const draft = useContext(AssessmentContext)
  if (!draft?.saved || !draft.value) throw new Error('a part of an assessment is shown outside of it')
  return { draft, saved: draft.saved, assessment: draft.value }
}
