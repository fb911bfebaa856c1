/** Local days as dates (`2026-04-10`): reckoned by number, so that no zone and no clock change moves them. */

export type Day = string

const DAY_MS = 86_400_000

export function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

export function dayOf(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

export function plusDays(day: Day, days: number): Day {
  return dayOf(numberOf(day) + days)
}

/** How many days after `from` comes `to`. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from)
}

/** 1 is Monday. */
export function weekdayOf(day: Day): number {
  return ((((numberOf(day) + 3) % 7) + 7) % 7) + 1
}

/** 1 is the first of January. */
export function dayOfYear(day: Day): number {
  return daysBetween(`${day.slice(0, 4)}-01-01`, day) + 1
}

export function daysInYear(day: Day): number {
  const year = Number(day.slice(0, 4))
  return daysBetween(`${year}-01-01`, `${year + 1}-01-01`)
}

/** Of ISO 8601: that of the year's week which holds its Thursday. */
export function weekOf(day: Day): number {
  return Math.ceil(dayOfYear(plusDays(day, 4 - weekdayOf(day))) / 7)
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(numberOf(text)) && dayOf(numberOf(text)) === text
}

/** Which day it is somewhere. @param zone IANA */
export function dayIn(zone: string, at: Date): Day {
  // Swedish dates are written as ISO 8601 writes them.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)
}

/** `count` days, the last of them `to`. */
export function daysTo(to: Day, count: number): Day[] {
  const last = numberOf(to)
  return Array.from({ length: count }, (_, i) => dayOf(last - count + 1 + i))
}
