/** Attempts as they are shown: points and percents are whole numbers until here. */
import { toWire } from '../../../lib/to-wire.ts'
import type { Answer } from '../grading/grade.ts'
import { asked, type Question, THOUSANDTHS } from '../questions.ts'
import type { AttemptRow } from './queries.ts'
import type { Attempt, AttemptSummary, SubmittedAttempt } from './schema.ts'

/** @param questions In the order of the attempt. */
export function attemptOf(
  row: AttemptRow,
  questions: readonly Question[],
  answers: ReadonlyMap<string, Answer>,
): Attempt {
  return {
    ...summaryOf(row),
    questions: questions.map(asked),
    answers: questions.flatMap(({ id: question_id }) => {
      const answer = answers.get(question_id) ?? null
      return answer === null ? [] : [{ question_id, ...answer }]
    }),
  }
}

export function summaryOf(row: AttemptRow): AttemptSummary {
  const { version: _, seed: __, score, max_score, percent, passed, ...rest } = row
  return {
    ...toWire(rest),
    score: score === null ? null : score / THOUSANDTHS,
    max_score: max_score / THOUSANDTHS,
    percent: percent === null ? null : percent / 10,
    passed,
  }
}

export function submittedOf(row: AttemptRow): SubmittedAttempt {
  const { id, assessment_id, submitted_at, score, max_score, percent, passed } = row
  return {
    ...toWire({ id, assessment_id, submitted_at: submitted_at ?? 0 }),
    score: (score ?? 0) / THOUSANDTHS,
    max_score: max_score / THOUSANDTHS,
    percent: (percent ?? 0) / 10,
    passed: passed ?? false,
  }
}
