import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { seasonality } from '../../src/metrics/statistics/seasonality.ts'
import { counts, expectSound, leastSquares, weekday } from './series.ts'
import { history, randomOf } from './simulate.ts'

const WEEK = [100, 100, 100, 100, 100, 30, 30]
/** The same each week, with one more or fewer in every other. */
const WEEKS = Array.from({ length: 30 }, (_, day) => WEEK[day % 7]! + (Math.floor(day / 7) % 2 ? 1 : -1))

test('weekdays are named from the first and counted over the last whole weeks', () => {
  const answer = seasonality(WEEKS, 3)
  expect(answer.n).toBe(28)
  expect(answer.weekdays?.map((one) => one.weekday)).toEqual([1, 2, 3, 4, 5, 6, 7])
  // From a Wednesday on, the sixth and seventh day are Monday and Tuesday.
  expect(answer.weekdays?.filter(({ index }) => index < 0.5).map((one) => one.weekday)).toEqual([1, 2])
  expect(answer.weekdays?.reduce((total, { index }) => total + index, 0)).toBeCloseTo(7, 12)
  expect(answer.significant).toBe(true)
  expect(answer.f_limit).toBeCloseTo(2.5727, 4)
  expect(answer).not.toHaveProperty('reason')
})

test('nothing is said of fewer than 28 days, of zeros, or of days all alike', () => {
  const nothing = { weekdays: null, f: null, f_limit: null, significant: null }
  expect(seasonality(WEEKS.slice(0, 27), 1)).toMatchObject({ ...nothing, n: 21 })
  expect(seasonality(new Array(28).fill(0), 1)).toMatchObject({
    ...nothing,
    reason: 'the mean is not above zero',
  })
  const alike = seasonality(new Array(28).fill(0.1), 1)
  expect(alike).toMatchObject({ f: null, significant: null, reason: 'every day is the same' })
  expect(alike.weekdays?.every(({ index }) => index === 1)).toBe(true)
})

test('weeks that are all the same have no F, and weekdays all the same', () => {
  const same = Array.from({ length: 28 }, (_, day) => WEEK[day % 7]!)
  expect(seasonality(same, 1)).toMatchObject({ f: null, significant: true, reason: 'every week is the same' })
})

test('F is that of a regression on weekdays against one on nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 100 }), { minLength: 28, maxLength: 90, size: 'max' }),
      weekday,
      (series, first) => {
        const days = series.slice(series.length % 7)
        const squares = (rows: number[][]) =>
          leastSquares(rows, days).residuals.reduce((total, value) => total + value ** 2, 0)
        const full = squares(days.map((_, day) => WEEK.map((_, at) => (day % 7 === at ? 1 : 0))))
        const { f } = seasonality(series, first)
        if (f === null) return expect(full).toBeCloseTo(0, 6)
        const expected = (squares(days.map(() => [1])) - full) / 6 / (full / (days.length - 7))
        expect(f).toBeCloseTo(expected, 6)
      },
    ),
  )
})

test('noise alone is called a season about once in twenty times', () => {
  const random = randomOf(1)
  let seen = 0
  for (let run = 0; run < 1000; run++) {
    const days = history(random, 28, { mean: 100, weekend: 1, dispersion: 20 })
    if (seasonality(days, 1).significant) seen++
  }
  expect(seen).toBeGreaterThan(20)
  expect(seen).toBeLessThan(80)
})

test('every value is a number or null with a reason, and no unit matters', () => {
  fc.assert(fc.property(counts(0, 95), weekday, (series, first) => expectSound(seasonality(series, first))))
  const integers = fc.array(fc.nat({ max: 1000 }), { minLength: 28, maxLength: 60, size: 'max' })
  fc.assert(
    fc.property(integers, (series) => {
      const scaled = seasonality(
        series.map((value) => value * 4),
        1,
      )
      expect(scaled).toEqual(seasonality(series, 1))
    }),
  )
})
