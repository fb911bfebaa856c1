/** The part of the dashboard about tasks and projects. */
import type { Sketch } from '../../lib/sketch.ts'
import type { Dashboard } from '../read/dashboard/schema.ts'
import type { DaySeries } from '../read/day-series.ts'
import { LOW_N, type Note, type Noted, rate } from '../read/formulas.ts'
import { TIMES_DAYS, type WorkNumbers } from './read-work.ts'
import type { Stocks } from './stock-kinds.ts'

export type WorkMetrics = Dashboard['work_metrics']

const HOUR_MS = 3_600_000

/** Where none of it is known. */
export const NO_WORK_METRICS: WorkMetrics = {
  tasks_by_status: null,
  overdue: null,
  completion_rate: null,
  cycle_time_hours: null,
  lead_time_hours: null,
  throughput: null,
  projects_by_status: null,
  projects_overdue: null,
}

export function workMetrics(
  { stocks: s, times }: WorkNumbers,
  series: DaySeries,
  today: number,
  take: (name: string, noted: Noted) => number | null,
): WorkMetrics {
  return {
    tasks_by_status: {
      todo: s.tasks_todo,
      in_progress: s.tasks_in_progress,
      done: s.tasks_done,
      cancelled: s.tasks_cancelled,
    },
    overdue: s.tasks_overdue,
    completion_rate: take('completion_rate', completionRate(s)),
    cycle_time_hours: take(
      'cycle_time_hours',
      medianHours(times.cycle, 'no task was completed that had been in progress', {
        without_start: times.unstarted.n,
      }),
    ),
    lead_time_hours: take('lead_time_hours', medianHours(times.lead, 'no task was completed')),
    throughput: take('throughput', throughput(series, today)),
    projects_by_status: {
      planning: s.projects_planning,
      active: s.projects_active,
      on_hold: s.projects_on_hold,
      completed: s.projects_completed,
      archived: s.projects_archived,
    },
    projects_overdue: s.projects_overdue,
  }
}

function completionRate({ tasks_todo, tasks_in_progress, tasks_done }: Stocks): Noted {
  return orReason(rate(tasks_done, tasks_todo + tasks_in_progress + tasks_done), 'there are no tasks')
}

/** Tasks completed as a share of those that came: above 100 where work becomes less. */
function throughput(series: DaySeries, today: number): Noted {
  const completed = series.sum('tasks_completed', today, TIMES_DAYS)
  const created = series.sum('tasks_created', today, TIMES_DAYS)
  return orReason(rate(completed, created), 'no task was created')
}

function orReason({ value, note }: { value: number | null; note: Note }, reason: string): Noted {
  return value === null ? { value, note: { reason, ...note } } : { value, note }
}

/** The median, beside it where the longer ones lie. */
function medianHours(times: Sketch, reason: string, more: Note = {}): Noted {
  const n = times.n
  const note: Note = { n, days: TIMES_DAYS, ...more }
  const value = hours(times, 50)
  if (value === null) return { value, note: { reason, ...note } }
  const low_n = n < LOW_N ? { low_n: true as const } : {}
  return { value, note: { ...note, p85: hours(times, 85), p95: hours(times, 95), ...low_n } }
}

function hours(times: Sketch, percent: number): number | null {
  const ms = times.percentile(percent)
  return ms === null ? null : Math.round((ms / HOUR_MS) * 10) / 10
}
