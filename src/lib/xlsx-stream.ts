/**
 * A workbook for spreadsheets (Office Open XML), written row by row.
 *
 * Promises: constant memory, whatever the number of rows; a sheet that is full goes on as `Name 2`;
 * dates are dates, numbers are the numbers that they are, and a text is a text whatever it begins
 * with, also after somebody edits its cell.
 *
 * A library was looked for. hucre 1.0 is the only one that streams in constant memory, but a streamed
 * workbook of it has one kind of sheet, whose header cannot look different from its rows, and U+FFFF
 * in a text makes a file that nobody opens. What is needed here fits on these pages.
 */
import { utf8Of } from './utf8.ts'
import { type ZipPart, zipStream } from './zip-stream.ts'

/** A `date` is a local day number, from 1970-01-01 on; an `instant` is epoch ms and shown as UTC. */
export type XlsxKind = 'text' | 'number' | 'flag' | 'date' | 'instant'

export interface XlsxColumn {
  header: string
  kind: XlsxKind
  /** In characters. */
  width: number
}

export type XlsxCell = string | number | boolean | null

export interface XlsxSheet {
  name: string
  columns: readonly XlsxColumn[]
  /** Each is emptied. */
  pages: AsyncIterable<(readonly XlsxCell[])[]>
}

export interface XlsxLimits {
  /** Of a sheet, with its header. */
  rows: number
  /** Characters of its XML: three bytes each would still be less than a part of an archive may have. */
  characters: number
}

const LIMITS: XlsxLimits = { rows: 2 ** 20, characters: 2 ** 30 }
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export function xlsxStream(sheets: readonly XlsxSheet[], limits = LIMITS): AsyncGenerator<Uint8Array> {
  return zipStream(workbookParts(sheets, limits))
}

async function* workbookParts(sheets: readonly XlsxSheet[], limits: XlsxLimits): AsyncGenerator<ZipPart> {
  const names: string[] = []
  for (const sheet of sheets) {
    const rest = new RowsToCome(sheet.pages)
    try {
      for (let nth = 1; nth === 1 || !(await rest.isAtEnd()); nth += 1) {
        names.push(nth === 1 ? sheet.name : `${sheet.name} ${nth}`)
        yield { path: `xl/worksheets/sheet${names.length}.xml`, content: sheetXml(sheet, rest, limits) }
      }
    } finally {
      await rest.close()
    }
  }
  yield { path: 'xl/styles.xml', content: [STYLES] }
  yield { path: 'xl/workbook.xml', content: [workbookXml(names)] }
  yield { path: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(names.length)] }
  yield { path: '_rels/.rels', content: [ROOT_RELATIONS] }
  yield { path: '[Content_Types].xml', content: [contentTypes(names.length)] }
}

type Page = (readonly XlsxCell[])[]

/** Pages of rows, of which a sheet may leave a part to the next. */
class RowsToCome {
  readonly #pages: AsyncIterator<Page>
  #page: Page = []

  constructor(pages: AsyncIterable<Page>) {
    this.#pages = pages[Symbol.asyncIterator]()
  }

  /** @returns Up to `most` rows; none at the end. */
  async next(most: number): Promise<Page> {
    if (await this.isAtEnd()) return []
    return this.#page.splice(0, most)
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#page.length === 0) {
      const { value, done } = await this.#pages.next()
      if (done) return true
      this.#page = value
    }
    return false
  }

  async close(): Promise<void> {
    await this.#pages.return?.()
  }
}

async function* sheetXml(
  { columns }: XlsxSheet,
  rest: RowsToCome,
  limits: XlsxLimits,
): AsyncGenerator<string | Uint8Array<ArrayBuffer>> {
  const cells = columns.map(({ kind }, i) => cellWriter(kind, letterOf(i)))
  const head = sheetHead(columns)
  yield head
  let characters = head.length
  let number = 1
  while (number < limits.rows && characters < limits.characters) {
    const rows = await rest.next(limits.rows - number)
    if (rows.length === 0) break
    const xml = utf8Of(rows.splice(0), (row) => {
      number += 1
      const text = rowXml(cells, number, row)
      characters += text.length
      return text
    })
    yield xml
  }
  yield '</sheetData></worksheet>'
}

