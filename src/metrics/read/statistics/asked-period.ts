/** Which whole local days statistics are of. */
import { InvalidValueError } from '../../../lib/app-error.ts'
import { endedDayNamed } from '../../../lib/time/local-days.ts'
import { DAYS_PER_WEEK } from '../../statistics/weekdays.ts'
import type { Calendar } from '../calendar.ts'
import { checkedRange } from '../day-range.ts'
import { HISTORY_DAYS, lastDayOf } from '../history.ts'
import type { StatisticsQuery } from './schema.ts'

/** The periods that end with the last whole day, or with the one that `to` names. */
const PERIOD_DAYS = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 } as const
export type PeriodName = keyof typeof PERIOD_DAYS | 'range'
/** 52 weeks are as good as a year, and hold each weekday equally often. */
const YEAR_OF_WEEKS = 364

export interface AskedPeriod {
  name: PeriodName
  /** Local days, both included. */
  from: number
  to: number
  days: number
  /** So many days before lies the period before: whole weeks, so that weekdays meet. */
  shift: number
  /** How many days, up to the last one, are to be read for it. */
  history: number
  /** How many of them unusual days are looked for in: the period, and those by which its first ones are judged. */
  judged: number
}

/** @throws InvalidValueError */
export function askedPeriod(query: StatisticsQuery, calendar: Calendar): AskedPeriod {
  if (query.period !== undefined && query.from !== undefined) {
    throw new InvalidValueError('period', 'is given by "from" already: leave one of them out')
  }
  const to = lastDayOf(query.to, calendar)
  const name = query.from === undefined ? nameOf(query.period) : 'range'
  const from =
    name === 'range' ? endedDayNamed('from', query.from ?? '', calendar) : to - PERIOD_DAYS[name] + 1
  checkedRange({ from, to }, calendar.today)
  const days = to - from + 1
  const shift = days >= YEAR_OF_WEEKS ? YEAR_OF_WEEKS : Math.ceil(days / DAYS_PER_WEEK) * DAYS_PER_WEEK
  return {
    ...{ name, from, to, days, shift },
    history: Math.max(HISTORY_DAYS, days + Math.max(days, shift)),
    judged: Math.max(HISTORY_DAYS, days + HISTORY_DAYS / 2),
  }
}

function nameOf(period: StatisticsQuery['period'] = '30d'): keyof typeof PERIOD_DAYS {
  if (period === '1d') throw new RangeError('hours are no days')
  return period
}
