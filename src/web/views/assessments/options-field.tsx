import type { AssessmentQuestion } from '../../../../docs/api-types.ts'
import { Icon } from '../../parts/icon.tsx'
import { k } from '../../texts/knowledge.ts'
import { newId } from './new-id.ts'

type Options = NonNullable<AssessmentQuestion['options']>

interface Props {
  isSingle: boolean
  /** Of the group of buttons of which one is on. */
  name: string
  options: Options
  onOptions(options: Options): void
}

/** Options with a mark at what is right. */
export function OptionsField({ isSingle, name, options, onOptions }: Props) {
  const mark = (at: number) =>
    onOptions(
      options.map((one, i) => ({
        ...one,
        correct: isSingle ? i === at : i === at ? !one.correct : one.correct === true,
      })),
    )
  return (
    <fieldset class="checks">
      <legend>{k.options}</legend>
      <div class="options edited">
        {options.map(({ id, text, correct }, i) => (
          <div key={id}>
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              name={name}
              aria-label={k.isRight(i + 1)}
              title={k.right}
              checked={correct === true}
              onChange={() => mark(i)}
            />
            <input
              type="text"
              aria-label={k.option(i + 1)}
              value={text}
              onInput={(event) =>
                onOptions(options.with(i, { id, text: event.currentTarget.value, correct: correct === true }))
              }
            />
            <button
              type="button"
              class="mark"
              aria-label={k.removeOption(i + 1)}
              disabled={options.length <= 2}
              onClick={() => onOptions(options.toSpliced(i, 1))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
      <button
        type="button"
        class="btn start"
        onClick={() => onOptions([...options, { id: newId(), text: '', correct: false }])}
      >
        <Icon name="plus" />
        {k.addOption}
      </button>
    </fieldset>
  )
}
