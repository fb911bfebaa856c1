/** Tasks by when they are due. */
import { useSignal } from '@preact/signals'
import type { ListedTask, Task } from '../../../../docs/api-types.ts'
import { dayIn } from '../../format/days.ts'
import { totalOf } from '../../format/numbers.ts'
import { Failed } from '../../parts/sheet.tsx'
import { nameOfMember } from '../../state/people.ts'
import { nameOfProject } from '../../state/projects.ts'
import { isAwaited } from '../../state/reading.ts'
import { go } from '../../state/route.ts'
import { isAtLeast, zone } from '../../state/session.ts'
import { singleKeys } from '../../state/single-keys.ts'
import type { Wanted } from '../../texts/en/work.ts'
import { work } from '../../texts/work.ts'
import { BulkBar } from './bulk-bar.tsx'
import { mayChange } from './marks.tsx'
import { type Quick, QuickChange } from './quick-change.tsx'
import { filters, GROUPS, groupOf, isFiltered, listed, NOBODY, OPEN, readCounts, readPages } from './shown.ts'
import { useTaskKeys } from './task-keys.ts'
import { TaskRow } from './task-row.tsx'

export function List() {
  const pages = useSignal(1)
  const quick = useSignal<Quick | null>(null)
  const { items: tasks, counted, total, error, isRead, has_more } = readPages(listed(), pages.value)
  const counted_by_due = readCounts().value
  const counts = counted_by_due.value?.open.by_due
  const selected = useSignal<ReadonlySet<string>>(new Set())
  const groups = Map.groupBy(tasks, (task) => groupOf(task, (at) => dayIn(zone.value, at)))
  const ordered = GROUPS.flatMap((group) => sorted(groups.get(group) ?? []))
  useTaskKeys({ tasks: ordered, selected, quick })
  if (!isRead && error) return <Failed error={error} />
  if (!isRead || isAwaited(counted_by_due)) return <ToCome />
  if (tasks.length === 0) return <Nothing />
  // What is closed stands in a group, too, which the counts do not know.
  const isOpen = listed().every((one) => OPEN.includes(one))
  const select = (ids: readonly string[] = []) => {
    selected.value = new Set(ids)
  }
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
      <QuickChange quick={quick} onDone={select} />
      <BulkBar tasks={tasks.filter(({ id }) => selected.value.has(id))} onSelect={select} />
    </div>
  )
}

function sorted(tasks: readonly ListedTask[]): ListedTask[] {
  const key = ({ due_at, due_on }: Task) => due_at ?? due_on ?? '9'
  return [...tasks].sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id))
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
