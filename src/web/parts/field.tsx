/** Fields with their label above; what is wrong stands under its field, and nothing is cleared. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Around {
  label: string
  hint?: string | undefined
  wrong?: string | undefined
  /** Beside the label. */
  aside?: ComponentChildren
}

interface Written {
  value: string
  onValue: (value: string) => void
  name?: string
  placeholder?: string
  autoComplete?: string
  inputMode?: 'text' | 'numeric'
  autoFocus?: boolean
  required?: boolean
}

type Input = Around & Written & { type?: 'text' | 'email' | 'password' | 'date' }

export function Field({ label, hint, wrong, aside, value, onValue, type = 'text', ...input }: Input) {
  const id = useId()
  // Each type of field has attributes of its own; these are of all of them.
  const kind = { type } as { type: 'text' }
  return (
    <Labelled {...{ label, hint, wrong, aside, id }}>
      <input
        {...input}
        {...kind}
        id={id}
        value={value}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={hint || wrong ? `${id}-said` : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Labelled>
  )
}

type Text = Around & Written & { rows?: number }

export function TextField({ label, hint, wrong, aside, value, onValue, ...area }: Text) {
  const id = useId()
  return (
    <Labelled {...{ label, hint, wrong, aside, id }}>
      <textarea
        {...area}
        id={id}
        value={value}
        aria-describedby={hint || wrong ? `${id}-said` : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Labelled>
  )
}

type Choice = Around & {
  value: string
  onValue: (value: string) => void
  options: readonly (readonly [value: string, label: string])[]
  name?: string
}

export function ChoiceField({ label, hint, wrong, aside, value, onValue, options, name }: Choice) {
  const id = useId()
  return (
    <Labelled {...{ label, hint, wrong, aside, id }}>
      <select
        id={id}
        name={name}
        value={value}
        aria-describedby={hint || wrong ? `${id}-said` : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

function Labelled({
  label,
  hint,
  wrong,
  aside,
  id,
  children,
}: Around & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <span class="head">
        <label for={id}>{label}</label>
        {aside}
      </span>
      {children}
      {(hint || wrong) && (
        <small id={`${id}-said`} class={wrong ? 'wrong' : undefined}>
          {wrong ?? hint}
        </small>
      )}
    </div>
  )
}
