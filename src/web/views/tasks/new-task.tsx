/** A new task, or many: each line becomes one. */
import { type Signal, useSignal } from '@preact/signals'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { changed, go } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { makeTasks } from './change.ts'
import { filters } from './shown.ts'

export function NewTask({ isOpen }: { isOpen: Signal<boolean> }) {
  return (
    <Dialog isOpen={isOpen} title={work.tasks.new}>
      <Form isOpen={isOpen} />
    </Dialog>
  )
}

function Form({ isOpen }: { isOpen: Signal<boolean> }) {
  const text = useSignal('')
  const lines = text.value
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter(Boolean)
  const form = useForm(async () => {
    const { project } = filters.value
    const made = await makeTasks(lines, project ? { project_id: project } : {})
    isOpen.value = false
    if (made) go(changed({ task: made.id }))
  })
  return (
    <form onSubmit={form.submit}>
      <TextField
        label={work.tasks.title}
        name="title"
        value={text.value}
        onValue={(value) => {
          text.value = value
        }}
        hint={lines.length > 1 ? work.tasks.becomes(lines.length) : work.tasks.newHint}
        wrong={form.wrong('title') ?? form.said ?? undefined}
        autoFocus
        rows={3}
      />
      <div class="actions">
        <button
          type="button"
          class="btn"
          onClick={() => {
            isOpen.value = false
          }}
        >
          {t.cancel}
        </button>
        <button type="submit" class="btn main" disabled={form.is_sending || lines.length === 0}>
          {lines.length > 1 ? work.tasks.makeMany(lines.length) : work.tasks.make}
        </button>
      </div>
    </form>
  )
}
