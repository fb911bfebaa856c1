/**
 * An export as CSV: the one table that was asked for. What is true of the whole export stands in
 * columns at the end of the metrics, so that a file means the same wherever it has got to; lines
 * above the header would break whoever parses it. Instants of activity are UTC, and need none of it.
 */
import { BYTE_ORDER_MARK, csvRow } from '../../lib/csv-row.ts'
import { dayToDate } from '../../lib/time/local-days.ts'
import type { Export } from './open-export.ts'
import type { Cell, CellKind } from './table.ts'

export async function* writeCsv({ head, tables }: Export): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  for (const { name, columns, pages } of tables) {
    const { time_zone, generated_at, metric_version } = head
    const common = name === 'metrics' ? { time_zone, generated_at, metric_version } : {}
    const last = Object.values(common)
    yield csvRow([...columns.map((column) => column.name), ...Object.keys(common)])
    for await (const rows of pages) {
      let text = ''
      for (const row of rows) {
        text += csvRow([...columns.map(({ kind }, i) => written(kind, row[i] ?? null)), ...last])
      }
      yield text
    }
  }
}

function written(kind: CellKind, cell: Cell): Cell {
  if (cell === null) return null
  if (kind === 'date') return dayToDate(Number(cell))
  if (kind === 'instant') return new Date(Number(cell)).toISOString()
  return cell
}
