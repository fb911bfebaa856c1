import { type Static, t } from 'elysia'
import { OrNull } from '../../../http/schema.ts'
import { QuestionKind } from '../schema.ts'

const Share = OrNull(t.Number(), { description: 'Percent; null where there is nothing to count.' })

export const AssessmentStatistics = t.Object({
  version: t.Integer({ description: 'Of the questions: others that they were before are not counted here.' }),
  n: t.Integer({ description: 'Submitted attempts, each retake one.' }),
  people: t.Integer({ description: 'Who has submitted any.' }),
  mean_percent: Share,
  pass_rate: Share,
  questions: t.Array(
    t.Object({
      question_id: t.String(),
      kind: QuestionKind,
      prompt: t.String(),
      n: t.Integer(),
      right_share: Share,
      mean_share: OrNull(t.Number(), { description: 'Percent of its points that were earned.' }),
      discrimination: OrNull(
        t.Number({
          description:
            'The correlation of what it earned with what all the others did, from -1 to 1, to three decimals; ' +
            'null for less than two attempts, or where all are alike.',
        }),
      ),
      low_n: t.Boolean({ description: 'Less than 20: read it with care.' }),
    }),
  ),
})

export type AssessmentStatistics = Static<typeof AssessmentStatistics>
