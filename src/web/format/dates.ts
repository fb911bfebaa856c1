/** Days and instants as people write them. The language is that of the texts, the order of its words the reader's. */
import { type Day, plusDays } from './days.ts'
import { inLocale, spoken } from './locale.ts'

function formatted(at: Date, options: Intl.DateTimeFormatOptions): string {
  const format = inLocale(JSON.stringify(options), (locale) => new Intl.DateTimeFormat(locale, options))
  if (spoken.language !== 'en') return format.format(at)
  // "Fri, 10 Apr" has a comma that nobody writes; "Fri, Apr 10, 2026" needs its own.
  const text = format.format(at).replace(/\bSept\b/, 'Sep')
  return /^\D+, \d/.test(text) && !/\d, /.test(text) ? text.replace(',', '') : text
}

export function ofDay(day: Day, options: Intl.DateTimeFormatOptions): string {
  return formatted(new Date(`${day}T00:00:00Z`), { ...options, timeZone: 'UTC' })
}

function year(day: Day, today: Day | undefined): Intl.DateTimeFormatOptions {
  return today === undefined || day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }
}

/** "Thu 9 Apr". @param today With the year where it is another than that of today. */
export function shortDay(day: Day, today?: Day): string {
  return ofDay(day, { weekday: 'short', day: 'numeric', month: 'short', ...year(day, today) })
}

/** "Thursday 9 April" */
export function longDay(day: Day, today?: Day): string {
  return ofDay(day, { weekday: 'long', day: 'numeric', month: 'long', ...year(day, today) })
}

/** "9 Apr" */
export function dateOf(day: Day, today?: Day): string {
  return ofDay(day, { day: 'numeric', month: 'short', ...year(day, today) })
}

/** "9 April", "9 April 2025" */
export function longDate(day: Day, today?: Day): string {
  return ofDay(day, { day: 'numeric', month: 'long', ...year(day, today) })
}

/** "Monday" @param weekday 1 is Monday */
export function longWeekday(weekday: number): string {
  return ofDay(plusDays('2024-01-01', weekday - 1), { weekday: 'long' })
}

/** "Apr", and in January the year, too. */
export function monthTick(day: Day): string {
  return ofDay(day, { month: 'short', ...(day.slice(5, 7) === '01' && { year: 'numeric' }) })
}

/** "3–9 Apr", "11 Mar – 9 Apr" */
export function dayRange(from: Day, to: Day): string {
  if (from === to) return dateOf(to)
  if (spoken.language !== 'en') return rangeFormat().formatRange(noonOf(from), noonOf(to))
  if (from.slice(0, 7) === to.slice(0, 7) && dateOf(to).startsWith(String(Number(to.slice(8))))) {
    return `${Number(from.slice(8))}–${dateOf(to)}`
  }
  return `${dateOf(from)} – ${dateOf(to)}`
}

function rangeFormat(): Intl.DateTimeFormat {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return inLocale('range', (locale) => new Intl.DateTimeFormat(locale, options))
}

function noonOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`)
}

/** "today", "yesterday" */
export function relativeDay(days: 0 | -1): string {
  return inLocale(
    'days from now',
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  ).format(days, 'day')
}

/** "14:12" */
export function timeIn(zone: string | undefined, at: Date): string {
  return formatted(at, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone && { timeZone: zone }),
  })
}
