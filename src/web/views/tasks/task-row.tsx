import type { ListedTask } from '../../../../docs/api-types.ts'
import { nameOfProject } from '../../state/projects.ts'
import { changed } from '../../state/route.ts'
import { work } from '../../texts/work.ts'
import { changeTasks } from './change.ts'
import { Besides, Due, mayChange, Person, PriorityMark, StatusMark } from './marks.tsx'
import { openTask } from './shown.ts'

const NEXT = { todo: 'in_progress', in_progress: 'done', done: 'todo', cancelled: 'todo' } as const

interface Props {
  task: ListedTask
  isSelected?: boolean
  /** `null` where one may not change it; left out where none are selected. */
  onSelect?: (() => void) | null
  href?: string
}

export function TaskRow({ task, isSelected = false, onSelect, href }: Props) {
  const { id, title, status, priority, labels, project_id, assignee_id } = task
  const next = NEXT[status]
  const isOpen = openTask.value === id
  return (
    <li
      class={`task-row${isOpen ? ' open' : ''}${onSelect === undefined ? ' unselected' : ''}`}
      data-task={id}
      data-status={status}
    >
      {onSelect ? (
        <input
          type="checkbox"
          aria-label={work.tasks.select(title)}
          checked={isSelected}
          onChange={onSelect}
        />
      ) : (
        onSelect === null && <span />
      )}
      <PriorityMark priority={priority} />
      <button
        type="button"
        class="mark"
        aria-label={work.tasks.moveTo(title, next)}
        title={work.tasks.statuses[status]}
        disabled={!mayChange(task)}
        onClick={() => void changeTasks([task], { status: next }, work.tasks.moved(next))}
      >
        <StatusMark status={status} />
      </button>
      <a class="title cut" href={href ?? changed({ task: openTask.value === id ? null : id })}>
        {title}
      </a>
      <span class="labels wide">
        <Besides task={task} />
        {labels.slice(0, 3).map((label) => (
          <span key={label} class="tag cut" title={label}>
            {label}
          </span>
        ))}
      </span>
      <span class="project cut dim wide">{nameOfProject(project_id)}</span>
      <Person id={assignee_id} />
      <span class="due">
        <Due task={task} />
      </span>
    </li>
  )
}
