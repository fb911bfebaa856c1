import { signal, useSignal } from '@preact/signals'
import type { Application } from '../../../../../docs/api-types.ts'
import { Dialog } from '../../../parts/dialog.tsx'
import { ChoiceField } from '../../../parts/field.tsx'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'
import { whoseIs } from '../names.ts'
import { move, type Reason } from './move.ts'

/** Who is to be rejected, while one is asked why. */
export const rejecting = signal<Application | null>(null)

const REASONS = Object.keys(h.reasons) as Reason[]

export function Reject() {
  const isOpen = useSignal(false)
  const reason = useSignal('')
  const application = rejecting.value
  if (isOpen.value !== (application !== null)) isOpen.value = application !== null
  if (!application) return null
  const close = () => {
    rejecting.value = null
    reason.value = ''
  }
  return (
    <Dialog isOpen={isOpen} title={h.rejectTitle(whoseIs(application))}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const given = REASONS.find((one) => one === reason.value)
          close()
          void move(application, 'rejected', given)
        }}
      >
        <ChoiceField
          label={h.reason}
          name="reason"
          value={reason.value}
          options={[['', h.noReason], ...REASONS.map((one): [string, string] => [one, h.reasons[one]])]}
          onValue={(value) => {
            reason.value = value
          }}
          hint={h.rejectWhat}
        />
        <div class="actions">
          <button type="button" class="btn" onClick={close}>
            {t.keepAsIs}
          </button>
          <button type="submit" class="btn danger">
            {h.rejectIt}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
