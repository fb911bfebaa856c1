/** The hours of the clock of a time zone, and counts of quarters of an hour put together to them. */
import type { LocalDays } from './local-days.ts'

export const QUARTER_MS = 15 * 60_000
const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000

export interface LocalHour {
  /** ISO 8601 with the zone's offset: when clocks go back, an hour comes twice, with two offsets. */
  hour: string
  count: number
}

/**
 * Every hour of the clock that lies in (after, until], the oldest first, also those in which nothing
 * happened. The first is cut where the range begins. Zones that are not on UTC's hours are on its
 * quarters.
 *
 * @param after, until Epoch ms.
 * @param quarters Counts by quarter: instants divided by `QUARTER_MS`, rounded down.
 */
export function localHours(
  days: LocalDays,
  after: number,
  until: number,
  quarters: ReadonlyMap<number, number>,
): LocalHour[] {
  const hours: LocalHour[] = []
  for (let quarter = quarterOf(after + 1); quarter <= quarterOf(until); quarter += 1) {
    const hour = hourAt(days, quarter * QUARTER_MS)
    const count = quarters.get(quarter) ?? 0
    const last = hours.at(-1)
    if (last?.hour === hour) last.count += count
    else hours.push({ hour, count })
  }
  return hours
}

/** From its first instant up to the first after it, epoch ms. */
export interface ClockHour {
  /** As in `LocalHour`. */
  hour: string
  from_at: number
  until_at: number
}

/**
 * The hours of the clock in [from, until), the oldest first. The first and the last are cut where
 * the range begins and ends. One in which the clock is set by half an hour lasts as long as it shows.
 *
 * @param from, until Epoch ms.
 */
export function clockHours(days: LocalDays, from: number, until: number): ClockHour[] {
  const hours: ClockHour[] = []
  for (let at = from; at < until; ) {
    const next = Math.min(until, hourEndsAt(days, at), days.offsetHoldsUntil(at))
    const hour = hourAt(days, at)
    const last = hours.at(-1)
    if (last?.hour === hour) last.until_at = next
    else hours.push({ hour, from_at: at, until_at: next })
    at = next
  }
  return hours
}

/** Were the clock not set before. */
function hourEndsAt(days: LocalDays, at: number): number {
  const offset = days.offsetAt(at)
  return (Math.floor((at + offset) / HOUR_MS) + 1) * HOUR_MS - offset
}

function quarterOf(at: number): number {
  return Math.floor(at / QUARTER_MS)
}

function hourAt(days: LocalDays, at: number): string {
  const offset = days.offsetAt(at)
  const local = new Date(Math.floor((at + offset) / HOUR_MS) * HOUR_MS).toISOString().slice(0, 19)
  const minutes = Math.abs(offset) / MINUTE_MS
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
