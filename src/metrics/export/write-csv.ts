/**
 * An export as CSV: the one table that was asked for. What is true of the whole export stands in
 * columns at the end of the metrics, so that a file means the same wherever it has got to; lines
 * above the header would break whoever parses it. Instants of activity are UTC, and need none of it.
 */
import { BYTE_ORDER_MARK, csvCell, csvRow } from '../../lib/csv-row.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import { utf8Of } from '../../lib/utf8.ts'
import type { Cell, CellKind, Column, Document, Row } from './table.ts'

export async function* writeCsv({ head, tables }: Document): AsyncGenerator<Uint8Array> {
  yield utf8Of([BYTE_ORDER_MARK], String)
  for (const { name, columns, pages } of tables) {
    const { time_zone, generated_at, metric_version = null } = head
    const common = name === 'metrics' ? { time_zone, generated_at, metric_version } : {}
    const header = csvRow([...columns.map((column) => column.name), ...Object.keys(common)])
    yield utf8Of([header], String)
    const end = `${Object.values(common)
      .map((cell) => `,${csvCell(cell)}`)
      .join('')}\r\n`
    for await (const rows of pages) yield utf8Of(rows.splice(0), (row) => lineOf(columns, row) + end)
  }
}

/** Without its end. A list of its cells in between would be most of what is left to be collected. */
function lineOf(columns: readonly Column[], row: Row): string {
  let line = ''
  for (let i = 0; i < columns.length; i += 1) {
    const cell = written(columns[i]?.kind, row[i] ?? null)
    line += i === 0 ? cell : `,${cell}`
  }
  return line
}

function written(kind: CellKind | undefined, cell: Cell): string {
  if (cell === null) return ''
  if (kind === 'date') return dayToDate(Number(cell))
  if (kind === 'instant') return new Date(Number(cell)).toISOString()
  return csvCell(cell)
}
