/** What becomes of a task when it is changed, without a look at anything else. */
import { InvalidValueError } from '../../lib/app-error.ts'
import { isNews } from '../../lib/news.ts'
import { assertStorable, tagsOf } from '../../lib/text.ts'
import { instantNamed } from '../../lib/time/instant.ts'
import { dayNamed } from '../../lib/time/local-days.ts'
import type { TaskRow } from './queries.ts'
import type { TaskChanges } from './schema.ts'

/** A task that is made or changed. */
export interface TaskChange {
  /** `null` for a new one. Otherwise the task as it is, locked: see `enterToChange`. */
  before: TaskRow | null
  /** The very same as `before` where nothing changes. */
  after: TaskRow
}

/** What a new task is before anything is said of it. */
export function blankTask(id: string, owner_id: string | null, now: number): TaskRow {
  return {
    id,
    title: '',
    description: '',
    status: 'todo',
    priority: 'none',
    project_id: null,
    team_id: null,
    owner_id,
    assignee_id: null,
    due_on: null,
    due_at: null,
    labels: [],
    completed_at: null,
    created_at: now,
    updated_at: now - 1,
  }
}

/**
 * @returns The very same row where nothing of it changes.
 * @throws InvalidValueError for what is no date or instant, and for a text that cannot be stored.
 */
export function changed(row: TaskRow, changes: TaskChanges, now: number): TaskRow {
  assertStorable(changes)
  const { title, due_on, due_at, labels, ...plain } = changes
  const after: TaskRow = {
    ...row,
    ...plain,
    ...(title !== undefined && { title: title.trim() }),
    ...(labels && { labels: labelsOf(labels, row.labels) }),
  }
  if (isSaid(due_on)) dayNamed('due_on', due_on)
  if (isSaid(due_on) && isSaid(due_at))
    throw new InvalidValueError('due_at', 'is one of two: give either it or due_on')
  // One takes the place of the other.
  if (due_on !== undefined) Object.assign(after, { due_on, ...(due_on !== null && { due_at: null }) })
  if (due_at !== undefined) {
    const at = due_at === null ? null : instantNamed('due_at', due_at)
    Object.assign(after, { due_at: at, ...(at !== null && { due_on: null }) })
  }
  if (!isNews(row, after)) return row
  // No two versions share an instant, so that it tells them apart.
  after.updated_at = Math.max(now, row.updated_at + 1)
  if (after.status !== row.status) after.completed_at = after.status === 'done' ? now : null
  return after
}

/** Whether it names something: an empty text does, and is wrong. */
function isSaid(value: string | null | undefined): value is string {
  return value !== undefined && value !== null
}

/** Each once. The same as before are the very ones, so that nothing of them has to be written. */
function labelsOf(given: readonly string[], before: string[]): string[] {
  const labels = tagsOf(given)
  const isSame = labels.length === before.length && labels.every((label, i) => label === before[i])
  return isSame ? before : labels
}

/** To another owner, team or project: which changes whose it is. */
export function isMoved(before: TaskRow, after: TaskRow): boolean {
  return (['owner_id', 'team_id', 'project_id'] as const).some((name) => before[name] !== after[name])
}
