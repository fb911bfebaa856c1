/** An export as a workbook: a sheet for each table, and one that says what they are. */
import { type XlsxCell, type XlsxColumn, type XlsxKind, xlsxStream } from '../../lib/xlsx-stream.ts'
import { DAILY_METRIC_NAMES } from '../read/daily-metrics.ts'
import { DEFINITIONS } from '../read/definitions.ts'
import type { CellKind, Document, Table } from './table.ts'

const SHEET_NAMES: Record<Table['name'], string> = {
  metrics: 'Metrics',
  activity: 'Activity',
  hiring: 'Hiring',
  tasks: 'Tasks',
}
const KINDS: Record<CellKind, XlsxKind> = {
  date: 'date',
  instant: 'instant',
  text: 'text',
  number: 'number',
  flag: 'flag',
  json: 'text',
}
const ABOUT_COLUMNS: XlsxColumn[] = [
  { header: 'about', kind: 'text', width: 24 },
  { header: 'value', kind: 'text', width: 40 },
  { header: 'window', kind: 'text', width: 44 },
  { header: 'formula', kind: 'text', width: 90 },
]

export function writeXlsx(opened: Document): AsyncGenerator<Uint8Array> {
  const sheets = opened.tables.map(({ name, columns, pages }) => ({
    name: SHEET_NAMES[name],
    columns: columns.map((column) => ({
      header: column.name,
      kind: KINDS[column.kind],
      width: column.width,
    })),
    pages,
  }))
  return xlsxStream([...sheets, { name: 'About', columns: ABOUT_COLUMNS, pages: aboutRows(opened) }])
}

async function* aboutRows({ head, organization, tables }: Document): AsyncGenerator<XlsxCell[][]> {
  yield [
    ['organization', organization.name],
    ...Object.entries(head),
    ['dates', 'local days of the time zone'],
    ['instants', 'UTC'],
    ['empty values', 'do not exist; zero means zero'],
  ]
  if (!tables.some(({ name }) => name === 'metrics')) return
  yield [
    [],
    ['metric', 'unit', 'window', 'formula'],
    ...DAILY_METRIC_NAMES.map((name) => {
      const { unit, window, formula } = DEFINITIONS[name]
      return [name, unit, window, formula]
    }),
  ]
}
