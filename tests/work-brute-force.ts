/**
 * The numbers about work and messages, counted the slow way from a log of what was done: each thing is
 * looked at as it stood at the last instant of a date. It knows nothing of src/metrics.
 */
import { endOfDate, localDate, plusDays, tenths } from './brute-force.ts'

export interface ThingState {
  at: number
  status: string
  due_on: string | null
  due_at: number | null
  isDeleted: boolean
}

export interface WorkLog {
  time_zone: string
  created_at: number
  /** Every state of each thing, the oldest first. */
  tasks: ThingState[][]
  projects: ThingState[][]
  messages: { person: string | null; at: number }[]
}

const CLOSED = ['done', 'cancelled', 'completed', 'archived']
const HOUR = 3_600_000
const DAYS = 30

/** For now, or for the end of the local date `asOf`. */
export function bruteForceWork(log: WorkLog, now: number, asOf?: string) {
  const { time_zone } = log
  const date = asOf ?? localDate(time_zone, now)
  if (date < localDate(time_zone, log.created_at)) return null
  const isOver = endOfDate(time_zone, date) < now
  const end = isOver ? endOfDate(time_zone, date) : now
  const stateOf = (states: ThingState[]) => states.findLast(({ at }) => at <= end)
  const standing = (things: ThingState[][]) =>
    things.map(stateOf).filter((state) => state !== undefined && !state.isDeleted) as ThingState[]
  // Of a date that is over, its last instant has passed, too.
  const isLate = ({ status, due_on, due_at }: ThingState) =>
    !CLOSED.includes(status) &&
    ((due_on !== null && due_on < date) || (due_at !== null && (isOver ? due_at <= end : due_at < end)))
  const tasks = standing(log.tasks)
  const projects = standing(log.projects)
  const count = (things: ThingState[], names: string[]) =>
    Object.fromEntries(names.map((name) => [name, things.filter(({ status }) => status === name).length]))
  const from = plusDays(date, 1 - DAYS)
  const isRecent = (at: number) => localDate(time_zone, at) >= from && localDate(time_zone, at) <= date
  const done = log.tasks.flatMap((states) => doneAt(states, end)).filter(({ at }) => isRecent(at))
  const started = done.filter((one) => one.cycle !== null)
  const created = log.tasks.filter(([first]) => first && isRecent(first.at)).length
  const completed = log.tasks.flatMap(completions).filter(isRecent).length
  const chats = (last: string, length: number) =>
    log.messages.filter(({ person, at }) => {
      const on = localDate(time_zone, at)
      return person !== null && on > plusDays(last, -length) && on <= last
    })
  const all = tasks.length - tasks.filter(({ status }) => status === 'cancelled').length
  const yesterday = plusDays(date, -1)
  const chatters = (last: string, length: number) =>
    new Set(chats(last, length).map(({ person }) => person)).size
  return {
    tasks_by_status: count(tasks, ['todo', 'in_progress', 'done', 'cancelled']),
    overdue: tasks.filter(isLate).length,
    completion_rate: share(tasks.filter(({ status }) => status === 'done').length, all),
    cycle_times: [50, 85, 95].map((percent) =>
      nearestRank(
        started.map((one) => one.cycle ?? 0),
        percent,
      ),
    ),
    lead_times: [50, 85, 95].map((percent) =>
      nearestRank(
        done.map((one) => one.lead),
        percent,
      ),
    ),
    cycle_n: started.length,
    without_start: done.length - started.length,
    throughput: share(completed, created),
    projects_by_status: count(projects, ['planning', 'active', 'on_hold', 'completed', 'archived']),
    projects_overdue: projects.filter(isLate).length,
    messages_today: chats(date, 1).length,
    active_chatters: chatters(date, 1),
    weekly_active_chatters: yesterday < localDate(time_zone, log.created_at) ? null : chatters(yesterday, 7),
  }
}

/** What happened on a date, whatever became of it. */
export function bruteForceDay({ time_zone, tasks, messages }: WorkLog, date: string) {
  const isOn = (at: number) => localDate(time_zone, at) === date
  const sent = messages.filter(({ person, at }) => person !== null && isOn(at))
  return {
    tasks_created: tasks.filter(([first]) => first && isOn(first.at)).length,
    tasks_completed: tasks.flatMap(completions).filter(isOn).length,
    messages: sent.length,
    active_chatters: new Set(sent.map(({ person }) => person)).size,
  }
}

function completions(states: ThingState[]): number[] {
  return states
    .filter(({ status }, i) => status === 'done' && states[i - 1]?.status !== 'done')
    .map(({ at }) => at)
}

/** Of a task that is done at `end`, when it became so, and how long it took. */
function doneAt(states: ThingState[], end: number) {
  const known = states.filter(({ at }) => at <= end)
  const [first] = known
  if (!first || known.at(-1)?.status !== 'done') return []
  const at = completions(known).at(-1) as number
  const start = known.find((state) => state.status === 'in_progress')
  return [{ at, lead: at - first.at, cycle: start ? at - start.at : null }]
}

/** Hours. */
function nearestRank(times: number[], percent: number): number | null {
  const sorted = times.toSorted((a, b) => a - b)
  const rank = Math.ceil((percent * sorted.length) / 100)
  const time = sorted[rank - 1]
  return time === undefined ? null : time / HOUR
}

function share(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : tenths(100 * numerator, denominator)
}

/** The same numbers out of a dashboard's document. */
export function sameWorkNumbers({ work_metrics: work, chat_metrics: chat, notes }: any) {
  if (work.tasks_by_status === null) {
    const values = [...Object.values(work), ...Object.values(chat)]
    return values.every((value) => value === null) ? null : { work, chat }
  }
  const { cycle_time_hours, lead_time_hours, ...plain } = work
  const { cycle_time_hours: cycle, lead_time_hours: lead } = notes
  const beside = ({ p85 = null, p95 = null }: any) => [p85, p95]
  return {
    ...plain,
    cycle_times: [cycle_time_hours, ...beside(cycle)],
    lead_times: [lead_time_hours, ...beside(lead)],
    cycle_n: cycle.n,
    without_start: cycle.without_start,
    ...chat,
  }
}

/** Replaces shown times by the exact ones where they are as near as promised: 1 %, and the rounding. */
export function withinPromise(shown: any, exact: any): any {
  if (shown === null || exact === null) return shown
  const near = (name: string) =>
    shown[name].map((time: number | null, i: number) => {
      const wanted: number | null = exact[name][i]
      if (time === null || wanted === null) return time
      return Math.abs(time - wanted) <= wanted * 0.0101 + 0.0501 ? wanted : time
    })
  return { ...shown, cycle_times: near('cycle_times'), lead_times: near('lead_times') }
}
