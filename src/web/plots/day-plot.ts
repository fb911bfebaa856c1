/**
 * One number over days. What it is decides its form: columns for what is counted of a day, a line for
 * what rolls. A day that has not ended is hollow and dashed, a missing value a gap, an unusual day red,
 * what is expected of days to come a band.
 */
import type { Day } from '../format/days.ts'
import { dayAxis } from './day-axis.ts'
import { circle, line, type Mark, path, px, rect, text } from './marks.ts'
import { type Axis, axisTo } from './ticks.ts'

export interface DayValue {
  date: Day
  value: number | null
  complete: boolean
}

export interface Unusual {
  date: Day
  value: number
  expected: number
  side: 'above' | 'below'
}

export interface Expected {
  date: Day
  value: number
  interval_80: { low: number; high: number }
  interval_95: { low: number; high: number } | null
}

export interface DayPlot {
  form: 'columns' | 'line'
  days: readonly DayValue[]
  /** Of the period before, day by day in the same places. */
  before?: readonly (number | null)[]
  forecast?: readonly Expected[]
  unusual?: readonly Unusual[]
  shifts?: readonly { date: Day; label: string }[]
  today: Day
  /** Whether the values are whole numbers. */
  is_whole: boolean
  /** Where the axis begins, for stocks that are far from 0. */
  bottom?: number
  labels: {
    today: string
    forecast: string
    value(value: number): string
    day(day: Day): string
    /** Of where the axis begins, which is not 0. */
    from?(value: string): string
    /** Why there is no forecast. */
    none?: string
  }
}

export interface Drawn {
  marks: Mark[]
  left: number
  pitch: number
  top: number
  bottom: number
  /** Of each slot, those of the forecast among them. */
  dates: Day[]
}

const TOP = 26
const BELOW = 24
/** Of more unusual days than these each has a number, which the words explain. */
export const MOST_LABELS = 5
/** How wide a column is, of its day. */
const SHARE = 0.66

/** @param width Pixels, like `height`. */
export function drawDays(plot: DayPlot, width: number, height: number): Drawn {
  const forecast = laterOf(plot)
  const dates = [...plot.days.map(({ date }) => date), ...forecast.map(({ date }) => date)]
  const axis = axisTo(highest(plot, forecast), plot.is_whole, plot.bottom ?? 0)
  const labels = axis.ticks.map(plot.labels.value)
  if (axis.bottom > 0 && plot.labels.from) labels[0] = plot.labels.from(labels[0] ?? '')
  const left = 12 + 7 * Math.max(...labels.map((label) => label.length))
  const bottom = height - BELOW
  const pitch = (width - left) / Math.max(1, dates.length)
  const y = (value: number) => bottom - ((value - axis.bottom) / (axis.top - axis.bottom)) * (bottom - TOP)
  const x = (index: number) => left + index * pitch
  const scale = { x, y, pitch, bottom, width }
  const todayWord = plot.labels.today
  const marks = [
    ...gridOf(axis, labels, left, width, y),
    ...bandsOf(forecast, plot, scale),
    ...ghostsOf(plot, scale),
    ...(plot.form === 'columns' ? columnsOf(plot, scale) : lineOf(plot, scale)),
    ...unusualOf(plot, scale),
    ...shiftsOf(plot, scale),
    line('p-base', left, bottom + 0.5, width, bottom + 0.5),
    ...dayAxis({ days: dates, today: plot.today, todayWord, left, pitch, y: bottom }),
  ]
  return { marks, left, pitch, top: TOP, bottom, dates }
}

interface Scale {
  x(index: number): number
  y(value: number): number
  pitch: number
  bottom: number
  width: number
}

/** Today stands among the days, as far as it is. */
function laterOf({ days, forecast = [] }: DayPlot): Expected[] {
  const last = days.at(-1)?.date ?? ''
  return forecast.filter(({ date }) => date > last)
}

function highest({ days, before = [], unusual = [] }: DayPlot, forecast: readonly Expected[]): number {
  return Math.max(
    ...days.map(({ value }) => value ?? 0),
    ...before.map((value) => value ?? 0),
    ...unusual.map(({ expected }) => expected),
    ...forecast.map(({ interval_95, interval_80 }) => (interval_95 ?? interval_80).high),
    0,
  )
}

function gridOf(
  { ticks, bottom }: Axis,
  labels: string[],
  left: number,
  width: number,
  y: (value: number) => number,
): Mark[] {
  return ticks.flatMap((tick, i) => {
    const at = Math.round(y(tick)) + 0.5
    const label = text(labels[i] ?? '', left - 8, at + 4, { anchor: 'end' })
    return tick === bottom ? [label] : [line('p-grid', left, at, width, at), label]
  })
}

function bandsOf(
  forecast: readonly Expected[],
  { days, labels }: DayPlot,
  { x, y, pitch, bottom, width }: Scale,
): Mark[] {
  if (forecast.length === 0) return labels.none ? [text(labels.none, width, 14, { anchor: 'end' })] : []
  const at = (i: number) => x(days.length + i)
  const band = (className: string, of: (one: Expected) => { low: number; high: number } | null) =>
    forecast.flatMap((one, i) => {
      const interval = of(one)
      if (!interval) return []
      const top = y(interval.high)
      return [rect(className, at(i), top, pitch, Math.max(0, Math.min(bottom, y(interval.low)) - top))]
    })
  const values = forecast.map(({ value }, i) =>
    line('p-dash', at(i) + pitch * 0.2, y(value), at(i) + pitch * 0.8, y(value)),
  )
  return [
    ...band('p-band95', ({ interval_95 }) => interval_95),
    ...band('p-band80', ({ interval_80 }) => interval_80),
    line('p-now', x(days.length) + 0.5, TOP - 6, x(days.length) + 0.5, bottom),
    text(labels.forecast, width, 14, { anchor: 'end' }),
    ...values,
  ]
}

