/** Whoever applies is one candidate, however often and for whatever they apply. */
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { type CandidateRow, emailKeyOf, findByEmail, insertCandidate } from './queries.ts'

/** Each is lost to somebody who erases or merges at this very moment. */
const MOST_ATTEMPTS = 5

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
  const email_key = emailKeyOf(given.email)
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const [made] = await insertCandidate(tx, { ...person, email_key })
    if (made) {
      await tx.record({ kind: 'candidate', id: person.id, verb: 'created' })
      return person
    }
    const known = await lockByEmail(tx, given.email)
    if (known) return known
  }
  throw new Error('A candidate with this address was there, and gone again, each time.')
}

/**
 * Who is erased or merged before the lock is held has the address no longer: what came after would
 * stay with nobody, and no erasure would find it.
 */
async function lockByEmail(tx: Write, email: string): Promise<CandidateRow | null> {
  const seen = await findByEmail(tx, email)
  if (!seen) return null
  await tx.lock('candidates', [seen.id], 'update')
  const known = await findByEmail(tx, email)
  return known?.id === seen.id ? known : null
}
