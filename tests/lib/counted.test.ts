import { expect, test } from 'bun:test'
import { counted } from '../../src/lib/counted.ts'

test('one of a thing is called by its singular, and large numbers have commas', () => {
  expect([counted(0, 'row'), counted(1, 'row'), counted(2_000, 'row')]).toEqual([
    '0 rows',
    '1 row',
    '2,000 rows',
  ])
  expect([counted(1, 'person', 'people'), counted(3, 'person', 'people')]).toEqual(['1 person', '3 people'])
})
