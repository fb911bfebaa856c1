/** Readers of what an export writes: by the formats' own rules, and by nothing that writes them. */
import { crc32, inflateRawSync } from 'node:zlib'

/** RFC 4180, to the letter: lines end in CRLF, and what is not quoted holds no quote. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    let field = ''
    if (text[at] === '"') {
      const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at))
      if (!quoted) throw new Error(`a quote without an end in row ${rows.length}`)
      field = quoted[1]!.replaceAll('""', '"')
      at += quoted[0].length
    } else {
      const [plain] = /^[^",\r\n]*/.exec(text.slice(at))!
      field = plain
      at += plain.length
    }
    row.push(field)
    if (text[at] === ',') {
      at += 1
      continue
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`row ${rows.length} does not end: ${row}`)
    at += 2
    rows.push(row)
    row = []
  }
  return rows
}

/** The parts of a ZIP archive, by its directory; checksums and sizes must be right. */
export function readZip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes)
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  const parts = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < zip.readUInt16LE(end + 10); i += 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error('this is no entry of the directory')
    const [checksum, packed, size] = [16, 20, 24].map((place) => zip.readUInt32LE(at + place))
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} is not where it should be`)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const content = inflateRawSync(zip.subarray(begin, begin + packed!))
    if (content.length !== size || crc32(content) !== checksum) throw new Error(`${name} is damaged`)
    parts.set(name, content)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return parts
}

export interface SheetCell {
  /** `inlineStr`, `b`, or `n`. */
  type: string
  value: string | number | boolean
  /** `bold`, or the format of the number. */
  look: string
}

export interface SheetRead {
  /** By row, then by letter of the column. */
  rows: Record<string, SheetCell>[]
  frozenRows: number
}

/** A workbook's sheets by name, in their order. */
export function readXlsx(bytes: Uint8Array): Map<string, SheetRead> {
  const parts = readZip(bytes)
  const xml = (name: string): Element =>
    readXml(new TextDecoder('utf-8', { fatal: true }).decode(parts.get(name)))
  const looks = readLooks(xml('xl/styles.xml'))
  const types = new Set(
    all(xml('[Content_Types].xml'), 'Override').map(({ attributes }) => attributes.PartName),
  )
  const targets = new Map(
    all(xml('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributes.Id,
      attributes.Target,
    ]),
  )
  return new Map(
    all(xml('xl/workbook.xml'), 'sheet').map(({ attributes }) => {
      const path = `xl/${targets.get(attributes['r:id'])}`
      if (!types.has(`/${path}`)) throw new Error(`${path} has no content type`)
      return [attributes.name!, readSheet(xml(path), looks)]
    }),
  )
}

/** What a day or an instant is in a spreadsheet. */
export function dateOf(serial: unknown): string {
  return new Date(Math.round((Number(serial) - 25_569) * 86_400_000)).toISOString()
}

function readSheet(sheet: Element, looks: string[]): SheetRead {
  const rows = all(sheet, 'row').map(({ children }) =>
    Object.fromEntries(
      children.map((cell) => {
        const { r = '', t: type = 'n', s = '0' } = cell.attributes
        const text = all(cell, type === 'inlineStr' ? 't' : 'v')[0]?.text ?? ''
        const value = type === 'n' ? Number(text) : type === 'b' ? text === '1' : unescaped(text)
        if (all(cell, 'f').length > 0) throw new Error(`${r} is a formula`)
        return [r.replace(/\d+$/, ''), { type, value, look: looks[Number(s)]! }]
      }),
    ),
  )
  return { rows, frozenRows: Number(all(sheet, 'pane')[0]?.attributes.ySplit ?? 0) }
}

function readLooks(styles: Element): string[] {
  const formats = new Map(
    all(styles, 'numFmt').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode!]),
  )
  return all(all(styles, 'cellXfs')[0]!, 'xf').map(({ attributes }) =>
    attributes.fontId === '1'
      ? 'bold'
      : (formats.get(attributes.numFmtId) ?? `format ${attributes.numFmtId}`),
  )
}

/** The format's own escapes of what XML cannot say. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
}

interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const TOKEN = /<\?xml[^>]*\?>\s*|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y
/** What a document of XML 1.0 may not hold, or not keep: of a carriage return it makes a line feed. */
const ILLEGAL = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|&(?!(?:amp|lt|gt|quot|apos);)/u

/** Refuses what is not well-formed. */
function readXml(text: string): Element {
  const illegal = ILLEGAL.exec(text)
  if (illegal) throw new Error(`no XML at ${illegal.index}: ${JSON.stringify(text.slice(illegal.index, 60))}`)
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const token = TOKEN.exec(text)
    if (!token) throw new Error(`no XML at ${at}: ${text.slice(at, at + 60)}`)
    const [, closes, name, attributes = '', isEmpty, words] = token
    const parent = open.at(-1)!
    if (words !== undefined) parent.text += entities(words)
    else if (closes) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another`)
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        entities(value!),
      ])
      const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
      parent.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> is not closed`)
  return root
}

function entities(text: string): string {
  const known: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(\w+);/g, (_, name) => known[name]!)
}

/** Every element of that name below this one. */
function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
}
