/** 28 days on a card: no axis, and else by the rules of the large plot. */
import type { Definition } from '../../../docs/api-types.ts'
import type { Day } from '../format/days.ts'
import type { DayValue } from './day-plot.ts'
import { circle, line, type Mark, path, px, rect } from './marks.ts'

const HEIGHT = 28

interface Given {
  /** Counts are columns, all else is a line. A stock moves little around what it is: its least value is the bottom. */
  kind: Definition['kind']
  days: readonly DayValue[]
  unusual?: ReadonlySet<Day>
}

export function sparkline({ kind, days, unusual = new Set() }: Given, width: number): Mark[] {
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]))
  const least = kind === 'stock' && values.length > 0 ? Math.min(...values) : 0
  const most = Math.max(...values, least + 1e-9)
  const pitch = width / Math.max(1, days.length)
  const base = HEIGHT - 0.5
  const y = (value: number) => base - 1 - ((value - least) / (most - least || 1)) * (HEIGHT - 6)
  const marks: Mark[] = [line('p-grid', 0, base, width, base)]
  if (kind === 'count') {
    for (const [i, { date, value, complete }] of days.entries()) {
      if (!value) continue
      const x = i * pitch + pitch * 0.17
      const wide = Math.max(1.5, pitch * 0.66)
      if (complete)
        marks.push(rect(unusual.has(date) ? 'p-unusual' : 'p-bar-2', x, y(value), wide, base - y(value)))
      else marks.push(rect('p-partial', x + 0.5, y(value), wide - 1, base - y(value)))
    }
    return marks
  }
  return [...marks, ...lineMarks(days, pitch, y)]
}

function lineMarks(days: readonly DayValue[], pitch: number, y: (value: number) => number): Mark[] {
  let d = ''
  let isOn = false
  let end: { x: number; y: number } | null = null
  for (const [i, { value }] of days.entries()) {
    if (value === null) {
      isOn = false
      continue
    }
    const x = i * pitch + pitch / 2
    d += `${isOn ? 'L' : 'M'}${px(x)} ${px(y(value))}`
    isOn = true
    end = { x, y: y(value) }
  }
  return end ? [path('p-line', d), circle('p-dot', end.x, end.y, 2.5)] : []
}
