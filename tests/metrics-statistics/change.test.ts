import { describe, expect, test } from 'bun:test'
import { changeOf } from '../../src/metrics/statistics/change.ts'

describe('A change', () => {
  test('of counts is in percent of what was before', () => {
    const change = (value: number, numerator: number, denominator: number) =>
      ({ value, unit: 'percent', numerator, denominator }) as const
    expect(changeOf([12, 18], [10, 10], 2, false)).toEqual(change(50, 5, 10))
    expect(changeOf([0, 0], [10, 10], 2, false)).toEqual(change(-100, -10, 10))
  })

  test('of percentages is in points', () => {
    expect(changeOf([30, 40], [20, 30], 2, true)).toEqual({ value: 10, unit: 'points' })
    expect(changeOf([30], [0], 1, true)).toEqual({ value: 30, unit: 'points' })
  })

  test('from nothing is no percentage, unless there is nothing still', () => {
    expect(changeOf([0], [0], 1, false)).toMatchObject({ value: 0, numerator: 0, denominator: 0 })
    expect(changeOf([1], [0], 1, false)).toMatchObject({ value: null, new_from_zero: true, numerator: 1 })
  })

  test('of a part of a period is none', () => {
    for (const [current, previous] of [
      [[1, 2], [1]],
      [[1], [1, 2]],
      [[], []],
    ] as const) {
      expect(changeOf(current, previous, 2, false)).toMatchObject({
        value: null,
        reason: 'two periods of 2 whole days are needed',
      })
    }
  })
})
