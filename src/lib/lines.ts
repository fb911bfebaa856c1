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

const LINE_FEED = 0x0a

export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 0
  let pending: Uint8Array[] = []
  let pendingBytes = 0
  let tooLong = false

  const finish = (rest: Uint8Array): Line => {
    number += 1
    const length = pendingBytes + rest.length
    const parts = pending
    pending = []
    pendingBytes = 0
    if (tooLong || length > maxBytes) {
      tooLong = false
      return { number, text: null, problem: `longer than ${maxBytes} bytes` }
    }
    try {
      const bytes = parts.length === 0 ? rest : Buffer.concat([...parts, rest])
      return { number, text: withoutMarks(decoder.decode(bytes)) }
    } catch {
      return { number, text: null, problem: 'not valid UTF-8' }
    }
  }

  for await (const chunk of stream) {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      lines.push(finish(chunk.subarray(start, end)))
      start = end + 1
    }
    if (start < chunk.length && !tooLong) {
      // A copy: the stream may use its buffer again.
      pending.push(chunk.slice(start))
      pendingBytes += chunk.length - start
      if (pendingBytes > maxBytes) {
        tooLong = true
        pending = []
        pendingBytes = 0
      }
    }
    if (lines.length > 0) yield lines
  }
  if (pendingBytes > 0 || tooLong) yield [finish(new Uint8Array())]
}

function withoutMarks(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
