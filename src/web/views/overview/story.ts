/**
 * The sentence of a day: the first thing that is to be said, or that there is nothing. What it rests on
 * is told, too; nothing is called a change that chance would make.
 */
import type { Dashboard, Point, Statistics } from '../../../../docs/api-types.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { overview } from '../../texts/overview.ts'

export interface Told {
  say: string
  /** What it rests on. */
  rests: string
  /** The metric to look at. */
  metric: 'daily_active_users' | 'sessions' | 'new_users'
}

export interface Known {
  dashboard: Dashboard
  active: Statistics
  sessions: Statistics
  /** Of the last days. */
  newcomers: readonly Point[]
  /** The day that is looked at, and whether it is over. */
  day: Day
  is_past: boolean
}

export function storyOf(known: Known): Told {
  return (
    unusualDay(known) ??
    (known.is_past
      ? ofThePast(known)
      : (openShift(known) ?? change(known) ?? direction(known) ?? quiet(known)))
  )
}

/** The last whole day: that which is looked at, or yesterday. */
function lastDay({ day, is_past }: Known): Day {
  return is_past ? day : plusDays(day, -1)
}

function dayIn({ anomalies }: Statistics, date: Day) {
  const days = (anomalies.items ?? []).flatMap((one) => (one.kind === 'day' ? [one] : one.days))
  return days.find((one) => one.date === date)
}

function unusualDay(known: Known): Told | null {
  const { active, sessions, newcomers } = known
  const date = lastDay(known)
  const people = dayIn(active, date)
  const begun = dayIn(sessions, date)
  const found = people ?? begun
  if (!found) return null
  const when = known.is_past ? overview.story.thisDay : overview.story.yesterday
  const first = newcomers.find((one) => one.date === date)?.value ?? 0
  const rests = [
    people && first > 0 ? overview.story.firstTime(first, people.value) : '',
    overview.story.comparedWith(found.weekday),
  ]
    .filter(Boolean)
    .join(' ')
  const metric = people ? 'daily_active_users' : 'sessions'
  if (found.side === 'below')
    return { say: overview.story.quietDay(when, found, people ? 'people' : 'sessions'), rests, metric }
  return {
    say: overview.story.unusual(when, people?.value ?? null, begun?.value ?? null, found),
    rests,
    metric,
  }
}

function openShift({ active, sessions }: Known): Told | null {
  for (const [metric, statistics] of [
    ['sessions', sessions],
    ['daily_active_users', active],
  ] as const) {
    if (!statistics.anomalies.level_shift_open) continue
    const shift = (statistics.anomalies.items ?? []).findLast((one) => one.kind === 'level_shift')
    if (shift?.kind !== 'level_shift') continue
    const now = mean(shift.days.map(({ value }) => value))
    const before = mean(shift.days.map(({ expected }) => expected))
    return {
      say: overview.story.shift(
        shift.date,
        shift.side,
        metric === 'sessions' ? 'sessions' : 'people',
        now,
        before,
      ),
      rests: overview.story.shiftRests(shift.days.length),
      metric,
    }
  }
  return null
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
}

interface Compared {
  numerator?: number
  denominator?: number
  p_value?: number
  significant?: boolean
}

function change({ dashboard: { notes } }: Known): Told | null {
  const active = notes.active_users_growth_rate as Compared | undefined
  const newcomers = notes.new_users_growth_rate as Compared | undefined
  for (const [metric, note] of [
    ['daily_active_users', active],
    ['new_users', newcomers],
  ] as const) {
    if (!note?.significant) continue
    const before = note.denominator ?? 0
    const now = before + (note.numerator ?? 0)
    return {
      say: overview.story.week(metric === 'new_users' ? 'new' : 'active', now, before),
      rests: overview.story.tested(note.p_value ?? 0),
      metric,
    }
  }
  return null
}

function direction({ active }: Known): Told | null {
  const { direction: way, slope_adjusted, interval } = active.trend
  if ((way !== 'rising' && way !== 'falling') || slope_adjusted === null || !interval) return null
  return {
    say: overview.story.direction(way, Math.abs(slope_adjusted) * 7),
    rests: overview.story.directionRests(interval),
    metric: 'daily_active_users',
  }
}

function quiet({ active, dashboard, day }: Known): Told {
  const late = dashboard.work_metrics.overdue ?? 0
  const metric = 'daily_active_users'
  if (active.anomalies.items === null)
    return { say: overview.story.tooYoung, rests: overview.story.tooYoungRests, metric }
  const days = active.anomalies.items.flatMap((one) => (one.kind === 'day' ? [one] : one.days))
  const unusual = days.filter(({ date }) => date > plusDays(day, -31)).map(({ date }) => date)
  return { say: overview.story.quiet(unusual, late), rests: overview.story.quietRests, metric }
}

function ofThePast({ dashboard, active, newcomers, day }: Known): Told {
  const people = dashboard.engagement_metrics.daily_active_users
  const first = newcomers.find((one) => one.date === day)?.value ?? 0
  const found = active.anomalies.items
  const rests = found === null ? overview.story.tooYoungRests : overview.story.pastRests(found.length)
  return {
    say: people === null ? overview.story.notBegun : overview.story.pastDay(people, first),
    rests,
    metric: 'daily_active_users',
  }
}
