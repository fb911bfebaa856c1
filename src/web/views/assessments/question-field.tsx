import type { AttemptQuestion, GivenAnswer } from '../../../../docs/api-types.ts'
import { k } from '../../texts/knowledge.ts'

interface Props {
  question: AttemptQuestion
  number: number
  answer: GivenAnswer | undefined
  onAnswer(answer: GivenAnswer): void
}

export function QuestionField({ question, number, answer, onAnswer }: Props) {
  const { id: question_id, kind, prompt, points, options = [] } = question
  const chosen = answer?.option_ids ?? []
  const choose = (id: string) => {
    const others = chosen.filter((one) => one !== id)
    const option_ids = kind === 'single' ? [id] : others.length < chosen.length ? others : [...chosen, id]
    onAnswer({ question_id, option_ids })
  }
  return (
    <fieldset class="question">
      <legend>
        {number}. {prompt} <span class="note">{k.pointsOf(points)}</span>
      </legend>
      {(kind === 'single' || kind === 'multiple') && (
        <div class="options">
          {options.map(({ id, text }) => (
            <label key={id} class="option">
              <input
                type={kind === 'single' ? 'radio' : 'checkbox'}
                name={question_id}
                checked={chosen.includes(id)}
                onChange={() => choose(id)}
              />
              <span>{text}</span>
            </label>
          ))}
        </div>
      )}
      {kind === 'number' && (
        <input
          class="answer-field"
          inputMode="decimal"
          aria-label={k.yourNumber}
          value={answer?.number === undefined ? '' : String(answer.number)}
          onChange={(event) => onAnswer({ question_id, ...numberIn(event.currentTarget.value) })}
        />
      )}
      {kind === 'text' && (
        <input
          class="answer-field"
          aria-label={k.yourAnswer}
          maxLength={2_000}
          value={answer?.text ?? ''}
          onInput={(event) => onAnswer({ question_id, text: event.currentTarget.value })}
        />
      )}
    </fieldset>
  )
}

/** With a point or a comma. */
function numberIn(typed: string): { number?: number } {
  const number = Number(typed.trim().replace(',', '.'))
  return typed.trim() !== '' && Number.isFinite(number) ? { number } : {}
}

export function isAnswered(answer: GivenAnswer | undefined): boolean {
  if (!answer) return false
  return answer.number !== undefined || Boolean(answer.text?.trim()) || (answer.option_ids?.length ?? 0) > 0
}
