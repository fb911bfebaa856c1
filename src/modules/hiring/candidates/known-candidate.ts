/** Whoever applies is one candidate, however often and for whatever they apply. */
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { type CandidateRow, emailKeyOf, findByEmail, insertCandidate } from './queries.ts'

export interface Person {
  name: string
  email: string
  phone: string | null
  source: string | null
  consent_purpose: string | null
}

/**
 * The candidate with this address, locked; a new one where there is none. Of one who is known nothing is
 * changed: an address is no proof of who writes.
 */
export async function candidateOf(
  tx: Write,
  newId: Base['newId'],
  now: number,
  { name, consent_purpose, ...given }: Person,
): Promise<CandidateRow> {
  const person: CandidateRow = {
    id: newId(),
    name: name.trim(),
    ...given,
    location: null,
    tags: [],
    consent_purpose,
    consent_at: consent_purpose === null ? null : now,
    retain_until: null,
    created_at: now,
    updated_at: now,
  }
  const [made] = await insertCandidate(tx, { ...person, email_key: emailKeyOf(given.email) })
  if (made) {
    await tx.record({ kind: 'candidate', id: person.id, verb: 'created' })
    return person
  }
  const known = await findByEmail(tx, given.email)
  if (!known) throw new Error('A candidate was there, and is gone: erased at this very moment.')
  await tx.lock('candidates', [known.id], 'update')
  return known
}
