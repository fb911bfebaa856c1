import { describe, expect, test } from 'bun:test'
import { type XlsxCell, type XlsxColumn, type XlsxLimits, xlsxStream } from '../../src/lib/xlsx-stream.ts'
import { ArchiveTooLargeError, zipStream } from '../../src/lib/zip-stream.ts'
import { dateOf, readXlsx, readZip } from '../spreadsheets.ts'

const NUMBER: XlsxColumn = { header: 'number', kind: 'number', width: 10 }
const TEXT: XlsxColumn = { header: 'text', kind: 'text', width: 10 }
const ROOM: XlsxLimits = { rows: 100, characters: 1_000_000 }

describe('A workbook', () => {
  test('goes on with another sheet, header and all, where one is full', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => [i])
    // Pages that end before, at and after the end of a sheet.
    const pages = [rows.slice(0, 3), rows.slice(3, 4), [], rows.slice(4)]
    const sheets = await workbook([NUMBER], pages, { rows: 4, characters: 1_000_000 })
    expect([...sheets.keys()]).toEqual(['Rows', 'Rows 2', 'Rows 3', 'Rows 4'])
    expect([...sheets.values()].map((sheet) => sheet.rows.map(({ A }) => A?.value))).toEqual([
      ['number', 0, 1, 2],
      ['number', 3, 4, 5],
      ['number', 6, 7, 8],
      ['number', 9],
    ])
  })

  test('does not begin another sheet for nothing', async () => {
    const sheets = await workbook([NUMBER], [[[1], [2], [3]], []], { rows: 4, characters: 1_000_000 })
    expect([...sheets.keys()]).toEqual(['Rows'])
    expect([...(await workbook([NUMBER], [], ROOM)).values()][0]!.rows).toHaveLength(1)
  })

  test('goes on with another sheet where one is as long as a part of an archive may be', async () => {
    const pages = Array.from({ length: 3 }, () => [['x'.repeat(2_000)]])
    const sheets = await workbook([TEXT], pages, { rows: 100, characters: 4_000 })
    expect([...sheets.values()].map(({ rows }) => rows.length - 1)).toEqual([2, 1])
  })

  test('has numbers as they are, and days and instants as dates', async () => {
    const columns: XlsxColumn[] = [
      NUMBER,
      { header: 'day', kind: 'date', width: 10 },
      { header: 'at', kind: 'instant', width: 10 },
    ]
    const at = Date.parse('2026-03-08T23:59:59.999Z')
    const rows = [
      [0.1 + 0.2, 20_520, at],
      [-12_345.675, 0, 0],
      [1e21, -25_508, Date.parse('1900-03-01T00:00:00Z')],
      [null, -25_509, Date.parse('1900-02-28T23:59:59.999Z')],
    ]
    const { rows: read } = (await workbook(columns, [rows], ROOM)).get('Rows')!
    expect(read.slice(1).map(({ A }) => A?.value)).toEqual([0.1 + 0.2, -12_345.675, 1e21, undefined])
    expect(read.slice(1).map(({ A }) => A?.look)).toEqual(['#,##0.0###', '#,##0.0###', 'format 3', undefined])
    expect(read.slice(1, 4).map(({ B }) => dateOf(B!.value).slice(0, 10))).toEqual([
      '2026-03-08',
      '1970-01-01',
      '1900-03-01',
    ])
    expect(read.slice(1, 4).map(({ C }) => dateOf(C!.value))).toEqual([
      '2026-03-08T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '1900-03-01T00:00:00.000Z',
    ])
    // The day before is one that spreadsheets count otherwise.
    expect(read[4]!.B).toMatchObject({ type: 'inlineStr', value: '1900-02-28' })
    expect(read[4]!.C).toMatchObject({ type: 'inlineStr', value: '1900-02-28T23:59:59.999Z' })
  })

  test('has texts as texts: nothing is a formula, and nothing breaks the file', async () => {
    const texts = [
      '=1+1',
      ' a ',
      'a\tb\nc\rd',
      '\0\u0007\u001b\u007f\u0085',
      '\uffff',
      '_x000D_',
      '<&>"',
      '💥',
    ]
    const { rows } = (await workbook([TEXT], [texts.map((text) => [text])], ROOM)).get('Rows')!
    expect(rows.slice(1).map(({ A }) => A!.value)).toEqual(texts)
    expect(new Set(rows.map(({ A }) => A!.type))).toEqual(new Set(['inlineStr']))
    expect(rows.map(({ A }) => A!.look === 'format 0').slice(0, 3)).toEqual([false, true, true])
    const half = (await workbook([TEXT], [[['a\ud800b']]], ROOM)).get('Rows')!
    expect(half.rows[1]!.A!.value).toBe('a\ufffdb')
  })

  test('cuts a text that is longer than a cell', async () => {
    const { rows } = (await workbook([TEXT], [[['&'.repeat(40_000)]]], ROOM)).get('Rows')!
    expect(rows[1]!.A!.value).toBe('&'.repeat(32_767))
  })

  test('marks what begins like a formula, so that it stays a text when its cell is edited', async () => {
    const styles = readZip(await bytesOf([TEXT], [[['=1'], ['a']]], ROOM))
      .get('xl/styles.xml')!
      .toString()
    const looks = [...styles.split('<cellXfs')[1]!.matchAll(/<xf [^>]*>/g)].map(([look]) => look)
    const sheet = readZip(await bytesOf([TEXT], [[['=1'], ['a']]], ROOM)).get('xl/worksheets/sheet1.xml')!
    const [, style] = /<c r="A2" s="(\d+)"/.exec(sheet.toString())!
    expect(looks[Number(style)]).toContain('quotePrefix="1"')
    expect(sheet.toString()).toContain('<c r="A3" t="inlineStr">')
  })

  test('that nobody waits for any more gives its rows back', async () => {
    let returned = false
    async function* pages() {
      try {
        for (;;) yield [[1]]
      } finally {
        returned = true
      }
    }
    const stream = xlsxStream([{ name: 'Rows', columns: [NUMBER], pages: pages() }])
    await stream.next()
    await stream.next()
    await stream.next()
    await stream.return(undefined)
    expect(returned).toBe(true)
  })
})

