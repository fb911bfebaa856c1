import { expect, test } from 'bun:test'
import { isCronPattern } from '../../src/lib/cron-pattern.ts'

test('five fields that say when are a pattern', () => {
  const patterns = [
    '0 2 * * *',
    '*/15 * * * *',
    '0 0,12 1-7 * 1',
    '5 4 * JAN-MAR mon',
    '0 22 * * 1-5',
    '1-59/2 * * * 7',
  ]
  expect(patterns.filter((pattern) => !isCronPattern(pattern))).toEqual([])
})

test('anything else is none', () => {
  const others = [
    '',
    'daily',
    '0 2 * *',
    '0 2 * * * *',
    '60 2 * * *',
    '0 24 * * *',
    '0 2 0 * *',
    '0 2 * 13 *',
  ]
  others.push(
    '0 2 * * 8',
    'a 2 * * *',
    '*/0 * * * *',
    '5-1 * * * *',
    '0 2 * * FOO',
    '1,,2 * * * *',
    '@daily',
    '-1 * * * *',
  )
  expect(others.filter(isCronPattern)).toEqual([])
})
