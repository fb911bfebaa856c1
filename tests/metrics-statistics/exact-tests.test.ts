import { describe, expect, test } from 'bun:test'
import { exactShares } from '../../src/metrics/statistics/exact-shares.ts'
import { exactSwaps } from '../../src/metrics/statistics/exact-swaps.ts'
import { CHANGES_BEFORE, rankOfChange } from '../../src/metrics/statistics/rank-of-change.ts'
import { weeksApart } from '../../src/metrics/statistics/weeks-apart.ts'

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
const bySum = (now: readonly number[], before: readonly number[]) => sum(now) - sum(before)

describe('Swaps of pairs', () => {
  test('say how many of all ways are as far apart', () => {
    const apart = Array.from({ length: 7 }, (_, i) => [10 + i, i] as const)
    expect(exactSwaps(apart, bySum)).toBe(2 / 128)
    const alike = Array.from({ length: 7 }, (_, i) => [i, i] as const)
    expect(exactSwaps(alike, bySum)).toBe(1)
    // Differences of 1, 1 and 1: only all on one side are three apart.
    expect(
      exactSwaps(
        [
          [2, 1],
          [2, 1],
          [2, 1],
        ] as const,
        bySum,
      ),
    ).toBe(2 / 8)
    expect(
      exactSwaps(
        [
          [0.3, 0.1],
          [0.1, 0.3],
        ] as const,
        bySum,
      ),
    ).toBe(1)
  })

  test('are not counted where they are too many', () => {
    expect(() =>
      exactSwaps(
        Array.from({ length: 13 }, () => [1, 2] as const),
        bySum,
      ),
    ).toThrow(RangeError)
  })
})

describe('Two shares', () => {
  test('of the lady tasting tea, and of others that are in books', () => {
    expect(exactShares(3, 4, 1, 4)).toBeCloseTo(0.4857142857, 10)
    expect(exactShares(4, 4, 0, 4)).toBeCloseTo(2 / 70, 10)
    expect(exactShares(1, 10, 11, 14)).toBeCloseTo(0.0027594562, 9)
  })

  test('all of up to nine of nine are what adding up the ways gives', () => {
    for (let n = 1; n <= 9; n += 2) {
      for (let m = 1; m <= 9; m += 1) {
        for (let a = 0; a <= n; a += 1) {
          for (let b = 0; b <= m; b += 1) expect(exactShares(a, n, b, m)).toBeCloseTo(naive(a, n, b, m), 9)
        }
      }
    }
  })

  test('equal ones could not be more alike, and a million are no work', () => {
    expect(exactShares(30, 100, 60, 200)).toBe(1)
    expect(exactShares(0, 10, 0, 10)).toBe(1)
    expect(exactShares(0, 0, 3, 10)).toBe(1)
    // The normal distribution says 0.1573.
    expect(exactShares(500_000, 1_000_000, 501_000, 1_000_000)).toBeCloseTo(0.1573, 2)
    expect(exactShares(0, 1_000_000, 1_000_000, 1_000_000)).toBeLessThan(1e-12)
  })
})

/** Of all ways to count as many in both together, the share of those that are no likelier. */
function naive(a: number, n: number, b: number, m: number): number {
  const ways = (k: number) => choose(n, k) * choose(m, a + b - k)
  let [all, asRare] = [0, 0]
  for (let k = 0; k <= a + b; k += 1) {
    all += ways(k)
    if (ways(k) <= ways(a)) asRare += ways(k)
  }
  return asRare / all
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0
  let ways = 1
  for (let i = 1; i <= k; i += 1) ways = Math.round((ways * (n - k + i)) / i)
  return ways
}

test('a change is ranked among those of twenty weeks before it', () => {
  const steady = Array.from({ length: CHANGES_BEFORE + 1 }, (_, i) => i % 2)
  expect(rankOfChange([...steady, 50])).toBe(1 / (CHANGES_BEFORE + 1))
  expect(rankOfChange([...steady, steady.at(-1) ?? 0])).toBe(1)
  expect(rankOfChange([...steady, (steady.at(-1) ?? 0) + 1])).toBe(1)
})

describe('Weeks apart', () => {
  test('of one week and the one before, each weekday has its like', () => {
    expect(weeksApart([9, 9, 9, 9, 9, 9, 9], [1, 2, 3, 4, 5, 6, 7])).toEqual({
      test: 'weekday_pairs',
      p_value: 2 / 128,
      significant: true,
    })
  })

  test('of four weeks are what Welch’s test says of their means', () => {
    const days = (...weeks: number[]) => weeks.flatMap((mean) => Array.from({ length: 7 }, () => mean))
    const found = weeksApart(days(5, 7, 6, 8), days(4, 5, 3, 4))
    // t = 2.5 / sqrt(5/12 + 1/6), 5.07 degrees of freedom.
    expect(found).toMatchObject({ test: 'weeks', significant: true })
    expect(found?.p_value).toBeCloseTo(0.0217, 4)
    expect(found?.interval_95?.low).toBeCloseTo(0.546, 2)
    expect(found?.interval_95?.high).toBeCloseTo(4.454, 2)
  })

  test('of weeks that do not vary, of a part of one, and of too few', () => {
    const same = Array.from({ length: 28 }, () => 3)
    expect(weeksApart(same, same)).toMatchObject({ p_value: 1, significant: false })
    expect(
      weeksApart(
        same,
        same.map(() => 2),
      ),
    ).toMatchObject({ p_value: 0, significant: true })
    expect(weeksApart([1, 2, 3], [1, 2, 3])).toBeNull()
    expect(weeksApart(same.slice(0, 14), same.slice(0, 14))).toBeNull()
  })
})
