import { expect, test } from 'bun:test'
import { significanceOf } from '../../src/metrics/statistics/even-chances.ts'

test('known counts have the known probabilities', () => {
  expect(significanceOf(10, 5)).toEqual({ p_value: 0.3018, significant: false })
  expect(significanceOf(60, 40)).toEqual({ p_value: 0.0569, significant: false })
  expect(significanceOf(12, 5)).toEqual({ p_value: 0.1435, significant: false })
  expect(significanceOf(6, 0)).toEqual({ p_value: 0.0313, significant: true })
  expect(significanceOf(5, 0)).toEqual({ p_value: 0.0625, significant: false })
})

test('all counts up to sixty have what adding up their binomials gives', () => {
  for (let n = 0; n <= 60; n += 1) {
    const row = binomials(n)
    for (let a = 0; a <= n; a += 1) {
      const tail = row.slice(0, Math.min(a, n - a) + 1).reduce((sum, one) => sum + one, 0n)
      const p = Math.min(1, Number((2n * tail * 10n ** 12n) / 2n ** BigInt(n)) / 1e12)
      const { p_value, significant } = significanceOf(a, n - a)
      expect(Math.abs(p_value - p)).toBeLessThan(0.000051)
      expect([a, n - a, significant]).toEqual([a, n - a, p < 0.05])
    }
  }
})

test('nothing, and what is equal, could not be more even', () => {
  for (const count of [0, 1, 1000, 4_000_000]) {
    expect(significanceOf(count, count)).toEqual({ p_value: 1, significant: false })
  }
})

test('millions are near what the normal distribution says', () => {
  for (const difference of [0, 2000, 5000, 7000, 9000]) {
    const [a, b] = [8_000_000 + difference, 8_000_000]
    expect(significanceOf(a, b).p_value).toBeCloseTo(normalTails((difference - 1) / Math.sqrt(a + b)), 3)
    expect(significanceOf(b, a)).toEqual(significanceOf(a, b))
  }
  expect(significanceOf(9_000_000, 0)).toEqual({ p_value: 0, significant: true })
})

/** A row of Pascal's triangle. */
function binomials(n: number): bigint[] {
  let row = [1n]
  for (let i = 0; i < n; i += 1) row = [1n, ...row.slice(1).map((one, at) => one + (row[at] ?? 0n)), 1n]
  return row
}

/** P(|Z| > z), added up by the midpoint rule. */
function normalTails(z: number, steps = 100_000): number {
  if (z <= 0) return 1
  let within = 0
  for (let i = 0; i < steps; i += 1) within += Math.exp(-0.5 * (((i + 0.5) * z) / steps) ** 2)
  return 1 - (2 * within * z) / steps / Math.sqrt(2 * Math.PI)
}
