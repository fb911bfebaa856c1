/** What was done, for eight seconds, and with it the way back. */
import { signal } from '@preact/signals'
import { singleKeys } from '../state/single-keys.ts'
import { t } from '../texts/texts.ts'

interface Toast {
  id: number
  text: string
  undo?: () => Promise<void>
}

const SHOWN_MS = 8_000

export const toasts = signal<readonly Toast[]>([])
let last = 0

export function say(text: string, undo?: () => Promise<void>): void {
  const id = ++last
  toasts.value = [...toasts.value.slice(-1), { id, text, ...(undo && { undo }) }]
  setTimeout(() => drop(id), SHOWN_MS)
}

/** Takes back what was done last, as long as it is shown. */
export function undoLast(): void {
  const toast = toasts.value.findLast(({ undo }) => undo)
  if (!toast?.undo) return
  drop(toast.id)
  void toast.undo()
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id)
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, undo }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              onClick={() => {
                drop(id)
                void undo()
              }}
            >
              {t.undo}
            </button>
          )}
          {undo && singleKeys.value && (
            <kbd aria-hidden="true" class="wide">
              Z
            </kbd>
          )}
        </div>
      ))}
    </div>
  )
}
