/**
 * One is chosen, and then a button does it: many browsers say each key that moves in a closed list, and
 * each digit of a date, as a choice.
 */
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

interface Props {
  /** What is to be chosen. */
  label: string
  /** What the button says. */
  action: string
  onChoose(value: string): void
}

export function ChooseOne({
  options,
  ...props
}: Props & { options: readonly (readonly [value: string, label: string])[] }) {
  const chosen = useSignal('')
  return (
    <Choosing {...props} chosen={chosen}>
      <select
        class="chip"
        aria-label={props.label}
        value={chosen.value}
        onChange={(event) => {
          chosen.value = event.currentTarget.value
        }}
      >
        <option value="" disabled>
          {props.label}
        </option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Choosing>
  )
}

export function ChooseDay(props: Props) {
  const chosen = useSignal('')
  return (
    <Choosing {...props} chosen={chosen}>
      <label class="chip">
        {props.label}
        <input
          type="date"
          value={chosen.value}
          onInput={(event) => {
            chosen.value = event.currentTarget.value
          }}
        />
      </label>
    </Choosing>
  )
}

interface ChoosingProps extends Props {
  chosen: Signal<string>
  children: ComponentChildren
}

function Choosing({ label, action, onChoose, chosen, children }: ChoosingProps) {
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const { value } = chosen
    if (!value) return
    chosen.value = ''
    // The button goes; the next one is chosen where this one was.
    event.currentTarget.querySelector<HTMLElement>('select, input')?.focus()
    onChoose(value)
  }
  return (
    <form class="bar-row" onSubmit={submit}>
      {children}
      {chosen.value && (
        <button type="submit" class="btn" aria-label={`${label}: ${action}`}>
          {action}
        </button>
      )}
    </form>
  )
}
