import { expect, test } from 'bun:test'
import { utf8Of } from '../../src/lib/utf8.ts'

const itself = (text: string) => text
const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('Texts become one piece of UTF-8, however long, that nothing changes afterwards', () => {
  const texts = ['a', 'é😀', '', '漢'.repeat(400_000), 'x'.repeat(300_000), '\ud83d', '\u0000']
  const first = utf8Of(texts, itself)
  expect(first).toEqual(new TextEncoder().encode(texts.map((text) => text.toWellFormed()).join('')))
  const kept = first.slice()
  expect(decoded(utf8Of(['another'], itself))).toBe('another')
  expect(first).toEqual(kept)
  // It alone is its buffer: what is packed is freed.
  expect(first.buffer.byteLength).toBe(first.length)
  expect(utf8Of([], itself)).toHaveLength(0)
})

test('A text that cannot be made leaves nothing of itself in the next', () => {
  const fail = (text: string) => {
    if (text === 'bad') throw new Error('cannot be made')
    return text
  }
  expect(() => utf8Of(['begun', 'bad'], fail)).toThrow('cannot be made')
  expect(decoded(utf8Of(['next'], fail))).toBe('next')
})
