/** What may be done with several at once. */
import { useId } from 'preact/hooks'
import type { ListedTask, TaskChanges, TaskStatus } from '../../../../docs/api-types.ts'
import { ChooseDay, ChooseOne } from '../../parts/choose.tsx'
import { labels } from '../../state/labels.ts'
import { members } from '../../state/people.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { changeTasks, deleteTasks } from './change.ts'
import { mayChange } from './marks.tsx'
import { STATUSES } from './shown.ts'

export function BulkBar({ tasks, onDone }: { tasks: readonly ListedTask[]; onDone: () => void }) {
  if (tasks.length === 0) return null
  const change = (changes: TaskChanges) => {
    void changeTasks(tasks, changes, work.tasks.changed(tasks.length))
    onDone()
  }
  return (
    <div class="bulk-bar" role="toolbar" aria-label={work.tasks.selected(tasks.length)}>
      <b>{work.tasks.selected(tasks.length)}</b>
      <ChooseOne
        label={work.tasks.status}
        options={STATUSES.map((one) => [one, work.tasks.statuses[one]])}
        action={work.tasks.apply}
        // It is one of those above.
        onChoose={(status) => change({ status: status as TaskStatus })}
      />
      <ChooseOne
        label={work.tasks.for}
        options={[['-', t.nobody], ...members().map(({ id, name }): [string, string] => [id, name])]}
        action={work.tasks.apply}
        onChoose={(id) => change({ assignee_id: id === '-' ? null : id })}
      />
      <AddLabel
        onLabel={(label) => {
          void changeTasks(
            tasks,
            ({ labels }) => ({ labels: [...new Set([...labels, label])] }),
            work.tasks.labelled(label),
          )
          onDone()
        }}
      />
      <ChooseDay
        label={work.tasks.due}
        action={work.tasks.apply}
        onChoose={(day) => change({ due_on: day, due_at: null })}
      />
      {tasks.every((task) => mayChange(task, 'manage')) && (
        <button
          type="button"
          class="btn danger"
          onClick={() => {
            void deleteTasks(tasks)
            onDone()
          }}
        >
          {work.tasks.delete}
        </button>
      )}
      <button type="button" class="btn quiet" onClick={onDone}>
        {t.cancel}
      </button>
    </div>
  )
}

/** One that there is, or another. */
function AddLabel({ onLabel }: { onLabel(label: string): void }) {
  const known = useId()
  return (
    <form
      class="chip"
      onSubmit={(event) => {
        event.preventDefault()
        const label = new FormData(event.currentTarget).get('label')
        if (typeof label === 'string' && label.trim()) onLabel(label.trim())
      }}
    >
      <input name="label" list={known} aria-label={work.tasks.addLabel} placeholder={work.tasks.label} />
      <datalist id={known}>
        {labels().map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </form>
  )
}
