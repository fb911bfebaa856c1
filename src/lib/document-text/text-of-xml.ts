/**
 * The text of documents that are XML. Read by what stands between `<` and `>` alone: no entity that a
 * document defines is ever expanded, and nothing that it names is loaded.
 */
interface Reading {
  /** Only what is in these counts. */
  within: ReadonlySet<string>
  /** Ends a line: at the end of an element, or where one stands alone. */
  lines: ReadonlySet<string>
  gaps: ReadonlySet<string>
}

export const DOCX: Reading = {
  within: new Set(['w:t']),
  lines: new Set(['w:p', 'w:br', 'w:cr']),
  gaps: new Set(['w:tab']),
}

export const ODT: Reading = {
  within: new Set(['text:p', 'text:h']),
  lines: new Set(['text:p', 'text:h', 'text:line-break']),
  gaps: new Set(['text:tab', 'text:s']),
}

/** @param most How many characters of it are wanted. */
export function textOfXml(xml: string, { within, lines, gaps }: Reading, most: number): string {
  let text = ''
  let depth = 0
  for (let at = 0; at < xml.length && text.length < most; ) {
    const open = xml.indexOf('<', at)
    const end = open === -1 ? xml.length : open
    if (depth > 0 && end > at) text += plain(xml.slice(at, Math.min(end, at + most)))
    if (open === -1) break
    const close = endOfMarkup(xml, open)
    if (close === -1) break
    const name = /^<\/?([\w:.-]+)/.exec(xml.slice(open, open + 100))?.[1] ?? ''
    const isEnd = xml[open + 1] === '/'
    const isAlone = xml[close - 1] === '/'
    if (within.has(name) && !isAlone) depth = Math.max(0, depth + (isEnd ? -1 : 1))
    if (lines.has(name) && (isEnd || isAlone)) text += '\n'
    if (gaps.has(name) && !isEnd) text += ' '
    at = close + 1
  }
  return text
}

/** Where it closes; of what stands in a comment, nothing is markup. */
function endOfMarkup(xml: string, open: number): number {
  if (!xml.startsWith('<!--', open)) return xml.indexOf('>', open)
  const end = xml.indexOf('-->', open + 4)
  return end === -1 ? -1 : end + 2
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0x10ffff ? '' : String.fromCodePoint(code)
  })
}
