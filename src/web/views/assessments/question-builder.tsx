/** Questions of four kinds, and what is right. */
import type { AssessmentQuestion } from '../../../../docs/api-types.ts'
import { ChoiceField, TextField } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { k } from '../../texts/knowledge.ts'
import { newId } from './new-id.ts'
import { OptionsField } from './options-field.tsx'

type Kind = AssessmentQuestion['kind']
const KINDS = Object.keys(k.kinds) as Kind[]

interface Props {
  questions: readonly AssessmentQuestion[]
  onQuestions(questions: AssessmentQuestion[]): void
}

export function QuestionBuilder({ questions, onQuestions }: Props) {
  const move = (at: number, by: number) => {
    const moved = [...questions]
    moved.splice(at + by, 0, ...moved.splice(at, 1))
    onQuestions(moved)
  }
  return (
    <div class="stack">
      <ol class="builder">
        {questions.map((question, i) => (
          <li key={question.id} data-question={i}>
            <div class="builder-head">
              <b>{k.question(i + 1)}</b>
              <span class="right">
                <button
                  type="button"
                  class="mark up"
                  aria-label={k.up}
                  disabled={i === 0}
                  onClick={() => move(i, -1)}
                >
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  class="mark"
                  aria-label={k.down}
                  disabled={i === questions.length - 1}
                  onClick={() => move(i, 1)}
                >
                  <Icon name="down" />
                </button>
                <button
                  type="button"
                  class="mark"
                  aria-label={k.remove}
                  onClick={() => onQuestions(questions.toSpliced(i, 1))}
                >
                  <Icon name="close" />
                </button>
              </span>
            </div>
            <One question={question} onQuestion={(next) => onQuestions(questions.with(i, next))} />
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="btn start"
        onClick={() => onQuestions([...questions, blank('single', newId(), '')])}
      >
        <Icon name="plus" />
        {k.addQuestion}
      </button>
    </div>
  )
}

function blank(kind: Kind, id: string, prompt: string, points = 1): AssessmentQuestion {
  const question = { id, kind, prompt, points }
  if (kind === 'number') return { ...question, answer: 0, tolerance: 0 }
  if (kind === 'text') return { ...question, answers: [] }
  const options = [true, false].map((correct) => ({ id: newId(), text: '', correct }))
  return { ...question, options }
}

function One({
  question,
  onQuestion,
}: {
  question: AssessmentQuestion
  onQuestion(question: AssessmentQuestion): void
}) {
  const { id, kind, prompt, points } = question
  const number = (name: 'points' | 'answer' | 'tolerance', label: string) => (
    <NumberField
      key={name}
      label={label}
      value={question[name]}
      onNumber={(value) => onQuestion({ ...question, [name]: value })}
    />
  )
  return (
    <div class="stack">
      <TextField
        label={k.prompt}
        value={prompt}
        onValue={(value) => onQuestion({ ...question, prompt: value })}
        rows={2}
      />
      <div class="two-fields">
        <ChoiceField
          label={k.kind}
          value={kind}
          options={KINDS.map((one) => [one, k.kinds[one]])}
          onValue={(value) => {
            const next = KINDS.find((one) => one === value) ?? kind
            // From one to several the options stay.
            onQuestion(
              question.options && (next === 'single' || next === 'multiple')
                ? { ...question, kind: next }
                : blank(next, id, prompt, points),
            )
          }}
        />
        {number('points', k.points)}
      </div>
      {(kind === 'single' || kind === 'multiple') && (
        <OptionsField
          isSingle={kind === 'single'}
          name={id}
          options={question.options ?? []}
          onOptions={(options) => onQuestion({ ...question, options })}
        />
      )}
      {kind === 'number' && (
        <div class="two-fields">
          {number('answer', k.answer)}
          {number('tolerance', k.tolerance)}
        </div>
      )}
      {kind === 'text' && (
        <TextField
          label={k.answers}
          hint={k.answersHint}
          value={(question.answers ?? []).join('\n')}
          onValue={(value) => onQuestion({ ...question, answers: value === '' ? [] : value.split('\n') })}
          rows={3}
        />
      )}
    </div>
  )
}

/** Takes what is a number; what is not yet is still being written. */
function NumberField({
  label,
  value,
  onNumber,
}: {
  label: string
  value: number | undefined
  onNumber(value: number): void
}) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        step="any"
        value={value === undefined ? '' : String(value)}
        onChange={(event) => {
          const number = event.currentTarget.valueAsNumber
          if (Number.isFinite(number)) onNumber(number)
        }}
      />
    </label>
  )
}
