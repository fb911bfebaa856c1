import { describe, expect, test } from 'bun:test'
import { type Line, readLines } from '../../src/lib/lines.ts'

const MAX = 20
const MIB = 2 ** 20

const bytes = (text: string) => new TextEncoder().encode(text)

/** Everything that can happen to a line, in one document. */
const DOCUMENT = Buffer.concat([
  bytes('\ufefffirst\n'),
  bytes('with a return\r\n'),
  bytes('\n'),
  bytes('ünï → 🙂\n'),
  bytes(`${'x'.repeat(MAX)}\n`),
  bytes(`${'y'.repeat(MAX + 1)}\n`),
  Uint8Array.of(0x61, 0xff, 0x62, 0x0a),
  // Half of a character, which the next line must not complete.
  Uint8Array.of(0x61, 0xc3, 0x0a),
  bytes(`${'z'.repeat(3 * MAX)}\r\n`),
  bytes('a\rb\n'),
  bytes('last, without a break'.slice(0, MAX)),
])

const LINES: Line[] = [
  { number: 1, text: 'first' },
  { number: 2, text: 'with a return' },
  { number: 3, text: '' },
  { number: 4, text: 'ünï → 🙂' },
  { number: 5, text: 'x'.repeat(MAX) },
  { number: 6, text: null, problem: 'longer than 20 bytes' },
  { number: 7, text: null, problem: 'not valid UTF-8' },
  { number: 8, text: null, problem: 'not valid UTF-8' },
  { number: 9, text: null, problem: 'longer than 20 bytes' },
  { number: 10, text: 'a\rb' },
  { number: 11, text: 'last, without a brea' },
]

describe('Lines of a stream', () => {
  test('are the same wherever it is cut in two', async () => {
    for (let at = 0; at <= DOCUMENT.length; at += 1) {
      const cut = [DOCUMENT.subarray(0, at), DOCUMENT.subarray(at)]
      expect(await linesOf(cut)).toEqual(LINES)
    }
  })

  test('are the same in pieces of any size, and when the stream uses one buffer for all of them', async () => {
    for (let size = 1; size <= DOCUMENT.length; size += 1) {
      expect(await linesOf(throughOneBuffer(DOCUMENT, size))).toEqual(LINES)
    }
  })

  test.each([
    ['nothing', '', []],
    ['a break alone', '\n', ['']],
    ['an end with a break', 'a\n', ['a']],
    ['an end without one', 'a\nb', ['a', 'b']],
    ['an empty last line', 'a\n\n', ['a', '']],
  ])('of %s are counted as an editor counts them', async (_, text, expected) => {
    const lines = await linesOf([bytes(text)])
    expect(lines).toEqual(expected.map((text, i) => ({ number: i + 1, text })))
  })

  test('keep their numbers after one that is too long and never ends', async () => {
    const lines = await linesOf([bytes('a\n'), bytes('b'.repeat(MAX)), bytes('b'.repeat(MAX))])
    expect(lines).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: null, problem: 'longer than 20 bytes' },
    ])
  })

  test('that are too long are never held', async () => {
    const piece = new Uint8Array(MIB).fill(0x78)
    async function* halfAGibibyte() {
      for (let i = 0; i < 512; i += 1) yield piece
      yield bytes('\nafter it\n')
    }
    const before = process.memoryUsage().rss
    expect(await linesOf(halfAGibibyte())).toEqual([
      { number: 1, text: null, problem: 'longer than 20 bytes' },
      { number: 2, text: 'after it' },
    ])
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB)
  })
})

async function linesOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Line[]> {
  const lines: Line[] = []
  async function* stream() {
    yield* pieces
  }
  for await (const some of readLines(stream(), MAX)) lines.push(...some)
  return lines
}

function* throughOneBuffer(whole: Uint8Array, size: number) {
  const buffer = new Uint8Array(size)
  for (let from = 0; from < whole.length; from += size) {
    const part = whole.subarray(from, from + size)
    buffer.set(part)
    yield buffer.subarray(0, part.length)
    buffer.fill(0x21)
  }
}
