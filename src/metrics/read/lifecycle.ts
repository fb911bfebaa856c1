/**
 * Who came, came back and stayed away, by week or month:
 *
 *                    active before, in      not active in       began in
 *                    the last period        the last period     this period
 *   active now       returning              resurrected         new
 *   not active now   dormant
 *
 * Active people are new + returning + resurrected; their number changes by what was gained
 * (new + resurrected) less those who are dormant, of whom chance is asked whether they differ.
 */
import type { Read } from '../../db/handle.ts'
import { statement } from '../../db/statement.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { firstDayOf, lastDayOf, periodOf } from '../../lib/time/periods.ts'
import { significanceOf } from '../statistics/even-chances.ts'
import type { Calendar } from './calendar.ts'
import type { Periods } from './cohorts.ts'
import { coded } from './reasons.ts'

interface PeriodRow {
  period: number
  active: number
  kept: number
  new: number
}

/** One who was active before they began (a member, by events of before) and stayed is kept and not new. */
const listPeriods = statement<{ generation: number; unit: string; from: number; to: number }, PeriodRow>(`
  select period, sum(active) as active, sum(kept) as kept,
         sum(case when cohort = period then active - kept else 0 end) as new
  from cohort_cells
  where organization_id = :organization_id and generation = :generation and unit = :unit
    and period between :from and :to
  group by period`)

const NOTHING = { active: 0, kept: 0, new: 0 }

export async function readLifecycle(
  q: Read,
  { generation, today, firstDay }: Calendar,
  { unit, from, to }: Periods,
) {
  // With the one before the first.
  const rows = await q.all(listPeriods, { generation, unit, from: from - 1, to })
  const stored = new Map(rows.map((row) => [row.period, row]))
  const current = periodOf(unit, today)
  const began = periodOf(unit, firstDay)
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const period = from + i
    const complete = period < current
    return {
      from: dayToDate(firstDayOf(unit, period)),
      to: dayToDate(lastDayOf(unit, period)),
      complete,
      ...(period < began ? UNBORN : peopleOf(stored, period, complete)),
    }
  })
}

const UNBORN = {
  active: null,
  new: null,
  returning: null,
  resurrected: null,
  dormant: null,
  ...coded({ reason: 'before the organization began' }),
}

function peopleOf(stored: ReadonlyMap<number, PeriodRow>, period: number, complete: boolean) {
  const { active, kept, new: begun } = stored.get(period) ?? NOTHING
  const people = { active, new: begun, returning: kept, resurrected: active - begun - kept }
  // Whoever has not come yet may still come.
  if (!complete) return { ...people, dormant: null, ...coded({ reason: 'the period has not ended' }) }
  const dormant = (stored.get(period - 1)?.active ?? 0) - kept
  return { ...people, dormant, ...significanceOf(active - kept, dormant) }
}
