/** Who comes to an assessment, and what it is to them. */

import type { Principal } from '../../access/principal.ts'
import { readViewer, type Viewer } from '../../access/viewer.ts'
import type { Read, Write } from '../../db/handle.ts'
import { NotVisibleError } from '../../lib/app-error.ts'
import { lessonsOpen } from '../lessons/enter-lessons.ts'
import { type AssessmentRow, listAssessmentsById } from './queries.ts'
import { assertMayChange, maySee, type Placed } from './rules.ts'

export interface EnteredAssessment {
  row: AssessmentRow
  placed: Placed
  viewer: Viewer
}

/** What the caller may not see is not there. @throws NotVisibleError */
export async function enterAssessment(q: Read, principal: Principal, id: string): Promise<EnteredAssessment> {
  const viewer = await readViewer(q, principal)
  const [placed] = await placedWithin(q, await listAssessmentsById(q, [id]))
  if (!placed || !maySee(viewer, placed)) throw new NotVisibleError('assessment')
  const { isLessonOpen, ...row } = placed
  return { row, placed: { ...row, isLessonOpen }, viewer }
}

/** Of those who may change it. @throws NotVisibleError, NotYoursError */
export async function enterOwn(q: Read, principal: Principal, id: string): Promise<AssessmentRow> {
  const { row, viewer } = await enterAssessment(q, principal, id)
  assertMayChange(principal, viewer, row)
  return row
}

/** As above, and nobody else changes it until the transaction ends. */
export async function enterToChange(tx: Write, principal: Principal, id: string): Promise<AssessmentRow> {
  await tx.lock('assessments', [id], 'update')
  return enterOwn(tx, principal, id)
}

export async function assessmentsSeenBy(
  q: Read,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const placed = await placedWithin(q, await listAssessmentsById(q, ids))
  return new Set(placed.filter((one) => maySee(viewer, one)).map(({ id }) => id))
}

/** The same rows, each with whether its lesson is open to all. */
async function placedWithin(q: Read, rows: readonly AssessmentRow[]): Promise<(AssessmentRow & Placed)[]> {
  const open = await lessonsOpen(q, [...new Set(rows.flatMap(({ lesson_id }) => lesson_id ?? []))])
  return rows.map((row) => ({ ...row, isLessonOpen: row.lesson_id === null || open.has(row.lesson_id) }))
}
