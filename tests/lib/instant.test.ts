import { expect, test } from 'bun:test'
import { parseInstant } from '../../src/lib/instant.ts'

test.each([
  ['2026-03-08T12:00:00Z', '2026-03-08T12:00:00.000Z'],
  ['2026-03-08T12:00Z', '2026-03-08T12:00:00.000Z'],
  ['2026-03-08T12:00:00.5+02:00', '2026-03-08T10:00:00.500Z'],
  ['2024-02-29T23:30:00-0500', '2024-03-01T04:30:00.000Z'],
])('%s is an instant', (text, expected) => {
  expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected)
})

test.each([
  '2026-02-29T00:00:00Z',
  '2026-02-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-03-08T25:00:00Z',
  '2026-03-08T12:00:00',
  '2026-03-08',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00+14:00',
  'tomorrow',
  '',
])('%p is none', (text) => {
  expect(parseInstant(text)).toBeNull()
})
