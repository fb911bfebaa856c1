import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { criticalF } from '../../src/metrics/statistics/f-distribution.ts'
import { incompleteBeta, logGamma } from '../../src/metrics/statistics/incomplete-beta.ts'
import { criticalT } from '../../src/metrics/statistics/students-t.ts'

test("the critical values of Student's t are those of the tables", () => {
  expect(criticalT(1)).toBeCloseTo(12.7062, 4)
  expect(criticalT(2)).toBeCloseTo(4.30265, 5)
  expect(criticalT(5)).toBeCloseTo(2.57058, 5)
  expect(criticalT(10)).toBeCloseTo(2.22814, 5)
  expect(criticalT(30)).toBeCloseTo(2.04227, 5)
  expect(criticalT(120)).toBeCloseTo(1.97993, 5)
  expect(criticalT(1e9)).toBeCloseTo(1.95996, 4)
})

test('between whole degrees of freedom, 95% of the density lies within', () => {
  for (const degrees of [1.5, 2.5, 7.3, 19.25, 63.9]) {
    expect(massWithin(criticalT(degrees), degrees)).toBeCloseTo(0.95, 5)
  }
})

test('with few degrees of freedom it is large, and in the end infinite; without any it is not', () => {
  expect(criticalT(0.5)).toBeGreaterThan(100)
  expect(criticalT(0.005)).toBe(Number.POSITIVE_INFINITY)
  for (const none of [0, -1, Number.NaN]) expect(() => criticalT(none)).toThrow(RangeError)
})

test('more degrees of freedom lower it', () => {
  const degrees = fc.double({ min: 0.02, max: 1000, noNaN: true })
  fc.assert(
    fc.property(degrees, degrees, (a, b) => {
      expect(criticalT(Math.max(a, b))).toBeLessThanOrEqual(criticalT(Math.min(a, b)) * (1 + 1e-9))
    }),
  )
})

test('the critical values of F are those of the tables', () => {
  expect(criticalF(6, 21)).toBeCloseTo(2.5727, 4)
  expect(criticalF(6, 49)).toBeCloseTo(2.29, 2)
  expect(criticalF(6, 77)).toBeCloseTo(2.22, 2)
  expect(criticalF(6, 10)).toBeCloseTo(3.2172, 4)
})

test('the square of t with one sample is F', () => {
  for (const degrees of [1, 4, 21.5, 80])
    expect(criticalF(1, degrees) / criticalT(degrees) ** 2).toBeCloseTo(1, 9)
})

test('the incomplete beta function is a polynomial for whole parameters, and symmetric', () => {
  for (const x of [0, 0.05, 0.3, 0.5, 0.9, 1]) {
    expect(incompleteBeta(2, 3, x)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 13)
    expect(incompleteBeta(0.5, 7, x) + incompleteBeta(7, 0.5, 1 - x)).toBeCloseTo(1, 13)
  }
})

test('the gamma function is the factorial, and √π at a half', () => {
  expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 5)
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 13)
})

/** P(|T| <= t) by the midpoint rule: with t = √df tan θ the density is that of cos(θ)^(df - 1). */
function massWithin(t: number, degrees: number): number {
  const area = (to: number, steps = 200_000) => {
    let total = 0
    for (let i = 0; i < steps; i++) total += Math.cos(((i + 0.5) * to) / steps) ** (degrees - 1)
    return (total * to) / steps
  }
  return area(Math.atan(t / Math.sqrt(degrees))) / area(Math.PI / 2)
}
