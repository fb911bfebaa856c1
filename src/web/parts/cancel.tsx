/** Closes a dialog, of which nothing is done. */
import type { Signal } from '@preact/signals'
import { t } from '../texts/texts.ts'

export function Cancel({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <button
      type="button"
      class="btn"
      onClick={() => {
        isOpen.value = false
      }}
    >
      {t.cancel}
    </button>
  )
}
