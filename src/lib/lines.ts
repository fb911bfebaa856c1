/**
 * Splits a byte stream of any length into numbered lines of text, in constant memory.
 *
 * Promises: a line longer than `maxBytes` is reported as `too long` and skipped to its end,
 * never held; the lines after it keep their numbers. A byte order mark at the start, the
 * carriage return of CRLF and a missing last line break are all taken as they come.
 */
export interface Line {
  /** Counts from 1, as an editor does. */
  number: number
  /** `null` when the line is longer than allowed or not UTF-8. */
  text: string | null
  problem?: string
}

/** A line without its line feed; of one longer than `maxBytes`, a part. */
export interface Piece {
  /** Of its line. */
  number: number
  /** To be read before the next pieces are asked for: the stream may use its buffer again. */
  bytes: Uint8Array
  /** Whether the line goes on in the next piece. */
  isCut: boolean
}

export const NOT_UTF8 = 'not valid UTF-8'
export const longerThan = (maxBytes: number) => `longer than ${maxBytes} bytes`

const LINE_FEED = 0x0a
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
// A mark that is not at the start of the stream is a character like any other.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const ALMOST_UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  let isTooLong = false
  for await (const pieces of readPieces(stream, maxBytes)) {
    const lines: Line[] = []
    for (const { number, bytes, isCut } of pieces) {
      isTooLong ||= isCut || bytes.length > maxBytes
      if (isCut) continue
      lines.push(isTooLong ? { number, text: null, problem: longerThan(maxBytes) } : lineOf(number, bytes))
      isTooLong = false
    }
    if (lines.length > 0) yield lines
  }
}

function lineOf(number: number, bytes: Uint8Array): Line {
  const { text, isUtf8 } = decoded(bytes)
  if (!isUtf8) return { number, text: null, problem: NOT_UTF8 }
  return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text }
}

/** The text that bytes say; where they are no UTF-8, with replacements in it. */
export function decoded(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: UTF8.decode(bytes), isUtf8: true }
  } catch {
    return { text: ALMOST_UTF8.decode(bytes), isUtf8: false }
  }
}

/** Pieces are cut where a line has more than `maxBytes`, and have no more than that and one chunk. */
export async function* readPieces(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Piece[]> {
  let number = 1
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  let isInLine = false

  const piece = (rest: Uint8Array, isCut: boolean): Piece => {
    const bytes = pending.length === 0 ? rest : Buffer.concat([...pending, rest])
    pending = []
    pendingBytes = 0
    isInLine = isCut
    return { number: isCut ? number : number++, bytes, isCut }
  }

  for await (const chunk of withoutMark(stream)) {
    const pieces: Piece[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      pieces.push(piece(chunk.subarray(start, end), false))
      start = end + 1
    }
    const rest = chunk.subarray(start)
    if (rest.length > 0 && (isInLine || pendingBytes + rest.length > maxBytes)) {
      // Of a line that is cut already, nothing is gathered.
      pieces.push(piece(rest, true))
    } else if (rest.length > 0) {
      // A copy: the stream may use its buffer again.
      pending.push(rest.slice())
      pendingBytes += rest.length
    }
    if (pieces.length > 0) yield pieces
  }
  if (pendingBytes > 0 || isInLine) yield [piece(new Uint8Array(), false)]
}

async function* withoutMark(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array()
  for await (const chunk of stream) {
    if (start === null) {
      yield chunk
      continue
    }
    start = start.length === 0 ? chunk.slice() : Buffer.concat([start, chunk])
    if (start.length < BYTE_ORDER_MARK.length) continue
    yield isMarked(start) ? start.subarray(BYTE_ORDER_MARK.length) : start
    start = null
  }
  if (start !== null && start.length > 0) yield start
}

function isMarked(bytes: Uint8Array): boolean {
  return BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte)
}
