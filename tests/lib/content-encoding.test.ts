import { expect, test } from 'bun:test'
import { bestOf, encodingFor } from '../../src/lib/content-encoding.ts'

test('the caller’s liking decides, then ours', () => {
  for (const [accepted, encoding] of [
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip, deflate, br', 'br'],
    ['GZIP', 'gzip'],
    ['zstd;q=0.5, gzip', 'gzip'],
    ['br;q=1.0, zstd;q=0.9, *;q=0.1', 'br'],
    ['*', 'zstd'],
    ['zstd;q=0, *', 'br'],
    ['identity', null],
    ['gzip;q=0', null],
    ['*;q=0', null],
    ['gzip;q=x', null],
    ['', null],
  ] as const) {
    expect({ accepted, encoding: encodingFor(accepted) }).toEqual({ accepted, encoding })
  }
  expect(encodingFor(null)).toBeNull()
  expect(bestOf(['br', 'gzip'], 'zstd, gzip')).toBe('gzip')
})
