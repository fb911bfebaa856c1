/** When people work, seen from now: on weekdays between nine and six, and never ahead. */
import type { LocalDays } from '../../lib/time/local-days.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import type { Chance } from './chance.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MINUTE_MS = 60_000

export class WorkingHours {
  readonly today: number

  constructor(
    readonly days: LocalDays,
    readonly now: number,
    readonly chance: Chance,
  ) {
    this.today = days.dayOf(now)
  }

  /** An instant about so many days ago. What would be on a weekend is on the Friday before; today is today. */
  ago(days: number): number {
    const wanted = this.today - Math.floor(days)
    const day = wanted === this.today ? wanted : lastWeekday(wanted)
    const at = this.days.startOf(day) + this.chance.between(9, 18) * HOUR_MS
    return Math.min(Math.round(at), this.justNow())
  }

  /** About so many days after an instant, but after it, and before now. */
  after(at: number, days: number): number {
    const wanted = this.ago(Math.max(0, (this.now - at) / DAY_MS - days))
    const soonest = at + Math.min(10 * MINUTE_MS, (this.now - at) / 2)
    return Math.round(Math.max(soonest, wanted))
  }

  /** Within the last hour. */
  justNow(): number {
    return Math.round(this.now - this.chance.between(2, 50) * MINUTE_MS)
  }

  /** The local date so many days from now. */
  date(daysAhead: number): string {
    return dayToDate(this.today + daysAhead)
  }
}

/** Day 0 was a Thursday. */
function lastWeekday(day: number): number {
  const weekday = (((day + 3) % 7) + 7) % 7
  return weekday > 4 ? day - (weekday - 4) : day
}
