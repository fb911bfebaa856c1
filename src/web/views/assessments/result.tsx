import type { Assessment, AssessmentQuestion, Attempt } from '../../../../docs/api-types.ts'
import { Rich } from '../../parts/rich.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'

interface Props {
  attempt: Attempt
  assessment: Assessment | undefined
}

export function Result({ attempt, assessment }: Props) {
  const { score, max_score, percent, passed } = attempt
  return (
    <div class="taking">
      <div data-passed={passed} data-percent={percent}>
        <p class="say">
          {passed ? k.isPassed : k.isNotPassed(assessment?.pass_mark ?? 0)}{' '}
          <Rich text={k.result(score ?? 0, max_score, percent ?? 0)} />
        </p>
      </div>
      {assessment?.answers_open && <WhatIsRight id={assessment.id} />}
      <a class="btn start" href={address(`assessments/${attempt.assessment_id}`)}>
        {k.yourAttempts}
      </a>
    </div>
  )
}

function WhatIsRight({ id }: { id: string }) {
  const read = reading(null, 'GET /api/v1/assessments/{id}/answers', { params: { id } }).value
  return (
    <Sheet title={k.whatIsRight}>
      <Read from={read} height={120}>
        {({ questions }) => (
          <dl class="answers">
            {questions.map((one) => (
              <div key={one.id}>
                <dt class="note">{one.prompt}</dt>
                <dd>{rightOf(one)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Read>
    </Sheet>
  )
}

function rightOf({ options = [], answer, tolerance, answers }: AssessmentQuestion): string {
  if (answers) return answers.join(', ')
  if (answer !== undefined) return tolerance ? `${answer} ± ${tolerance}` : String(answer)
  return options
    .filter(({ correct }) => correct)
    .map(({ text }) => text)
    .join(', ')
}
