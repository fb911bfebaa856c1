/** What is known of each day of a plot: for its card, its table, and what is taken along. */
import type { Point, Statistics } from '../../../../docs/api-types.ts'
import { longDay } from '../../format/dates.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { writtenValue } from '../../format/metrics.ts'
import { plain } from '../../format/numbers.ts'
import type { TipLine } from '../../parts/day-plot.tsx'
import { unusualDaysOf } from '../../state/numbers.ts'
import { today } from '../../state/session.ts'
import { t } from '../../texts/texts.ts'

export interface DayValues {
  metric: string
  /** What it is called. */
  name: string
  points: readonly Point[]
  /** Of the period before, by the day in whose place each stands; and how many days before it is. */
  before: ReadonlyMap<Day, number | null>
  shift: number
  statistics: Statistics | undefined
}

export interface DayRow {
  day: Day
  value: number | null
  complete: boolean
  before: number | null
  note: string
  tone: 'unusual' | 'so_far' | null
}

export function rowsOf({ points, before, statistics }: DayValues): DayRow[] {
  const unusual = new Map(unusualDaysOf(statistics).map((one) => [one.date, one.expected]))
  return points.map(({ date, value, complete, reason }) => {
    const expected = unusual.get(date)
    const common = { day: date, value, complete, before: before.get(date) ?? null }
    if (expected !== undefined && complete)
      return { ...common, note: t.plot.expected(expected), tone: 'unusual' }
    if (!complete) return { ...common, note: value === null ? t.reason(reason) : '', tone: 'so_far' }
    return { ...common, note: value === null ? t.reason(reason) : '', tone: null }
  })
}

/** As text, the names of the columns first. */
export function textRows(values: DayValues): (string | number)[][] {
  const isCompared = values.before.size > 0
  return [
    [t.table.day, values.name, ...(isCompared ? [t.table.before(values.shift)] : []), t.table.note],
    ...rowsOf(values).map(({ day, value, before, note, tone }) => [
      day,
      value ?? '',
      ...(isCompared ? [before ?? ''] : []),
      [tone === 'so_far' ? t.plot.soFar : tone === 'unusual' ? t.plot.isUnusual : '', note]
        .filter(Boolean)
        .join(', '),
    ]),
  ]
}

/** The card of a day: what was, what was before, what is expected. */
export function aboutDay(values: DayValues, day: Day): { title: string; lines: TipLine[] } {
  const { metric, name, points, before, shift, statistics } = values
  const lines: TipLine[] = []
  const point = points.find(({ date }) => date === day)
  const unusual = unusualDaysOf(statistics).find(({ date }) => date === day)
  if (point) {
    lines.push({
      name: point.complete ? name : `${name}, ${t.plot.soFar}`,
      value: writtenValue(metric, point.value),
    })
    if (point.value === null) lines.push({ name: t.reason(point.reason), value: '', tone: 'faint' })
  }
  if (before.has(day))
    lines.push({ name: t.table.before(shift), value: writtenValue(metric, before.get(day)), tone: 'faint' })
  if (unusual) lines.push({ name: t.plot.unusual, value: plain(unusual.expected), tone: 'red' })
  if (!point) lines.push(...forecastLines(statistics, day))
  return { title: longDay(day, today.value), lines }
}

function forecastLines(statistics: Statistics | undefined, day: Day): TipLine[] {
  const expected = statistics?.forecast.days?.find(({ date }) => date === day)
  if (!expected) return []
  const { value, interval_80, interval_95 } = expected
  return [
    { name: t.plot.forecast, value: plain(value), tone: 'faint' },
    ...(interval_95 ? [{ name: t.plot.of100(95), value: t.between(interval_95) }] : []),
    { name: t.plot.of100(80), value: t.between(interval_80) },
  ]
}

/** @param points Of the period before, in their own days. */
export function shifted(points: readonly Point[], shift: number): ReadonlyMap<Day, number | null> {
  return new Map(points.map(({ date, value }) => [plusDays(date, shift), value]))
}
