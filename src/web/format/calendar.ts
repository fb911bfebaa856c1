/** Days and instants as calendars and lists say them. */
import { dateOf, ofDay, relativeDay, timeIn } from './dates.ts'
import { type Day, daysBetween, plusDays } from './days.ts'

/** "Thursday 9 April 2026" */
export function wholeDay(day: Day): string {
  return ofDay(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** "Mon". @param weekday 1 is Monday */
export function shortWeekday(weekday: number): string {
  return ofDay(plusDays('2024-01-01', weekday - 1), { weekday: 'short' })
}

/** "Apr" */
export function monthName(day: Day): string {
  return ofDay(day, { month: 'short' })
}

/** "April 2026" */
export function monthAndYear(day: Day): string {
  return ofDay(day, { month: 'long', year: 'numeric' })
}

/** "Apr 2026" */
export function shortMonthAndYear(day: Day): string {
  return ofDay(day, { month: 'short', year: 'numeric' })
}

/** "14:12:03.199": minutes are those of the zone, what is shorter is everywhere the same. */
export function exactTime(zone: string, at: Date): string {
  return `${timeIn(zone, at)}${at.toISOString().slice(16, 23)}`
}

/** "today 14:12", "yesterday 23:40", "9 Apr", "9 Apr 2025" */
export function whenIn(zone: string, at: Date, today: Day, dayOfInstant: Day): string {
  const ago = daysBetween(dayOfInstant, today)
  if (ago === 0 || ago === 1) return `${relativeDay(ago === 0 ? 0 : -1)} ${timeIn(zone, at)}`
  return dateOf(dayOfInstant, today)
}
