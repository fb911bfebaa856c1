import type { Signal } from '@preact/signals'
import { t } from '../texts/texts.ts'

/** Of a box that asks nothing: the way out of it that also a finger finds. */
export function Closing({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <div class="actions">
      <button
        type="button"
        class="btn"
        onClick={() => {
          isOpen.value = false
        }}
      >
        {t.close}
      </button>
    </div>
  )
}
