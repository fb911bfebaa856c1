/** Shares with where they may lie: a bar for the interval, a dot for the share, and what it was made of below. */
import { wholePercent } from '../format/numbers.ts'
import { circle, line, type Mark, rect, text } from './marks.ts'
import { axisTo } from './ticks.ts'

export interface Interval {
  label: string
  /** What it was made of, such as "7/135". */
  of: string
  value: number
  said: string
  low: number
  high: number
}

const TOP = 12
const BELOW = 38

export function intervalBars(all: readonly Interval[], width: number, height: number): Mark[] {
  const base = height - BELOW
  const left = 40
  const axis = axisTo(Math.max(1, ...all.map(({ high }) => high)))
  const y = (value: number) => base - (value / axis.top) * (base - TOP)
  const pitch = (width - left) / Math.max(1, all.length)
  const grid = axis.ticks.flatMap((tick) => {
    const at = Math.round(y(tick)) + 0.5
    const label = text(wholePercent(tick), left - 8, at + 4, { anchor: 'end' })
    return tick === 0 ? [label] : [line('p-grid', left, at, width, at), label]
  })
  return [
    ...grid,
    ...all.flatMap(({ label, of, value, said, low, high }, i) => {
      const middle = left + (i + 0.5) * pitch
      return [
        rect('p-bar-3', middle - 3, y(high), 6, Math.max(1, y(low) - y(high))),
        circle('p-dot', middle, y(value), 3),
        ...(pitch > 36
          ? [text(said, middle + 7, Math.min(y(value) + 4, base - 4), { class: 'p-strong' })]
          : []),
        text(label, middle, base + 15, { anchor: 'middle' }),
        ...(pitch > 30 ? [text(of, middle, base + 31, { anchor: 'middle' })] : []),
      ]
    }),
    line('p-base', left, base + 0.5, width, base + 0.5),
  ]
}
