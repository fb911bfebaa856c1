/** The line of days on top of every page of numbers: how many were active, and which day is looked at. */
import { monthTick } from '../format/dates.ts'
import type { Day } from '../format/days.ts'
import type { DayValue } from './day-plot.ts'
import { line, type Mark, path, px, rect, text } from './marks.ts'

const BASE = 38

interface Given {
  days: readonly DayValue[]
  chosen: Day
  unusual: ReadonlySet<Day>
}

export function dayStrip({ days, chosen, unusual }: Given, width: number): Mark[] {
  const pitch = width / Math.max(1, days.length)
  const most = Math.max(1, ...days.map(({ value }) => value ?? 0))
  const marks: Mark[] = []
  for (const [i, { date, value, complete }] of days.entries()) {
    const x = i * pitch + pitch * 0.2
    const wide = Math.max(1, pitch * 0.6)
    if (date.endsWith('-01')) {
      marks.push(line('p-tick', i * pitch, BASE, i * pitch, BASE + 5))
      if (i * pitch < width - 30) marks.push(text(monthTick(date), i * pitch, BASE + 19))
    }
    if (!value) continue
    const height = Math.max(2, (value / most) * (BASE - 6))
    if (date > chosen) marks.push(rect('p-later', x + 0.25, BASE - height, wide, height))
    else if (!complete) marks.push(rect('p-partial', x, BASE - height, wide, height))
    else marks.push(rect(classOf(date, chosen, unusual), x, BASE - height, wide, height))
  }
  const at = days.findIndex(({ date }) => date === chosen)
  if (at >= 0) {
    const x = px((at + 0.5) * pitch)
    marks.push(path('p-notch', `M${x} ${BASE + 3}l4.5 7h-9z`))
  }
  return [line('p-base', 0, BASE + 0.5, width, BASE + 0.5), ...marks]
}

function classOf(date: Day, chosen: Day, unusual: ReadonlySet<Day>): string {
  if (unusual.has(date)) return 'p-unusual'
  return date === chosen ? 'p-bar' : 'p-bar-2'
}

/** @returns The day at `x` of `width` pixels. */
export function dayAt(days: readonly DayValue[], x: number, width: number): Day | null {
  const index = Math.floor((x / Math.max(1, width)) * days.length)
  return days[Math.min(days.length - 1, Math.max(0, index))]?.date ?? null
}
