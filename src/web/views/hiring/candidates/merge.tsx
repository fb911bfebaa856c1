/** Two who are one person become one. */
import { type Signal, useSignal } from '@preact/signals'
import type { Candidate } from '../../../../../docs/api-types.ts'
import { call } from '../../../api/client.ts'
import { Dialog } from '../../../parts/dialog.tsx'
import { Field } from '../../../parts/field.tsx'
import { say } from '../../../parts/toasts.tsx'
import { useForm } from '../../../parts/use-form.ts'
import { readAgain } from '../../../state/reading.ts'
import { h } from '../../../texts/hiring.ts'
import { t } from '../../../texts/texts.ts'
import { useFound } from './find.ts'

export function Merge({ isOpen, candidate }: { isOpen: Signal<boolean>; candidate: Candidate }) {
  return (
    <Dialog isOpen={isOpen} title={h.mergeTitle(candidate.name)}>
      <Form isOpen={isOpen} candidate={candidate} />
    </Dialog>
  )
}

function Form({ isOpen, candidate: { id, name } }: { isOpen: Signal<boolean>; candidate: Candidate }) {
  const typed = useSignal('')
  const other = useSignal('')
  const found = (useFound(typed.value.trim()) ?? []).filter((one) => one.id !== id)
  const form = useForm(async () => {
    await call('POST /api/v1/candidates/{id}/merge', { params: { id }, body: { candidate_id: other.value } })
    isOpen.value = false
    say(h.merged(name))
    await readAgain((route) => /\/(candidates|applications|hiring)/.test(route))
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <p class="small">{h.mergeWhat}</p>
      <Field
        label={h.mergeOther}
        value={typed.value}
        onValue={(value) => {
          typed.value = value
        }}
        autoFocus
      />
      {found.length > 0 && (
        <fieldset class="checks">
          <legend class="hidden">{h.candidates}</legend>
          {found.map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="other"
                checked={other.value === one.id}
                onChange={() => {
                  other.value = one.id
                }}
              />
              <span>
                {one.name} <span class="faint">{one.email}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <button
          type="button"
          class="btn"
          onClick={() => {
            isOpen.value = false
          }}
        >
          {t.keepAsIs}
        </button>
        <button type="submit" class="btn danger" disabled={form.is_sending || !other.value}>
          {h.mergeIt}
        </button>
      </div>
    </form>
  )
}
