/**
 * How an assessment goes, for those who make it: of each question how many had it right, and whether
 * those who had it right did well in the rest.
 */
import type { Principal } from '../../../access/principal.ts'
import type { Base } from '../../../base.ts'
import { percentage, ratioToTenth } from '../../../lib/rounding.ts'
import { enterOwn } from '../enter-assessments.ts'
import { listQuestions } from '../queries.ts'
import type { Question } from '../questions.ts'
import { type ItemSums, sumAttempts, sumItems } from './queries.ts'
import type { AssessmentStatistics } from './schema.ts'

const LOW_N = 20

/** @throws NotVisibleError, NotYoursError */
export async function readStatistics(
  { db }: Pick<Base, 'db'>,
  principal: Principal,
  assessment_id: string,
): Promise<AssessmentStatistics> {
  return db.for(principal.organization_id).read(async (q) => {
    const { version } = await enterOwn(q, principal, assessment_id)
    const [totals] = await q.all(sumAttempts, { assessment_id, version })
    const { n, people, percent, passed } = totals ?? { n: 0, people: 0, percent: 0, passed: 0 }
    const items = new Map(
      (await q.all(sumItems, { assessment_id, version })).map((row) => [row.question_id, row]),
    )
    const questions = await listQuestions(q, assessment_id, version)
    return {
      ...{ version, n, people },
      // Of tenths of a percent.
      mean_percent: n === 0 ? null : ratioToTenth(percent, 10 * n),
      pass_rate: percentage(passed, n),
      questions: questions.map((question) => itemOf(question, items.get(question.id))),
    }
  })
}

function itemOf({ id: question_id, kind, prompt, points }: Question, sums: ItemSums | undefined) {
  const n = sums?.n ?? 0
  return {
    ...{ question_id, kind, prompt, n },
    right_share: percentage(sums?.right_n ?? 0, n),
    mean_share: percentage(sums?.x ?? 0, n * points),
    discrimination: sums ? correlation(sums) : null,
    low_n: n < LOW_N,
  }
}

/** Pearson's, of a question with the rest of the attempt: with the whole, it would agree with itself. */
function correlation({ n, x, y, xx, yy, xy }: ItemSums): number | null {
  const [spreadX, spreadY] = [n * xx - x * x, n * yy - y * y]
  if (n < 2 || spreadX <= 0 || spreadY <= 0) return null
  const value = (n * xy - x * y) / Math.sqrt(spreadX * spreadY)
  return Math.round(Math.max(-1, Math.min(1, value)) * 1_000) / 1_000
}
