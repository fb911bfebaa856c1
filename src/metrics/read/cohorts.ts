/** Retention by cohort: of those who began in a week or month, how many were there k periods later. */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { firstDayOf, lastDayOf, type PeriodUnit, periodOf } from '../../lib/time/periods.ts'
import type { CellColumn } from '../record/cohort-deltas.ts'
import { type ShareInterval, wilsonInterval } from '../statistics/wilson.ts'
import type { Calendar } from './calendar.ts'
import { type Note, rate } from './formulas.ts'
import { coded } from './reasons.ts'

interface CellRow extends Record<CellColumn, number> {
  cohort: number
  period: number
}

const listCells = statement<{ generation: number; unit: string; from: number; to: number }, CellRow>(`
  select cohort, period, active, kept, last from cohort_cells
  where organization_id = :organization_id and generation = :generation and unit = :unit
    and period >= :from and cohort between :from and :to`)

const listBeginners = statement<
  { generation: number; from_day: number; to_day: number },
  { day: number; new_users: number }
>(`
  select day, new_users from organization_days
  where organization_id = :organization_id and generation = :generation
    and day between :from_day and :to_day and new_users <> 0`)

/** A range of periods, both included. */
export interface Periods {
  unit: PeriodUnit
  from: number
  to: number
}

/** The cohorts of the periods and what became of them in these, a triangle; and of all cohorts together. */
export async function readCohorts(q: Read, { generation, today }: Calendar, { unit, from, to }: Periods) {
  const sizes = await readSizes(q, generation, { unit, from, to })
  const cells = Map.groupBy(await q.all(listCells, { generation, unit, from, to }), (cell) => cell.cohort)
  const current = periodOf(unit, today)
  const cohorts = range(from, to).map((cohort) => ({
    cohort,
    size: sizes.get(cohort) ?? 0,
    cells: cellsOf(cohort, cells.get(cohort) ?? [], to, current),
  }))
  return {
    cohorts: cohorts.map(({ cohort, size, cells }) => ({
      from: dayToDate(firstDayOf(unit, cohort)),
      to: dayToDate(lastDayOf(unit, cohort)),
      complete: cohort < current,
      size,
      periods: cells.map((cell, period) => ({ period, ...sharesOf(cell, size) })),
    })),
    averages: averagesOf(cohorts),
  }
}

/** How many people began in each period, those who have left since among them. */
async function readSizes(q: Read, generation: number, { unit, from, to }: Periods) {
  const days = { from_day: firstDayOf(unit, from), to_day: lastDayOf(unit, to) }
  const sizes = new Map<number, number>()
  for (const { day, new_users } of await q.all(listBeginners, { generation, ...days })) {
    const cohort = periodOf(unit, day)
    sizes.set(cohort, (sizes.get(cohort) ?? 0) + new_users)
  }
  return sizes
}

interface Cell {
  /** Active in the period. */
  active: number
  /** Active in the period or in a later one. */
  active_since: number
}

interface Cohort {
  cohort: number
  size: number
  /** By the distance from the first period; `null` where the period has not ended. */
  cells: (Cell | null)[]
}

function cellsOf(cohort: number, rows: readonly CellRow[], to: number, current: number): Cohort['cells'] {
  const stored = new Map(rows.map((row) => [row.period, row]))
  const latest = Math.max(to, ...stored.keys())
  const cells: Cohort['cells'] = []
  let active_since = 0
  for (let period = latest; period >= cohort; period -= 1) {
    const { active = 0, last = 0 } = stored.get(period) ?? {}
    active_since += last
    if (period <= to) cells[period - cohort] = period < current ? { active, active_since } : null
  }
  return cells
}

/** Sums over sums of the cohorts that have the cell, never a mean of percentages. */
function averagesOf(cohorts: readonly Cohort[]) {
  const longest = Math.max(0, ...cohorts.map(({ cells }) => cells.length))
  return range(0, longest - 1).flatMap((period) => {
    const sum = { size: 0, active: 0, active_since: 0 }
    for (const { size, cells } of cohorts) {
      const cell = cells[period]
      if (!cell) continue
      sum.size += size
      sum.active += cell.active
      sum.active_since += cell.active_since
    }
    return sum.size === 0 ? [] : [{ period, ...sharesOf(sum, sum.size) }]
  })
}

function sharesOf(cell: Cell | null, size: number) {
  return {
    retention: shareOf(cell?.active, size),
    unbounded_retention: shareOf(cell?.active_since, size),
  }
}

interface Share extends Note {
  value: number | null
  interval_95?: ShareInterval
}

function shareOf(count: number | undefined, size: number): Share {
  if (count === undefined) return coded({ value: null, reason: 'immature' })
  if (size === 0) return coded({ value: null, reason: 'nobody began' })
  const { value, note } = rate(count, size)
  return { value, ...note, interval_95: wilsonInterval(count, size) }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}
