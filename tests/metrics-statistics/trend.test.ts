import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { fitLine } from '../../src/metrics/statistics/least-squares.ts'
import { criticalT } from '../../src/metrics/statistics/students-t.ts'
import { trend } from '../../src/metrics/statistics/trend.ts'
import { counts, expectSound, leastSquares } from './series.ts'
import { falseTrends, history, randomOf } from './simulate.ts'

const SMALL = [10, 12, 9, 14, 15, 3, 2]
const WEEK = [100, 100, 100, 100, 100, 30, 30]

/** NIST, Statistical Reference Datasets: Norris, the calibration of ozone monitors. */
const NORRIS_X = [
  0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0,
  447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3,
  229.2, 669.1, 448.9, 0.5,
]
const NORRIS_Y = [
  0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3,
  448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6,
  228.9, 668.4, 449.2, 0.2,
]

test('a line through the Norris data is the certified one', () => {
  const { slope, intercept, r2, residuals } = fitLine(NORRIS_X, NORRIS_Y)
  expect(slope).toBeCloseTo(1.00211681802045, 13)
  expect(intercept).toBeCloseTo(-0.262323073774029, 11)
  expect(r2).toBeCloseTo(0.999993745883712, 13)
  const squares = residuals.reduce((total, value) => total + value ** 2, 0)
  expect(Math.sqrt(squares / 34)).toBeCloseTo(0.884796396144373, 12)
})

test('seven days have a raw slope, and one beside the week before only with that week', () => {
  const alone = trend(SMALL)
  expect(alone.slope_raw).toBeCloseTo(-1.2857, 4)
  expect(alone.r2_raw).toBeCloseTo(0.2978, 4)
  expect(alone).toMatchObject({ slope_adjusted: null, interval: null, direction: null })
  const before = SMALL.map((value) => value - 14)
  expect(trend(SMALL, before).slope_adjusted).toBeCloseTo(2, 12)
  expect(trend(SMALL, before)).toMatchObject({ direction: null, reason: 'a direction needs 21 days' })
})

test('what cannot be said of few or equal days is not said', () => {
  expect(trend([])).toMatchObject({ n: 0, slope_raw: null, r2_raw: null, slope_adjusted: null })
  expect(trend([5])).toMatchObject({ slope_raw: null, r2_raw: null })
  expect(trend([5, 8])).toMatchObject({ slope_raw: 3, r2_raw: null })
  expect(trend([5, 5, 5])).toMatchObject({
    slope_raw: 0,
    r2_raw: null,
    reason: 'every day is the same; weekdays can be told from a trend from 21 days on',
  })
  expect(trend(new Array(20).fill(5)).slope_adjusted).toBeNull()
  expect(trend(new Array(21).fill(5))).toMatchObject({ slope_adjusted: 0, direction: 'none' })
})

test('the pattern of a week is no trend, however the window lies', () => {
  for (let start = 0; start < 7; start++) {
    const series = Array.from({ length: 30 }, (_, day) => WEEK[(day + start) % 7]!)
    expect(trend(series)).toMatchObject({
      slope_adjusted: 0,
      direction: 'none',
      interval: { low: 0, high: 0 },
    })
  }
  expect(Math.abs(trend(WEEK).slope_raw!)).toBeGreaterThan(10)
})

test('growth beneath the pattern of a week is found exactly', () => {
  const series = Array.from({ length: 28 }, (_, day) => WEEK[day % 7]! + 2 * day)
  expect(trend(series).slope_adjusted).toBeCloseTo(2, 12)
  expect(trend(series).direction).toBe('rising')
  expect(trend(series.map((value) => -value)).direction).toBe('falling')
})

test('noise hides a small slope and not a large one', () => {
  const flat = history(randomOf(1), 28, { mean: 100, weekend: 0.3, dispersion: 20 })
  expect(trend(flat).direction).toBe('none')
  expect(trend(flat.map((value, day) => value + 10 * day)).direction).toBe('rising')
})

test('slope and interval are those of a regression with seven dummies', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 21, maxLength: 90, size: 'max' }), (series) => {
      const n = series.length
      const rows = series.map((_, day) => [...WEEK.map((_, weekday) => (day % 7 === weekday ? 1 : 0)), day])
      const { coefficients, inverse, residuals } = leastSquares(rows, series)
      const { slope_adjusted, interval, direction } = trend(series)
      expect(slope_adjusted).toBeCloseTo(coefficients[7]!, 7)
      const squares = residuals.reduce((total, value) => total + value * value, 0)
      if (squares < 1e-6) return
      let lagged = 0
      for (let day = 1; day < n; day++) lagged += residuals[day]! * residuals[day - 1]!
      const r = Math.max(0, lagged / squares + 1 / n)
      if (r >= 1) return expect(direction).toBeNull()
      const error = Math.sqrt(((squares / (n - 8)) * inverse[7]![7]! * (1 + r)) / (1 - r))
      const half = error * criticalT(((n - 8) * (1 - r)) / (1 + r))
      expect(interval!.low / half).toBeCloseTo((coefficients[7]! - half) / half, 6)
      expect(interval!.high / half).toBeCloseTo((coefficients[7]! + half) / half, 6)
    }),
  )
})

test('days that only resemble one another are not called a trend', () => {
  expect(falseTrends(1, 400, 30, 0.6)).toBeLessThan(13)
  expect(falseTrends(1, 400, 90, 0)).toBeLessThan(8)
})

test('where each day is all but the one before, no direction is given', () => {
  const turns = (count: number, day: number) => Math.sin((count * Math.PI * (day + 0.5)) / 90)
  // Without a mean, a slope or a jump at either end.
  const wave = Array.from({ length: 90 }, (_, day) => turns(1, day) - 3 * turns(3, day))
  expect(trend(wave)).toMatchObject({
    interval: null,
    direction: null,
    reason: 'each day is too much like the one before',
  })
})

test('every value is a number or null with a reason', () => {
  fc.assert(
    fc.property(counts(0, 95), counts(7, 7), (series, previous) => expectSound(trend(series, previous))),
  )
})

test('a level does not matter to a slope, and a unit does in proportion', () => {
  const integers = fc.array(fc.integer({ min: -1000, max: 1000 }), {
    minLength: 21,
    maxLength: 60,
    size: 'max',
  })
  fc.assert(
    fc.property(integers, fc.integer({ min: -1000, max: 1000 }), (series, shift) => {
      const plain = trend(series)
      const moved = trend(series.map((value) => value + shift))
      const scaled = trend(series.map((value) => value * 4))
      for (const name of ['slope_raw', 'slope_adjusted'] as const) {
        expect(moved[name]).toBeCloseTo(plain[name]!, 8)
        expect(scaled[name]).toBeCloseTo(plain[name]! * 4, 8)
      }
      expect(scaled.direction).toBe(plain.direction)
    }),
  )
})
