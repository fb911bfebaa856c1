/**
 * Fields that act once something is chosen in them. Browsers call each key in a closed list a choice, and
 * each digit of a date: what keys change counts when one goes on, by Enter or to another field, and is
 * taken back by Escape. What a pointer picks counts at once.
 */
import { useSignal } from '@preact/signals'
import type { TargetedEvent, TargetedKeyboardEvent } from 'preact'
import { useRef } from 'preact/hooks'

type Field = HTMLSelectElement | HTMLInputElement

/** Keys that change nothing in a field. */
const PASSING = ['Tab', 'Shift', 'Control', 'Alt', 'Meta']

/** @returns What such a field is given. */
export function useChosen(value: string, onChosen: (value: string) => void) {
  const draft = useSignal<string | null>(null)
  const isByKeys = useRef(false)
  const choose = (next: string) => {
    draft.value = null
    if (next !== value) onChosen(next)
  }
  return {
    value: draft.value ?? value,
    onPointerDown() {
      isByKeys.current = false
    },
    onKeyDown(event: TargetedKeyboardEvent<Field>) {
      const { key } = event
      if (!PASSING.includes(key)) isByKeys.current = true
      if (draft.value === null) return
      if (key === 'Enter') {
        event.preventDefault()
        choose(draft.value)
      } else if (key === 'Escape') {
        event.stopPropagation()
        draft.value = null
      }
    },
    onChange({ currentTarget }: TargetedEvent<Field>) {
      if (isByKeys.current) draft.value = currentTarget.value
      else choose(currentTarget.value)
    },
    onBlur({ currentTarget }: TargetedEvent<Field>) {
      if (draft.value === null) return
      // A date that was half written is none.
      if (currentTarget.validity.badInput) draft.value = null
      else choose(draft.value)
    },
  }
}

interface Props<T extends string> {
  /** Where nothing around it names it. */
  label?: string
  value: T
  options: readonly (readonly [value: T, label: string])[]
  onChosen(value: T): void
  class?: string
  disabled?: boolean
}

export function ChosenSelect<T extends string>({ label, value, options, onChosen, ...select }: Props<T>) {
  // What is chosen is one of the options.
  const chosen = useChosen(value, (next) => onChosen(next as T))
  return (
    <select {...select} {...chosen} aria-label={label}>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  )
}
