/** What may be done with several at once. */
import { useId } from 'preact/hooks'
import type { ListedTask, TaskStatus } from '../../../../docs/api-types.ts'
import { ChooseDay, ChooseOne } from '../../parts/choose.tsx'
import { labels } from '../../state/labels.ts'
import { members } from '../../state/people.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { changeTasks, deleteTasks, refusals } from './change.ts'
import { mayChange } from './marks.tsx'
import { STATUSES } from './shown.ts'

interface Props {
  tasks: readonly ListedTask[]
  /** These and no others; none where nothing is said. */
  onSelect(ids?: readonly string[]): void
}

export function BulkBar({ tasks, onSelect }: Props) {
  if (tasks.length === 0) return null
  const change: Change = async (changes, said) => {
    if (await changeTasks(tasks, changes, said)) onSelect()
  }
  return (
    <div class="bulk-bar">
      <Refused tasks={tasks} onSelect={onSelect} />
      <Choices tasks={tasks} change={change} onSelect={onSelect} />
    </div>
  )
}

type Change = (changes: Parameters<typeof changeTasks>[1], said: string) => Promise<void>

/** Nothing was changed: which of them cannot be, and why. */
function Refused({ tasks, onSelect }: Props) {
  const refused = tasks.flatMap(({ id, title }) => {
    const refusal = refusals.value.find((one) => one.id === id)
    return refusal ? [{ id, title, why: refusal.why }] : []
  })
  if (refused.length === 0) return null
  const others = tasks.map(({ id }) => id).filter((id) => refused.every((one) => one.id !== id))
  return (
    <div class="refused" role="alert">
      <p>{work.tasks.nothingChanged(refused.length)}</p>
      <ul>
        {refused.map(({ id, title, why }) => (
          <li key={id}>
            <b>{title}</b>: {why}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <button type="button" class="btn" onClick={() => onSelect(others)}>
          {work.tasks.leaveOut(refused.length)}
        </button>
      )}
    </div>
  )
}

function Choices({ tasks, change, onSelect }: Props & { change: Change }) {
  const said = work.tasks.changed(tasks.length)
  return (
    <div class="bar-row" role="toolbar" aria-label={work.tasks.selected(tasks.length)}>
      <b>{work.tasks.selected(tasks.length)}</b>
      <ChooseOne
        label={work.tasks.status}
        options={STATUSES.map((one) => [one, work.tasks.statuses[one]])}
        action={work.tasks.apply}
        // It is one of those above.
        onChoose={(status) => void change({ status: status as TaskStatus }, said)}
      />
      <ChooseOne
        label={work.tasks.for}
        options={[['-', t.nobody], ...members().map(({ id, name }): [string, string] => [id, name])]}
        action={work.tasks.apply}
        onChoose={(id) => void change({ assignee_id: id === '-' ? null : id }, said)}
      />
      <ChooseDay
        label={work.tasks.due}
        action={work.tasks.apply}
        onChoose={(day) => void change({ due_on: day, due_at: null }, said)}
      />
      <AddLabel
        onLabel={(label) =>
          void change(
            ({ labels }) => ({ labels: [...new Set([...labels, label])] }),
            work.tasks.labelled(label),
          )
        }
      />
      <span class="right">
        {tasks.every((task) => mayChange(task, 'manage')) && (
          <button
            type="button"
            class="btn danger"
            onClick={async () => {
              if (await deleteTasks(tasks)) onSelect()
            }}
          >
            {work.tasks.delete}
          </button>
        )}
        <button type="button" class="btn quiet" onClick={() => onSelect()}>
          {t.cancel}
        </button>
      </span>
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
