/**
 * The sentence of a day: the first thing that is to be said, or that there is nothing. What it rests on
 * is told, too; nothing is called a change that chance would make.
 */
import type { Dashboard, Notable, Point } from '../../../../docs/api-types.ts'
import { type Day, plusDays } from '../../format/days.ts'
import { overview } from '../../texts/overview.ts'

/** What is counted, as sentences call it. */
export type Counted = 'people' | 'sessions' | 'new'

export interface Told {
  say: string
  /** What it rests on. */
  rests: string
  /** The metric to look at. */
  metric: 'daily_active_users' | 'sessions' | 'new_users'
  /** The one day it is about, where that is not the one looked at. */
  about?: Day
  /** Whether nothing of the numbers is to be said, so that what presses otherwise may be. */
  is_quiet?: true
}

export interface Known {
  dashboard: Dashboard
  /** Of 90 days. */
  notable: Notable
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

const COUNTED = { daily_active_users: 'people', sessions: 'sessions', new_users: 'new' } as const

type Item<Kind> = Extract<Notable['items'][number], { kind: Kind }>

function itemsOf<Kind extends Notable['items'][number]['kind']>(
  { items }: Notable,
  kind: Kind,
  metric: Told['metric'],
): Item<Kind>[] {
  // Those of a kind are of its type.
  return items.filter((one) => one.kind === kind && one.metric === metric) as Item<Kind>[]
}

/** Those of which a shift of level is made, too: the plot marks them. */
function unusualDaysOf(notable: Notable, metric: Told['metric']): Item<'level_shift'>['days'] {
  const shifts = itemsOf(notable, 'level_shift', metric)
  return [...itemsOf(notable, 'unusual_day', metric), ...shifts.flatMap(({ days }) => days)]
}

/** The last whole day: that which is looked at, or yesterday. */
function lastDay({ day, is_past }: Known): Day {
  return is_past ? day : plusDays(day, -1)
}

function unusualDay(known: Known): Told | null {
  const { notable, newcomers } = known
  const date = lastDay(known)
  const on = (metric: Told['metric']) => unusualDaysOf(notable, metric).find((one) => one.date === date)
  const people = on('daily_active_users')
  const begun = on('sessions')
  const found = people ?? begun ?? on('new_users')
  if (!found) return null
  const when = known.is_past ? overview.story.thisDay : overview.story.yesterday
  const first = newcomers.find((one) => one.date === date)?.value ?? 0
  const rests = [
    people && first > 0 ? overview.story.firstTime(first, people.value) : '',
    overview.story.comparedWith(found.weekday),
  ]
    .filter(Boolean)
    .join(' ')
  const metric = people ? 'daily_active_users' : begun ? 'sessions' : 'new_users'
  const say =
    found.side === 'below'
      ? overview.story.quietDay(when, found, COUNTED[metric])
      : overview.story.unusual(when, people?.value ?? null, begun?.value ?? null, found)
  return { say, rests, metric, ...(!known.is_past && { about: date }) }
}

function openShift({ notable }: Known): Told | null {
  for (const metric of ['sessions', 'daily_active_users', 'new_users'] as const) {
    const shift = itemsOf(notable, 'level_shift', metric).find(({ open }) => open)
    if (!shift) continue
    const { date, side, value, expected, days } = shift
    return {
      say: overview.story.shift(date, side, COUNTED[metric], value, expected),
      rests: overview.story.shiftRests(days.length),
      metric,
    }
  }
  return null
}

interface Compared {
  numerator?: number
  denominator?: number
  p_value?: number
  significant?: boolean
}

function change({ dashboard: { notes }, notable }: Known): Told | null {
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
  const metric = 'sessions'
  const [begun] = itemsOf(notable, 'change', metric)
  if (!begun) return null
  const { value, value_before, p_value } = begun
  return {
    say: overview.story.week('sessions', value, value_before),
    rests: overview.story.tested(p_value),
    metric,
  }
}

function direction({ notable }: Known): Told | null {
  for (const metric of ['daily_active_users', 'sessions', 'new_users'] as const) {
    const [found] = itemsOf(notable, 'trend', metric)
    if (!found) continue
    const { direction, slope_adjusted, interval } = found
    return {
      say: overview.story.direction(direction, Math.abs(slope_adjusted) * 7, COUNTED[metric]),
      rests: overview.story.directionRests(interval),
      metric,
    }
  }
  return null
}

/** Those found unusual among 90 days; `null` where none can be told as yet. */
function unusualDays({ notable }: Known): Day[] | null {
  const metric = 'daily_active_users'
  const { missing } = notable
  if (missing.some((one) => one.metric === metric && one.part === 'unusual_days')) return null
  const days = unusualDaysOf(notable, metric).map(({ date }) => date)
  // A shift that was noticed in these 90 days may have begun before them.
  return days.filter((date) => date >= notable.from)
}

function quiet(known: Known): Told {
  const { dashboard, day } = known
  const late = dashboard.work_metrics.overdue ?? 0
  const metric = 'daily_active_users'
  const unusual = unusualDays(known)
  const nothing = { metric, is_quiet: true } as const
  if (unusual === null)
    return { ...nothing, say: overview.story.tooYoung, rests: overview.story.tooYoungRests }
  const lately = unusual.filter((date) => date > plusDays(day, -31)).sort()
  const [about] = lately.length === 1 ? lately : []
  const told = { say: overview.story.quiet(lately, late), rests: overview.story.quietRests }
  return { ...nothing, ...told, ...(about && { about }) }
}

function ofThePast(known: Known): Told {
  const { dashboard, newcomers, day } = known
  const people = dashboard.engagement_metrics.daily_active_users
  const first = newcomers.find((one) => one.date === day)?.value ?? 0
  const found = unusualDays(known)
  const rests = found === null ? overview.story.tooYoungRests : overview.story.pastRests(found.length)
  return {
    say: people === null ? overview.story.notBegun : overview.story.pastDay(people, first),
    rests,
    metric: 'daily_active_users',
  }
}
