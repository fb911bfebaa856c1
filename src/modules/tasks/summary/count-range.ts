/** What the summary tells of some tasks, so that it can be added up. */
import type { Moment } from '../../../access/viewer.ts'
import { isBefore, type SummedTask } from '../list/counted-tasks.ts'
import { OPEN } from '../queries.ts'
import type { TaskStatus } from '../schema.ts'

/** How many of what was done last are told. */
const NEWEST = 10

/** A local day or several, and the instants between which they lie. */
export interface Span {
  from: Moment
  /** The first that is no longer in it. */
  until: Moment
}

/** When it is asked, and for which days. */
export interface Calendar {
  now: Moment
  week: Span
  /** Each of the last days, ending with today. */
  lately: readonly Span[]
  tomorrow: Moment
}

export interface Counts {
  by_status: Record<TaskStatus, number>
  overdue: number
  due_this_week: number
  /** Of each of the last days. */
  created: number[]
  completed: number[]
  /** The last ones of those days that were done, and are. */
  newest: Done[]
}

export type Done = Pick<SummedTask, 'id'> & { completed_at: number }

export function noCounts(days: number): Counts {
  return {
    by_status: { todo: 0, in_progress: 0, done: 0, cancelled: 0 },
    ...{ overdue: 0, due_this_week: 0 },
    created: Array(days).fill(0),
    completed: Array(days).fill(0),
    newest: [],
  }
}

/** What was before is of no day that is told. Epoch ms. */
export function sinceOf({ now, lately }: Calendar): number {
  return lately[0]?.from.at ?? now.at
}

/** And until when it holds, if nothing changes: the local day ends, or something is late. */
export function countRange(tasks: readonly SummedTask[], calendar: Calendar) {
  const { now, week, lately, tomorrow } = calendar
  const told = noCounts(lately.length)
  const done: Done[] = []
  let holds_until = tomorrow.at
  for (const task of tasks) {
    const { id, status, due_at, created_at, completed_at } = task
    told.by_status[status] += 1
    if (created_at !== null) countDay(told.created, lately, created_at)
    if (completed_at !== null) {
      countDay(told.completed, lately, completed_at)
      if (status === 'done' && completed_at <= now.at) done.push({ id, completed_at })
    }
    if (!OPEN.includes(status)) continue
    if (isBefore(task, now)) told.overdue += 1
    else if (due_at !== null) holds_until = Math.min(holds_until, due_at + 1)
    if (isBefore(task, week.until) && !isBefore(task, week.from)) told.due_this_week += 1
  }
  told.newest = newestOf(done)
  return { told, holds_until }
}

/** Of two that are in this order. */
export function newestOfBoth(some: Done[], others: Done[]): Done[] {
  const [first] = others
  const last = some.length === NEWEST ? some.at(-1) : undefined
  if (!first || (last && last.completed_at > first.completed_at)) return some
  return newestOf([...some, ...others])
}

function newestOf(done: Done[]): Done[] {
  return done.sort((a, b) => b.completed_at - a.completed_at || (a.id < b.id ? 1 : -1)).slice(0, NEWEST)
}

function countDay(days: number[], spans: readonly Span[], at: number): void {
  // Most is of today, the last of them.
  for (let day = spans.length - 1; day >= 0; day -= 1) {
    const span = spans[day]
    if (!span || at < span.from.at) continue
    if (at < span.until.at) days[day] = (days[day] ?? 0) + 1
    return
  }
}
