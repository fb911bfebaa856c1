/** An export as one JSON document, written row by row. What was not asked for is left out. */
import { dayToDate } from '../../lib/time/local-days.ts'
import { utf8Of } from '../../lib/utf8.ts'
import type { Cell, CellKind, Column, Document, Row } from './table.ts'

export async function* writeJson({ head, tables }: Document): AsyncGenerator<Uint8Array> {
  yield utf8Of([JSON.stringify(head).slice(0, -1)], String)
  for (const { name, columns, pages } of tables) {
    yield utf8Of([`,\n"${name}":[`], String)
    const keys = columns.map((column, i) => `${i === 0 ? '{' : ','}"${column.name}":`)
    let separator = '\n'
    const next = (row: Row) => {
      const text = separator + objectOf(columns, keys, row)
      separator = ',\n'
      return text
    }
    for await (const rows of pages) yield utf8Of(rows.splice(0), next)
    yield utf8Of([']'], String)
  }
  yield utf8Of(['}\n'], String)
}

/** @param keys What stands before each value. */
function objectOf(columns: readonly Column[], keys: readonly string[], row: Row): string {
  let text = ''
  for (let i = 0; i < columns.length; i += 1) text += keys[i] + written(columns[i]?.kind, row[i] ?? null)
  return `${text}}`
}

function written(kind: CellKind | undefined, cell: Cell): string {
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
