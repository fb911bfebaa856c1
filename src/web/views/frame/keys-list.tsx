/** All keys, in a dialog. */
import type { Signal } from '@preact/signals'
import { Dialog } from '../../parts/dialog.tsx'
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'

export function KeysList({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={boxes.keys.title}>
      <dl class="kv">
        {boxes.keys.list.map(([what, keys]) => (
          <Row key={what} what={what} keys={keys} />
        ))}
      </dl>
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
    </Dialog>
  )
}

function Row({ what, keys }: { what: string; keys: readonly string[] }) {
  return (
    <>
      <dt>{what}</dt>
      <dd>
        {keys.map((key) => (
          <>
            {' '}
            <kbd>{key}</kbd>
          </>
        ))}
      </dd>
    </>
  )
}
