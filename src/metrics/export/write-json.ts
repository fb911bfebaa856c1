/** An export as one JSON document, written row by row. What was not asked for is left out. */
import { dayToDate } from '../../lib/time/local-days.ts'
import type { Export } from './open-export.ts'
import type { Cell, CellKind, Column, Row } from './table.ts'

export async function* writeJson({ head, tables }: Export): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1)
  for (const { name, columns, pages } of tables) {
    yield `,\n"${name}":[`
    let separator = '\n'
    for await (const rows of pages) {
      let text = ''
      for (const row of rows) {
        text += separator + objectOf(columns, row)
        separator = ',\n'
      }
      yield text
    }
    yield ']'
  }
  yield '}\n'
}

function objectOf(columns: readonly Column[], row: Row): string {
  return `{${columns.map(({ name, kind }, i) => `"${name}":${written(kind, row[i] ?? null)}`).join(',')}}`
}

function written(kind: CellKind, cell: Cell): string {
  if (cell === null) return 'null'
  switch (kind) {
    case 'date':
      return `"${dayToDate(Number(cell))}"`
    case 'instant':
      return `"${new Date(Number(cell)).toISOString()}"`
    case 'json':
      return String(cell)
    default:
      return JSON.stringify(cell)
  }
}
