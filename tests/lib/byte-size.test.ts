import { expect, test } from 'bun:test'
import { byteSize } from '../../src/lib/byte-size.ts'

test('bytes are told in the largest unit that fits, with two digits', () => {
  const told = [0, 999, 1000, 19_322, 1_440_000, 79_563_472_896, 5e15].map(byteSize)
  expect(told).toEqual(['0 bytes', '999 bytes', '1.0 kB', '19 kB', '1.4 MB', '80 GB', '5000 TB'])
})
