import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { wilsonInterval } from '../../src/metrics/statistics/wilson.ts'

test('known shares have the known intervals', () => {
  expect(wilsonInterval(6, 8)).toEqual({ low: 40.9, high: 92.9 })
  expect(wilsonInterval(300, 400)).toEqual({ low: 70.5, high: 79 })
})

test('none and all leave room on one side', () => {
  expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: 27.8 })
  expect(wilsonInterval(10, 10)).toEqual({ low: 72.2, high: 100 })
  expect(wilsonInterval(1, 1)).toEqual({ low: 20.7, high: 100 })
})

test('it holds the share, lies within 0 and 100, and turns round with the question', () => {
  const counts = fc
    .integer({ min: 1, max: 5_000_000 })
    .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))
  fc.assert(
    fc.property(counts, ([some, all]) => {
      const { low, high } = wilsonInterval(some, all)
      const share = (100 * some) / all
      expect(low).toBeWithin(0, share + 0.051)
      expect(high).toBeGreaterThanOrEqual(share - 0.05)
      expect(high).toBeLessThanOrEqual(100)
      const others = wilsonInterval(all - some, all)
      expect(others.low).toBeCloseTo(100 - high, 6)
    }),
  )
})

test('its ends are the shares from which what was counted is 1.96 standard deviations away', () => {
  const [some, all] = [13, 57]
  const { low, high } = wilsonInterval(some, all)
  for (const end of [low / 100, high / 100]) {
    const deviations = Math.abs(some / all - end) / Math.sqrt((end * (1 - end)) / all)
    expect(deviations).toBeCloseTo(1.96, 1)
  }
})
