/** The days of a period one by one: each beside the day whole weeks before it, and what was usual. */
import { dayToDate } from '../../../lib/time/local-days.ts'
import type { Anomalies } from '../../statistics/anomalies.ts'
import { weekdayOf } from '../../statistics/weekdays.ts'
import type { AskedPeriod } from './asked-period.ts'

/**
 * @param valueOn Of a local day; `null` where there is none.
 * @param found Of the days up to the last one; `null` where no day of the metric is usual or unusual.
 */
export function eachDay(
  { from, to, shift }: AskedPeriod,
  valueOn: (day: number) => number | null,
  found: Anomalies | null,
) {
  const usualOn = (day: number) => found?.usual[found.n - 1 - (to - day)] ?? null
  const items = Array.from({ length: to - from + 1 }, (_, i) => {
    const day = from + i
    const usual = usualOn(day)
    return {
      date: dayToDate(day),
      weekday: weekdayOf(day),
      value: valueOn(day),
      before: valueOn(day - shift),
      expected: usual?.expected ?? null,
      usual: usual && { low: usual.low, high: usual.high },
    }
  })
  return { before_days: shift, items }
}
