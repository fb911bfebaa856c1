/** The text of RTF: what is no control word, and in no group that is told to be something else. */

/** Groups whose content is no text of the document. */
const OTHERS =
  /^\\(?:\*|(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|themedata|datastore)\b)/
const TOKEN =
  /\\'([\da-f]{2})|\\u(-?\d{1,6}) ?\??|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi
const CP1252 = new TextDecoder('windows-1252')

/** @param most How many characters of it are wanted. */
export function textOfRtf(rtf: string, most: number): string {
  let text = ''
  let depth = 0
  /** The depth of the outermost group that is left out. */
  let left = Number.POSITIVE_INFINITY
  for (const token of rtf.matchAll(TOKEN)) {
    const [, hex, unicode, word, , sign, brace, run] = token
    if (brace === '{') {
      depth += 1
      if (depth < left && OTHERS.test(rtf.slice(token.index + 1, token.index + 20))) left = depth
    } else if (brace === '}') {
      if (depth === left) left = Number.POSITIVE_INFINITY
      depth -= 1
    } else if (depth < left) {
      text += hex
        ? CP1252.decode(Uint8Array.of(Number.parseInt(hex, 16)))
        : unicode
          ? String.fromCharCode(Number(unicode) & 0xffff)
          : (run ?? written(word, sign))
    }
    if (text.length >= most) break
  }
  return text
}

function written(word: string | undefined, sign: string | undefined): string {
  if (word === 'par' || word === 'line' || word === 'row') return '\n'
  if (word === 'tab' || word === 'cell') return ' '
  return sign !== undefined && '\\{}'.includes(sign) ? sign : sign === '~' ? ' ' : ''
}
