/** Below what is being written: that it is not saved yet, what is wrong with it, and the way to save it. */
import { useEffect } from 'preact/hooks'
import { t } from '../texts/texts.ts'
import type { Draft } from './use-draft.ts'
import type { Form } from './use-form.ts'

interface Props<T> {
  draft: Draft<T>
  form: Form
  texts: { unsaved: string; restored: string; discard: string }
}

export function SaveBar<T>({ draft, form, texts }: Props<T>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      form.submit(event)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
  if (!draft.isChanged) return null
  const wrong = form.said ?? form.wrongs
  return (
    <div class="bulk-bar save-bar" role="region" aria-label={t.save}>
      <span class={wrong ? 'red' : 'dim'} role="status">
        {wrong ?? (draft.isRestored ? texts.restored : texts.unsaved)}
      </span>
      <span class="right bar-row">
        <button type="button" class="btn quiet" onClick={draft.discard}>
          {texts.discard}
        </button>
        <button type="button" class="btn main" disabled={form.is_sending} onClick={form.submit}>
          {t.save}
          <kbd aria-hidden="true" class="wide">
            Ctrl S
          </kbd>
        </button>
      </span>
    </div>
  )
}
