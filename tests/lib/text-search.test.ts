import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { excerpt, highlight, parseTextSearch, type Segment, scoreOf } from '../../src/lib/text-search.ts'

test('What is typed becomes words, phrases and beginnings', () => {
  expect(terms('Roses "red, Thorn" gard* ro* e-mail roses "open')).toEqual([
    'roses',
    'red thorn',
    'gard*',
    'ro',
    'e mail',
    'open',
  ])
  expect(parseTextSearch('* " … ')).toBeNull()
  expect(terms('a b c d e f g h i j k l')).toHaveLength(10)
  expect(terms('“red thorn” gard＊')).toEqual(['red thorn', 'gard*'])
  // Of what is too long the beginning counts.
  const long = terms(`roses ${'東京都'.repeat(20)} thorns`)
  expect(long.map((term) => term.split(' ').length)).toEqual([1, 29])
})

test('What was looked for is marked, and the parts together are the text', () => {
  expect(marked(highlight(search('roses "red thorn" gard*'), 'ROSES; red-thorn Gärdening, rosesx'))).toBe(
    '[ROSES]; [red-thorn] [Gärdening], rosesx',
  )
  expect(marked(highlight(search('東京'), '東京都'))).toBe('[東京]都')
  expect(marked(highlight(search('東'), '東京都 東'))).toBe('[東]京都 [東]')
  expect(marked(highlight(search('サーバー'), 'APIｻｰﾊﾞｰ群'))).toBe('API[ｻｰﾊﾞｰ]群')
  expect(marked(highlight(search('wichtig'), '⚠️Wich\u00adtig™!'))).toBe('⚠️[Wich\u00adtig]™!')
  expect(marked(highlight(search('rose rose'), 'rose rose'))).toBe('[rose] [rose]')
  expect(marked(highlight(search('"roses red" red*'), 'roses redder red'))).toBe('roses [redder] [red]')
  const typed = fc.string({ unit: fc.constantFrom('a', 'é', '東', ' ', '"', '*', 'ß'), maxLength: 12 })
  fc.assert(
    fc.property(
      typed,
      fc.string({ unit: fc.constantFrom('A', 'e\u0301', '東', ' ', 'ss', '.') }),
      (q, text) => {
        const found = parseTextSearch(q)
        if (!found) return
        expect(joined(highlight(found, text))).toBe(text)
      },
    ),
  )
})

test('An excerpt is short, holds the first place, and does not cut letters', () => {
  const text = `${'🌹'.repeat(500)}thorn${'🌹'.repeat(500)}`
  const parts = excerpt(search('thorn'), text)
  expect(marked(parts)).toMatch(/^… 🌹+\[thorn\]🌹+ …$/u)
  expect(joined(parts).isWellFormed()).toBe(true)
  expect(joined(parts).length).toBeLessThan(220)
  expect(marked(excerpt(search('thorn'), 'no such word'))).toBe('no such word')
  expect(excerpt(search('thorn'), '')).toEqual([])
})

test('The title weighs eight, and each of the first four places in the body one', () => {
  expect(scoreOf(search('rose'), 'Rose', '')).toBe(8)
  expect(scoreOf(search('rose'), '', 'rose rose roses rose')).toBe(3)
  expect(scoreOf(search('京'), '', '東京京都')).toBe(2)
  expect(scoreOf(search('rose thorn'), 'rose', 'thorn thorn thorn thorn thorn')).toBe(12)
})

function search(typed: string) {
  const found = parseTextSearch(typed)
  if (!found) throw new Error(`nothing in ${typed}`)
  return found
}

function terms(typed: string): string[] {
  return search(typed).terms.map(({ words, isPrefix }) => words.join(' ') + (isPrefix ? '*' : ''))
}

function joined(parts: Segment[]): string {
  return parts.map(({ text }) => text).join('')
}

function marked(parts: Segment[]): string {
  return parts.map(({ text, match }) => (match ? `[${text}]` : text)).join('')
}
