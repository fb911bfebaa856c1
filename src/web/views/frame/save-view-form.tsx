/** Where one is, kept under a name: it stands in the rail from then on, on every device. */

import { type Signal, useSignal } from '@preact/signals'
import { Cancel } from '../../parts/cancel.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { saveViews } from '../../state/preferences.ts'
import { account } from '../../state/session.ts'
import { boxes } from '../../texts/boxes.ts'
import { t } from '../../texts/texts.ts'

export function SaveView({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={boxes.search.saveView}>
      <Form isOpen={isOpen} />
    </Dialog>
  )
}

function Form({ isOpen }: { isOpen: Signal<boolean> }) {
  const name = useSignal('')
  const form = useForm(async () => {
    const others = account.value?.user.preferences.views.filter((one) => one.name !== name.value.trim()) ?? []
    await saveViews([...others, { name: name.value.trim(), address: location.hash || '#/' }])
    isOpen.value = false
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={boxes.search.saveViewAs}
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('preferences')}
        autoFocus
      />
      {form.said && <p class="said">{form.said}</p>}
      <div class="actions">
        <Cancel isOpen={isOpen} />
        <button type="submit" class="btn main" disabled={form.is_sending || name.value.trim() === ''}>
          {t.save}
        </button>
      </div>
    </form>
  )
}
