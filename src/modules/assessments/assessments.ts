import type { Principal } from '../../access/principal.ts'
import { actorOf, readViewer } from '../../access/viewer.ts'
import type { Base } from '../../base.ts'
import { type Page, pageById } from '../../http/page.ts'
import { ForbiddenError } from '../../lib/app-error.ts'
import { assertUnchanged } from '../../lib/etag.ts'
import { toWire } from '../../lib/to-wire.ts'
import { enterAssessment, enterToChange } from './enter-assessments.ts'
import { countAssessments, listAssessments as listRows } from './list-queries.ts'
import { type AssessmentRow, discardAssessment, listQuestions } from './queries.ts'
import { answered, asked, outOfOrder } from './questions.ts'
import { mayChange } from './rules.ts'
import type {
  Assessment,
  AssessmentChanges,
  AssessmentQuestion,
  AssessmentSummary,
  AssessmentsQuery,
  NewAssessment,
  OpenedAnswers,
} from './schema.ts'
import { blankAssessment, readWhole, type WholeAssessment, writeAssessment } from './write-assessment.ts'

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/** Those that the caller may see, without their questions. */
export async function listAssessments(
  { db, cursors }: Pick<Base, 'db' | 'cursors'>,
  principal: Principal,
  { status, lesson_id, ...query }: AssessmentsQuery,
): Promise<Page<AssessmentSummary>> {
  const { organization_id } = principal
  const here = db.for(organization_id)
  const filter = { status, lesson_id }
  const list = `assessments ${JSON.stringify([status, lesson_id])}`
  return pageById(cursors, { organization_id, list }, query, {
    read: (page) =>
      here.read(async (q) => {
        const rows = await listRows(q, await readViewer(q, principal), page, filter)
        return rows.map(summaryOf)
      }),
    count: () => here.read(async (q) => countAssessments(q, await readViewer(q, principal), filter)),
  })
}

/** With what is right for those who may change it, and for nobody else. @throws NotVisibleError */
export async function readAssessment(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<Assessment> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, viewer } = await enterAssessment(q, principal, id)
    if (mayChange(principal, viewer, row)) return wholeOf(await readWhole(q, row))
    const questions = await listQuestions(q, id, row.version)
    const shown = row.shuffle ? questions.map(outOfOrder) : questions
    return { ...summaryOf(row), questions: shown.map(asked) }
  })
}

/** What is right, once the author has opened it. @throws NotVisibleError, ForbiddenError */
export async function readAnswers(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<OpenedAnswers> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, viewer } = await enterAssessment(q, principal, id)
    if (!row.answers_open && !mayChange(principal, viewer, row))
      throw new ForbiddenError('answers_not_open', 'The answers are shown once the author has opened them.')
    return { questions: answersOf(await readWhole(q, row)) }
  })
}

/** @throws InvalidValueError */
export async function createAssessment(
  { db, clock, newId }: Needs,
  principal: Principal,
  given: NewAssessment,
): Promise<Assessment> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { member_id } = await readViewer(tx, principal)
    const blank = blankAssessment(newId(), member_id, now)
    return wholeOf(await writeAssessment({ tx, newId, now, principal }, blank, given, true))
  })
}

/**
 * Whoever has begun an attempt goes on with the questions that they were asked.
 *
 * @param ifMatch The version that the caller has seen, as an If-Match header.
 * @throws NotVisibleError
 * @throws NotYoursError
 * @throws ChangedMeanwhileError
 * @throws InvalidValueError
 */
export async function changeAssessment(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  changes: AssessmentChanges,
  ifMatch: string | null,
): Promise<Assessment> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const before = await readWhole(tx, await enterToChange(tx, principal, id))
    assertUnchanged(ifMatch, wholeOf(before))
    return wholeOf(await writeAssessment({ tx, newId, now, principal }, before, changes, false))
  })
}

/** Puts an assessment into the trash. @throws NotVisibleError, NotYoursError, ChangedMeanwhileError */
export async function deleteAssessment(
  { db, clock }: Needs,
  principal: Principal,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  await db.for(principal.organization_id).write(async (tx) => {
    const row = await enterToChange(tx, principal, id)
    if (ifMatch !== null) assertUnchanged(ifMatch, wholeOf(await readWhole(tx, row)))
    await discardAssessment(tx, { id, deleted_at: clock.now(), deleted_by: actorOf(principal) })
    await tx.record({ kind: 'assessment', id, verb: 'deleted' })
  })
}

/** Always in the same order, of which the tag is made, too. */
function wholeOf(whole: WholeAssessment): Assessment {
  return { ...summaryOf(whole.row), questions: answersOf(whole) }
}

function answersOf({ questions, keys }: WholeAssessment): AssessmentQuestion[] {
  return questions.map((question) => answered(question, keys[question.id] ?? { correct: [] }))
}

function summaryOf({ version: _, ...row }: AssessmentRow): AssessmentSummary {
  return toWire(row)
}
