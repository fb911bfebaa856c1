/** What a card says of how its number was before. */
import { expect, test } from 'bun:test'
import { changeLine } from '../../src/web/views/overview/change-line.ts'

const DAYS = { from: '2026-11-20', to: '2026-11-26', before_from: '2026-11-13', before_to: '2026-11-19' }
const TESTED = { ...DAYS, p_value: 0.01, significant: true, test: 'even_chances' } as const
const asked = { before: 'week', write: String, today: '2026-11-27' } as const

test('a verdict is given only where chance alone would hardly make the difference', () => {
  expect(changeLine({ ...TESTED, value: 9, value_before: 2 }, asked)).toBe('**↑ from 2** the week before')
  expect(changeLine({ ...TESTED, value: 0, value_before: 9 }, asked)).toBe('**↓ from 9** the week before')
  const chance = { ...TESTED, p_value: 0.6, significant: false, value: 9, value_before: 8 }
  expect(changeLine(chance, asked)).toBe('8 the week before; could be chance')
  const untested = { ...DAYS, p_value: null, significant: null, value: 9, value_before: 0 }
  expect(changeLine(untested, asked)).toBe('none the week before')
})

test('what is written alike is no change', () => {
  const same = { ...TESTED, value: 6.04, value_before: 6.01 }
  expect(changeLine(same, { ...asked, write: (value) => value.toFixed(1) })).toBe(
    'as before: 6.0 the week before',
  )
})

test('a figure of today is told apart from the days that are compared', () => {
  expect(changeLine({ ...TESTED, value: 9, value_before: 2 }, { ...asked, figure: 7 })).toBe(
    'to yesterday 9: **↑ from 2** the week before',
  )
})

test('before there are two values, the day from which they are compared is named', () => {
  const young = { ...DAYS, p_value: null, significant: null, value: 3, value_before: null }
  expect(changeLine({ ...young, available_on: '2026-12-04' }, asked)).toBe('compared from Fri 4 Dec on')
  expect(changeLine(young, asked)).toBeNull()
})