function rowXml(cells: readonly CellWriter[], number: number, row: readonly XlsxCell[]): string {
  let xml = `<row r="${number}">`
  for (let i = 0; i < cells.length; i += 1) xml += cells[i]?.(number, row[i] ?? null) ?? ''
  return `${xml}</row>`
}

/** The header stays in sight and is bold. */
function sheetHead(columns: readonly XlsxColumn[]): string {
  const widths = columns.map(
    ({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  const header = columns.map(({ header: text }, i) => textCell(`${letterOf(i)}1`, STYLE.header, text))
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`
  )
}

/** Of the first 26 columns. */
function letterOf(column: number): string {
  return String.fromCharCode(65 + column)
}

const DAY_MS = 86_400_000
/** 1970-01-01, counted as spreadsheets do. */
const EPOCH_SERIAL = 25_569
/** Before March 1900 they have a day that never was, and none at all before that year. */
const FIRST_SERIAL = 61

type CellWriter = (row: number, cell: XlsxCell) => string

function cellWriter(kind: XlsxKind, letter: string): CellWriter {
  const dated = (row: number, at: number, style: number, length: number) => {
    const serial = at / DAY_MS + EPOCH_SERIAL
    return serial < FIRST_SERIAL
      ? textCell(`${letter}${row}`, 0, new Date(at).toISOString().slice(0, length))
      : numberCell(`${letter}${row}`, style, serial)
  }
  return (row, cell) => {
    if (cell === null) return ''
    if (kind === 'date') return dated(row, Number(cell) * DAY_MS, STYLE.date, '1900-01-01'.length)
    if (kind === 'instant') return dated(row, Number(cell), STYLE.instant, Infinity)
    const at = `${letter}${row}`
    if (typeof cell === 'number')
      return numberCell(at, Number.isInteger(cell) ? STYLE.whole : STYLE.parts, cell)
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`
    return textCell(at, LIKE_A_FORMULA.test(cell) ? STYLE.quoted : 0, cell)
  }
}

function numberCell(at: string, style: number, value: number): string {
  return `<c r="${at}" s="${style}"><v>${value}</v></c>`
}

function textCell(at: string, style: number, text: string): string {
  const look = style === 0 ? '' : ` s="${style}"`
  return `<c r="${at}"${look} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

const LIKE_A_FORMULA = /^[=+\-@＝＋－＠\t\r\n]/
/** What a cell holds at most. */
const LONGEST_TEXT = 32_767
const TO_BE_ESCAPED = /[&<>\ufffe\uffff]|(?![\t\n])\p{Cc}|_(?=x[\dA-Fa-f]{4}_)/gu
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML has no word for most control characters; `_x0007_` is the format's own, and so is escaped itself. */
function escaped(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(
      TO_BE_ESCAPED,
      (one) => ENTITIES[one] ?? `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}

/** Places in `cellXfs` below. */
const STYLE = { header: 1, date: 2, instant: 3, whole: 4, parts: 5, quoted: 6 }
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3">` +
  '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/>' +
  '<numFmt numFmtId="166" formatCode="#,##0.0###"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="7">${[
    'numFmtId="0" fontId="0"',
    'numFmtId="0" fontId="1" applyFont="1"',
    'numFmtId="164" fontId="0" applyNumberFormat="1"',
    'numFmtId="165" fontId="0" applyNumberFormat="1"',
    'numFmtId="3" fontId="0" applyNumberFormat="1"',
    'numFmtId="166" fontId="0" applyNumberFormat="1"',
    'numFmtId="0" fontId="0" quotePrefix="1"',
  ]
    .map((look) => `<xf ${look} fillId="0" borderId="0" xfId="0"/>`)
    .join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function workbookXml(names: string[]): string {
  const sheets = names.map(
    (name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  const relations = Array.from({ length: sheets }, (_, i) =>
    relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`),
  )
  return relationsXml(relations.join('') + relation(sheets + 1, 'styles', 'styles.xml'))
}

const ROOT_RELATIONS = relationsXml(relation(1, 'officeDocument', 'xl/workbook.xml'))

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
}

function relationsXml(relations: string): string {
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relations}</Relationships>`
}

function contentTypes(sheets: number): string {
  const type = (part: string, name: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml"/>`
  const worksheets = Array.from({ length: sheets }, (_, i) => type(`worksheets/sheet${i + 1}`, 'worksheet'))
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `${type('workbook', 'sheet.main')}${type('styles', 'styles')}${worksheets.join('')}</Types>`
  )
}
