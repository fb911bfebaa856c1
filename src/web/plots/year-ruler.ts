/** The year as a ruler: a stroke for each day, longer at weeks and months, and today in red. */
import { monthName } from '../format/calendar.ts'
import { type Day, dayOfYear, daysInYear, plusDays, weekdayOf } from '../format/days.ts'
import { circle, line, type Mark, path, px, text } from './marks.ts'

const BASE_Y = 48

export function yearRuler(today: Day, width: number): Mark[] {
  const first = `${today.slice(0, 4)}-01-01`
  const days = daysInYear(today)
  const step = (width - 2) / days
  // On a phone a day would be less than a pixel.
  const isNarrow = step < 1.6
  const gone: string[] = []
  const ahead: string[] = []
  const names: Mark[] = []
  for (let i = 0; i < days; i += 1) {
    const day = plusDays(first, i)
    const x = 1 + (i + 0.2) * step
    const isMonth = day.endsWith('-01')
    const height = isMonth ? 24 : weekdayOf(day) === 1 ? 15 : isNarrow ? 0 : 9
    if (height > 0) (day < today ? gone : ahead).push(`M${px(x)} ${BASE_Y}v${-height}`)
    if (isMonth && !(isNarrow && Number(day.slice(5, 7)) % 3 !== 1))
      names.push(text(monthName(day), x - 1, 67))
  }
  const x = 1 + (dayOfYear(today) - 0.8) * step
  return [
    path('gone', gone.join('')),
    path('ahead', ahead.join('')),
    line('base', 0, BASE_Y + 0.5, width, BASE_Y + 0.5),
    line('now', x, BASE_Y, x, 9),
    circle('', x, 7, 4.5),
    ...names,
  ]
}
