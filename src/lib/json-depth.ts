/**
 * Whether a JSON text nests deeper than `most`, found before it is parsed. Parsing 100,000 levels
 * takes milliseconds, but whatever looks at the result by recursion (a schema's check, a serialiser)
 * takes seconds or runs out of stack.
 *
 * One pass over the text, from string to string; what is no JSON is left to the parser.
 */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
      if (at === -1) return false
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      if (depth > most) return true
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1
    }
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** The place of the quote that closes the string; -1 where none does. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1)
  return end
}

/** Whether an odd number of backslashes stands before it. */
function isEscaped(text: string, start: number, at: number): boolean {
  let before = at - 1
  while (before > start && text.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}
