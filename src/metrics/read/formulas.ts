/**
 * The formulas of the numbers about people, each over a series of days. Undefined is `null` with
 * a note that says why; nothing is ever an invented zero. docs/metrics.md explains them to users.
 */
import { averageMinutes, averageSeconds, percentage, ratioToTenth } from '../../lib/rounding.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { significanceOf } from '../statistics/even-chances.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import type { DaySeries } from './day-series.ts'
import type { ReasonCode } from './reasons.ts'

export interface Note {
  reason?: string
  code?: ReasonCode
  /** The local day on which the number will be there, where time alone mends it. */
  available_on?: string
  numerator?: number
  denominator?: number
  /** The denominator is below 20: read the percentage with care. */
  low_n?: true
  new_from_zero?: true
  [name: string]: unknown
}

export interface Noted {
  value: number | null
  note?: Note
}

export const LOW_N = 20
const RETENTION_DAYS = 30
const STICKINESS_DAYS = 30
/** Two whole weeks of the organization's life: compared with a part of one, any week has grown. */
const WEEKS_COMPARED_DAYS = 14

/** A percentage with what it was made of. */
export function rate(numerator: number, denominator: number) {
  const note: Note = { numerator, denominator }
  if (denominator < LOW_N) note.low_n = true
  return { value: percentage(numerator, denominator), note }
}

/** How the second number differs from the first, in percent of it. */
function growth(before: number, after: number, reason: string) {
  const { value, note } = rate(after - before, before)
  if (before > 0) return { value, note }
  if (after === 0) return { value: 0, note }
  return { value, note: { ...note, reason, new_from_zero: true as const } }
}

/** Growth of the user base over the seven days that end on `day`, in percent. */
export function growthRate(series: DaySeries, day: number, firstDay: number): Noted {
  if (day < firstDay) return immature(firstDay, 1)
  const before = day - 7 < firstDay ? 0 : series.users(day - 7)
  return growth(before, series.users(day), 'no users before')
}

/**
 * Growth of the weekly actives over those of the week before. The same people are counted in both
 * weeks, so what chance is asked about is the gained and the lost: with U the distinct people of
 * both weeks together, U less those before, and U less those now.
 */
export function activeUsersGrowth(series: DaySeries, day: number, firstDay: number): Noted {
  if (ageOn(day, firstDay) < WEEKS_COMPARED_DAYS) return immature(firstDay, WEEKS_COMPARED_DAYS)
  const before = series.rolling('d7', day - 7)
  const now = series.rolling('d7', day)
  const either = series.rolling('d14', day)
  const [gained, lost] = [either - before, either - now]
  const { value, note } = growth(before, now, 'nobody was active in the week before')
  return { value, note: { ...note, gained, lost, ...significanceOf(gained, lost) } }
}

/** Growth of the number of new users of seven days over that of the seven before, in percent. */
export function newUsersGrowth(series: DaySeries, day: number, firstDay: number): Noted {
  if (ageOn(day, firstDay) < WEEKS_COMPARED_DAYS) return immature(firstDay, WEEKS_COMPARED_DAYS)
  const before = series.sum('new_users', day - 7, 7)
  const now = series.sum('new_users', day, 7)
  const { value, note } = growth(before, now, 'there were no new users in the week before')
  return { value, note: { ...note, ...significanceOf(now, before) } }
}

/** @param days How many whole days of the organization's life the number needs: it is shown the day after. */
export function immature(firstDay: number, days: number): Noted {
  return { value: null, note: { reason: 'immature', available_on: dayToDate(firstDay + days) } }
}

/** How many days of the organization's life have ended with `day`. */
function ageOn(day: number, firstDay: number): number {
  return day - firstDay + 1
}

/**
 * Rolling 30-day retention on `day`: of those active in the 30 days before the last 30, the share
 * that was active in the last 30, in percent. Both windows and their union are rolling counts:
 * |before ∩ now| = |before| + |now| - |union|.
 */
export function retention(series: DaySeries, day: number, firstDay: number): Noted {
  if (ageOn(day, firstDay) < 2 * RETENTION_DAYS) return immature(firstDay, 2 * RETENTION_DAYS)
  const before = series.rolling('d30', day - RETENTION_DAYS)
  const now = series.rolling('d30', day)
  const union = series.rolling('d60', day)
  if (before === 0) return { value: null, note: { reason: 'nobody was active in the 30 days before' } }
  const stayed = before + now - union
  const { value, note } = rate(stayed, before)
  return { value, note: { ...note, interval_95: wilsonInterval(stayed, before) } }
}

/**
 * Mean daily actives of 30 days as a share of their monthly actives, in percent. It has no interval
 * like that of retention: the days of one person are no chances that are independent of each other.
 */
export function stickiness(series: DaySeries, day: number, firstDay: number): Noted {
  if (ageOn(day, firstDay) < STICKINESS_DAYS) return immature(firstDay, STICKINESS_DAYS)
  const monthly = series.rolling('d30', day)
  if (monthly === 0) return { value: null, note: { reason: 'nobody was active' } }
  return rate(series.sum('dau', day, STICKINESS_DAYS), STICKINESS_DAYS * monthly)
}

/** Minutes; sessions started in the seven days that end on `day`, those of one event counting as 0. */
export function averageSessionDuration(series: DaySeries, day: number): Noted {
  const count = series.sum('sess_n', day, 7)
  const value = averageMinutes(series.sum('sess_ms', day, 7), count)
  return value === null ? { value, note: { reason: 'no sessions' } } : { value, note: { sessions: count } }
}

/** Over how many local days it is told how long texts took to make. */
export const GENERATION_DAYS = 30

/** Seconds; texts that a model finished in the 30 days that end on `day`, without those that it failed to. */
export function averageGenerationTime(series: DaySeries, day: number): Noted {
  const n = series.sum('generations_ok', day, GENERATION_DAYS)
  const failed = series.sum('generations_failed', day, GENERATION_DAYS)
  const value = averageSeconds(series.sum('generation_ms', day, GENERATION_DAYS), n)
  const note = { n, days: GENERATION_DAYS, failed, failure_rate: percentage(failed, n + failed) }
  if (value === null) return { value, note: { reason: 'no text was generated', ...note } }
  return { value, note: { ...note, ...(n < LOW_N && { low_n: true as const }) } }
}

/**
 * Engagement score v1, 0 to 100, for the seven days that end on `day`. With E users at its end:
 * 100 * (0.4 * min(1, ΣDAU / 5E) + 0.3 * min(1, WAU / E) + 0.3 * min(1, core WAU / E)), in one
 * integer fraction. Of those who came in the week some may have left since, so that without the
 * limits more could have come than there are.
 */
export function engagementScore(series: DaySeries, day: number): Noted {
  const users = series.users(day)
  if (users === 0) return { value: null, note: { reason: 'no users' } }
  const activeDays = Math.min(series.sum('dau', day, 7), 5 * users)
  const weekly = Math.min(series.rolling('d7', day), users)
  const weeklyCore = Math.min(series.rolling('core_d7', day), users)
  return {
    value: ratioToTenth(8 * activeDays + 30 * weekly + 30 * weeklyCore, users),
    note: {
      version: 'v1',
      weights: { frequency: 0.4, reach: 0.3, core: 0.3 },
      components: {
        frequency: { numerator: activeDays, denominator: 5 * users },
        reach: { numerator: weekly, denominator: users },
        core: { numerator: weeklyCore, denominator: users },
      },
    },
  }
}
