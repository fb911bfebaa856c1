/** What is said of numbers that are small is not said as if they were none. */
import { afterEach, expect, test } from 'bun:test'
import type { Statistics } from '../../docs/api-types.ts'
import { setLanguage } from '../../src/web/format/locale.ts'
import { de } from '../../src/web/texts/de/analysis.ts'
import { en } from '../../src/web/texts/en/analysis.ts'

afterEach(() => setLanguage('en'))

// Of a description and a trend nothing else is said.
const rare = { n: 90, sum: 2, mean: 2 / 90, median: 0 } as Statistics['current']
const none = { ...rare, sum: 0, mean: 0 }
const flat = {
  n: 90,
  direction: 'none',
  slope_adjusted: 0,
  interval: { low: -0.0004, high: 0.02 },
} as Statistics['trend']
const change = {
  value: null,
  unit: 'percent',
  numerator: 2 / 90,
  denominator: 0,
  new_from_zero: true,
} as const

test('what happens twice in ninety days is not said to happen never', () => {
  expect(en.words.level('hires', rare)).toBe(
    '**2** in 90 days, **0.02** a day. Half of the days had at most 0.',
  )
  expect(en.words.change('hires', change, rare, none)).toBe('From none before to 0.02 a day.')
  expect(en.words.trend(flat)).toBe(
    'None to be seen. The line may fall by less than 0.01 a day or rise by 0.02.',
  )
  setLanguage('de')
  expect(de.words.level('hires', rare)).toContain('**0,02** am Tag')
  expect(de.words.trend(flat)).toContain('um weniger als 0,01 am Tag fallen')
})

test('only what is counted of a day is told as so many a day', () => {
  const grown = {
    value: 20,
    unit: 'percent',
    numerator: 2,
    denominator: 10,
    p_value: 0.3,
    significant: false,
  } as const
  const points = { value: 1.5, unit: 'points' } as const
  const [before, now] = [11, 12.5].map((mean) => ({ ...rare, mean })) as [typeof rare, typeof rare]
  expect(en.words.change('sessions', grown, now, before)).toBe(
    'In whole weeks 20.0% more than before: 12 a day against 10. It could be chance.',
  )
  expect(en.words.change('stickiness', points, now, before)).toBe(
    'In whole weeks 1.5 points more than before: 12.5% against 11.0%. Not tested against chance.',
  )
  // Of 84 of 90 days it is not known which two shares these points lie between.
  for (const days of [84, 90])
    expect(en.words.change('stickiness', { ...points, days }, now, before)).toBe(
      `In whole weeks 1.5 points more than before${days === 90 ? ': 12.5% against 11.0%' : ''}. Not tested against chance.`,
    )
  expect(en.words.change('total_users', grown, now, before)).toContain(': 12 against 10.')
  setLanguage('de')
  expect(de.words.change('sessions', grown, now, before)).toContain(': 12 am Tag gegen 10.')
  expect(de.words.change('stickiness', points, now, before)).not.toContain('am Tag')
})
