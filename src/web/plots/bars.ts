/** A few columns with their numbers on top: weekdays, or days by their number. */
import { line, type Mark, rect, text } from './marks.ts'

export interface Bar {
  value: number
  /** Behind it, what it is compared with. */
  before?: number
  /** Below it; empty where there is no room for all. */
  label: string
  /** On top of it. */
  said: string
  tone?: 'p-bar' | 'p-bar-2' | 'p-bar-3' | 'p-unusual' | 'p-partial'
}

const TOP = 18
const BELOW = 20

/** @param mark Where a line goes across, such as the average. */
export function bars(all: readonly Bar[], width: number, height: number, mark?: number): Mark[] {
  const base = height - BELOW
  const most = Math.max(...all.map(({ value, before = 0 }) => Math.max(value, before)), mark ?? 0, 1e-9)
  const pitch = width / Math.max(1, all.length)
  const wide = Math.max(2, Math.min(56, pitch * 0.62))
  const y = (value: number) => base - (value / most) * (base - TOP)
  return [
    ...(mark === undefined
      ? []
      : [line('p-grid', 0, Math.round(y(mark)) + 0.5, width, Math.round(y(mark)) + 0.5)]),
    ...all.flatMap(({ value, before = 0, label, said, tone = 'p-bar-2' }, i) => {
      const middle = (i + 0.5) * pitch
      return [
        ...(before > 0 ? [rect('p-ghost', i * pitch, y(before), pitch, Math.max(1, base - y(before)))] : []),
        ...(value > 0 ? [rect(tone, middle - wide / 2, y(value), wide, Math.max(1, base - y(value)))] : []),
        ...(said ? [text(said, middle, y(value) - 5, { anchor: 'middle', class: 'p-value' })] : []),
        ...(label ? [text(label, middle, base + 15, { anchor: 'middle' })] : []),
      ]
    }),
    line('p-base', 0, base + 0.5, width, base + 0.5),
  ]
}
