/** All keys, in a dialog. */
import type { Signal } from '@preact/signals'
import { Closing } from '../../parts/closing.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { boxes } from '../../texts/boxes.ts'

export function KeysList({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={boxes.keys.title}>
      <dl class="kv">
        {boxes.keys.list.map(([what, keys]) => (
          <Row key={what} what={what} keys={keys} />
        ))}
      </dl>
      <Closing isOpen={isOpen} />
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
