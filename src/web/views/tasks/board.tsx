/** Tasks by status. Cards are dragged, or moved by the button of each. */
import { useSignal } from '@preact/signals'
import type { Task, TaskStatus } from '../../../../docs/api-types.ts'
import { nameOfProject } from '../../state/projects.ts'
import { changed } from '../../state/route.ts'
import { work } from '../../texts/work.ts'
import { changeTasks } from './change.ts'
import { Due, Person, PriorityMark, StatusMark } from './marks.tsx'
import { openTask, readTasks } from './shown.ts'

const COLUMNS: readonly TaskStatus[] = ['todo', 'in_progress', 'done']
const SHOWN = 50

export function Board() {
  return (
    <div class="board">
      {COLUMNS.map((status) => (
        <Column key={status} status={status} />
      ))}
    </div>
  )
}

/** What is dragged at the moment. */
let dragged: Task | null = null

function Column({ status }: { status: TaskStatus }) {
  const isOver = useSignal(false)
  const { value } = readTasks([status]).value
  const tasks = (value?.items ?? []).slice(0, SHOWN)
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
        <span class="note">{value?.total}</span>
      </header>
      {tasks.map((task) => (
        <Card key={task.id} task={task} />
      ))}
      {(value?.total ?? 0) > tasks.length && (
        <p class="note">{work.tasks.more((value?.total ?? 0) - tasks.length)}</p>
      )}
    </section>
  )
}

function Card({ task }: { task: Task }) {
  const { id, title, priority, project_id, assignee_id, status } = task
  const at = COLUMNS.indexOf(status)
  const next = COLUMNS[(at + 1) % COLUMNS.length] ?? 'todo'
  return (
    <article
      class={openTask.value === id ? 'task-card open' : 'task-card'}
      draggable
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
        <span class="cut faint">{nameOfProject(project_id)}</span>
        <span class="right">{status !== 'done' && <Due task={task} />}</span>
        <Person id={assignee_id} />
        <button
          type="button"
          class="mark"
          aria-label={work.tasks.moveTo(title, next)}
          title={work.tasks.moveTo(title, next)}
          onClick={() => void changeTasks([task], { status: next }, work.tasks.moved(next))}
        >
          <StatusMark status={next} />
        </button>
      </div>
    </article>
  )
}
