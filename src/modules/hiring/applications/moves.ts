/** What becomes of an application when it is moved to another stage, and the keeping of it. */

import type { Act } from '../../../access/act.ts'
import type { Principal } from '../../../access/principal.ts'
import { actorOf } from '../../../access/viewer.ts'
import type { WorkChange } from '../../../db/facts.ts'
import { type ApplicationRow, insertStageChanges, updateApplication } from './queries.ts'
import type { RejectionReason } from './schema.ts'
import { reachedIn, type Stage } from './stages.ts'

/** Whether it may go there has been asked. */
export function moved(
  row: ApplicationRow,
  stage: Stage,
  rejection_reason: RejectionReason | null,
  now: number,
): ApplicationRow {
  // Clocks differ between processes and are set: no stage begins before the one that it follows.
  const at = Math.max(now, row.stage_at)
  return {
    ...row,
    stage,
    rejection_reason,
    reached: reachedIn(stage, row.reached),
    stage_at: at,
    hired_at: stage === 'hired' ? at : null,
    // No two versions share an instant, so that it tells them apart.
    updated_at: Math.max(now, row.updated_at + 1),
  }
}

/** @param act By nobody where it follows from what the applicant answered. @param before A locked one. @param reason Why, where that is not what the row says. */
export async function keepMove(
  { tx, newId, now, principal }: Act<Principal | null>,
  before: ApplicationRow,
  after: ApplicationRow,
  reason: string | null = after.rejection_reason,
): Promise<void> {
  await updateApplication(tx, after)
  const changed_by = principal && actorOf(principal)
  const change = { from_stage: before.stage, to_stage: after.stage, reason, changed_at: after.stage_at }
  await tx.each(insertStageChanges, [{ application_id: after.id, id: newId(), ...change, changed_by }])
  const changes = [{ id: after.id, verb: 'moved', status: after.stage }]
  await tx.record({ type: 'work_changed', kind: 'application', changes, at: now })
}

/** @param opened_at When its job was opened: the time to fill begins with it. */
export function newState({ id, stage }: ApplicationRow, opened_at: number | null): WorkChange {
  return { id, verb: 'created', status: stage, since_at: opened_at }
}
