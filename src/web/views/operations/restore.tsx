/**
 * How a backup is put back. The page does not do it: what is replaced is the database under the very
 * server that would answer, and whoever may do that has a terminal.
 */
import type { Signal } from '@preact/signals'
import type { Backup } from '../../../../docs/api-types.ts'
import { count } from '../../format/numbers.ts'
import { copyText } from '../../parts/copy-text.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { When } from '../../parts/when.tsx'
import { operations } from '../../texts/operations.ts'
import { t } from '../../texts/texts.ts'

export function Restore({ isOpen, backup }: { isOpen: Signal<boolean>; backup: Backup }) {
  const command = `almanac backup restore ${backup.name}`
  return (
    <Dialog isOpen={isOpen} title={operations.restoreTitle}>
      <p>
        {operations.restoreWhat(count(backup.rows), count(backup.tables))} <When at={backup.created_at} />
      </p>
      <p class="small dim">{operations.restoreSafely}</p>
      {backup.proof.outcome !== 'proved' && <p class="said">{operations.restoreUnproved}</p>}
      <ol class="small">
        {operations.restoreSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <pre class="code" data-restore>
        {command}
      </pre>
      <div class="actions">
        <button
          type="button"
          class="btn main"
          onClick={() => {
            isOpen.value = false
          }}
        >
          {t.keepAsIs}
        </button>
        <button type="button" class="btn" onClick={() => void copyText(command)}>
          {operations.copyCommand}
        </button>
      </div>
    </Dialog>
  )
}
