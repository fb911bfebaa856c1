/** The small signs of tasks; each has its word beside it or in its name. */
import type { ListedTask, Task, TaskPriority, TaskStatus } from '../../../../docs/api-types.ts'
import { dateOf, shortDay } from '../../format/dates.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { initials } from '../../format/names.ts'
import { count } from '../../format/numbers.ts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { nameOfMember } from '../../state/people.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { work } from '../../texts/work.ts'
import { dueDay, PRIORITIES } from './shown.ts'

export function StatusMark({ status }: { status: TaskStatus }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      class={`status ${status}`}
      role="img"
      aria-label={work.tasks.statuses[status]}
    >
      {status === 'done' ? (
        <>
          <circle cx="8" cy="8" r="6.2" class="full" />
          <path d="M5.2 8.2l2 2 3.6-4" class="tick" />
        </>
      ) : (
        <>
          <circle cx="8" cy="8" r="5.5" class="ring" />
          {status === 'in_progress' && <path d="M8 4.8a3.2 3.2 0 0 1 0 6.4z" class="full" />}
          {status === 'cancelled' && <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" class="ring" />}
        </>
      )}
    </svg>
  )
}

export function PriorityMark({ priority }: { priority: TaskPriority }) {
  const level = PRIORITIES.indexOf(priority)
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      class={`priority ${priority}`}
      role="img"
      aria-label={work.tasks.priority(priority)}
    >
      {[3, 6, 9, 12].map((height, i) => (
        <path key={height} d={`M${2.5 + i * 3.6} 14v-${height}`} class={i < level ? 'on' : 'off'} />
      ))}
    </svg>
  )
}

export function Person({ id }: { id: string | null }) {
  if (id === null)
    return (
      <span class="who s none" role="img" aria-label={work.tasks.forNobody} title={work.tasks.forNobody} />
    )
  const name = nameOfMember(id)
  return (
    <span class="who s" role="img" aria-label={name} title={name}>
      {initials(name)}
    </span>
  )
}

/** How much was said about it, and how many files it has. */
export function Besides({ task: { comment_count, file_count } }: { task: ListedTask }) {
  return (
    <>
      <Counted n={comment_count} icon="conversations" words={work.tasks.commented} />
      <Counted n={file_count} icon="content" words={work.tasks.filed} />
    </>
  )
}

function Counted({ n, icon, words }: { n: number; icon: IconName; words: (n: number) => string }) {
  if (n === 0) return null
  return (
    <span class="comment-count" role="img" aria-label={words(n)} title={words(n)}>
      <Icon name={icon} />
      {count(n)}
    </span>
  )
}

/** Whether one may; of what is not in the list, the server says. */
export function mayChange(
  task: Pick<ListedTask, 'may'> | undefined,
  to: 'edit' | 'manage' = 'edit',
): boolean {
  if (!isAtLeast('member')) return false
  return !task || task.may === 'manage' || task.may === to
}

export function Due({ task }: { task: Task }) {
  const day = dueDay(task, (at) => dayIn(zone.value, at))
  if (day === null) return <span class="faint">–</span>
  const ahead = daysBetween(today.value, day)
  if (task.overdue) return <span class="red">{work.tasks.late(Math.max(0, -ahead))}</span>
  if (ahead === 0) return <b>{work.tasks.today}</b>
  return <>{ahead > 0 && ahead <= 7 ? shortDay(day, today.value) : dateOf(day, today.value)}</>
}
