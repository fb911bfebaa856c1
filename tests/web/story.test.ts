/** The sentence of a day tells of the days that the plots mark. */
import { expect, test } from 'bun:test'
import type { Backup, Dashboard, Notable } from '../../docs/api-types.ts'
import { en as overview } from '../../src/web/texts/en/overview.ts'
import { storyOf } from '../../src/web/views/overview/story.ts'
import { hasDoubled, unproved } from '../../src/web/views/overview/what-presses.ts'

const DAYS = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']

const shifted = {
  kind: 'level_shift' as const,
  metric: 'daily_active_users',
  date: '2026-11-16',
  noticed_on: '2026-11-20',
  side: 'above' as const,
  open: false,
  days: DAYS.map((date, i) => ({
    date,
    weekday: i + 1,
    value: 9,
    expected: 2,
    score: 4,
    side: 'above' as const,
  })),
  value: 9,
  expected: 2,
}

// What else a dashboard and what is notable have, a sentence does not look at.
const dashboard = {
  notes: {},
  work_metrics: { overdue: 0 },
  engagement_metrics: { daily_active_users: 3 },
} as unknown as Dashboard
const notable = (from: string) => ({ from, items: [shifted], missing: [] }) as unknown as Notable

const told = (day: string, from: string, is_past = true) =>
  storyOf({ dashboard, notable: notable(from), newcomers: [], day, is_past })

test('days of which a shift of level is made are unusual ones, as in the plot below', () => {
  expect(told('2026-11-23', '2026-08-26').rests).toBe('Five of the 90 days were found unusual.')
  expect(told('2026-11-25', '2026-08-27', false).say).toContain('Five unusual days in the last 30')
  expect(told('2026-11-18', '2026-08-21').say).toStartWith('This day was unusual: **9 people**')
})

test('those of them that lie before the 90 days are not counted among these', () => {
  expect(told('2027-02-15', '2026-11-18').rests).toBe('Three of the 90 days were found unusual.')
})

const DAY = '2026-11-22'
const of = (items: object[]) =>
  storyOf({
    dashboard,
    notable: { from: '2026-08-22', items, missing: [] } as unknown as Notable,
    newcomers: [],
    day: DAY,
    is_past: false,
  })
const unusual = {
  kind: 'unusual_day',
  date: '2026-11-21',
  weekday: 6,
  value: 12,
  expected: 0.2,
  side: 'above',
}
const shift = { ...shifted, open: true, value: 1, expected: 4, side: 'below' }
const week = { kind: 'change', value: 40, value_before: 12, p_value: 0.016 }
const trend = { kind: 'trend', direction: 'rising', slope_adjusted: 0.1, interval: { low: 0.05, high: 0.15 } }

test('of what is to be said of people, sessions and new people, the first that holds is said', () => {
  const everything = [
    ...[
      { ...trend, metric: 'sessions' },
      { ...week, metric: 'sessions' },
      { ...shift, metric: 'new_users' },
    ],
    { ...unusual, metric: 'new_users' },
  ]
  const told = [4, 3, 2, 1, 0].map((n) => of(everything.slice(0, n)))
  expect(told.map(({ say, metric, is_quiet = false }) => [say, metric, is_quiet])).toEqual([
    [
      'Yesterday was unusual: **12 people came for the first time**. A Saturday usually has hardly any.',
      ...['new_users', false],
    ],
    [
      'Since Monday 16 November there are fewer new people than before: **about 1 a day**, before it about 4.',
      ...['new_users', false],
    ],
    [
      '**40 sessions** began in the last seven whole days, up from 12 in the week before.',
      ...['sessions', false],
    ],
    ['Over 90 days the number of sessions each day is **rising**, by about 0.7 a week.', 'sessions', false],
    ['No unusual day in the last 30.', 'daily_active_users', true],
  ])
})

test('a sentence of one day leads to that day, unless it is looked at', () => {
  const young = { ...shifted, kind: 'unusual_day', date: '2026-11-10' }
  const everything = [{ ...unusual, metric: 'sessions' }, young, { ...week, metric: 'sessions' }]
  expect(
    [everything, [young], [{ ...week, metric: 'sessions' }], []].map((items) => of(items).about),
  ).toEqual(['2026-11-21', '2026-11-10', undefined, undefined])
  expect(told('2026-11-18', '2026-08-21').about).toBeUndefined()
  expect([overview.story.see('2026-11-21'), overview.story.see(undefined)]).toEqual([
    'See Saturday 21 November',
    'See the days',
  ])
})

test('a backup is called unproved once the proof of the newest one that has been tried has failed', () => {
  const backups = (...outcomes: Backup['proof']['outcome'][]) =>
    // Of a backup nothing else is looked at.
    outcomes.map((outcome, i) => ({ name: `${i}`, proof: { outcome } }) as Backup)
  expect(unproved(backups())).toBeNull()
  expect(unproved(backups('proved', 'failed'))).toBeNull()
  expect(unproved(backups('pending', 'proved'))).toBeNull()
  expect(unproved(backups('failed', 'proved'))?.name).toBe('0')
  expect(unproved(backups('pending', 'failed', 'proved'))?.name).toBe('1')
})

test('late tasks have doubled where there are twice as many as there were, as far as that is known', () => {
  expect([hasDoubled(8, 4), hasDoubled(4, 0), hasDoubled(7, 4), hasDoubled(8, null)]).toEqual([
    ...[true, true, false, false],
  ])
  // Too few to be told of first.
  expect(hasDoubled(0, 0)).toBe(false)
})