function ghostsOf({ before = [], form }: DayPlot, { x, y, pitch, bottom }: Scale): Mark[] {
  if (form === 'line')
    return before.length > 0 ? [path('p-ghost-line', lineThrough(before, x, y, pitch))] : []
  return before.flatMap((value, i) =>
    value ? [rect('p-ghost', x(i), y(value), Math.max(1, pitch - 0.5), bottom - y(value))] : [],
  )
}

function columnsOf({ days, unusual = [] }: DayPlot, { x, y, pitch, bottom }: Scale): Mark[] {
  const red = new Set(unusual.filter(({ side }) => side === 'above').map(({ date }) => date))
  const width = Math.max(1, pitch * SHARE)
  return days.flatMap(({ date, value, complete }, i) => {
    if (value === null || value === 0) return []
    const from = x(i) + (pitch - width) / 2
    if (!complete) {
      // Of less than three pixels nothing would be hollow.
      const wide = Math.min(pitch, Math.max(3, width))
      const start = x(i) + (pitch - wide) / 2
      return [rect('p-partial', start + 0.5, y(value) + 0.5, wide - 1, bottom - y(value) - 0.5)]
    }
    return [rect(red.has(date) ? 'p-unusual' : 'p-bar', from, y(value), width, bottom - y(value))]
  })
}

function lineOf({ days }: DayPlot, { x, y, pitch }: Scale): Mark[] {
  const whole = days.map(({ value, complete }) => (complete ? value : null))
  const marks = [path('p-line', lineThrough(whole, x, y, pitch))]
  const at = days.findLastIndex(({ value }) => value !== null)
  const last = days[at]
  if (!last || last.value === null) return marks
  const before = days[at - 1]
  const middle = (index: number) => x(index) + pitch / 2
  if (!last.complete && before?.value != null) {
    marks.push(
      path(
        'p-line dashed',
        `M${px(middle(at - 1))} ${px(y(before.value))}L${px(middle(at))} ${px(y(last.value))}`,
      ),
    )
  }
  return [...marks, circle('p-dot', middle(at), y(last.value), 3)]
}

/** Broken where a value is missing. */
function lineThrough(
  values: readonly (number | null)[],
  x: (i: number) => number,
  y: (value: number) => number,
  pitch: number,
): string {
  let isOn = false
  return values
    .map((value, i) => {
      if (value === null) {
        isOn = false
        return ''
      }
      const step = `${isOn ? 'L' : 'M'}${px(x(i) + pitch / 2)} ${px(y(value))}`
      isOn = true
      return step
    })
    .join('')
}

function unusualOf({ days, unusual = [], labels }: DayPlot, { x, y, pitch, bottom, width }: Scale): Mark[] {
  const shown = unusual
    .map((one) => ({ ...one, at: days.findIndex(({ date }) => date === one.date) }))
    .filter(({ at }) => at >= 0)
  const isMany = shown.length > MOST_LABELS
  return shown.flatMap(({ date, value, expected, side, at }, i) => {
    const middle = x(at) + pitch / 2
    const top = y(side === 'above' ? value : expected)
    const stem =
      side === 'below'
        ? [line('p-stem', middle, bottom, middle, top + 3), circle('p-hole', middle, top, 3)]
        : []
    if (isMany) return [...stem, text(`${i + 1}`, middle, top - 6, { anchor: 'middle', class: 'p-red' })]
    const isLeft = hasMoreRoomLeft(days, at, middle, width)
    const edge = isLeft ? middle - pitch / 2 - 4 : middle + pitch / 2 + 4
    const side_of = isLeft ? ({ anchor: 'end' } as const) : {}
    return [
      ...stem,
      text(labels.value(value), edge, Math.max(TOP - 4, top + 8), { ...side_of, class: 'p-red' }),
      text(labels.day(date), edge, Math.max(TOP - 4, top + 8) + 14, side_of),
    ]
  })
}

const LABEL_ROOM = 84

/** Left, unless that side is fuller or too narrow. */
function hasMoreRoomLeft(days: readonly DayValue[], at: number, x: number, width: number): boolean {
  if (x < LABEL_ROOM) return false
  // To the right of the last days stands what is expected of the next.
  if (x > width - LABEL_ROOM || at > days.length - 9) return true
  const fullness = (from: number, to: number) =>
    Math.max(0, ...days.slice(Math.max(0, from), to).map(({ value }) => value ?? 0))
  return fullness(at - 8, at) <= fullness(at + 1, at + 9)
}

function shiftsOf({ days, shifts = [] }: DayPlot, { x, bottom }: Scale): Mark[] {
  return shifts.flatMap(({ date, label }) => {
    const at = days.findIndex((one) => one.date === date)
    if (at < 0) return []
    return [line('p-shift', x(at), TOP, x(at), bottom), text(label, x(at) + 5, TOP + 10, { class: 'p-red' })]
  })
}
