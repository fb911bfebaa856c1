/** Tasks: a list by when they are due or a board by status, and the open one beside it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ListedTask, Task } from '../../../../docs/api-types.ts'
import { dayIn } from '../../format/days.ts'
import { totalOf } from '../../format/numbers.ts'
import { Choice } from '../../parts/choice.tsx'
import { Failed } from '../../parts/sheet.tsx'
import { nameOfMember } from '../../state/people.ts'
import { nameOfProject } from '../../state/projects.ts'
import { isAwaited } from '../../state/reading.ts'
import { changed, go, place, replace } from '../../state/route.ts'
import { isAtLeast, zone } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import type { Wanted } from '../../texts/en/work.ts'
import { work } from '../../texts/work.ts'
import { Board } from './board.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { Filters } from './filters.tsx'
import { mayChange } from './marks.tsx'
import { NewTask } from './new-task.tsx'
import { Panel } from './panel.tsx'
import { QUICK_KEYS, type Quick, QuickChange } from './quick-change.tsx'
import {
  filters,
  GROUPS,
  groupOf,
  isBoard,
  isFiltered,
  listed,
  NOBODY,
  OPEN,
  openTask,
  readChoices,
  readCounts,
  readPages,
  readTasks,
} from './shown.ts'
import { TaskRow } from './task-row.tsx'

export function Tasks() {
  const isMaking = useSignal(false)
  const pasted = useSignal('')
  usePastedLines((lines) => {
    pasted.value = lines
    isMaking.value = true
  })
  useEffect(() => {
    if (!isMaking.value) pasted.value = ''
  }, [isMaking.value, pasted])
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
          <HowMany />
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
        {isBoard.value ? <Board /> : <List key={JSON.stringify(filters.value)} />}
      </div>
      {openTask.value && <Panel key={openTask.value} id={openTask.value} />}
      <NewTask isOpen={isMaking} lines={pasted.value} />
    </div>
  )
}

function List() {
  const pages = useSignal(1)
  const quick = useSignal<Quick | null>(null)
  const { items: tasks, counted, total, error, isRead, has_more } = readPages(listed(), pages.value)
  const counted_by_due = readCounts().value
  const counts = counted_by_due.value?.open.by_due
  const selected = useSignal<ReadonlySet<string>>(new Set())
  const groups = Map.groupBy(tasks, (task) => groupOf(task, (at) => dayIn(zone.value, at)))
  const ordered = GROUPS.flatMap((group) => sorted(groups.get(group) ?? []))
  useKeys(ordered, selected, quick)
  if (!isRead && error) return <Failed error={error} />
  if (!isRead || isAwaited(counted_by_due)) return <ToCome />
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
                  onSelect={mayChange(task) ? () => toggle(task.id) : null}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {total > tasks.length && (
        <p class="note more">
          {work.tasks.moreThan(tasks.length, totalOf(counted))}{' '}
          {has_more && (
            <button
              type="button"
              class="link"
              onClick={() => {
                pages.value += 1
              }}
            >
              {work.tasks.showMore}
            </button>
          )}
        </p>
      )}
      <Hints />
      <QuickChange
        quick={quick}
        onDone={() => {
          selected.value = new Set()
        }}
      />
      <BulkBar
        tasks={tasks.filter(({ id }) => selected.value.has(id))}
        onDone={() => {
          selected.value = new Set()
        }}
      />
    </div>
  )
}

function sorted(tasks: readonly ListedTask[]): ListedTask[] {
  const key = ({ due_at, due_on }: Task) => due_at ?? due_on ?? '9'
  return [...tasks].sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id))
}

/** Of all that the chips of person, project and label let through, whatever their status. */
function HowMany() {
  const shown = isBoard.value ? undefined : readTasks(listed()).value.value
  const all = readChoices().value.value?.total
  if (shown === undefined || all === undefined) return null
  return <span class="small dim nowrap wide">{work.tasks.shownOf(totalOf(shown), all)}</span>
}

/** What single keys do here, where they are commands and there is a keyboard to be expected. */
function Hints() {
  if (!singleKeys.value || !isAtLeast('member')) return null
  return (
    <p class="key-hints note wide" aria-hidden="true">
      {work.tasks.hints.map(([keys, what]) => (
        <span key={what}>
          {keys.map((one) => (
            <kbd key={one}>{one}</kbd>
          ))}{' '}
          {what}
        </span>
      ))}
    </p>
  )
}

function ToCome() {
  return (
    <div class="empty" aria-busy="true">
      {[44, 62, 38, 54].map((width) => (
        <span key={width} class="grey" style={{ width: `${width}%`, height: '16px' }} />
      ))}
    </div>
  )
}

function Nothing() {
  return (
    <div class="empty">
      <h2>{isFiltered.value ? work.tasks.nothingMatches : work.tasks.none}</h2>
      <p class="small dim">{isFiltered.value ? work.tasks.nothingLike(wanted()) : work.tasks.noneHint}</p>
      {isFiltered.value && (
        <button type="button" class="btn" onClick={() => go('#/tasks')}>
          {work.tasks.clear}
        </button>
      )}
    </div>
  )
}

function wanted(): Wanted {
  const { who, person, due, project, label } = filters.value
  return {
    open: listed().every((one) => OPEN.includes(one)),
    label,
    mine: who === 'me',
    made: who === 'made',
    ...(person && { who: person === NOBODY ? null : nameOfMember(person) }),
    ...(project && { project: nameOfProject(project) }),
    due,
  }
}

/** Lines that are pasted become tasks, each one, after one has looked at them. */
function usePastedLines(open: (lines: string) => void): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const lines = event.clipboardData?.getData('text/plain').trim()
      if (!lines || isTyping(event) || !isAtLeast('member')) return
      event.preventDefault()
      open(lines)
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  })
}

function isTyping({ target }: Event): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), textarea, select, dialog[open]') !== null
  )
}

/** J and K go down and up, X selects, C makes one; S, A, P and D change what is selected, or in focus. */
function useKeys(
  tasks: readonly ListedTask[],
  selected: { value: ReadonlySet<string> },
  quick: { value: Quick | null },
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!singleKeys.value || event.defaultPrevented || isTyping(event)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const links = [...document.querySelectorAll<HTMLElement>('.task-row .title')]
      const at = links.findIndex(
        (one) => one === document.activeElement || one.closest('.task-row')?.contains(document.activeElement),
      )
      const focused = tasks[at]
      if (event.key === 'j' || event.key === 'k')
        links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'j' ? 1 : -1)))]?.focus()
      else if (event.key === 'x' && focused && mayChange(focused)) {
        selected.value = selected.value.symmetricDifference(new Set([focused.id]))
      } else if (event.key === 'c') document.querySelector<HTMLElement>('.new-task')?.click()
      else if (isQuickKey(event.key)) {
        const some = tasks.filter(({ id }) => selected.value.has(id))
        const meant = some.length > 0 ? some : focused && mayChange(focused) ? [focused] : []
        if (meant.length === 0) return
        quick.value = { field: QUICK_KEYS[event.key], tasks: meant }
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [tasks, selected, quick])
}

function isQuickKey(key: string): key is keyof typeof QUICK_KEYS {
  return key in QUICK_KEYS
}
