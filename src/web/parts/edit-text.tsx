/** What somebody wrote, being changed in its place. Escape leaves it as it was; Ctrl or ⌘ and Enter save it. */
import { type Signal, useSignal } from '@preact/signals'
import { members } from '../state/people.ts'
import { t } from '../texts/texts.ts'
import { MentionField } from './mention-field.tsx'
import { asKept, asWritten } from './mentioning.ts'
import { useForm } from './use-form.ts'

interface Props {
  text: string
  label: string
  isEdited: Signal<boolean>
  /** Reads again what is shown of it, too. */
  save(text: string): Promise<void>
}

export function EditText({ text, label, isEdited, save }: Props) {
  const value = useSignal(asWritten(text, members()))
  const leave = () => {
    isEdited.value = false
  }
  const form = useForm(async () => {
    const sent = value.value
    await save(asKept(sent.trim(), members()))
    // What was typed meanwhile stays.
    if (value.value === sent) leave()
  })
  return (
    <form onSubmit={form.submit}>
      <MentionField
        value={value}
        label={label}
        rows={Math.min(8, value.value.split('\n').length + 1)}
        autoFocus
        onKey={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
          if (event.key === 'Escape') leave()
        }}
      />
      {form.said && <p class="said">{form.said}</p>}
      <div class="bar-row">
        <button type="submit" class="btn" disabled={form.is_sending || !value.value.trim()}>
          {t.save}
        </button>
        <button type="button" class="btn quiet" onClick={leave}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}
