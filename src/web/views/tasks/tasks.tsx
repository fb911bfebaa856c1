/** Tasks: a list by when they are due or a board by status, and the open one beside it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Task } from '../../../../docs/api-types.ts'
import { dayIn } from '../../format/days.ts'
import { Choice } from '../../parts/choice.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { changed, go, place, replace } from '../../state/route.ts'
import { isAtLeast, zone } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import { work } from '../../texts/work.ts'
import { Board } from './board.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { Filters } from './filters.tsx'
import { NewTask } from './new-task.tsx'
import { Panel } from './panel.tsx'
import {
  GROUPS,
  groupOf,
  isBoard,
  isFiltered,
  listed,
  OPEN,
  openTask,
  readCounts,
  readTasks,
} from './shown.ts'
import { TaskRow } from './task-row.tsx'

export function Tasks() {
  const isMaking = useSignal(false)
  useEffect(() => {
    if (place.value.query.get('new') === null) return
    isMaking.value = true
    replace(changed({ new: null }))
  }, [place.value, isMaking])
  return (
    <div class={openTask.value ? 'tasks with-panel' : 'tasks'}>
      <div class="tasks-main">
        <div class="tasks-bar">
          <Filters />
          <div class="right">
            <Choice
              label={work.tasks.view}
              value={isBoard.value ? 'board' : 'list'}
              options={[
                ['list', work.tasks.list],
                ['board', work.tasks.board],
              ]}
              onValue={(value) => replace(changed({ view: value === 'list' ? null : value }))}
            />
            {isAtLeast('member') && (
              <button
                type="button"
                class="btn main new-task"
                aria-keyshortcuts="c"
                onClick={() => {
                  isMaking.value = true
                }}
              >
                {work.tasks.new}
                <kbd aria-hidden="true" class="wide">
                  C
                </kbd>
              </button>
            )}
          </div>
        </div>
        {isBoard.value ? <Board /> : <List />}
      </div>
      {openTask.value && <Panel key={openTask.value} id={openTask.value} />}
      <NewTask isOpen={isMaking} />
    </div>
  )
}

function List() {
  const { value, error } = readTasks(listed()).value
  const counts = readCounts().value.value?.open.by_due
  const selected = useSignal<ReadonlySet<string>>(new Set())
  const tasks = value?.items ?? []
  const total = value?.total ?? 0
  const groups = Map.groupBy(tasks, (task) => groupOf(task, (at) => dayIn(zone.value, at)))
  const ordered = GROUPS.flatMap((group) => sorted(groups.get(group) ?? []))
  useKeys(ordered, selected)
  if (!value && error) return <Failed error={error} />
  if (!value) return <div class="empty" aria-busy="true" />
  if (tasks.length === 0) return <Nothing />
  // What is closed stands in a group, too, which the counts do not know.
  const isOpen = listed().every((one) => OPEN.includes(one))
  const toggle = (id: string) => {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
  }
  return (
    <div data-tasks={total}>
      {GROUPS.map((group) => {
        const some = sorted(groups.get(group) ?? [])
        if (some.length === 0) return null
        return (
          <section key={group} class="task-group" aria-label={work.tasks.groups[group]}>
            <h2 class={group === 'late' ? 'red' : undefined}>
              {work.tasks.groups[group]} <span class="faint">{isOpen ? counts?.[group] : some.length}</span>
            </h2>
            <ul>
              {some.map((task) => (
                <TaskRow
                  key={task.id}
                  task={task}
                  isSelected={selected.value.has(task.id)}
                  onSelect={() => toggle(task.id)}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {total > tasks.length && <p class="note more">{work.tasks.moreThan(tasks.length, total)}</p>}
      <BulkBar
        tasks={tasks.filter(({ id }) => selected.value.has(id))}
        onDone={() => {
          selected.value = new Set()
        }}
      />
    </div>
  )
}

function sorted(tasks: readonly Task[]): Task[] {
  const key = ({ due_at, due_on }: Task) => due_at ?? due_on ?? '9'
  return [...tasks].sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id))
}

function Nothing() {
  return (
    <div class="empty">
      <h2>{isFiltered.value ? work.tasks.nothingMatches : work.tasks.none}</h2>
      <p class="small dim">{isFiltered.value ? work.tasks.nothingMatchesHint : work.tasks.noneHint}</p>
      {isFiltered.value && (
        <button type="button" class="btn" onClick={() => go('#/tasks')}>
          {work.tasks.clear}
        </button>
      )}
    </div>
  )
}

/** J and K go down and up, X selects, C makes one. */
function useKeys(tasks: readonly Task[], selected: { value: ReadonlySet<string> }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element &&
        event.target.closest('input:not([type=checkbox]), textarea, select, dialog[open]')
      if (!singleKeys.value || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      const links = [...document.querySelectorAll<HTMLElement>('.task-row .title')]
      const at = links.findIndex(
        (one) => one === document.activeElement || one.closest('.task-row')?.contains(document.activeElement),
      )
      if (event.key === 'j' || event.key === 'k')
        links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'j' ? 1 : -1)))]?.focus()
      else if (event.key === 'x' && tasks[at]) {
        const id = tasks[at].id
        const next = new Set(selected.value)
        if (!next.delete(id)) next.add(id)
        selected.value = next
      } else if (event.key === 'c') document.querySelector<HTMLElement>('.new-task')?.click()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [tasks, selected])
}
