/**
 * Taking an assessment: begun, saved, submitted and graded. The time is that of the server's clock; what
 * comes after its end, and two seconds more for the way, is not taken.
 */

import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import type { Read, Write } from '../../../db/handle.ts'
import { NotVisibleError } from '../../../lib/app-error.ts'
import { seedOf, shuffled } from '../../../lib/shuffle.ts'
import { recordActivityOf } from '../../events/record-activity.ts'
import { whoTakesPart } from '../../people/taking-part.ts'
import { enterAssessment } from '../enter-assessments.ts'
import { AttemptSubmittedError, NoAttemptsLeftError, TooLateError } from '../errors.ts'
import { type Answer, grade } from '../grading/grade.ts'
import { type AssessmentRow, findKeys, listAssessmentsById, listQuestions } from '../queries.ts'
import type { Question } from '../questions.ts'
import { assertOpen } from '../rules.ts'
import { readGiven } from './given-answers.ts'
import {
  type AttemptRow,
  answersOf,
  countAttempts,
  findAttempt,
  insertAttempt,
  putAnswers,
  submitRow,
} from './queries.ts'
import type { Attempt, GivenAnswer, NewAttempt, SubmittedAttempt } from './schema.ts'
import { attemptOf, submittedOf } from './to-wire.ts'

/** For the way of an answer that was sent in time. */
const GRACE_MS = 2_000

type Needs = Pick<Base, 'db' | 'clock' | 'newId'>

/**
 * Each one that is begun counts, whether it is submitted or not.
 *
 * @throws NotVisibleError
 * @throws AssessmentClosedError
 * @throws NoAttemptsLeftError
 * @throws NotYourselfError
 * @throws InvalidValueError
 */
export async function startAttempt(
  { db, clock, newId }: Needs,
  principal: Principal,
  assessment_id: string,
  { person }: NewAttempt,
): Promise<Attempt> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row: assessment, placed } = await enterAssessment(tx, principal, assessment_id)
    const person_id = await whoTakesPart(tx, principal, person, { newId, now })
    assertOpen(placed, assessment, now)
    // Of two that one person begins at once, the later counts the earlier.
    await tx.lock('people', [person_id], 'update')
    const begun = await countAttempts(tx, { assessment_id, person_id })
    const { attempts_allowed, version } = assessment
    if (attempts_allowed !== null && begun >= attempts_allowed)
      throw new NoAttemptsLeftError(attempts_allowed)
    const questions = await listQuestions(tx, assessment_id, version)
    const id = newId()
    const row: AttemptRow = {
      ...{ id, assessment_id, version, person_id, number: begun + 1 },
      // 0 for the order in which they were written.
      seed: assessment.shuffle ? 1 + (seedOf(`${newId()} ${id}`) >> 1) : 0,
      ...{ started_at: now, ends_at: endOf(assessment, now), submitted_at: null },
      ...{ score: null, max_score: questions.reduce((sum, { points }) => sum + points, 0) },
      ...{ percent: null, passed: null },
    }
    await insertAttempt(tx, row)
    await tx.record({ kind: 'attempt', id, verb: 'started' })
    return attemptOf(row, inOrderOf(row, questions), new Map())
  })
}

function endOf({ time_limit_s, closes_at }: AssessmentRow, now: number): number | null {
  const ends = [closes_at, time_limit_s === null ? null : now + time_limit_s * 1_000]
  const known = ends.filter((end) => end !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** @throws NotVisibleError */
export async function readAttempt(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  id: string,
): Promise<Attempt> {
  return db.for(principal.organization_id).read(async (q) => {
    const { row, questions } = await enterAttempt(q, principal, id)
    return attemptOf(row, questions, await savedIn(q, row))
  })
}

/**
 * Keeps answers; those to other questions stay.
 *
 * @throws NotVisibleError
 * @throws AttemptSubmittedError
 * @throws TooLateError
 * @throws InvalidValueError
 */
export async function saveAnswers(
  { db, clock }: Pick<Base, 'db' | 'clock'>,
  principal: Principal,
  id: string,
  given: readonly GivenAnswer[],
): Promise<Attempt> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, questions } = await enterToAnswer(tx, principal, id)
    if (isLate(row, now)) throw tooLate(row)
    const read = readGiven(questions, given)
    await keep(tx, row, read)
    return attemptOf(row, questions, new Map([...(await savedIn(tx, row)), ...read]))
  })
}

