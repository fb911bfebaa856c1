/** Which tasks are shown, as the address says, and what was read of them. */
import { computed } from '@preact/signals'
import type { Task, TaskStatus } from '../../../../docs/api-types.ts'
import { daysBetween } from '../../format/days.ts'
import { reading } from '../../state/reading.ts'
import { place } from '../../state/route.ts'
import { account, today } from '../../state/session.ts'

export const OPEN: readonly TaskStatus[] = ['in_progress', 'todo']
export const STATUSES: readonly TaskStatus[] = ['todo', 'in_progress', 'done', 'cancelled']
export const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent'] as const
const SHOWN = 200
const MINUTE_MS = 60_000

export const isBoard = computed(() => place.value.query.get('view') === 'board')
export const openTask = computed(() => place.value.query.get('task'))
export const filters = computed(() => {
  const { query } = place.value
  return {
    who: query.get('who') ?? '',
    status: STATUSES.find((one) => one === query.get('status')) ?? ('' as const),
    person: query.get('for') ?? '',
    project: query.get('project') ?? '',
    label: query.get('label') ?? '',
  }
})

export const isFiltered = computed(() => Object.values(filters.value).some(Boolean))

function asked(status: TaskStatus) {
  const { who, person, project, label } = filters.value
  const me = account.value?.member.id
  const assignee_id = who === 'me' ? me : person || undefined
  return {
    status,
    sort: status === 'done' ? ('-updated_at' as const) : ('due' as const),
    limit: SHOWN,
    count: 'true' as const,
    ...(assignee_id && { assignee_id }),
    ...(who === 'made' && me && { owner_id: me }),
    ...(project && { project_id: project }),
    ...(label && { label }),
  }
}

export function readTasks(status: TaskStatus) {
  return reading(MINUTE_MS, 'GET /api/v1/tasks', { query: asked(status) })
}

export type Group = 'late' | 'today' | 'week' | 'later' | 'none'
export const GROUPS: readonly Group[] = ['late', 'today', 'week', 'later', 'none']

export function groupOf(task: Task, dayOfInstant: (at: Date) => string): Group {
  if (task.overdue) return 'late'
  const due = dueDay(task, dayOfInstant)
  if (due === null) return 'none'
  const ahead = daysBetween(today.value, due)
  if (ahead <= 0) return 'today'
  return ahead <= 7 ? 'week' : 'later'
}

export function dueDay({ due_on, due_at }: Task, dayOfInstant: (at: Date) => string): string | null {
  return due_on ?? (due_at === null ? null : dayOfInstant(new Date(due_at)))
}
