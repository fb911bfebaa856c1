/** The days of a metric, from which statistics are made. */
import type { Read } from '../../db/handle.ts'
import { dayToDate, endedDayNamed } from '../../lib/time/local-days.ts'
import type { anomalies, LevelShift, UnusualDay } from '../statistics/anomalies.ts'
import { type Weekday, weekdayOf } from '../statistics/weekdays.ts'
import { readCalendar } from './calendar.ts'
import { type DailyMetricName, dailyValue, LOOK_BACK_DAYS } from './daily-metrics.ts'
import { readDaySeries } from './day-series.ts'

/** So that the longest period has one before it, and each of its days eight weeks to be judged by. */
const HISTORY_DAYS = 180

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
export async function readHistories(q: Read, now: number, to: string | undefined) {
  const calendar = await readCalendar(q, now)
  const { firstDay, ends_at, days } = calendar
  const last = to === undefined ? calendar.today - 1 : endedDayNamed(to, calendar)
  const from = last - HISTORY_DAYS + 1
  const series = await readDaySeries(q, calendar, from - LOOK_BACK_DAYS, last)
  const historyOf = (metric: DailyMetricName): History => {
    const values: number[] = []
    for (let day = last; day >= from; day -= 1) {
      const value = dailyValue(metric, series, day, firstDay, true)
      if (value === null) break
      values.unshift(value)
    }
    return new History(values, last)
  }
  return { historyOf, lastDay: last, time_zone: days.timeZone, ends_at }
}

/** Those of the period, with dates in place of indices. */
export function anomaliesOf(found: ReturnType<typeof anomalies>, history: History, days: number) {
  const { anomalies: all, ...rest } = found
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
