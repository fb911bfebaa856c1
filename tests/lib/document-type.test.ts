/** Whether a content is a text is found out without decoding all of it: that says the same. */
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { documentTypeOf } from '../../src/lib/document-type.ts'
import { mediaTypeOf } from '../../src/lib/media-type.ts'

const CONTROLS = /(?![\t-\r\u0085])\p{Cc}/u
const MARKUP = /^\s*<|<(?:!doctype|html|head|body|script|svg|iframe|\?xml)\b/i

/** By the whole of it, as it was defined. */
function isText(content: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    return text.trim() !== '' && !CONTROLS.test(text) && !MARKUP.test(text.slice(0, 4_096))
  } catch {
    return false
  }
}

test('a text is what decodes, says something, and has no control characters', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'roses',
      ' ',
      '\n',
      '\u0085',
      '\u00a0',
      '\u2003',
      '\x7f',
      '\0',
      '\u009f',
      'ü',
      '🌹',
      '<p>',
      '<svg ',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const text = fc.array(part, { maxLength: 6 }).map((parts) => Buffer.from(parts.join('')))
  const bytes = fc.uint8Array({ maxLength: 8 })
  const both = fc.tuple(text, bytes).map((parts) => Buffer.concat(parts))
  fc.assert(
    fc.property(fc.oneof(text, bytes, both), (content) => {
      expect(documentTypeOf(content) === 'text').toBe(isText(content))
    }),
    { numRuns: 500 },
  )
})

test('a text whose words come late is one, and so is one that is cut within a letter where it is looked at', () => {
  const late = Buffer.from(`${' '.repeat(10_000)}roses`)
  const cut = Buffer.from(`${'x'.repeat(4_095)}ü`)
  for (const content of [late, cut]) expect(documentTypeOf(content)).toBe('text')
  expect(documentTypeOf(Buffer.from(' '.repeat(10_000)))).toBeNull()
  expect(documentTypeOf(Buffer.from(`${'x'.repeat(10_000)}\u009f`))).toBeNull()
  expect(documentTypeOf(Buffer.from(`${'ü'.repeat(4_000)}<script>`))).toBeNull()
})

test('a picture is known by its first bytes, and nothing that only begins like one', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1')
  const known: [string, string][] = [
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a\x01', 'image/gif'],
    ['RIFF\x24\0\0\0WEBPVP8L', 'image/webp'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'application/octet-stream'],
    ['\x89PNG', 'application/octet-stream'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ]
  expect(known.map(([begin]) => mediaTypeOf(latin1(begin)))).toEqual(known.map(([, type]) => type))
})
