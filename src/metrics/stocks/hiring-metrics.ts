/** The part of the dashboard about jobs and applications. */
import { ratioToTenth } from '../../lib/rounding.ts'
import type { Dashboard } from '../read/dashboard/schema.ts'
import type { DaySeries } from '../read/day-series.ts'
import { LOW_N, type Noted } from '../read/formulas.ts'
import { HIRES_DAYS, type WorkNumbers } from './read-work.ts'

export type HiringMetrics = Dashboard['hiring_metrics']

/** Where none of it is known. */
export const NO_HIRING_METRICS: HiringMetrics = {
  open_jobs: null,
  jobs_by_status: null,
  applications_by_stage: null,
  applications_today: null,
  hires_today: null,
  time_to_hire_days: null,
  time_to_fill_days: null,
}

export function hiringMetrics(
  { stocks: s, hires }: WorkNumbers,
  series: DaySeries,
  today: number,
  take: (name: string, noted: Noted) => number | null,
): HiringMetrics {
  return {
    open_jobs: s.jobs_open,
    jobs_by_status: { draft: s.jobs_draft, open: s.jobs_open, paused: s.jobs_paused, closed: s.jobs_closed },
    applications_by_stage: {
      applied: s.applications_applied,
      screening: s.applications_screening,
      interview: s.applications_interview,
      offer: s.applications_offer,
      hired: s.applications_hired,
      rejected: s.applications_rejected,
      withdrawn: s.applications_withdrawn,
    },
    applications_today: series.on(today).applications,
    hires_today: series.on(today).hires,
    time_to_hire_days: take('time_to_hire_days', medianDays(hires.hire)),
    time_to_fill_days: take('time_to_fill_days', medianDays(hires.fill)),
  }
}

function medianDays(counts: ReadonlyMap<number, number>): Noted {
  const n = [...counts.values()].reduce((sum, one) => sum + one, 0)
  const note = { n, days: HIRES_DAYS }
  if (n === 0) return { value: null, note: { reason: 'nobody was hired', ...note } }
  return { value: medianOf(counts, n), note: { ...note, ...(n < LOW_N && { low_n: true as const }) } }
}

/** Exact: of an even number the mean of both in the middle. @param counts How many have each value. */
export function medianOf(counts: ReadonlyMap<number, number>, n: number): number {
  const [low, high] = [Math.floor((n - 1) / 2), Math.floor(n / 2)]
  let seen = 0
  let sum = 0
  for (const [value, count] of [...counts].sort(([one], [other]) => one - other)) {
    if (low >= seen && low < seen + count) sum += value
    if (high >= seen && high < seen + count) sum += value
    seen += count
  }
  return ratioToTenth(sum, 2)
}
