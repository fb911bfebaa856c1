/** An application comes: from the board, or by hand. */
import type { Base } from '../../../base.ts'
import type { Write } from '../../../db/handle.ts'
import { assertStorable } from '../../../lib/text.ts'
import type { CandidateRow } from '../candidates/queries.ts'
import type { JobRow } from '../jobs/queries.ts'
import { answersTo } from './answers.ts'
import { keepMove, moved, newState } from './moves.ts'
import { type ApplicationRow, insertApplication, insertStageChanges } from './queries.ts'
import type { GivenAnswer } from './schema.ts'

export interface Submission {
  /** A locked one. */
  job: JobRow
  /** A locked one, who has no application for the job that goes on. */
  candidate: CandidateRow
  name: string
  source: string
  message: string
  answers: readonly GivenAnswer[]
  /** The member, or the API key, who enters it; `null` for the applicant. */
  by: string | null
}

/**
 * Whoever is knocked out by an answer is rejected at once.
 *
 * @throws InvalidValueError
 */
export async function submit(
  tx: Write,
  { newId, now }: { newId: Base['newId']; now: number },
  { job, candidate, name, source, message, answers, by }: Submission,
): Promise<ApplicationRow> {
  assertStorable({ name, message })
  const row: ApplicationRow = {
    id: newId(),
    job_id: job.id,
    candidate_id: candidate.id,
    name: name.trim(),
    stage: 'applied',
    reached: 0,
    stage_at: now,
    rejection_reason: null,
    source,
    message,
    ...answersTo(job.questions, answers, by === null),
    hired_at: null,
    created_at: now,
    updated_at: now,
  }
  await insertApplication(tx, row)
  const first = { from_stage: null, to_stage: row.stage, reason: null, changed_at: now, changed_by: by }
  await tx.each(insertStageChanges, [{ application_id: row.id, id: newId(), ...first }])
  await tx.record({
    type: 'work_changed',
    kind: 'application',
    changes: [newState(row, job.opened_at)],
    at: now,
  })
  if (!row.knocked_out) return row
  const rejected = moved(row, 'rejected', 'knocked_out', now)
  await keepMove({ tx, newId, now, by: null }, row, rejected)
  return rejected
}
