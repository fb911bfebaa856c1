/** The lower edge of a plot over days: months, the first day, and today. */
import { dateOf, monthTick } from '../format/dates.ts'
import type { Day } from '../format/days.ts'
import { line, type Mark, text } from './marks.ts'

interface Given {
  days: readonly Day[]
  today: Day
  todayWord: string
  left: number
  pitch: number
  /** Where the line is. */
  y: number
}

const LABEL_WIDTH = 46
const MONTH_WIDTH = 34

export function dayAxis({ days, today, todayWord, left, pitch, y }: Given): Mark[] {
  const at = (index: number) => left + index * pitch
  const todayAt = days.indexOf(today)
  const taken: [from: number, to: number][] = []
  const isFree = (from: number, to: number) => taken.every(([a, b]) => to < a || from > b)
  const marks: Mark[] = []
  const put = (index: number, label: string, width: number, className = '') => {
    const x = Math.min(at(index), left + days.length * pitch - width + 8)
    if (!isFree(x, x + width)) return
    taken.push([x, x + width])
    marks.push(text(label, x, y + 17, { class: className }))
  }
  if (todayAt >= 0) {
    marks.push(line('p-tick', at(todayAt), y, at(todayAt), y + 5))
    put(todayAt, todayWord, 6.6 * todayWord.length + 6, 'p-blue')
  }
  days.forEach((day, i) => {
    // Of weeks, the first in each month.
    const isNew = i === 0 ? day.endsWith('-01') : day.slice(0, 7) !== days[i - 1]?.slice(0, 7)
    if (!isNew) return
    marks.push(line('p-tick', at(i), y, at(i), y + 5))
    put(i, monthTick(day), day.slice(5, 7) === '01' ? 60 : MONTH_WIDTH)
  })
  const [first] = days
  if (first && !first.endsWith('-01')) put(0, dateOf(first), LABEL_WIDTH)
  return marks
}
