import { expect, test } from 'bun:test'
import { foldWithPlaces } from '../../src/lib/fold.ts'
import { phraseOf, placedWordsIn, wordsOf } from '../../src/lib/words.ts'

test('Words are cut where no letter, digit or mark is, and folded', () => {
  expect(wordsOf('Crème-brûlée №5, don’t')).toEqual(['creme', 'brulee', 'no', '5', 'don', 't'])
  expect(wordsOf('Straße ẞ ﬁn ½ İstanbul Ελλάς ѐ')).toEqual([
    ...['strasse', 'ss', 'fin', '1', '2', 'istanbul', 'ελλασ', 'е'],
  ])
  expect(wordsOf('हिन्दी')).toEqual(['हिन्दी'])
  expect(wordsOf(' …!? € \u0301 \ufe0f')).toEqual([])
})

test('What is raised belongs to a short word before it, and is a note behind others', () => {
  expect(wordsOf('m² km² Ergebnis¹² 10⁶ CO₂')).toEqual(['m2', 'km2', 'ergebnis', '12', '10', '6', 'co2'])
})

test('Scripts without spaces, and Korean, give overlapping pairs of characters', () => {
  expect(wordsOf('東京都rose会議・案')).toEqual(['東京', '京都', '都', 'rose', '会議', '議', '案'])
  expect(wordsOf('한글')).toEqual(['한글', '글'])
  expect(wordsOf('กินข้าว')).toEqual(['กิน', 'นข้', 'ข้า', 'าว', 'ว'])
})

test('What is looked for ends with a pair, or is open where it is one character', () => {
  expect(phraseOf('東京都')).toEqual({ words: ['東京', '京都'], isOpen: false, endsInPair: true })
  expect(phraseOf('id東')).toEqual({ words: ['id', '東'], isOpen: true, endsInPair: false })
  expect(phraseOf('東京id')).toEqual({ words: ['東京', '京', 'id'], isOpen: false, endsInPair: false })
})

test('Alphabets part words, digits and marks do not', () => {
  expect(wordsOf('הGoogle2 SMSка кабинет5 5µm')).toEqual(['ה', 'google2', 'sms', 'ка', 'кабинет5', '5μm'])
})

test('A word that is too long is cut, and nothing of it is lost', () => {
  expect(wordsOf('x'.repeat(150)).map((word) => word.length)).toEqual([64, 64, 22])
  expect(wordsOf('ж'.repeat(150)).map((word) => word.length)).toEqual([64, 64, 22])
})

test('Places of a folded text lead back to the text as it was written', () => {
  const text = 'Die Straße, cre\u0300me Ver\u00adtrag'
  const { folded, beginOf, endOf } = foldWithPlaces(text)
  const at = (word: string) => {
    const from = folded.indexOf(word)
    return text.slice(beginOf(from), endOf(from + word.length))
  }
  expect([at('strasse'), at('creme'), at('vertrag')]).toEqual(['Straße', 'cre\u0300me', 'Ver\u00adtrag'])
  const words = placedWordsIn('ー⚠東京id').map(({ word, from, to }) => [word, from, to])
  expect(words).toEqual([
    ['ー', 0, 1],
    ['⚠', 1, 2],
    ['東京', 2, 3],
    ['京', 3, 4],
    ['id', 4, 6],
  ])
})

test('However much is attached to a letter, a word stays short', () => {
  expect(wordsOf(`ก${'\u0e34'.repeat(10_000)}`)[0]?.length).toBe(9)
  expect(wordsOf(`a${'\u0301'.repeat(10_000)}b`)).toEqual(['ab'])
})
