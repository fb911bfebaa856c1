/** A new task, or many: each line becomes one. */

import { type Signal, useSignal } from '@preact/signals'
import { Cancel } from '../../parts/cancel.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { useForm } from '../../parts/use-form.ts'
import { changed, go } from '../../state/route.ts'
import { work } from '../../texts/work.ts'
import { makeTasks } from './change.ts'
import { filters } from './shown.ts'

interface Props {
  isOpen: Signal<boolean>
  /** What it begins with, such as what was pasted. */
  lines: string
}

export function NewTask({ isOpen, lines }: Props) {
  return (
    <Dialog isOpen={isOpen} title={work.tasks.new}>
      <Form isOpen={isOpen} lines={lines} />
    </Dialog>
  )
}

function Form({ isOpen, lines: begun }: Props) {
  const text = useSignal(begun)
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
    <form class="stack" onSubmit={form.submit}>
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
        rows={Math.max(3, Math.min(12, lines.length))}
      />
      <div class="actions">
        <Cancel isOpen={isOpen} />
        <button type="submit" class="btn main" disabled={form.is_sending || lines.length === 0}>
          {lines.length > 1 ? work.tasks.makeMany(lines.length) : work.tasks.make}
        </button>
      </div>
    </form>
  )
}
