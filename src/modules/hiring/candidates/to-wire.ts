import { toWire as wireOf } from '../../../lib/to-wire.ts'
import type { CandidateRow } from './queries.ts'
import type { Candidate } from './schema.ts'

/** Always in the order of the row, of which the tag is made, too. */
export function toWire({ consent_purpose, consent_at, ...row }: CandidateRow): Candidate {
  const { retain_until, created_at, updated_at, ...first } = row
  const isGiven = consent_purpose !== null && consent_at !== null
  const consent = isGiven ? wireOf({ purpose: consent_purpose, given_at: consent_at }) : null
  return wireOf({ ...first, consent, retain_until, created_at, updated_at })
}
