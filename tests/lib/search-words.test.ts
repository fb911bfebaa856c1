/** What finds what, by the words of both sides alone: the engines must do the same (tests/search-scripts.test.ts). */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { fold, SIMPLE } from '../../src/lib/fold.ts'
import { highlight, parseTextSearch, scoreOf } from '../../src/lib/text-search.ts'
import { placedWordsIn, wordsOf } from '../../src/lib/words.ts'
import { ALL_SEARCHED_TEXTS, isFound, SEARCHED_TEXTS } from './searched-texts.ts'

for (const [script, texts] of Object.entries(SEARCHED_TEXTS)) {
  test(`Texts are found, and not found: ${script}`, () => {
    for (const { text, found, missed } of texts) {
      for (const typed of found) expect([text, typed, isFound(text, typed)]).toEqual([text, typed, true])
      for (const typed of missed) expect([text, typed, isFound(text, typed)]).toEqual([text, typed, false])
    }
  })
}

test('There are more than a hundred texts', () => {
  expect(ALL_SEARCHED_TEXTS.length).toBeGreaterThanOrEqual(100)
})

test('A text is found by itself, composed and decomposed, by each of its words and in capitals', () => {
  for (const { text } of ALL_SEARCHED_TEXTS) {
    const bare = text.replaceAll(/["*]/g, ' ')
    // In capitals an iota is no longer below a letter, but behind it.
    const capitals = bare.normalize('NFD').includes('\u0345') ? bare : bare.toUpperCase()
    for (const typed of [bare, bare.normalize('NFD'), capitals, ...wordsOf(text)]) {
      expect([text, typed, isFound(text, typed)]).toEqual([text, typed, true])
      expect([text, typed, isFound(text.normalize('NFD'), typed)]).toEqual([text, typed, true])
    }
  }
})

test('What is found is marked in the text as it was written, and counts', () => {
  for (const { text, found } of ALL_SEARCHED_TEXTS) {
    for (const typed of found) {
      const search = searchFor(typed)
      const parts = highlight(search, text)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      const marked = parts.flatMap((part) => (part.match ? [part.text] : [])).join(' ')
      expect([text, typed, marked, isFound(marked, typed)]).toEqual([text, typed, marked, true])
      expect(scoreOf(search, text, '')).toBe(8 * search.terms.length)
    }
  }
})

const LETTERS = [
  'a',
  'É',
  'e\u0301',
  'ß',
  'ﬁ',
  '™',
  '№',
  '²',
  'ー',
  '東',
  'ﾊﾞ',
  '가',
  '\u1112\u1161',
  'ก',
  'ิ',
  'ש',
  'ת',
  'ا',
  'ـ',
  '५',
  '٤',
  '\u00ad',
  '\ufe0f',
  '🇩🇪',
  '👍🏽',
  '\u200d',
  '⚠',
  '.',
  ' ',
  '_',
  'й',
  'Σ',
  'ʼ',
  'º',
  '7',
]
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

test('Whatever a text holds, each of its words finds it, and what is between two texts changes neither', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const words = wordsOf(`${one} ${other}`)
      expect(words).toEqual([...wordsOf(one), ...wordsOf(other)])
      for (const word of words.slice(0, 9))
        expect([word, isFound(`${one} ${other}`, word)]).toEqual([word, true])
      const folded = fold(one)
      let before = 0
      for (const { word, from, to } of placedWordsIn(folded)) {
        expect(from).toBeGreaterThanOrEqual(before)
        expect([word, word.startsWith(folded.slice(from, to)), to > from]).toEqual([word, true, true])
        before = to
      }
      expect(words.join('')).not.toMatch(/['\\ ]/)
    }),
    { numRuns: 500 },
  )
})

test('Plain text is searched by its words, too, though it is not cut', () => {
  const word = fc.constantFrom('ab', 'abc', 'b', '7', 'x'.repeat(64), 'x'.repeat(65))
  const between = fc.constantFrom(' ', '-', '', ', ', "'", '_')
  const words = fc.array(fc.tuple(word, between), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(words, words, fc.boolean(), (some, sought, isQuoted) => {
      const [text, q] = [some, sought].map((pairs) => pairs.flat().join('')) as [string, string]
      const search = searchFor(isQuoted ? `"${q}"` : `${q}*`)
      // A letter of another script keeps it from being plain, and changes nothing else.
      const other = `${text} я`
      expect(scoreOf(search, text, text)).toBe(scoreOf(search, other, other))
      expect([...highlight(search, text), { text: ' я', match: false }].filter((part) => part.match)).toEqual(
        highlight(search, other).filter((part) => part.match),
      )
    }),
    { numRuns: 500 },
  )
})

test('What is not to be seen changes no words', () => {
  const unseen = fc.constantFrom(
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufe0f',
    '\u200f',
    '\u2066',
    '\ufeff',
    '\u034f',
  )
  const letters = fc.constantFrom(...LETTERS.filter((one) => !/\p{DI}|\p{M}/v.test(one)))
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), unseen, (text, mark) => {
      expect(wordsOf(text.join(mark))).toEqual(wordsOf(text.join('')))
    }),
  )
})

test('What is said to become lower case and nothing else does so', () => {
  const simple = new RegExp(`^(?:${SIMPLE})$`, 'v')
  for (let code = 0x80; code < 0x30000; code += 1) {
    const letter = String.fromCodePoint(code)
    if (simple.test(letter)) expect([letter, fold(`${letter}\u200d`)]).toEqual([letter, fold(letter)])
  }
})

function searchFor(typed: string) {
  const search = parseTextSearch(typed)
  if (!search) throw new Error(`nothing in ${typed}`)
  return search
}
