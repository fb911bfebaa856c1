/** What is asked of those who apply, and which answers the job does not take. */
import type { Question } from '../../../../../docs/api-types.ts'
import { ChoiceField, Field, TextField } from '../../../parts/field.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { h } from '../../../texts/hiring.ts'

interface Props {
  questions: readonly Question[]
  wrong: string | undefined
  onQuestions(questions: Question[]): void
}

const KINDS = Object.keys(h.kinds) as Question['kind'][]

export function Questions({ questions, wrong, onQuestions }: Props) {
  const replace = (at: number, question: Question) => onQuestions(questions.with(at, question))
  const move = (at: number, by: number) => {
    const moved = [...questions]
    moved.splice(at + by, 0, ...moved.splice(at, 1))
    onQuestions(moved)
  }
  return (
    <div class="stack">
      {wrong && <p class="said">{wrong}</p>}
      <ol class="builder">
        {questions.map((question, i) => (
          // What is new has no id yet: its place is its identity.
          <li key={question.id || `new ${i}`} data-question={i}>
            <div class="builder-head">
              <b>{h.question(i + 1)}</b>
              <span class="right">
                <IconButton icon="up" label={h.moveUp} disabled={i === 0} onClick={() => move(i, -1)} />
                <IconButton
                  icon="down"
                  label={h.moveDown}
                  disabled={i === questions.length - 1}
                  onClick={() => move(i, 1)}
                />
                <IconButton
                  icon="close"
                  label={h.remove}
                  onClick={() => onQuestions(questions.toSpliced(i, 1))}
                />
              </span>
            </div>
            <One question={question} onQuestion={(next) => replace(i, next)} />
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="btn start"
        onClick={() =>
          onQuestions([...questions, { id: '', kind: 'yes_no', prompt: '', required: true, options: [] }])
        }
      >
        <Icon name="plus" />
        {h.addQuestion}
      </button>
    </div>
  )
}

function IconButton({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  icon: 'up' | 'down' | 'close'
  label: string
  disabled?: boolean
  onClick(): void
}) {
  return (
    <button type="button" class={`mark ${icon}`} aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon === 'up' ? 'down' : icon} />
    </button>
  )
}

function One({ question, onQuestion }: { question: Question; onQuestion(question: Question): void }) {
  const { kind, prompt, required, options } = question
  return (
    <div class="stack">
      <div class="two-fields">
        <Field
          label={h.prompt}
          value={prompt}
          onValue={(value) => onQuestion({ ...question, prompt: value })}
        />
        <ChoiceField
          label={h.kind}
          value={kind}
          options={KINDS.map((one) => [one, h.kinds[one]])}
          onValue={(value) => {
            const { knock_out: _, ...rest } = question
            onQuestion({ ...rest, kind: KINDS.find((one) => one === value) ?? kind, options: [] })
          }}
        />
      </div>
      {kind === 'choice' && (
        <Lines
          label={h.options}
          hint={h.optionsHint}
          lines={options}
          onLines={(lines) => onQuestion({ ...question, options: lines })}
        />
      )}
      <KnockOut question={question} onQuestion={onQuestion} />
      <label class="check">
        <input
          type="checkbox"
          checked={required}
          onChange={() => onQuestion({ ...question, required: !required })}
        />
        {h.must}
      </label>
    </div>
  )
}

/** Which answers the job takes. */
function KnockOut({ question, onQuestion }: { question: Question; onQuestion(question: Question): void }) {
  const { kind } = question
  const knock_out = question.knock_out ?? {}
  const ask = (changes: NonNullable<Question['knock_out']>) => {
    const { knock_out: _, ...rest } = question
    const kept = Object.entries({ ...knock_out, ...changes }).filter(([, value]) => value !== undefined)
    onQuestion(kept.length > 0 ? { ...rest, knock_out: Object.fromEntries(kept) } : rest)
  }
  if (kind === 'text') return null
  if (kind === 'yes_no')
    return (
      <ChoiceField
        label={h.takes}
        value={String(knock_out.expects ?? '')}
        options={[
          ['', h.anything],
          ['true', h.onlyYes],
          ['false', h.onlyNo],
        ]}
        onValue={(value) => ask(value === '' ? withoutExpects() : { expects: value === 'true' })}
      />
    )
  if (kind === 'choice')
    return (
      <Lines
        label={h.takesOptions}
        hint={h.takesHint}
        lines={knock_out.accepts ?? []}
        onLines={(accepts) => ask(accepts.length > 0 ? { accepts } : nothing('accepts'))}
      />
    )
  const bound = (name: 'min' | 'max', label: string) => (
    <Field
      label={label}
      value={knock_out[name] === undefined ? '' : String(knock_out[name])}
      onValue={(value) =>
        ask(value !== '' && Number.isFinite(Number(value)) ? { [name]: Number(value) } : nothing(name))
      }
    />
  )
  return (
    <div class="two-fields">
      {bound('min', h.atLeast)}
      {bound('max', h.atMost)}
    </div>
  )
}

function withoutExpects(): NonNullable<Question['knock_out']> {
  return nothing('expects')
}

/** Takes a condition away: what is undefined is left out. */
function nothing(name: keyof NonNullable<Question['knock_out']>): NonNullable<Question['knock_out']> {
  return { [name]: undefined } as NonNullable<Question['knock_out']>
}

function Lines({
  label,
  hint,
  lines,
  onLines,
}: {
  label: string
  hint: string
  lines: readonly string[]
  onLines(lines: string[]): void
}) {
  return (
    <TextField
      label={label}
      hint={hint}
      value={lines.join('\n')}
      onValue={(value) => onLines(value === '' ? [] : value.split('\n'))}
      rows={3}
    />
  )
}