/**
 * Grades what was saved and is given now, all in one transaction. After the end nothing more is taken,
 * and what was saved in time is graded when it is submitted without answers.
 *
 * @throws NotVisibleError
 * @throws AttemptSubmittedError
 * @throws TooLateError
 * @throws InvalidValueError
 */
export async function submitAttempt(
  { db, clock, newId }: Needs,
  principal: Principal,
  id: string,
  given: readonly GivenAnswer[],
): Promise<SubmittedAttempt> {
  const now = clock.now()
  return db.for(principal.organization_id).write(async (tx) => {
    const { row, questions, assessment } = await enterToAnswer(tx, principal, id)
    if (given.length > 0 && isLate(row, now)) throw tooLate(row)
    const answers = new Map([...(await savedIn(tx, row)), ...readGiven(questions, given)])
    const keys = await findKeys(tx, row.assessment_id, row.version)
    const { earned, ...graded } = grade(questions, keys, answers, assessment.pass_mark)
    // One that is not answered is worth nothing, and counts.
    await keep(tx, row, new Map(questions.map((one) => [one.id, answers.get(one.id) ?? null])), earned)
    const after = { ...row, ...graded, submitted_at: now }
    await submitRow(tx, after)
    const { person_id } = row
    await recordActivityOf(tx, person_id, { id: newId(), verb: 'assessment.submitted', core: true, now })
    await tx.record({ type: 'assessment_submitted', person_id, at: now })
    return submittedOf(after)
  })
}

interface EnteredAttempt {
  row: AttemptRow
  assessment: AssessmentRow
  /** In the order of the attempt. */
  questions: Question[]
}

/**
 * One's own; a key's are those of everybody. One that has begun goes on when the assessment is archived,
 * and ends when it is deleted.
 *
 * @throws NotVisibleError
 */
async function enterAttempt(q: Read, principal: Principal, id: string): Promise<EnteredAttempt> {
  const row = await findAttempt(q, id)
  const [assessment] = row ? await listAssessmentsById(q, [row.assessment_id]) : []
  if (!row || !assessment) throw new NotVisibleError('attempt')
  if (principal.kind === 'session' && row.person_id !== principal.member_id)
    throw new NotVisibleError('attempt')
  const questions = await listQuestions(q, row.assessment_id, row.version)
  return { row, assessment, questions: inOrderOf(row, questions) }
}

/** As above, and nobody else answers it until the transaction ends. @throws AttemptSubmittedError */
async function enterToAnswer(tx: Write, principal: Principal, id: string): Promise<EnteredAttempt> {
  await tx.lock('assessment_attempts', [id], 'update')
  const entered = await enterAttempt(tx, principal, id)
  if (entered.row.submitted_at !== null) throw new AttemptSubmittedError()
  return entered
}

function inOrderOf({ seed }: AttemptRow, questions: readonly Question[]): Question[] {
  if (seed === 0) return [...questions]
  return shuffled(questions, seed).map((one, index) => ({
    ...one,
    options: shuffled(one.options, seed + index + 1),
  }))
}

function isLate({ ends_at }: AttemptRow, now: number): boolean {
  return ends_at !== null && now > ends_at + GRACE_MS
}

function tooLate({ ends_at }: AttemptRow): TooLateError {
  return new TooLateError(new Date(ends_at ?? 0).toISOString())
}

function savedIn(q: Read, { id: attempt_id, assessment_id }: AttemptRow): Promise<Map<string, Answer>> {
  return answersOf(q, { attempt_id, assessment_id })
}

async function keep(
  tx: Write,
  { id: attempt_id, assessment_id }: AttemptRow,
  answers: ReadonlyMap<string, Answer>,
  earned?: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = Array.from(answers, ([question_id, answer]) => ({
    question_id,
    answer: answer === null ? null : JSON.stringify(answer),
    earned: earned?.get(question_id) ?? null,
  }))
  await tx.each(putAnswers, rows, { attempt_id, assessment_id })
}
