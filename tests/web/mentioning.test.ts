/** Who is named in a text: by name where it is written, by id where it is kept. */
import { expect, test } from 'bun:test'
import { asKept, asWritten, fitting, mentionAt, mentionOf } from '../../src/web/parts/mentioning.ts'

const id = (n: number) => `01a21b41-aa65-72b1-baa0-0ab572dc885${n}`
const PEOPLE = ['Ada', 'Ada Okafor', 'Ben (Bonn)', 'Jo', 'Jo'].map((name, i) => ({ id: id(i), name }))

test('names become ids and ids names, the longer of two that begin alike', () => {
  const written = 'Ask @Ada Okafor, then @Ada; (@Ben (Bonn) knows)'
  const kept = `Ask <@${id(1)}>, then <@${id(0)}>; (<@${id(2)}> knows)`
  expect(asKept(written, PEOPLE)).toBe(kept)
  expect(asWritten(kept, PEOPLE)).toBe(written)
})

test('no word, address or name that several have is taken for somebody', () => {
  for (const text of ['mail@Ada', '@Adam', '@Adaé', '@Jo', 'Ada', '@'])
    expect(asKept(text, PEOPLE)).toBe(text)
  const kept = `<@${id(3)}> and <@01a21b41-aa65-72b1-baa0-0ab572dc8859>`
  expect(asWritten(kept, PEOPLE)).toBe(kept)
  expect(PEOPLE.map((one) => mentionOf(one, PEOPLE)).slice(2)).toEqual([
    '@Ben (Bonn)',
    `<@${id(3)}>`,
    `<@${id(4)}>`,
  ])
})

test('what is written after an @ finds those of whose names a word begins so', () => {
  expect(mentionAt('Ask @', 5)).toEqual({ from: 4, typed: '' })
  expect(mentionAt('(@ada ok', 8)).toEqual({ from: 1, typed: 'ada ok' })
  for (const [text, caret] of [
    ['a@b', 3],
    ['@Ada said, so', 13],
    ['Ask', 3],
  ] as const)
    expect(mentionAt(text, caret)).toBeNull()
  const found = (typed: string) => fitting(PEOPLE, typed).map(({ name }) => name)
  expect([found('OK'), found('ada o'), found('x')]).toEqual([['Ada Okafor'], ['Ada Okafor'], []])
})
