import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { decimal } from '../../src/lib/decimal.ts'

test('a count of thousandths or millionths is written as a decimal fraction', () => {
  expect(decimal(0, 3)).toBe('0.000')
  expect(decimal(1_234, 3)).toBe('1.234')
  expect(decimal(999_999, 6)).toBe('0.999999')
  expect(decimal(1_000_000, 6)).toBe('1.000000')
})

test('as toFixed does', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 12 }), (count) => {
      expect(decimal(count, 3)).toBe((count / 1e3).toFixed(3))
      expect(decimal(count, 6)).toBe((count / 1e6).toFixed(6))
    }),
  )
})
