/**
 * What each of the main numbers was before, and whether chance would make the difference. Each is of
 * whole local days, so that no part of one is compared with all of another: those that the dashboard
 * shows for today so far are of the last day that is over.
 */
import { dayToDate } from '../../lib/time/local-days.ts'
import { type Significance, significanceOf } from '../statistics/even-chances.ts'
import { exactShares } from '../statistics/exact-shares.ts'
import { exactSwaps } from '../statistics/exact-swaps.ts'
import { CHANGES_BEFORE, rankOfChange } from '../statistics/rank-of-change.ts'
import type { Changes } from './dashboard/schema.ts'
import type { DaySeries } from './day-series.ts'
import { averageSessionDuration, engagementScore, retention } from './formulas.ts'
import { codeOf } from './reasons.ts'

/** Of the engagement score, whose change is compared with those of many weeks. */
const SCORE_DAYS = 7 * (CHANGES_BEFORE + 2)
/** How many days before today are read for them all. */
export const CHANGES_LOOK_BACK_DAYS = SCORE_DAYS + 1

const WEEK = 7
const MONTH = 30

type Change = Changes[keyof Changes]
type Tested = Significance & Pick<Change, 'test' | 'gained' | 'lost'>

interface Compared {
  /** The last day of the window, and how many days it has. */
  last: number
  length: number
  /** How many days earlier the window before ends. */
  apart: number
  /** How many days of the organization's life are needed for both values. */
  needs: number
  valueOn: (day: number) => number | null
  /** Called where both are there. */
  test: (now: number, before: number) => Tested | string
  /** As `needs`, for the test. */
  testNeeds?: number
}

export interface ChangesOf {
  series: DaySeries
  today: number
  firstDay: number
  hasEnded: boolean
}

export function changesOf({ series, today, firstDay, hasEnded }: ChangesOf): Changes {
  const yesterday = today - 1
  const whole = hasEnded ? today : yesterday
  const compare = (compared: Compared) => changeOf(compared, firstDay)
  return {
    daily_active_users: compare({
      ...{ last: whole, length: 1, apart: WEEK, needs: WEEK + 1 },
      valueOn: (day) => series.on(day).dau,
      test: counted,
    }),
    weekly_active_users: compare({
      ...{ last: yesterday, length: WEEK, apart: WEEK, needs: 2 * WEEK },
      valueOn: (day) => series.rolling('d7', day),
      test: (now, before) => gainedAndLost(now, before, series.rolling('d14', yesterday)),
    }),
    monthly_active_users: compare({
      ...{ last: yesterday, length: MONTH, apart: MONTH, needs: 2 * MONTH },
      valueOn: (day) => series.rolling('d30', day),
      test: (now, before) => gainedAndLost(now, before, series.rolling('d60', yesterday)),
    }),
    new_users: compare({
      ...{ last: yesterday, length: WEEK, apart: WEEK, needs: 2 * WEEK },
      valueOn: (day) => series.sum('new_users', day, WEEK),
      test: counted,
    }),
    user_retention: compare({
      ...{ last: yesterday, length: 2 * MONTH, apart: MONTH, needs: 3 * MONTH },
      valueOn: (day) => retention(series, day, firstDay).value,
      test: () => shares(series, yesterday, firstDay),
    }),
    avg_session_duration: compare({
      ...{ last: whole, length: WEEK, apart: WEEK, needs: 2 * WEEK },
      valueOn: (day) => averageSessionDuration(series, day).value,
      test: () => weekdayPairs(series, whole),
    }),
    engagement_score: compare({
      ...{ last: whole, length: WEEK, apart: WEEK, needs: 2 * WEEK, testNeeds: SCORE_DAYS },
      valueOn: (day) => engagementScore(series, day).value,
      test: () => ranked(series, whole),
    }),
  }
}

function changeOf(compared: Compared, firstDay: number): Change {
  const { last, length, apart, needs, valueOn, test, testNeeds = needs } = compared
  const age = last - firstDay + 1
  const value = age > 0 ? valueOn(last) : null
  const value_before = age >= needs ? valueOn(last - apart) : null
  const windows = {
    ...{ from: dayToDate(last - length + 1), to: dayToDate(last) },
    ...{ before_from: dayToDate(last - apart - length + 1), before_to: dayToDate(last - apart) },
  }
  const values = { value, value_before, ...windows }
  if (age < testNeeds)
    return { ...values, ...untested('immature'), available_on: dayToDate(firstDay + testNeeds) }
  if (value === null || value_before === null) return { ...values, ...untested('no values') }
  const tested = test(value, value_before)
  return { ...values, ...(typeof tested === 'string' ? untested(tested) : tested) }
}

function untested(reason: string) {
  return { p_value: null, significant: null, reason, code: codeOf(reason) }
}

/** Of people who are counted on both days the difference varies less: then chance is thought larger than it is. */
function counted(now: number, before: number): Tested {
  return { test: 'even_chances', ...significanceOf(now, before) }
}

function gainedAndLost(now: number, before: number, either: number): Tested {
  const [gained, lost] = [either - before, either - now]
  return { test: 'gained_and_lost', gained, lost, ...significanceOf(gained, lost) }
}

function shares(series: DaySeries, day: number, firstDay: number): Tested | string {
  const [now, before] = [day, day - MONTH].map((one) => retention(series, one, firstDay).note)
  if (now?.numerator === undefined || now.denominator === undefined) return 'no values'
  if (before?.numerator === undefined || before.denominator === undefined) return 'no values'
  const p = exactShares(now.numerator, now.denominator, before.numerator, before.denominator)
  return judged('exact_shares', p)
}

/** Each weekday's sessions could as well have been those of the week before. */
function weekdayPairs(series: DaySeries, day: number): Tested {
  const pairs = Array.from(
    { length: WEEK },
    (_, i) => [series.on(day - i), series.on(day - i - WEEK)] as const,
  )
  return judged(
    'weekday_pairs',
    exactSwaps(pairs, (now, before) => lengthOf(now) - lengthOf(before)),
  )
}

function lengthOf(days: readonly { sess_ms: number; sess_n: number }[]): number {
  let [ms, n] = [0, 0]
  for (const { sess_ms, sess_n } of days) {
    ms += sess_ms
    n += sess_n
  }
  return n === 0 ? 0 : ms / n
}

function ranked(series: DaySeries, day: number): Tested | string {
  const scores = Array.from(
    { length: CHANGES_BEFORE + 2 },
    (_, i) => engagementScore(series, day - (CHANGES_BEFORE + 1 - i) * WEEK).value,
  )
  const known = scores.filter((score) => score !== null)
  return known.length < scores.length ? 'no users' : judged('rank_of_weeks', rankOfChange(known))
}

function judged(test: NonNullable<Change['test']>, p: number): Tested {
  return { test, p_value: Math.round(p * 1e4) / 1e4, significant: p < 0.05 }
}
