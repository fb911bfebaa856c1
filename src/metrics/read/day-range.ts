/** The range of local days that a caller asks for, both ends included. */
import { InvalidValueError } from '../../lib/app-error.ts'
import { dayToDate } from '../../lib/time/local-days.ts'

export interface DayRange {
  from: number
  to: number
}

const MOST_DAYS = 366

/** @throws InvalidValueError when it runs into the future, backwards, or on for more than a year. */
export function checkedRange({ from, to }: DayRange, today: number): DayRange {
  assertNotToCome('to', to, today)
  assertNotToCome('from', from, today)
  if (from > to) throw new InvalidValueError('from', 'is after "to"')
  if (to - from >= MOST_DAYS) {
    throw new InvalidValueError('from', `begins a range of more than ${MOST_DAYS} days: ask for less at once`)
  }
  return { from, to }
}

/** @throws InvalidValueError */
export function assertNotToCome(field: string, day: number, today: number): void {
  if (day > today) throw new InvalidValueError(field, `is in the future: today is ${dayToDate(today)}`)
}
