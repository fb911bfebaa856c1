import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { forecast } from '../../src/metrics/statistics/forecast.ts'
import { counts, expectSound, weekday } from './series.ts'
import { coverage, history, randomOf } from './simulate.ts'

const SHAPE = { mean: 100, weekend: 0.3, dispersion: 20 }
const noisy = (days: number) => history(randomOf(5), days, SHAPE)

test('each day is the mean of the last four same weekdays', () => {
  const series = noisy(60)
  const { days } = forecast(series, 4)
  expect(days).toHaveLength(14)
  for (const { days_ahead, weekday, value } of days ?? []) {
    const last = 60 + ((days_ahead - 1) % 7) - 7
    const four = [series[last]!, series[last - 7]!, series[last - 14]!, series[last - 21]!]
    expect(value).toBeCloseTo(four.reduce((a, b) => a + b) / 4, 9)
    // The series began on a Thursday, and day 60 follows 8 weeks and 4 days later.
    expect(weekday as number).toBe(((4 - 1 + 60 + days_ahead - 1) % 7) + 1)
  }
})

test('how far it looks and how sure it is grow with the days that are known', () => {
  const given = (days: number) => {
    const answer = forecast(noisy(days), 1)
    return [answer.days?.length, answer.days?.every((day) => day.interval_95 !== null), answer.reason]
  }
  expect(given(13)).toEqual([undefined, undefined, 'a forecast needs 14 days'])
  expect(given(27)).toEqual([7, false, 'a 95% interval needs 28 days'])
  expect(given(28)).toEqual([7, true, undefined])
  expect(given(55)).toEqual([7, true, undefined])
  expect(given(56)).toEqual([14, true, undefined])
})

test('half-widths are errors of the past: of 21, the 18th for 80% and the 21st for 95%', () => {
  const series = noisy(28)
  const errors: number[] = []
  for (let day = 7; day < 28; day++) {
    const before: number[] = []
    for (let at = day - 7; at >= 0; at -= 7) before.push(series[at]!)
    errors.push(Math.abs(series[day]! - before.reduce((a, b) => a + b) / before.length))
  }
  errors.sort((a, b) => a - b)
  const { days, backtest_n, backtest_mae } = forecast(series, 1)
  expect(backtest_n).toBe(21)
  expect(backtest_mae).toBeCloseTo(errors.reduce((a, b) => a + b) / 21, 9)
  for (const { value, interval_80, interval_95 } of days ?? []) {
    expect(interval_80.low).toBe(Math.max(0, Math.floor(value - errors[17]!)))
    expect(interval_80.high).toBe(Math.ceil(value + errors[17]!))
    expect(interval_95?.low).toBe(Math.max(0, Math.floor(value - errors[20]!)))
    expect(interval_95?.high).toBe(Math.ceil(value + errors[20]!))
  }
})

test('skill is measured against repeating the week before, and without it nothing is shown', () => {
  // Each week the half of the one before: the last week is nearer than the mean of four.
  const halving = Array.from({ length: 35 }, (_, day) => 1024 / 2 ** Math.floor(day / 7))
  const answer = forecast(halving, 1)
  expect(answer.skill).toBeLessThan(0)
  expect(answer.days).toBeNull()
  expect(answer.reason).toBe('the forecast has been no better than repeating the week before')
  // One up, one down: the last week is always wrong by 2, the mean of four by 1.
  const alternating = Array.from({ length: 70 }, (_, day) => 10 + (Math.floor(day / 7) % 2 ? 1 : -1))
  expect(forecast(alternating, 1).skill).toBeGreaterThan(0.3)
  expect(forecast(alternating, 1).days?.[0]?.value).toBe(10)
})

test('two weeks cannot tell the mean of the weeks from the last one', () => {
  expect(forecast(noisy(14), 1)).toMatchObject({ skill: 0, days: null })
})

test('weeks that are all the same leave no error to learn from', () => {
  for (const value of [0, 0.1, 20]) {
    const answer = forecast(new Array(60).fill(value), 1)
    expect(answer).toMatchObject({ days: null, skill: null, backtest_mae: 0 })
  }
})

test('while a level shift is open, nothing is foretold', () => {
  expect(forecast(noisy(60), 1, true)).toMatchObject({
    days: null,
    reason: 'the level has shifted within the last four weeks',
  })
})

test('days lie in their intervals as often as these say', () => {
  for (const days of [28, 56]) {
    const { in_80, in_95, against_naive } = coverage(1, 300, days, SHAPE)
    expect(in_80).toBeGreaterThan(78)
    expect(in_80).toBeLessThan(92)
    expect(in_95).toBeGreaterThan(93)
    expect(against_naive).toBeLessThan(-10)
  }
})

test('every value is a number or null with a reason, and every interval holds its value', () => {
  fc.assert(
    fc.property(counts(0, 95), weekday, fc.boolean(), (series, first, open) => {
      const answer = forecast(series, first, open)
      expectSound(answer)
      for (const { value, interval_80, interval_95 } of answer.days ?? []) {
        expect(interval_80.low).toBeGreaterThanOrEqual(0)
        expect(interval_80.low).toBeLessThanOrEqual(value)
        expect(interval_80.high).toBeGreaterThanOrEqual(value)
        if (!interval_95) continue
        expect(interval_95.low).toBeLessThanOrEqual(interval_80.low)
        expect(interval_95.high).toBeGreaterThanOrEqual(interval_80.high)
      }
    }),
  )
})
