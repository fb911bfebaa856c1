/** Which tasks are shown, as the address says, and what was read of them. */
import { computed } from '@preact/signals'
import type { ListedTask, Task, TaskStatus } from '../../../../docs/api-types.ts'
import { daysBetween } from '../../format/days.ts'
import { leastOf } from '../../format/numbers.ts'
import { pagesOf } from '../../state/pages.ts'
import { reading } from '../../state/reading.ts'
import { place } from '../../state/route.ts'
import { account, today } from '../../state/session.ts'

export const OPEN: readonly TaskStatus[] = ['in_progress', 'todo']
export const STATUSES: readonly TaskStatus[] = ['todo', 'in_progress', 'done', 'cancelled']
/** Of the board. */
export const COLUMNS: readonly TaskStatus[] = ['todo', 'in_progress', 'done']
export const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent'] as const
export type Group = 'late' | 'today' | 'week' | 'later' | 'none'
export const GROUPS: readonly Group[] = ['late', 'today', 'week', 'later', 'none']
/** As a person in the address: those that are for nobody. */
export const NOBODY = 'none'
const SHOWN = 200
const MINUTE_MS = 60_000

export const isBoard = computed(() => place.value.query.get('view') === 'board')
export const openTask = computed(() => place.value.query.get('task'))
export const filters = computed(() => {
  const { query } = place.value
  return {
    who: query.get('who') ?? '',
    status: asStatuses(query.get('status')).join(','),
    person: query.get('for') ?? '',
    due: GROUPS.find((one) => one === query.get('due')) ?? ('' as const),
    project: query.get('project') ?? '',
    label: query.get('label') ?? '',
  }
})

/** What of the address is one. */
function asStatuses(text: string | null): TaskStatus[] {
  const names = text?.split(',') ?? []
  return STATUSES.filter((one) => names.includes(one))
}

export const isFiltered = computed(() => Object.values(filters.value).some(Boolean))

/** Of the filters, but what the chips count by. */
function askedOfAll() {
  const { who, project, label } = filters.value
  const me = account.value?.member.id
  return {
    ...(who === 'me' && me && { assignee_id: me }),
    ...(who === 'made' && me && { owner_id: me }),
    ...(project && { project_id: project }),
    ...(label && { label }),
  }
}

/** What the filters let through of these statuses. */
export function asked(statuses: readonly TaskStatus[]) {
  const { person, due } = filters.value
  return {
    status: statuses.join(','),
    ...(person && { assignee_id: person }),
    ...askedOfAll(),
    ...(due && { due }),
  }
}

/** @param statuses Of the board's columns each has its own. */
export function readTasks(statuses: readonly TaskStatus[]) {
  return reading(MINUTE_MS, 'GET /api/v1/tasks', { query: { ...questionOf(statuses), count: 'true' } })
}

function questionOf(statuses: readonly TaskStatus[]) {
  const isClosed = statuses.every((one) => !OPEN.includes(one))
  const sort = isClosed ? ('-updated_at' as const) : ('due' as const)
  return { ...asked(statuses), sort, limit: SHOWN }
}

/** That which has waited longest of what is to be done. */
export function readOldest() {
  const query = { ...asked(['todo']), sort: 'created_at' as const, limit: 1 }
  return reading(MINUTE_MS, 'GET /api/v1/tasks', { query }).value.value?.items[0]
}

/** As many pages of them as were asked for. Each is read again by itself. */
export function readPages(statuses: readonly TaskStatus[], pages: number) {
  const { value, error } = readTasks(statuses).value
  const { items, next_cursor } = pagesOf<ListedTask>(pages, (cursor) => {
    if (cursor === null) return readTasks(statuses).value
    return reading(MINUTE_MS, 'GET /api/v1/tasks', { query: { ...questionOf(statuses), cursor } }).value
  })
  const counted = value ?? {}
  return {
    items,
    counted,
    total: leastOf(counted),
    error,
    isRead: value !== undefined,
    has_more: next_cursor !== null,
  }
}

/** What the list, or the board, has of it; nothing where it is not in sight. */
export function listedTask(id: string): ListedTask | undefined {
  return readListed()
    .flatMap(({ value }) => value?.items ?? [])
    .find((one) => one.id === id)
}

/** The list, or each column of the board. */
export function readListed() {
  const lists = isBoard.value ? COLUMNS.map((one) => [one]) : [listed()]
  return lists.map((one) => readTasks(one).value)
}

/** The statuses of the list. */
export function listed(): readonly TaskStatus[] {
  const statuses = asStatuses(filters.value.status)
  return statuses.length > 0 ? statuses : OPEN
}

/** How many the list has in each group. */
export function readCounts() {
  return reading(MINUTE_MS, 'GET /api/v1/tasks/stats/counts', { query: asked(listed()) })
}

/** How many there are to choose from: whatever is chosen of status, person and due date. */
export function readChoices() {
  return reading(MINUTE_MS, 'GET /api/v1/tasks/stats/counts', { query: askedOfAll() })
}

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