describe('A ZIP stream', () => {
  test('has parts that are empty, and parts that come in pieces', async () => {
    const parts = [
      { path: 'empty', content: [] },
      { path: 'ünï/code', content: ['a', '', 'é💥'.repeat(1_000)] },
    ]
    const read = readZip(Buffer.concat(await Array.fromAsync(zipStream(parts))))
    expect([...read].map(([path, content]) => [path, content.toString()])).toEqual([
      ['empty', ''],
      ['ünï/code', `a${'é💥'.repeat(1_000)}`],
    ])
  })

  test('is refused where a part or all of it is too large, rather than written wrong', async () => {
    const sizeOf = async (...texts: string[]) => {
      const parts = texts.map((text, i) => ({ path: `${i}`, content: [text] }))
      return Buffer.concat(await Array.fromAsync(zipStream(parts, 1_000))).length
    }
    const random = (length: number) =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(length))).toString('hex')
    expect(await sizeOf('a'.repeat(999))).toBeLessThan(300)
    await expect(sizeOf('a'.repeat(1_000))).rejects.toThrow(ArchiveTooLargeError)
    await expect(sizeOf(random(400), random(400), random(400))).rejects.toThrow(ArchiveTooLargeError)
  })
})

async function workbook(columns: XlsxColumn[], pages: XlsxCell[][][], limits: XlsxLimits) {
  return readXlsx(await bytesOf(columns, pages, limits))
}

async function bytesOf(
  columns: XlsxColumn[],
  pages: XlsxCell[][][],
  limits: XlsxLimits,
): Promise<Uint8Array> {
  async function* inTurn() {
    yield* pages
  }
  const stream = xlsxStream([{ name: 'Rows', columns, pages: inTurn() }], limits)
  return Buffer.concat(await Array.fromAsync(stream))
}
