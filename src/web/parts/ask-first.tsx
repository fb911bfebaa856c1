/** Asks before what cannot be undone; the safe way is the first button. */
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { t } from '../texts/texts.ts'
import { Dialog } from './dialog.tsx'

interface Props {
  isOpen: Signal<boolean>
  title: string
  /** What will be gone. */
  children: ComponentChildren
  /** On the button that does it. */
  label: string
  /** Has to be typed first. */
  typed?: { label: string; text: string }
  onDo(): void
}

export function AskFirst({ isOpen, title, children, label, typed, onDo }: Props) {
  const written = useSignal('')
  const close = () => {
    isOpen.value = false
    written.value = ''
  }
  return (
    <Dialog isOpen={isOpen} title={title}>
      <div class="small">{children}</div>
      {typed && (
        <div class="field">
          <label for="typed-first">{typed.label}</label>
          <input
            id="typed-first"
            value={written.value}
            autocomplete="off"
            onInput={(event) => {
              written.value = event.currentTarget.value
            }}
          />
        </div>
      )}
      <div class="actions">
        <button type="button" class="btn" onClick={close}>
          {t.keepAsIs}
        </button>
        <button
          type="button"
          class="btn danger"
          disabled={typed !== undefined && written.value.trim() !== typed.text}
          onClick={() => {
            close()
            onDo()
          }}
        >
          {label}
        </button>
      </div>
    </Dialog>
  )
}
