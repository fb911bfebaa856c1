/** An application comes: from the board, or by hand. */
import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { actorOf } from '../../../access/viewer.ts'
import { assertStorable } from '../../../lib/text.ts'
import type { CandidateRow } from '../candidates/queries.ts'
import type { JobRow } from '../jobs/queries.ts'
import { answersTo } from './answers.ts'
import { keepMove, moved, newState } from './moves.ts'
import { tellOfApplication } from './notify-of-applications.ts'
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
}

/**
 * Whoever is knocked out by an answer is rejected at once.
 *
 * @param act By nobody where the applicant enters it.
 * @throws InvalidValueError
 */
export async function submit(
  act: Act<Principal | null>,
  { job, candidate, name, source, message, answers }: Submission,
): Promise<ApplicationRow> {
  assertStorable({ name, message })
  const { tx, newId, now, principal } = act
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
    ...answersTo(job.questions, answers, principal === null),
    hired_at: null,
    created_at: now,
    updated_at: now,
  }
  tx.send(insertApplication(tx, row))
  const changed_by = principal && actorOf(principal)
  const first = { from_stage: null, to_stage: row.stage, reason: null, changed_at: now, changed_by }
  tx.send(tx.each(insertStageChanges, [{ application_id: row.id, id: newId(), ...first }]))
  await tx.record({
    type: 'work_changed',
    kind: 'application',
    changes: [newState(row, job.opened_at)],
    at: now,
  })
  const rejected = row.knocked_out ? moved(row, 'rejected', 'knocked_out', now) : null
  if (rejected) await keepMove({ ...act, principal: null }, row, rejected)
  await tellOfApplication(act, job, row.id)
  return rejected ?? row
}
