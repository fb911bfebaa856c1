/**
 * The open task beside the list: what it is, what became of it, what was said. It is changed as it was
 * seen; where somebody else was quicker, theirs is shown, and one chooses.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ListedTask, Task, TaskChanges, TaskPriority, TaskStatus } from '../../../../docs/api-types.ts'
import { callTagged, Refused } from '../../api/client.ts'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { Failed } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { members, readMembers } from '../../state/people.ts'
import { projects } from '../../state/projects.ts'
import { isAwaited } from '../../state/reading.ts'
import { changed, go } from '../../state/route.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'
import { deleteTasks, readTasksAgain } from './change.ts'
import { Comments, readComments } from './comments.tsx'
import { History, readHistory } from './history.tsx'
import { mayChange } from './marks.tsx'
import { readShares, readTeams, Sharing } from './sharing.tsx'
import { listedTask, PRIORITIES, readListed, STATUSES } from './shown.ts'

interface Seen {
  value: Task
  etag: string | null
}

interface Conflict {
  mine: TaskChanges
  theirs: Seen
}

export function Panel({ id }: { id: string }) {
  const seen = useSignal<Seen | null>(null)
  const error = useSignal<Error | null>(null)
  const conflict = useSignal<Conflict | null>(null)
  useEffect(() => {
    callTagged('GET /api/v1/tasks/{id}', { params: { id } }).then(
      (found) => {
        seen.value = found
      },
      (refused: Error) => {
        error.value = refused
      },
    )
  }, [id, seen, error])
  const change = async (changes: TaskChanges, etag = seen.value?.etag ?? null) => {
    try {
      seen.value = await callTagged('PATCH /api/v1/tasks/{id}', {
        params: { id },
        body: changes,
        if_match: etag,
      })
      conflict.value = null
      await readTasksAgain()
    } catch (refused) {
      if (refused instanceof Refused && refused.status === 412 && refused.problem.current) {
        // With 412 it is the task as it is now.
        const value = refused.problem.current as unknown as Task
        conflict.value = { mine: changes, theirs: { value, etag: refused.problem.etag ?? null } }
      } else say(sentenceOf(refused instanceof Error ? refused : new Error(String(refused))))
    }
  }
  // Its parts come at once: what came by itself would move those below it.
  const parts = [readShares(id), readTeams(), readHistory(id), readComments(id), readMembers()]
  // Only at first: another list beside it must not take away what one writes here.
  const isWhole = useRef(false)
  isWhole.current ||= !isAwaited(...parts, ...readListed())
  const task = isWhole.current ? seen.value?.value : undefined
  const listed = useRef<ListedTask | undefined>(undefined)
  listed.current = listedTask(id) ?? listed.current
  const mayWrite = mayChange(listed.current)
  const manages = mayChange(listed.current, 'manage')
  return (
    <aside class="panel" aria-label={work.tasks.open}>
      <div class="panel-top">
        {task && <StatusMenu task={task} mayWrite={mayWrite} change={change} />}
        <div class="right">
          {task && manages && (
            <Menu label={t.frame.more} className="icon" button={<Icon name="more" />}>
              <button
                type="button"
                role="menuitem"
                onClick={() => {
                  go(changed({ task: null }))
                  void deleteTasks([task])
                }}
              >
                {work.tasks.delete}
              </button>
            </Menu>
          )}
          <a class="icon" href={changed({ task: null })} aria-label={t.close}>
            <Icon name="close" />
          </a>
        </div>
      </div>
      {error.value && <Failed error={error.value} />}
      {conflict.value && (
        <ConflictNote
          conflict={conflict.value}
          onTheirs={() => {
            seen.value = conflict.value?.theirs ?? null
            conflict.value = null
          }}
          onMine={() => conflict.value && void change(conflict.value.mine, conflict.value.theirs.etag)}
        />
      )}
      {task && <Fields key={task.updated_at} task={task} mayWrite={mayWrite} change={change} />}
      {task && <Sharing task={task} manages={manages} />}
      {task && <History task={task} />}
      {task && <Comments task_id={id} manages={manages} />}
    </aside>
  )
}

type Change = (changes: TaskChanges) => Promise<void>

interface Writing {
  task: Task
  mayWrite: boolean
  change: Change
}

function StatusMenu({ task: { status }, mayWrite, change }: Writing) {
  return (
    <select
      class="chip"
      aria-label={work.tasks.status}
      value={status}
      disabled={!mayWrite}
      onChange={(event) => void change({ status: event.currentTarget.value as TaskStatus })}
    >
      {STATUSES.map((one) => (
        <option key={one} value={one}>
          {work.tasks.statuses[one]}
        </option>
      ))}
    </select>
  )
}

function ConflictNote({
  conflict: { mine, theirs },
  onTheirs,
  onMine,
}: {
  conflict: Conflict
  onTheirs: () => void
  onMine: () => void
}) {
  const names = Object.keys(mine) as (keyof TaskChanges)[]
  return (
    <div class="said" role="alert">
      <p>{work.tasks.conflict}</p>
      {names.map((name) => (
        <p key={name} class="note">
          {work.tasks.nowAndYours(String(theirs.value[name] ?? '–'), String(mine[name] ?? '–'))}
        </p>
      ))}
      <div class="bar-row">
        <button type="button" class="btn" onClick={onTheirs}>
          {work.tasks.takeTheirs}
        </button>
        <button type="button" class="btn" onClick={onMine}>
          {work.tasks.keepMine}
        </button>
      </div>
    </div>
  )
}

function Fields({ task, mayWrite, change }: Writing) {
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
        <label>
          <span>{work.tasks.due}</span>
          <input
            type="date"
            value={task.due_on ?? ''}
            disabled={!mayWrite}
            onChange={(event) => void change({ due_on: event.currentTarget.value || null, due_at: null })}
          />
        </label>
        <Pick
          mayWrite={mayWrite}
          label={work.tasks.priorityName}
          value={task.priority}
          options={PRIORITIES.map((one) => [one, work.tasks.priorities[one]])}
          onPick={(value) => change({ priority: value as TaskPriority })}
        />
        <Pick
          mayWrite={mayWrite}
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
      <textarea
        class="panel-text"
        aria-label={work.tasks.description}
        placeholder={work.tasks.description}
        rows={Math.min(12, task.description.split('\n').length + 2)}
        readOnly={!mayWrite}
        onChange={(event) => {
          if (event.currentTarget.value !== task.description)
            void change({ description: event.currentTarget.value })
        }}
      >
        {task.description}
      </textarea>
    </>
  )
}

function Pick({
  label,
  value,
  options,
  mayWrite,
  onPick,
}: {
  label: string
  value: string
  mayWrite: boolean
  options: [string, string][]
  onPick: (value: string) => Promise<void>
}) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} disabled={!mayWrite} onChange={(event) => void onPick(event.currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
