/** Tasks by status. Cards are dragged, or moved by the button of each. */
import { useSignal } from '@preact/signals'
import type { ListedTask, TaskStatus } from '../../../../docs/api-types.ts'
import { dateOf } from '../../format/dates.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { hours, totalOf } from '../../format/numbers.ts'
import { nameOfProject } from '../../state/projects.ts'
import { reading } from '../../state/reading.ts'
import { changed } from '../../state/route.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { work } from '../../texts/work.ts'
import { changeTasks } from './change.ts'
import { Besides, Due, mayChange, Person, PriorityMark, StatusMark } from './marks.tsx'
import { type Quick, QuickChange } from './quick-change.tsx'
import { COLUMNS, isFiltered, openTask, readListed, readOldest, readPages } from './shown.ts'
import { useTaskKeys } from './task-keys.ts'

const MINUTE_MS = 60_000
const SHOWN = 50
/** Of one page of the list. */
const PAGE = 200

export function Board() {
  const quick = useSignal<Quick | null>(null)
  useTaskKeys({ tasks: readListed().flatMap(({ value }) => value?.items ?? []), quick })
  return (
    <div class="board">
      {COLUMNS.map((status) => (
        <Column key={status} status={status} />
      ))}
      <QuickChange quick={quick} />
    </div>
  )
}

/** What is dragged at the moment. */
let dragged: ListedTask | null = null

function Column({ status }: { status: TaskStatus }) {
  const isOver = useSignal(false)
  const most = useSignal(SHOWN)
  const { items, counted, total, isRead } = readPages([status], Math.ceil(most.value / PAGE))
  const tasks = items.slice(0, most.value)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    isOver.value = false
    if (dragged && dragged.status !== status)
      void changeTasks([dragged], { status }, work.tasks.moved(status))
    dragged = null
  }
  return (
    <section
      class={isOver.value ? 'column over' : 'column'}
      aria-label={work.tasks.statuses[status]}
      data-column={status}
      onDragOver={(event) => {
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={() => {
        isOver.value = false
      }}
      onDrop={drop}
    >
      <header>
        <StatusMark status={status} />
        <h2>{work.tasks.statuses[status]}</h2>
        <span class="note">{isRead && totalOf(counted)}</span>
        <span class="note fact">
          {isRead && <Fact status={status} tasks={items} isAll={items.length >= total} />}
        </span>
      </header>
      {tasks.map((task) => (
        <Card key={task.id} task={task} />
      ))}
      {total > tasks.length && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => {
            most.value += SHOWN
          }}
        >
          {work.tasks.more(totalOf(counted, tasks.length))}
        </button>
      )}
    </section>
  )
}

interface FactProps {
  status: TaskStatus
  tasks: readonly ListedTask[]
  /** Whether these are all of the column. */
  isAll: boolean
}

/** What a column says of its tasks: how long they wait, are at work, or have taken. */
function Fact({ status, tasks, isAll }: FactProps) {
  if (status === 'todo') return <Oldest />
  // It is of all tasks of the organization, which admins see.
  if (status === 'done') return isFiltered.value || !isAtLeast('admin') ? null : <CycleTime />
  const since = tasks.flatMap((task) => task.in_progress_since ?? []).sort()[0]
  if (!since || !isAll) return null
  return <>{work.tasks.longest(daysBetween(dayIn(zone.value, new Date(since)), today.value))}</>
}

function Oldest() {
  const oldest = readOldest()
  if (!oldest) return null
  return <>{work.tasks.oldestMade(dateOf(dayIn(zone.value, new Date(oldest.created_at)), today.value))}</>
}

function CycleTime() {
  const { value } = reading(MINUTE_MS, 'GET /api/v1/metrics/dashboard', { query: {} }).value
  const cycle = value?.work_metrics.cycle_time_hours ?? null
  return cycle === null ? null : work.tasks.cycle(hours(cycle))
}

function Card({ task }: { task: ListedTask }) {
  const { id, title, priority, project_id, assignee_id, status, completed_at } = task
  const at = COLUMNS.indexOf(status)
  const next = COLUMNS[(at + 1) % COLUMNS.length] ?? 'todo'
  return (
    <article
      class={openTask.value === id ? 'task-card open' : 'task-card'}
      draggable={mayChange(task)}
      data-task={id}
      onDragStart={() => {
        dragged = task
      }}
    >
      <a class="title" href={changed({ task: openTask.value === id ? null : id })}>
        {title}
      </a>
      <div class="below">
        <PriorityMark priority={priority} />
        <span class="cut faint">
          {project_id === null ? work.tasks.noProject : nameOfProject(project_id)}
        </span>
        <span class="right">
          <Besides task={task} />
          {completed_at ? (
            <span class="faint">
              {work.tasks.doneOn(dateOf(dayIn(zone.value, new Date(completed_at)), today.value))}
            </span>
          ) : (
            <Due task={task} />
          )}
        </span>
        <Person id={assignee_id} />
        <button
          type="button"
          class="mark"
          aria-label={work.tasks.moveTo(title, next)}
          title={work.tasks.moveTo(title, next)}
          disabled={!mayChange(task)}
          onClick={() => void changeTasks([task], { status: next }, work.tasks.moved(next))}
        >
          <StatusMark status={next} />
        </button>
      </div>
    </article>
  )
}
