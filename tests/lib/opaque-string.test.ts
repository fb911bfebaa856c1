import { expect, test } from 'bun:test'
import { opaqueString } from '../../src/lib/opaque-string.ts'

// The examples of RFC 8265, section 4.3, and what must stay apart.
const CASES: [text: string, opaque: string | null][] = [
  ['correct horse battery staple', 'correct horse battery staple'],
  ['Correct Horse Battery Staple', 'Correct Horse Battery Staple'],
  ['πßå', 'πßå'],
  ['Jack of ♦s', 'Jack of ♦s'],
  ['foo\u1680bar', 'foo bar'],
  ['foo\u00a0\u3000bar', 'foo  bar'],
  ['my cat is a \tby', null],
  ['a\u0000b', null],
  ['a\u0085b', null],
  ['half \ud800', null],
  ['Cafe\u0301', 'Café'],
  ['ﬁ', 'ﬁ'],
  ['ＡＢ', 'ＡＢ'],
]
for (const [text, opaque] of CASES) {
  test(`"${JSON.stringify(text)}" is compared as ${JSON.stringify(opaque)}`, () => {
    expect(opaqueString(text)).toBe(opaque)
  })
}
