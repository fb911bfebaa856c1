/** The last 24 hours: a column for each hour of the clock, the first and the last cut by the window. */
import { line, type Mark, rect, text } from './marks.ts'

interface Given {
  hours: readonly { hour: string; count: number }[]
  midnight: string
}

const BASE = 62
const TOP = 6

export function hourBars({ hours, midnight }: Given, width: number): Mark[] {
  const pitch = width / Math.max(1, hours.length)
  // About as wide as it is written; where the next hour would stand in it, it is an hour as the others.
  const isRoomy = 6 * pitch > midnight.length * 6.5 + 6
  const most = Math.max(1, ...hours.map(({ count }) => count))
  const marks: Mark[] = [line('p-base', 0, BASE + 0.5, width, BASE + 0.5)]
  for (const [i, { hour, count }] of hours.entries()) {
    const isCut = i === 0 || i === hours.length - 1
    const height = (count / most) * (BASE - TOP)
    const x = i * pitch + pitch * 0.12
    if (count > 0) {
      marks.push(
        isCut
          ? rect('p-partial', x + 0.5, BASE - height + 0.5, pitch * 0.76 - 1, height - 0.5)
          : rect('p-bar', x, BASE - height, pitch * 0.76, height),
      )
    }
    // The clock's hour as it is written, with its own offset.
    const clock = Number(hour.slice(11, 13))
    if (clock % 6 !== 0) continue
    marks.push(line('p-tick', i * pitch, BASE, i * pitch, BASE + 5))
    if (i * pitch < width - 34) {
      const label = clock === 0 && isRoomy ? midnight : `${hour.slice(11, 13)}:00`
      marks.push(text(label, Math.max(0, i * pitch + 2), BASE + 19))
    }
  }
  return marks
}
