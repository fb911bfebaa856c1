/** Reads a day as somebody types it, in their language: "2025-06-22", "22.6.2025", "9 april", "yesterday", "week 12". */
import { monthName } from './calendar.ts'
import { relativeDay } from './dates.ts'
import { type Day, dayOf, isDay, numberOf, plusDays, weekdayOf } from './days.ts'
import { spoken } from './locale.ts'

/** @param today What "yesterday" is told from; a date without a year is the last one until then. */
export function readDay(typed: string, today: Day): Day | null {
  const text = typed.trim().toLocaleLowerCase(spoken.locale)
  if (isDay(text)) return text
  if (text === relativeDay(0)) return today
  if (text === relativeDay(-1)) return plusDays(today, -1)
  const week = /^(?:week|woche|w|kw)\s*(\d{1,2})$/.exec(text)
  if (week) return mondayOf(Number(week[1]), today)
  const digits = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?\.?$/.exec(text)
  if (digits) return dated(Number(digits[1]), Number(digits[2]), digits[3], today)
  const words = /^(\d{1,2})\.?\s+(\p{L}{3})\p{L}*\.?(?:\s+(\d{4}))?$/u.exec(text) ?? swapped(text)
  if (!words) return null
  const month = monthNames().indexOf(words[2] ?? '') + 1
  return month === 0 ? null : dated(Number(words[1]), month, words[3], today)
}

/** "april 9 2025" */
function swapped(text: string): string[] | null {
  const found = /^(\p{L}{3})\p{L}*\.?\s+(\d{1,2}),?(?:\s+(\d{4}))?$/u.exec(text)
  return found && ['', found[2] ?? '', found[1] ?? '', found[3] ?? '']
}

function dated(day: number, month: number, year: string | undefined, today: Day): Day | null {
  const of = (y: number) => `${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const thisYear = Number(today.slice(0, 4))
  const found = year ? of(Number(year)) : of(thisYear) <= today ? of(thisYear) : of(thisYear - 1)
  return isDay(found) ? found : null
}

function mondayOf(week: number, today: Day): Day | null {
  if (week < 1 || week > 53) return null
  const fourth = `${today.slice(0, 4)}-01-04`
  return dayOf(numberOf(fourth) - weekdayOf(fourth) + 1 + (week - 1) * 7)
}

function monthNames(): string[] {
  return Array.from({ length: 12 }, (_, i) =>
    monthName(dayOf(numberOf('2024-01-15') + Math.round(i * 30.5)))
      .slice(0, 3)
      .toLocaleLowerCase(spoken.locale),
  )
}
