import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { fold, foldWithPlaces, wordsOf } from '../../src/lib/words.ts'

test('Words are cut where no letter, digit or mark is, and folded', () => {
  expect(wordsOf('Crème-brûlée №5, don’t')).toEqual(['creme', 'brulee', 'no5', 'don', 't'])
  expect(wordsOf('Straße ẞ ﬁn ½ İstanbul Ελλάς ѐ')).toEqual([
    ...['strasse', 'ss', 'fin', '1', '2', 'istanbul', 'ελλασ', 'е'],
  ])
  expect(wordsOf('हिन्दी')).toEqual(['हिन्दी'])
  expect(wordsOf('한글')).toEqual(['한글'])
  expect(wordsOf(' …!? 🌹 \u0301')).toEqual([])
})

test('Scripts without spaces give a word for each letter', () => {
  expect(wordsOf('東京rose会議')).toEqual(['東', '京', 'rose', '会', '議'])
})

test('A word that is too long is cut, and nothing of it is lost', () => {
  expect(wordsOf('x'.repeat(150)).map((word) => word.length)).toEqual([64, 64, 22])
})

test('Places of a folded text lead back to the text', () => {
  const { plain, folded, placeOf } = foldWithPlaces('Die Straße, cre\u0300me')
  const at = (word: string) => {
    const from = folded.indexOf(word)
    return plain.slice(placeOf(from), placeOf(from + word.length))
  }
  expect([at('strasse'), at('creme')]).toEqual(['Straße', 'crème'])
})

test('A text folds as one, and once is enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldWithPlaces(text).folded).toBe(fold(text))
      expect(wordsOf(wordsOf(text).join(' '))).toEqual(wordsOf(text))
    }),
  )
})
