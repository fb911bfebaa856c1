/**
 * The one place where an instant becomes a local day.
 *
 * A local day is an integer: days from 1970-01-01 on the zone's own calendar. `dayOf(t)` is the
 * calendar date of `t` in the zone; `startOf(day)` is the first instant whose local date is that
 * day or later, which may be 01:00 (midnight can be missing) and may equal the next day's start
 * (Apia has no 2011-12-30).
 *
 * Days are decided by the offset in force at the instant, never by adding 24 hours. A zone is a
 * list of spans of constant offset, found once per UTC year from the runtime's own zone data:
 *
 *    offset  ──────┐            ┌───────      Intl is asked at each day's boundary; where two
 *                  └────────────┘             answers differ, the instant of change is searched
 *    year    Jan ─ Mar ─────── Nov ─ Dec      by halving.
 */
import { LRUCache } from 'lru-cache'
import { InvalidValueError } from '../app-error.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** No zone is further from UTC than this. */
const MAX_OFFSET_MS = 26 * HOUR_MS
/** A clock set back across midnight lets a date return within this time after the next has begun. */
const DATE_RETURNS_WITHIN_MS = 3 * HOUR_MS

/** Offsets (ms east of UTC) and the instants from which each holds. */
interface Spans {
  from: number[]
  offset: number[]
}

export class LocalDays {
  readonly #format: Intl.DateTimeFormat
  readonly #years = new Map<number, Spans>()
  // The span of the last question: consecutive instants are mostly near each other.
  #from = 1
  #to = 0
  #offset = 0

  /** @throws RangeError when the runtime knows no such IANA zone. */
  constructor(readonly timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  }

  /** The local day on which the instant `t` (epoch ms) falls. */
  dayOf(t: number): number {
    return Math.floor((t + this.offsetAt(t)) / DAY_MS)
  }

  /** The first instant (epoch ms) whose local date is `day` or later. */
  startOf(day: number): number {
    const localMidnight = day * DAY_MS
    let at = localMidnight - MAX_OFFSET_MS
    for (;;) {
      const offset = this.offsetAt(at)
      const start = Math.max(at, localMidnight - offset)
      if (start < this.#to) return start
      at = this.#to
    }
  }

  /**
   * The first instant from which on every local date is later than `day`: the start of the next
   * day, unless the date returns after that (St. John's set its clock from 00:01 back to 23:01).
   */
  endOf(day: number): number {
    const nextStart = this.startOf(day + 1)
    const laterMidnight = (day + 1) * DAY_MS - this.offsetAt(nextStart + DATE_RETURNS_WITHIN_MS)
    return laterMidnight > nextStart && this.dayOf(laterMidnight - 1) === day ? laterMidnight : nextStart
  }

  /** The first day that ends after the instant `t`: that of `t`, unless the date before it returns. */
  dayEndingAfter(t: number): number {
    const day = this.dayOf(t)
    return t < this.endOf(day - 1) ? day - 1 : day
  }

  /** Milliseconds east of UTC at the instant `t`. */
  offsetAt(t: number): number {
    if (t >= this.#from && t < this.#to) return this.#offset
    const year = new Date(t).getUTCFullYear()
    const spans = this.#spansOf(year)
    let index = spans.from.length - 1
    while (index > 0 && t < (spans.from[index] ?? 0)) index -= 1
    this.#from = spans.from[index] ?? 0
    this.#to = spans.from[index + 1] ?? Date.UTC(year + 1, 0)
    this.#offset = spans.offset[index] ?? 0
    return this.#offset
  }

  /** An instant (epoch ms) up to which the offset at `t` holds; it may hold on after that. */
  offsetHoldsUntil(t: number): number {
    this.offsetAt(t)
    return this.#to
  }

  #spansOf(year: number): Spans {
    const known = this.#years.get(year)
    if (known) return known
    const start = Date.UTC(year, 0)
    const end = Date.UTC(year + 1, 0)
    const spans: Spans = { from: [start], offset: [this.#askOffset(start)] }
    let before = spans.offset[0] ?? 0
    for (let day = start; day < end; day += DAY_MS) {
      const next = Math.min(day + DAY_MS, end - 1)
      const after = this.#askOffset(next)
      if (after === before) continue
      spans.from.push(this.#firstInstantAfter(day, next, before))
      spans.offset.push(after)
      before = after
    }
    this.#years.set(year, spans)
    return spans
  }

  /** The first instant in (low, high] whose offset is no longer `before`. */
  #firstInstantAfter(low: number, high: number, before: number): number {
    let [still, changed] = [low, high]
    while (changed - still > 1) {
      const middle = Math.floor((still + changed) / 2)
      if (this.#askOffset(middle) === before) still = middle
      else changed = middle
    }
    return changed
  }

  #askOffset(t: number): number {
    const part: Record<string, string> = {}
    for (const { type, value } of this.#format.formatToParts(t)) part[type] = value
    const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year)
    const local = Date.UTC(
      year,
      Number(part.month) - 1,
      Number(part.day),
      Number(part.hour),
      Number(part.minute),
      Number(part.second),
    )
    return local - Math.floor(t / 1000) * 1000
  }
}

const zones = new LRUCache<string, LocalDays>({ max: 600 })

/** The days of a zone, kept while it is in use. @throws RangeError on an unknown zone. */
export function localDays(timeZone: string): LocalDays {
  let days = zones.get(timeZone)
  if (!days) {
    days = new LocalDays(timeZone)
    zones.set(timeZone, days)
  }
  return days
}

/**
 * The IANA zone that a name means in whatever case, as it is spelt: `europe/berlin` is `Europe/Berlin`.
 * Bare offsets (`+02:00`) are none: they have no daylight saving, and not every part of the system
 * would know them.
 *
 * @returns `null` for what the runtime does not know.
 */
export function timeZoneNamed(name: string): string | null {
  if (!/^[A-Za-z]/.test(name)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** `2026-03-08` for a local day number. */
export function dayToDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The local day number of `2026-03-08`; `null` when it is no date, of the year 1 or later. */
export function dateToDay(date: string): number | null {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / DAY_MS
}

/**
 * The local day number of a date that a caller gave.
 *
 * @throws InvalidValueError that names the field.
 */
export function dayNamed(field: string, date: string): number {
  const day = dateToDay(date)
  if (day === null) throw new InvalidValueError(field, 'must be a date such as 2026-03-08')
  return day
}

/**
 * The local day number of a date that a caller gave as one of a period.
 *
 * @throws InvalidValueError when it is no date, or its day has not ended.
 */
export function endedDayNamed(
  field: string,
  date: string,
  { days, today }: { days: LocalDays; today: number },
): number {
  const day = dayNamed(field, date)
  if (day >= today) {
    throw new InvalidValueError(field, `has not ended: today is ${dayToDate(today)} in ${days.timeZone}`)
  }
  return day
}
