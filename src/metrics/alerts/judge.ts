/**
 * Whether the condition of an alert holds on a local day that has ended. The same judge says so when a
 * day is closed, when it has changed since, and for a preview.
 *
 * Promises: a day is judged by what is known of it and of days before it, so that it is judged alike
 * whenever it is asked for; what has no value holds neither nor not. A day may be judged by half a year,
 * which takes milliseconds: others have their turn after each.
 */
import { nextTurn } from '../../lib/next-turn.ts'
import { roundedToFour } from '../../lib/rounding.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import type { Calendar } from '../read/calendar.ts'
import { type DailyMetricName, type DailyValue, dailyPoint } from '../read/daily-metrics.ts'
import type { DaySeries } from '../read/day-series.ts'
import { HISTORY_DAYS, History } from '../read/history.ts'
import { coded } from '../read/reasons.ts'
import { anomalies } from '../statistics/anomalies.ts'
import type { Condition } from './condition.ts'
import type { Judgement } from './schema.ts'

/**
 * By the statistics alone, one day in a hundred of each metric is unusual without a cause. Of many
 * metrics on every day that would be an alarm each week: so much is asked of one day by itself, or two of them.
 */
const LEAST_SCORE_ALONE = 4.5

export interface Judge {
  /** The last day for which there is anything. */
  readonly lastDay: number
  on(day: number): Promise<Judgement>
}

/** How many days before the one that is judged are looked at. */
export function daysBefore(condition: Condition): number {
  if (condition.kind === 'unusual') return HISTORY_DAYS
  return condition.kind === 'change' ? condition.over_days : 0
}

/** @param series Reaches back so far that each day asked for has `daysBefore`, and metrics what they look back on. */
export function judgeOf(
  metric: DailyMetricName,
  condition: Condition,
  series: DaySeries,
  calendar: Calendar,
): Judge {
  const valueOn = (day: number) => dailyPoint(metric, series, day, calendar.firstDay, true)
  const known = new Map<number, Promise<Judgement>>()
  const judgementOf = async (day: number) => {
    const judgement = { date: dayToDate(day), ...roundedToFour(coded(judged(condition, valueOn, day))) }
    await nextTurn()
    return judgement
  }
  const on = (day: number) => {
    const judgement = known.get(day) ?? judgementOf(day)
    known.set(day, judgement)
    return judgement
  }
  return { lastDay: series.toDay, on }
}

type Found = Omit<Judgement, 'date'>

function judged(condition: Condition, valueOn: (day: number) => DailyValue, day: number): Found {
  const { value, ...missing } = valueOn(day)
  if (value === null) return { ...UNKNOWN, ...missing }
  switch (condition.kind) {
    case 'above':
    case 'below': {
      const { kind, threshold } = condition
      const holds = kind === 'above' ? value > threshold : value < threshold
      return { value, expected: threshold, deviation: value - threshold, holds, is_level_shift: false }
    }
    case 'change':
      return changed(condition, value, valueOn(day - condition.over_days))
    case 'unusual':
      return unusual(condition, value, historyUntil(valueOn, day))
  }
}

const UNKNOWN: Found = { value: null, expected: null, deviation: null, holds: null, is_level_shift: false }

type Change = Extract<Condition, { kind: 'change' }>
type Unusual = Extract<Condition, { kind: 'unusual' }>

function changed({ direction, percent }: Change, value: number, before: DailyValue): Found {
  const { value: expected, ...missing } = before
  if (expected === null) return { ...UNKNOWN, value, ...missing }
  if (expected === 0) return { ...UNKNOWN, value, reason: 'there was nothing in the period before' }
  // As it is shown: of tenths a binary fraction makes a little more or less.
  const deviation = roundedToFour(((value - expected) * 100) / Math.abs(expected))
  const holds =
    (direction !== 'fall' && deviation >= percent) || (direction !== 'rise' && -deviation >= percent)
  return { value, expected, deviation, holds, is_level_shift: false }
}

/** As the statistics of the days until this one find it. */
function unusual({ side }: Unusual, value: number, history: History): Found {
  const { anomalies: all, usual, reason } = anomalies(history.values, history.firstWeekday)
  const last = history.length - 1
  const expected = usual[last]?.expected ?? null
  if (all === null || expected === null) {
    return { ...UNKNOWN, value, reason: reason ?? 'the level has shifted within the last four weeks' }
  }
  const isOnSide = (one: { side: string }) => side === 'either' || one.side === side
  const ordinary = { value, expected, deviation: 0, holds: false, is_level_shift: false }
  const shift = all.find((one) => one.kind === 'level_shift' && one.noticed_index === last)
  if (shift?.kind === 'level_shift') {
    const deviation = shift.days.at(-1)?.score ?? 0
    return { ...ordinary, deviation, holds: isOnSide(shift), is_level_shift: true }
  }
  const days = all.filter((one) => one.kind === 'day')
  const today = days.find(({ index }) => index === last)
  if (!today) return ordinary
  const isSecond = days.some((one) => one.index === last - 1 && one.side === today.side)
  const stands = isSecond || Math.abs(today.score) >= LEAST_SCORE_ALONE
  return { ...ordinary, deviation: today.score, holds: stands && isOnSide(today) }
}

/** As `readHistories` has it for a period that ends with the day. */
function historyUntil(valueOn: (day: number) => DailyValue, last: number): History {
  const values: number[] = []
  for (let day = last; day > last - HISTORY_DAYS; day -= 1) {
    const { value } = valueOn(day)
    if (value === null) break
    values.push(value)
  }
  return new History(values.reverse(), last)
}
