/** What becomes of a candidate when it is changed, without a look at anything else. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { newsIn } from '../../../lib/news.ts'
import { assertStorable, tagsOf } from '../../../lib/text.ts'
import { instantProblem, parseInstant } from '../../../lib/time/instant.ts'
import { dayNamed } from '../../../lib/time/local-days.ts'
import type { CandidateRow } from './queries.ts'
import type { CandidateChanges } from './schema.ts'

/** What a new candidate is before anything is said of them. */
export function blankCandidate(id: string, now: number): CandidateRow {
  return {
    id,
    name: '',
    email: '',
    phone: null,
    location: null,
    source: null,
    tags: [],
    consent_purpose: null,
    consent_at: null,
    retain_until: null,
    created_at: now,
    updated_at: now - 1,
  }
}

/**
 * @returns The very same row where nothing of it changes.
 * @throws InvalidValueError
 */
export function changed(row: CandidateRow, changes: CandidateChanges, now: number): CandidateRow {
  assertStorable(changes)
  const { name, tags, consent, ...plain } = changes
  if (plain.retain_until !== undefined && plain.retain_until !== null)
    dayNamed('retain_until', plain.retain_until)
  const news = newsIn(row, {
    ...plain,
    ...(name !== undefined && { name: name.trim() }),
    ...(tags && { tags: tagsOf(tags) }),
    ...(consent !== undefined && consentOf(consent, row, now)),
  })
  // No two versions share an instant, so that it tells them apart.
  return news === null ? row : { ...row, ...news, updated_at: Math.max(now, row.updated_at + 1) }
}

/** Said again without an instant, it stands since when it was given. */
function consentOf(consent: NonNullable<CandidateChanges['consent']> | null, row: CandidateRow, now: number) {
  if (consent === null) return { consent_purpose: null, consent_at: null }
  assertStorable({ 'consent.purpose': consent.purpose })
  const purpose = consent.purpose.trim()
  const known_at = row.consent_purpose === purpose ? row.consent_at : null
  if (consent.given_at === undefined) return { consent_purpose: purpose, consent_at: known_at ?? now }
  const consent_at = parseInstant(consent.given_at)
  if (consent_at === null) throw new InvalidValueError('consent.given_at', instantProblem(consent.given_at))
  return { consent_purpose: purpose, consent_at }
}
