/** What becomes of each task of a story: when it came, when somebody began, when it is due, and how it ended. */
import type { TaskPriority, TaskStatus } from '../tasks/schema.ts'
import type { Chance } from './chance.ts'
import type { Story } from './story.ts'
import type { WorkingHours } from './working-hours.ts'

export interface TaskPlan {
  title: string
  project: number | null
  labels: string[]
  status: TaskStatus
  priority: TaskPriority
  created_at: number
  /** `null` for what nobody has begun. */
  started_at: number | null
  ended_at: number | null
  due_on: string | null
}

/** Of what is in no project, or in one that goes on, in turn. */
const FATES: readonly TaskStatus[] = [
  ...(['done', 'in_progress', 'done', 'todo', 'done', 'todo', 'done'] as const),
  ...(['in_progress', 'todo', 'done', 'cancelled', 'done', 'todo'] as const),
]
/** Of what is open, in turn: in days from now, `null` for never. */
const DUE_IN = [-7, 0, 2, -3, 5, 1, null, -1, 9, 4, 14, null, -10, 3, 21]
const PRIORITIES: readonly TaskPriority[] = [
  'medium',
  'none',
  'high',
  'low',
  'medium',
  'none',
  'urgent',
  'medium',
]
const LONGEST_AGO = 84
const ROUTINE = ['Look through new reports', 'Update the dependencies']
const WEEKS = 12

export function planTasks(story: Story, hours: WorkingHours, chance: Chance): TaskPlan[] {
  return [...planOwn(story, hours, chance), ...planRoutine(hours, chance)]
}

function planOwn(story: Story, hours: WorkingHours, chance: Chance): TaskPlan[] {
  let open = 0
  let turn = 0
  return story.tasks.map(([project, title, labels], i) => {
    const projectStory = project === null ? null : story.projects[project]
    const status = fateIn(projectStory?.status) ?? FATES[turn++ % FATES.length] ?? 'todo'
    const isOpen = status === 'todo' || status === 'in_progress'
    const times = timesOf(status, projectStory?.ends_in ?? 0, hours, chance)
    const due_in = isOpen ? (DUE_IN[open++ % DUE_IN.length] ?? null) : null
    return {
      ...{ title, project, labels: labels.split(' '), status, ...times },
      priority: PRIORITIES[i % PRIORITIES.length] ?? 'none',
      due_on: due_in === null ? null : hours.date(due_in),
    }
  })
}

/** What comes again each week, and makes that no week is empty. */
function planRoutine(hours: WorkingHours, chance: Chance): TaskPlan[] {
  const weeks = Array.from({ length: WEEKS }, (_, week) => week)
  return ROUTINE.flatMap((what, place) =>
    weeks.map((week) => {
      const daysAgo = 7 * week + chance.between(0, 3)
      const created_at = hours.ago(daysAgo + 3)
      const started_at = hours.after(created_at, chance.between(0.3, 1.5))
      const isDone = week > 0 || place === 0
      return {
        ...{
          title: `${what}, ${hours.date(-7 * week)}`,
          project: null,
          labels: ['routine'],
          created_at,
          started_at,
        },
        status: isDone ? 'done' : 'in_progress',
        priority: 'low',
        ended_at: isDone ? hours.after(started_at, chance.between(0.1, 2.5)) : null,
        due_on: hours.date(5 - 7 * week),
      }
    }),
  )
}

/** What the state of its project leaves a task, if anything. */
function fateIn(project: Story['projects'][number]['status'] | undefined): TaskStatus | null {
  if (project === 'completed' || project === 'archived') return 'done'
  if (project === 'planning' || project === 'on_hold') return 'todo'
  return null
}

/** @param endsIn Days from now in which the project is over; what was done was done before. */
function timesOf(status: TaskStatus, endsIn: number, hours: WorkingHours, chance: Chance) {
  if (status === 'todo') {
    return { created_at: hours.ago(chance.between(1, 45)), started_at: null, ended_at: null }
  }
  if (status === 'in_progress') {
    const created_at = hours.ago(chance.between(4, 30))
    return { created_at, started_at: hours.after(created_at, chance.between(0.2, 4)), ended_at: null }
  }
  // More of it lately than long ago, so that the last days are not empty.
  const endedAgo = Math.max(0, -endsIn) + 50 * chance.next() ** 2
  const cycle = chance.between(0.3, 3) + 9 * chance.next() ** 3
  const wait = chance.between(0.1, 8)
  const created_at = hours.ago(Math.min(LONGEST_AGO, endedAgo + cycle + wait))
  if (status === 'cancelled') return { created_at, started_at: null, ended_at: hours.after(created_at, wait) }
  const started_at = hours.after(created_at, wait)
  return { created_at, started_at, ended_at: hours.after(started_at, cycle) }
}
