import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Bins, Sketch } from '../../src/lib/sketch.ts'
import { randomOf } from '../metrics-statistics/simulate.ts'

const PERCENTS = [1, 5, 25, 50, 75, 90, 95, 99, 100]
const PARTS = 60

describe('A sketch', () => {
  const DISTRIBUTIONS: Record<string, (random: () => number) => number> = {
    lognormal: (random) => Math.round(Math.exp(7 + 2 * normal(random))),
    uniform: (random) => Math.round(1 + 100_000 * random()),
    constant: () => 4_321,
    'of two values far apart': (random) => (random() < 0.95 ? 3 : 60_000_000),
    'of values at the borders of bins': (random) => (1.01 / 0.99) ** Math.floor(800 * random()),
    'of values just beyond the borders': (random) =>
      (1.01 / 0.99) ** Math.floor(800 * random()) * (1 + 1e-12),
    'of values from nothing to an hour': (random) => Math.floor(3.6e9 ** random()) - 1,
  }
  for (const [what, draw] of Object.entries(DISTRIBUTIONS)) {
    test(`${what}, merged from ${PARTS} parts, is within 1 % of the nearest rank`, () => {
      for (let seed = 1; seed <= 20; seed += 1) {
        const random = randomOf(seed)
        const values = Array.from({ length: 1 + Math.floor(3_000 * random()) }, () => draw(random))
        expectWithinOnePercent(mergedFrom(partsOf(values)), values)
      }
    })
  }

  test('of any values in any parts is within 1 % of the nearest rank', () => {
    const value = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e10, noNaN: true }), fc.constantFrom(0, 1, 2))
    fc.assert(
      fc.property(fc.array(fc.array(value), { minLength: 1, maxLength: 20 }), (parts) => {
        expectWithinOnePercent(mergedFrom(parts), parts.flat())
      }),
    )
  })

  test('is the same in whatever order its parts are merged', () => {
    const values = fc.array(fc.nat({ max: 1e9 }), { maxLength: 30 })
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 10 }), fc.nat(), (parts, seed) => {
        const random = randomOf(seed)
        const shuffled = parts
          .map((part) => ({ part, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ part }) => part)
        expect(mergedFrom(shuffled).bins).toEqual(mergedFrom(parts).bins)
        expect(mergedFrom([parts.flat()]).bins).toEqual(mergedFrom(parts).bins)
      }),
    )
  })

  test('of nothing has no percentile, and nothing below 1 is told apart from 0', () => {
    const sketch = new Sketch()
    expect(sketch.percentile(95)).toBeNull()
    for (const value of [0, 0.1, 0.999]) sketch.add(value)
    expect(sketch.percentile(100)).toBe(0)
    sketch.add(1)
    expect(sketch.percentile(100)).toBeCloseTo(1, 1)
    expect(sketch.percentile(75)).toBe(0)
  })

  test('is small: all from a microsecond to an hour fits in little over a thousand bins', () => {
    const sketch = new Sketch()
    for (let value = 0.5; value < 3.6e9; value *= 1.005) sketch.add(value)
    expect(Object.keys(sketch.bins).length).toBeLessThan(1_110)
  })
})

/** Each by way of the JSON in which it is kept. */
function mergedFrom(parts: number[][]): Sketch {
  const merged = new Sketch()
  for (const part of parts) {
    const sketch = new Sketch()
    for (const value of part) sketch.add(value)
    merged.merge(JSON.parse(JSON.stringify(sketch.bins)) as Bins)
  }
  return merged
}

/** Unequal ones, some of them empty. */
function partsOf(values: number[]): number[][] {
  const parts = Array.from({ length: PARTS }, () => [] as number[])
  for (const [at, value] of values.entries()) parts[(at * at) % PARTS]?.push(value)
  return parts
}

function expectWithinOnePercent(sketch: Sketch, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b)
  for (const percent of PERCENTS) {
    const exact = sorted[Math.ceil((percent * sorted.length) / 100) - 1]
    const estimate = sketch.percentile(percent)
    if (exact === undefined) expect(estimate).toBeNull()
    else if (exact < 1) expect(estimate).toBe(0)
    // Beside the bound there is room for the rounding of floating-point numbers.
    else expect(Math.abs((estimate ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * (0.01 + 1e-9))
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
