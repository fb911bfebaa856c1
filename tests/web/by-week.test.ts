/** Of many days a plot has weeks: what adds up is added up, and who comes on several days is counted once. */
import { expect, test } from 'bun:test'
import { plusDays } from '../../src/web/format/days.ts'
import { sevenDaysOf, weeksOf } from '../../src/web/views/explore/by-week.ts'

/** From a Thursday to the Tuesday a week and a half later, which has not ended. */
const DAYS = Array.from({ length: 13 }, (_, i) => {
  return { date: plusDays('2026-11-05', i), value: i, complete: i < 12 }
})

test('days that add up are added up, and a week of which days are missing is not complete', () => {
  expect(weeksOf(DAYS)).toEqual([
    { date: '2026-11-02', value: 0 + 1 + 2 + 3, complete: false },
    { date: '2026-11-09', value: 4 + 5 + 6 + 7 + 8 + 9 + 10, complete: true },
    { date: '2026-11-16', value: 11 + 12, complete: false },
  ])
})

test('a week of which no day is known is unknown, and one of which some are is what these are', () => {
  const known = DAYS.map((day, i) => ({ ...day, value: i < 6 ? null : day.value }))
  expect(weeksOf(known).map(({ value }) => value)).toEqual([null, 6 + 7 + 8 + 9 + 10, 11 + 12])
})

test('people are those of the seven days that end on Sunday, as the API counts them', () => {
  expect([sevenDaysOf('daily_active_users'), sevenDaysOf('sessions')]).toEqual([
    'weekly_active_users',
    undefined,
  ])
  const sevenDays = DAYS.map(({ date, complete }, i) => ({
    date,
    complete,
    value: complete ? 100 + i : null,
  }))
  expect(weeksOf(DAYS, sevenDays)).toEqual([
    { date: '2026-11-02', value: 103, complete: true },
    { date: '2026-11-09', value: 110, complete: true },
    { date: '2026-11-16', value: null, complete: false },
  ])
})
