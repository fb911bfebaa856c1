import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { describe } from '../../src/metrics/statistics/describe.ts'
import nist from '../data/nist.json'
import { counts, expectSound } from './series.ts'

const SMALL = [10, 12, 9, 14, 15, 3, 2]
const ONE_TO_TWENTY = Array.from({ length: 20 }, (_, at) => at + 1)

test('seven days are described', () => {
  const { mean, stddev, p95, ...rest } = describe(SMALL)
  expect(rest).toEqual({ n: 7, sum: 65, median: 10, min: 2, max: 15, p95_reliable: false })
  expect(mean).toBeCloseTo(9.2857, 4)
  expect(stddev).toBeCloseTo(5.0897, 4)
  expect(p95).toBeCloseTo(14.7, 12)
})

test('the 95th percentile lies between two values, and is relied upon from 20 on', () => {
  expect(describe(ONE_TO_TWENTY).p95).toBeCloseTo(19.05, 12)
  expect(describe(ONE_TO_TWENTY).p95_reliable).toBe(true)
  expect(describe(ONE_TO_TWENTY.slice(1)).p95_reliable).toBe(false)
})

test('the median of an even number of values lies in the middle of two', () => {
  expect(describe([4, 1, 3, 2]).median).toBe(2.5)
})

test.each(Object.entries(nist))('%s has its certified mean and deviation', (_, { values, mean, stddev }) => {
  const described = describe(values)
  expect(described.mean).toBeCloseTo(mean, 12)
  expect(described.stddev).toBeCloseTo(stddev, 12)
})

// NumAcc1, and the kind of NumAcc3 and 4.
test('a large mean does not swallow a small deviation', () => {
  expect(describe([10_000_001, 10_000_003, 10_000_002])).toMatchObject({ mean: 10_000_002, stddev: 1 })
  for (const base of [1_000_000, 10_000_000]) {
    const series = [base + 0.2, ...Array.from({ length: 1000 }, (_, at) => base + (at % 2 === 0 ? 0.1 : 0.3))]
    expect(describe(series).mean).toBeCloseTo(base + 0.2, 8)
    expect(describe(series).stddev).toBeCloseTo(0.1, 8)
  }
})

test('nothing is said of nothing, and no deviation of one value', () => {
  expect(describe([])).toEqual({
    n: 0,
    sum: 0,
    mean: null,
    median: null,
    min: null,
    max: null,
    stddev: null,
    p95: null,
    p95_reliable: false,
    reason: 'no values',
  })
  expect(describe([3])).toMatchObject({ n: 1, mean: 3, median: 3, p95: 3, stddev: null })
})

test('every value is a number or null with a reason', () => {
  fc.assert(fc.property(counts(0, 60), (series) => expectSound(describe(series))))
})

test('the order does not matter, and what is added or multiplied comes back', () => {
  const integers = fc.array(fc.integer({ min: -1000, max: 1000 }), {
    minLength: 2,
    maxLength: 50,
    size: 'max',
  })
  fc.assert(
    fc.property(integers, fc.integer({ min: -1000, max: 1000 }), (series, shift) => {
      const plain = describe(series)
      expect(describe(series.toReversed()).median).toBe(plain.median)
      const moved = describe(series.map((value) => value + shift))
      expect(moved.mean).toBeCloseTo(plain.mean! + shift, 8)
      expect(moved.stddev).toBeCloseTo(plain.stddev!, 8)
      const scaled = describe(series.map((value) => value * 3))
      expect(scaled.p95).toBeCloseTo(plain.p95! * 3, 8)
      expect(scaled.stddev).toBeCloseTo(plain.stddev! * 3, 8)
    }),
  )
})
