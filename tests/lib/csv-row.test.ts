import { expect, test } from 'bun:test'
import { csvRow, unescapeFormula } from '../../src/lib/csv-row.ts'
import { readCsv } from '../spreadsheets.ts'

test('ends in CRLF, quotes what has to be quoted and nothing else', () => {
  expect(csvRow(['plain text', 'a,b', 'say "x"', 'two\nlines', ' a\r', ''])).toBe(
    'plain text,"a,b","say ""x""","two\nlines"," a\r",\r\n',
  )
  expect(csvRow([null, true, false, 0, 1.25, null])).toBe(',true,false,0,1.25,\r\n')
})

test.each(['=1', '+1', '-1', '@a', '\t1', '\r1', '\n=1', '＝1', '＋1', '－1', '＠a'])(
  'a text that begins like %j is disarmed',
  (text) => {
    expect(readCsv(csvRow([text, `x${text}`]))).toEqual([[`'${text}`, `x${text}`]])
  },
)

test.each(['=1', '＝1', "'＝1", "'=1", "''\t", "'a", "'", 'a', ''])('the text %j can be had back', (text) => {
  const [[cell = '?'] = []] = readCsv(csvRow([text]))
  expect(unescapeFormula(cell)).toBe(text)
})

test('spaces at the ends are quoted', () => {
  expect(csvRow([' a', 'a\u00a0', 'a b'])).toBe('" a","a\u00a0",a b\r\n')
})

test('a number is left as it is, whatever its sign', () => {
  expect(csvRow([-1, -0.5, '-1'])).toBe("-1,-0.5,'-1\r\n")
})
