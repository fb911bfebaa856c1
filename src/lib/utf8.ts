/**
 * Many texts as one piece of UTF-8, as long answers are made of.
 *
 * Promises: nothing is left but the piece. Put together as a text first, there would be that of all of
 * them, and one for each that was added: several times the piece, which lies in memory until it is
 * collected.
 */

const INITIAL_BYTES = 2 ** 18
/** Characters that are put together first: written one by one, short texts take half as long again. */
const WRITTEN_AT_ONCE = 2 ** 12
/** Of a character in UTF-16, at most. */
const BYTES_OF_ONE = 3

/** Where pieces are put together, one after the other. */
let space: Buffer | undefined

/** The texts one after the other. Half of a surrogate pair becomes U+FFFD, as everywhere in UTF-8. */
export function utf8Of<T>(items: readonly T[], textOf: (item: T) => string): Uint8Array<ArrayBuffer> {
  let bytes = space ?? Buffer.allocUnsafeSlow(INITIAL_BYTES)
  let length = 0
  let text = ''
  const write = (text: string) => {
    const needed = length + text.length * BYTES_OF_ONE
    if (needed > bytes.length) bytes = larger(bytes, needed)
    length += bytes.write(text, length)
  }
  for (const item of items) {
    text += textOf(item)
    if (text.length < WRITTEN_AT_ONCE) continue
    write(text)
    text = ''
  }
  write(text)
  space = bytes
  return new Uint8Array(bytes.subarray(0, length))
}

function larger(bytes: Buffer, needed: number): Buffer {
  const more = Buffer.allocUnsafeSlow(2 * needed)
  bytes.copy(more)
  return more
}
