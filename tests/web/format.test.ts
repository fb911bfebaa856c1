/** Days, dates and numbers as the page writes and reads them. */
import { expect, test } from 'bun:test'
import { dayRange, shortDay, timeIn } from '../../src/web/format/dates.ts'
import {
  dayIn,
  dayOfYear,
  daysInYear,
  isDay,
  plusDays,
  weekdayOf,
  weekOf,
} from '../../src/web/format/days.ts'
import { initials } from '../../src/web/format/names.ts'
import { count, hours, minutes, percent, shortCount, signedPercent } from '../../src/web/format/numbers.ts'
import { readDay } from '../../src/web/format/read-day.ts'
import { endOfDay } from '../../src/web/format/wall-time.ts'
import { en as operations } from '../../src/web/texts/en/operations.ts'
import { runsOf } from '../../src/web/views/activity/runs.ts'

test('days are reckoned without clocks and zones', () => {
  expect(plusDays('2026-03-28', 3)).toBe('2026-03-31')
  expect(plusDays('2024-02-29', 365)).toBe('2025-02-28')
  expect([weekdayOf('2026-04-10'), weekdayOf('1969-12-28')]).toEqual([5, 7])
  expect([dayOfYear('2026-04-10'), daysInYear('2024-06-01')]).toEqual([100, 366])
  expect(['2026-04-10', '2021-01-03', '2020-12-31', '2024-12-30'].map(weekOf)).toEqual([15, 53, 53, 1])
  expect(['2026-02-29', '2024-02-29', '2026-4-1', 'x'].map(isDay)).toEqual([false, true, false, false])
  expect(dayIn('Pacific/Kiritimati', new Date('2026-04-09T12:00:00Z'))).toBe('2026-04-10')
})

test('dates are written as the reader writes them', () => {
  expect(shortDay('2026-04-09')).toBe('Thu 9 Apr')
  expect(shortDay('2025-04-09', '2026-04-10')).toBe('Wed 9 Apr 2025')
  expect([dayRange('2026-04-03', '2026-04-09'), dayRange('2026-03-11', '2026-04-09')]).toEqual([
    '3–9 Apr',
    '11 Mar – 9 Apr',
  ])
  expect(timeIn('Europe/London', new Date('2026-04-10T13:12:00Z'))).toBe('14:12')
})

test('numbers keep their minus, and what is missing is no zero', () => {
  expect([count(null), count(-3), count(1250), shortCount(1_234_567)]).toEqual(['–', '−3', '1,250', '1.2M'])
  expect([percent(null), percent(12.5), percent(0), signedPercent(4.1)]).toEqual([
    '–',
    '12.5%',
    '0.0%',
    '+4.1%',
  ])
  expect(
    [minutes(4.3), minutes(72), minutes(null)].map(({ figure, unit }) => `${figure} ${unit}`.trim()),
  ).toEqual(['4.3 min', '1 h 12 min', '–'])
  expect([hours(20.5), hours(170.4), hours(null)]).toEqual(['20.5 hours', '7.1 days', '–'])
})

test.each([
  ['2025-06-22', '2025-06-22'],
  ['22.6.2025', '2025-06-22'],
  ['9 april', '2026-04-09'],
  ['April 9', '2026-04-09'],
  ['9 Dec', '2025-12-09'],
  ['yesterday', '2026-04-09'],
  ['Today', '2026-04-10'],
  ['week 12', '2026-03-16'],
  ['31 April', null],
  ['soon', null],
])('a typed day: %s', (typed, day) => {
  expect(readDay(typed, '2026-04-10')).toBe(day)
})

test('somebody without two names has initials all the same', () => {
  expect(['Ada Okafor', 'Ada', ' ', 'Åsa von Ärö'].map(initials)).toEqual(['AO', 'A', '', 'ÅÄ'])
})

test('what one person did again and again is one line, until the day ends', () => {
  const person = { id: 'p', external_id: 'karakeep-1', name: null }
  const event = (id: string, verb: string, occurred_at: string) => ({
    id,
    person,
    verb,
    core: true,
    occurred_at,
  })
  const runs = runsOf(
    [
      event('4', 'commit', '2026-04-10T00:30:00.000Z'),
      event('3', 'commit', '2026-04-09T22:00:00.000Z'),
      event('2', 'commit', '2026-04-09T21:00:00.000Z'),
      event('1', 'review', '2026-04-09T20:00:00.000Z'),
    ],
    'UTC',
  )
  expect(runs.map(({ verb, count }) => `${verb} ${count}`)).toEqual(['commit 1', 'commit 2', 'review 1'])
})

test('when a job runs is told in words, where its pattern is one that we use', () => {
  const zone = 'UTC'
  expect(
    ['* * * * *', '*/15 * * * *', '2-59/15 * * * *', '7 * * * *', '30 3 * * *', '0 0 1 * *'].map((one) =>
      operations.schedule(one, zone),
    ),
  ).toEqual([
    'every minute',
    'every 15 minutes',
    'every 15 minutes',
    'every hour, at 07 past',
    'every day at 03:30, UTC',
    '0 0 1 * *, UTC',
  ])
})

test('a local day ends just before the next one begins, however long it is', () => {
  const end = (zone: string, day: string) => endOfDay(zone, day).toISOString()
  expect(end('UTC', '2026-03-29')).toBe('2026-03-29T23:59:59.999Z')
  expect(end('Europe/Berlin', '2026-03-29')).toBe('2026-03-29T21:59:59.999Z')
  expect(end('America/Los_Angeles', '2026-11-27')).toBe('2026-11-28T07:59:59.999Z')
  expect(end('Pacific/Auckland', '2026-11-27')).toBe('2026-11-27T10:59:59.999Z')
  // Clocks go from midnight to one: the next day begins at one.
  expect(end('Africa/Cairo', '2026-04-23')).toBe('2026-04-23T21:59:59.999Z')
})
