/** A text in which members are named: after an @ one chooses who. */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { initials } from '../format/names.ts'
import { members } from '../state/people.ts'
import { account } from '../state/session.ts'
import { t } from '../texts/texts.ts'
import { type Begun, fitting, mentionAt, mentionOf } from './mentioning.ts'

interface Props {
  value: { value: string }
  label: string
  placeholder?: string
  rows: number
  readOnly?: boolean
  autoFocus?: boolean
  /** Keys that are not for the list of names. */
  onKey?(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void
  onLeave?(): void
}

const OFFERED = 6

export function MentionField(props: Props) {
  const { value, label, placeholder, rows, readOnly, autoFocus, onKey, onLeave } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const begun = useSignal<Begun | null>(null)
  const at = useSignal(0)
  const id = useId()
  const offered = begun.value ? offeredFor(begun.value.typed) : []
  const chosen = offered[Math.min(at.value, offered.length - 1)]
  const look = ({
    currentTarget: { value: text, selectionStart },
  }: {
    currentTarget: HTMLTextAreaElement
  }) => {
    begun.value = mentionAt(text, selectionStart)
    at.value = 0
  }
  const choose = (member: (typeof offered)[number]) => {
    const element = field.current
    if (!element || !begun.value) return
    const { from } = begun.value
    const before = `${value.value.slice(0, from)}${mentionOf(member, members())} `
    value.value = before + value.value.slice(element.selectionStart).replace(/^ /, '')
    begun.value = null
    // Once it is drawn.
    requestAnimationFrame(() => element.setSelectionRange(before.length, before.length))
  }
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    if (!chosen || event.isComposing) return onKey?.(event)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) at.value = (at.value + step + offered.length) % offered.length
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen)
    else if (event.key === 'Escape') begun.value = null
    else return onKey?.(event)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="mention-field">
      <textarea
        ref={field}
        class="panel-text"
        aria-label={label}
        aria-autocomplete="list"
        {...(chosen && { 'aria-controls': id, 'aria-activedescendant': `${id}-${chosen.id}` })}
        placeholder={placeholder}
        rows={rows}
        readOnly={readOnly}
        autoFocus={autoFocus}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value
          look(event)
        }}
        onClick={look}
        onKeyDown={onKeyDown}
        onBlur={() => {
          begun.value = null
          onLeave?.()
        }}
      />
      {chosen && (
        <ul class="mention-list" id={id} role="listbox" aria-label={t.frame.views.members}>
          {offered.map((one) => (
            <li
              key={one.id}
              id={`${id}-${one.id}`}
              role="option"
              aria-selected={one === chosen}
              // The field keeps the focus.
              onPointerDown={(event) => {
                event.preventDefault()
                choose(one)
              }}
            >
              <span class="who s" aria-hidden="true">
                {initials(one.name)}
              </span>
              <span class="cut">{one.name}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** One does not name oneself. */
function offeredFor(typed: string) {
  const others = members().filter(({ id, status }) => status === 'active' && id !== account.value?.member.id)
  return fitting(others, typed).slice(0, OFFERED)
}
