import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { averageMinutes, percentage, ratioToTenth } from '../../src/lib/rounding.ts'

describe('A ratio with one decimal', () => {
  test.each([
    [1, 4, 0.3],
    [-1, 4, -0.3],
    [7, 20, 0.4],
    [-7, 20, -0.4],
    // The double nearest to 1.45 is below it, and toFixed(1) says 1.4.
    [29, 20, 1.5],
    [-29, 20, -1.5],
    [1, 20, 0.1],
    [-1, 20, -0.1],
    [2, 3, 0.7],
    [49_999, 1_000_000, 0],
    [50_000, 1_000_000, 0.1],
    [6, 3, 2],
  ])('%d of %d is %d: half goes away from zero', (numerator, denominator, expected) => {
    expect(ratioToTenth(numerator, denominator)).toBe(expected)
  })

  test('is never the negative zero, which JSON would write as 0 and a test as -0', () => {
    expect(ratioToTenth(0, 7)).toBe(0)
    expect(ratioToTenth(-1, 1_000)).toBe(0)
  })

  test('is the nearest tenth, and of two the one further from zero', () => {
    const integer = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
    fc.assert(
      fc.property(integer, fc.integer({ min: 1, max: 10 ** 9 }), (numerator, denominator) => {
        const tenths = BigInt(Math.round(ratioToTenth(numerator, denominator) * 10))
        // How far the answer is from the ratio, times 20 and the denominator.
        const off = 2n * (tenths * BigInt(denominator) - 10n * BigInt(numerator))
        const outwards = numerator < 0 ? -off : off
        expect(outwards > -BigInt(denominator)).toBe(true)
        expect(outwards <= BigInt(denominator)).toBe(true)
      }),
    )
  })
})

describe('A percentage', () => {
  test.each([
    [1, 3, 33.3],
    [2, 3, 66.7],
    [-1, 3, -33.3],
    [1, 2_000, 0.1],
    [-1, 2_000, -0.1],
    [1, 2_001, 0],
    [1_005, 1_000, 100.5],
    [3, 3, 100],
    [0, 5, 0],
  ])('of %d in %d is %d', (numerator, denominator, expected) => {
    expect(percentage(numerator, denominator)).toBe(expected)
  })

  test('of nothing is null, and not a number that nobody measured', () => {
    expect(percentage(0, 0)).toBeNull()
    expect(percentage(5, 0)).toBeNull()
  })
})

describe('An average in minutes', () => {
  test.each([
    [3_000, 1, 0.1],
    [2_999, 1, 0],
    [1_801_000, 2, 15],
    [1_922_000, 5, 6.4],
    [0, 3, 0],
  ])('of %d ms shared by %d is %d', (totalMs, count, expected) => {
    expect(averageMinutes(totalMs, count)).toBe(expected)
  })

  test('of no sessions is null', () => {
    expect(averageMinutes(0, 0)).toBeNull()
  })
})
