/** The days of a metric, from which statistics are made. */
import type { Read } from '../../db/handle.ts'
import { dayToDate, endedDayNamed } from '../../lib/time/local-days.ts'
import type { anomalies, LevelShift, UnusualDay } from '../statistics/anomalies.ts'
import { type Weekday, weekdayOf } from '../statistics/weekdays.ts'
import type { Calendar } from './calendar.ts'
import { type DailyMetricName, dailyValue, LOOK_BACK_DAYS } from './daily-metrics.ts'
import { readDaySeries } from './day-series.ts'

/** So that 90 days have as many before them, and each of these eight weeks to be judged by. */
export const HISTORY_DAYS = 180

/** The complete days of a metric that have a value, without a gap, up to the last one. */
export class History {
  constructor(
    readonly values: readonly number[],
    readonly lastDay: number,
  ) {}

  get length(): number {
    return this.values.length
  }

  /** The `days` that end `before` days ago; fewer where there are no more. */
  last(days: number, before = 0): History {
    const end = Math.max(0, this.length - before)
    return new History(this.values.slice(Math.max(0, end - days), end), this.lastDay - before)
  }

  dateAt(index: number): string {
    return dayToDate(this.lastDay - this.length + 1 + index)
  }

  get firstWeekday(): Weekday {
    return weekdayOf(this.lastDay - this.length + 1)
  }
}

/** @throws InvalidValueError when `to` is no date, or its day has not ended. */
export function lastDayOf(to: string | undefined, calendar: Calendar): number {
  return to === undefined ? calendar.today - 1 : endedDayNamed('to', to, calendar)
}

/** @param length How many days before the last one, and itself, are looked at. */
export async function readHistories(q: Read, calendar: Calendar, last: number, length = HISTORY_DAYS) {
  const from = last - length + 1
  const series = await readDaySeries(q, calendar, from - LOOK_BACK_DAYS, last)
  const valueOn = (metric: DailyMetricName, day: number) =>
    dailyValue(metric, series, day, calendar.firstDay, true)
  const historyOf = (metric: DailyMetricName): History => {
    const values: number[] = []
    for (let day = last; day >= from; day -= 1) {
      const value = valueOn(metric, day)
      if (value === null) break
      values.push(value)
    }
    return new History(values.reverse(), last)
  }
  return { historyOf, valueOn }
}

/** Those of the period, with dates in place of indices. */
export function anomaliesOf(found: ReturnType<typeof anomalies>, history: History, days: number) {
  const { anomalies: all, usual: _, ...rest } = found
  const begin = history.length - days
  const dated = ({ kind, index, ...day }: UnusualDay) => ({ kind, date: history.dateAt(index), ...day })
  const shifted = ({ kind, index, noticed_index, side, days: parts }: LevelShift) => ({
    kind,
    date: history.dateAt(index),
    noticed_on: history.dateAt(noticed_index),
    side,
    days: parts.map(dated),
  })
  const items = all
    ?.filter((one) => (one.kind === 'day' ? one.index : one.noticed_index) >= begin)
    .map((one) => (one.kind === 'day' ? dated(one) : shifted(one)))
  return { ...rest, items: items ?? null }
}
