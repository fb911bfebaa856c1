/** One assessment: to take it, and for whoever may change it to build it, and to see how it goes. */
import type { Assessment, AssessmentChanges, LessonStatus, NewQuestion } from '../../../../docs/api-types.ts'
import { callTagged } from '../../api/client.ts'
import { attempt } from '../../parts/attempt.ts'
import { Choice } from '../../parts/choice.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { type Draft, useDraft } from '../../parts/use-draft.ts'
import { readAgain } from '../../state/reading.ts'
import { address, changed, place, replace } from '../../state/route.ts'
import { k } from '../../texts/knowledge.ts'
import { mayChange } from '../content/rights.ts'
import { Status } from '../content/status.tsx'
import { Builder } from './builder.tsx'
import { Overview } from './overview.tsx'
import { Results } from './results.tsx'

const SHOWN = ['take', 'edit', 'results'] as const
const FIELDS = [
  'title',
  'status',
  'pass_mark',
  'attempts_allowed',
  'time_limit_s',
  'opens_at',
  'closes_at',
  'shuffle',
  'answers_open',
  'questions',
] as const

export function AssessmentView() {
  const id = place.value.path[1] ?? ''
  const draft = useDraft<Assessment, AssessmentChanges>(id, {
    fields: FIELDS,
    keptAs: `assessment ${id}`,
    read: () => callTagged('GET /api/v1/assessments/{id}', { params: { id } }),
    async write({ questions, ...changes }, if_match) {
      const body = { ...changes, ...(questions && { questions: questions.map(asNew) }) }
      const seen = await callTagged('PATCH /api/v1/assessments/{id}', { params: { id }, body, if_match })
      await readAgain((route) => route.includes('/assessments'))
      return seen
    },
  })
  const assessment = draft.saved
  if (draft.error && !assessment) return <Failed error={draft.error} />
  if (!assessment) return <div class="body" aria-busy="true" />
  const changes = mayChange(assessment)
  const shown = (changes && SHOWN.find((one) => one === place.value.query.get('show'))) || 'take'
  return (
    <div class="body details" data-assessment={id}>
      <div class="bar-row">
        <a class="icon" href={address('assessments')} aria-label={k.assessments}>
          <Icon name="back" />
        </a>
        <h2 class="bar-title">{assessment.title}</h2>
        {changes && <Status of={assessment} />}
        {changes && (
          <div class="right">
            <Choice
              label={k.assessments}
              value={shown}
              options={SHOWN.map((one) => [one, k[one]])}
              onValue={(value) => replace(changed({ show: value === 'take' ? null : value }))}
            />
            <Publish draft={draft} assessment={assessment} />
          </div>
        )}
      </div>
      {shown === 'take' && <Overview assessment={assessment} />}
      {shown === 'edit' && <Builder draft={draft} />}
      {shown === 'results' && <Results id={id} />}
    </div>
  )
}

/** Whole questions are a new version of them: what they had before as ids is the server's. */
function asNew({ kind, prompt, points, options, answer, tolerance, answers }: NewQuestion): NewQuestion {
  return {
    kind,
    prompt,
    ...(points !== undefined && { points }),
    ...(options && { options: options.map(({ text, correct }) => ({ text, correct })) }),
    ...(answer !== undefined && { answer }),
    ...(tolerance !== undefined && { tolerance }),
    ...(answers && { answers }),
  }
}

function Publish({ draft, assessment }: { draft: Draft<Assessment>; assessment: Assessment }) {
  const become = (status: LessonStatus) =>
    void attempt(async () => {
      const before = assessment.status
      if (!(await draft.save({ status }))) return
      say(k.isNow(assessment.title, k.statuses[status]), async () => {
        await attempt(() => draft.save({ status: before }))
      })
    })
  if (assessment.status === 'published')
    return (
      <button type="button" class="btn" onClick={() => become('draft')}>
        {k.unpublish}
      </button>
    )
  return (
    <button type="button" class="btn main" onClick={() => become('published')}>
      {k.publish}
    </button>
  )
}
