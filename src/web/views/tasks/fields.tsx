/** What a task is, each part changed where it stands. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Task, TaskChanges, TaskPriority } from '../../../../docs/api-types.ts'
import { shortDay } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { ChosenSelect, useChosen } from '../../parts/chosen.tsx'
import { MentionField } from '../../parts/mention-field.tsx'
import { asKept, asWritten } from '../../parts/mentioning.ts'
import { members } from '../../state/people.ts'
import { projects } from '../../state/projects.ts'
import { today, zone } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { Due, Person, PriorityMark } from './marks.tsx'
import { dueDay, PRIORITIES } from './shown.ts'

export type Change = (changes: TaskChanges) => Promise<void>

export interface Writing {
  task: Task
  mayWrite: boolean
  change: Change
}

export function Fields({ task, mayWrite, change }: Writing) {
  return (
    <>
      <textarea
        class="panel-title"
        aria-label={work.tasks.title}
        rows={2}
        readOnly={!mayWrite}
        onChange={(event) => {
          const title = event.currentTarget.value.trim()
          if (title && title !== task.title) void change({ title })
        }}
      >
        {task.title}
      </textarea>
      <div class="panel-fields">
        <DueField task={task} mayWrite={mayWrite} change={change} />
        <Pick
          mayWrite={mayWrite}
          mark={task.priority !== 'none' && <PriorityMark priority={task.priority} />}
          label={work.tasks.priorityName}
          value={task.priority}
          options={PRIORITIES.map((one) => [one, work.tasks.priorities[one]])}
          onPick={(value) => change({ priority: value as TaskPriority })}
        />
        <Pick
          mayWrite={mayWrite}
          mark={task.assignee_id && <Person id={task.assignee_id} />}
          label={work.tasks.for}
          value={task.assignee_id ?? ''}
          options={[['', t.nobody], ...members().map(({ id, name }): [string, string] => [id, name])]}
          onPick={(value) => change({ assignee_id: value || null })}
        />
        <Pick
          mayWrite={mayWrite}
          label={work.tasks.project}
          value={task.project_id ?? ''}
          options={[
            ['', work.tasks.noProject],
            ...projects().map(({ id, name }): [string, string] => [id, name]),
          ]}
          onPick={(value) => change({ project_id: value || null })}
        />
        <label>
          <span>{work.tasks.labels}</span>
          <input
            type="text"
            value={task.labels.join(', ')}
            disabled={!mayWrite}
            onChange={(event) => {
              const labels = event.currentTarget.value
                .split(',')
                .map((one) => one.trim())
                .filter(Boolean)
              void change({ labels })
            }}
          />
        </label>
      </div>
      <Description task={task} mayWrite={mayWrite} change={change} />
    </>
  )
}

function Description({ task: { description }, mayWrite, change }: Writing) {
  const text = useSignal(asWritten(description, members()))
  const save = () => {
    const kept = asKept(text.value, members())
    if (kept !== description) void change({ description: kept })
  }
  return (
    <MentionField
      value={text}
      label={work.tasks.description}
      placeholder={work.tasks.description}
      rows={Math.min(12, text.value.split('\n').length + 2)}
      readOnly={!mayWrite}
      onLeave={save}
    />
  )
}

/** In words, as everywhere; the browser's own field for dates comes when one goes there. */
function DueField({ task, mayWrite, change }: Writing) {
  const day = dueDay(task, (at) => dayIn(zone.value, at))
  const chosen = useChosen(
    task.due_on ?? '',
    (due_on) => void change({ due_on: due_on || null, due_at: null }),
  )
  return (
    <label>
      <span>{work.tasks.due}</span>
      <span class="day-field">
        <span aria-hidden="true">
          {task.overdue && day && <span class="dim">{shortDay(day, today.value)} · </span>}
          <Due task={task} />
        </span>
        <input
          type="date"
          disabled={!mayWrite}
          onClick={(event) => openCalendar(event.currentTarget)}
          {...chosen}
        />
      </span>
    </label>
  )
}

/** Where the browser has one to open. */
function openCalendar(field: HTMLInputElement): void {
  try {
    field.showPicker()
  } catch {
    // It is typed, then.
  }
}

interface PickProps {
  label: string
  value: string
  /** The sign of what is chosen. */
  mark?: ComponentChildren
  options: [string, string][]
  mayWrite: boolean
  onPick: (value: string) => Promise<void>
}

function Pick({ label, value, mark, options, mayWrite, onPick }: PickProps) {
  return (
    <label>
      <span>{label}</span>
      <span class="picked">
        {mark && <span aria-hidden="true">{mark}</span>}
        <ChosenSelect
          value={value}
          disabled={!mayWrite}
          options={options}
          onChosen={(one) => void onPick(one)}
        />
      </span>
    </label>
  )
}
