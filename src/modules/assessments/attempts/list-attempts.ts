/** What has become of an assessment: the attempts, and what somebody has reached. */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read } from '../../../db/handle.ts'
import { type Page, pageById } from '../../../http/page.ts'
import { whosePart } from '../../people/taking-part.ts'
import { enterAssessment } from '../enter-assessments.ts'
import { mayChange } from '../rules.ts'
import { countAttempts, listAttempts as listRows, listSubmitted } from './queries.ts'
import type { AttemptSummary, AttemptsQuery, Scores } from './schema.ts'
import { submittedOf, summaryOf } from './to-wire.ts'

/** Those of the caller; everybody's for those who may change the assessment, and keys. */
export async function listAttempts(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  assessment_id: string,
  { person, ...query }: AttemptsQuery,
): Promise<Page<AttemptSummary>> {
  const { organization_id } = principal
  const inside = <T>(read: (q: Read, person_id: string | null) => Promise<T>) =>
    db.for(organization_id).read(async (q) => {
      const { row, viewer } = await enterAssessment(q, principal, assessment_id)
      const manages = mayChange(principal, viewer, row)
      if (person === undefined && (manages || principal.kind === 'api_key')) return read(q, null)
      return read(q, await whosePart(q, principal, person, manages))
    })
  const list = `attempts of assessment ${assessment_id} ${person ?? ''}`
  return pageById(cursors, { organization_id, list }, query, {
    read: async (page) =>
      (await inside((q, person_id) => listRows(q, { assessment_id, person_id }, page))).map(summaryOf),
    count: () => inside((q, person_id) => countAttempts(q, { assessment_id, person_id })),
  })
}

/** The first, the last and the best of somebody. */
export async function readScores(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  assessment_id: string,
  person: string | undefined,
): Promise<Scores> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row: assessment, viewer } = await enterAssessment(q, principal, assessment_id)
    const person_id = await whosePart(q, principal, person, mayChange(principal, viewer, assessment))
    const begun = await countAttempts(q, { assessment_id, person_id })
    const submitted = (await listSubmitted(q, { assessment_id, person_id })).map(submittedOf)
    const most = Math.max(...submitted.map(({ percent }) => percent))
    const { attempts_allowed: allowed } = assessment
    return {
      ...{ person_id, begun, submitted: submitted.length },
      attempts_left: allowed === null ? null : Math.max(0, allowed - begun),
      passed: submitted.some(({ passed }) => passed),
      first: submitted[0] ?? null,
      last: submitted.at(-1) ?? null,
      best: submitted.find(({ percent }) => percent === most) ?? null,
    }
  })
}
