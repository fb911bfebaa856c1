/** Puts rows of an archive among those of others: through the handle, with everything that watches over its writes. */
import type { Write } from '../handle.ts'
import { type BatchStatement, batchStatement, type RowShape, type StatementValue } from '../statement.ts'
import { quoted, RowError, type RowValue, readRows } from './row-lines.ts'
import type { ArchivedTable, ColumnKind } from './table-shape.ts'

type Insertion = BatchStatement<RowShape, Record<never, never>, never>

/** JSON travels as its text, and is kept to the letter. */
const SHAPES = { text: 'text', json: 'text', int: 'int', bool: 'bool' } as const satisfies Record<
  ColumnKind,
  unknown
>

/** @param asJson How the engine makes JSON of a text. */
export function rowInsertion(asJson: (value: string) => string) {
  const insertions = new Map<string, Insertion>()
  const insertionOf = (table: ArchivedTable) => {
    const known = insertions.get(table.name)
    if (known) return known
    const made = insertInto(table, asJson)
    insertions.set(table.name, made)
    return made
  }
  return {
    async insertRows(tx: Write, table: ArchivedTable, lines: Uint8Array): Promise<void> {
      const names = table.columns.map(({ name }) => name)
      const rows = readRows(lines, table.columns).map((row) =>
        Object.fromEntries(row.map((value, i) => [names[i] ?? '', plain(value)])),
      )
      await tx.each(insertionOf(table), rows)
    },
  }
}

/** @param table With the columns of this schema. */
function insertInto({ name, columns }: ArchivedTable, asJson: (value: string) => string): Insertion {
  const shape = Object.fromEntries(columns.map((column) => [column.name, SHAPES[column.kind]]))
  const values = columns.map((column) => {
    const value = `r.${quoted(column.name)}`
    return column.kind === 'json' ? asJson(value) : value
  })
  const names = columns.map((column) => quoted(column.name))
  return batchStatement(shape)(
    `insert into ${quoted(name)} (${names.join(', ')}) select ${values.join(', ')} from :rows as r`,
  )
}

/** No column of ours holds numbers that JSON would round. @throws RowError */
function plain(value: RowValue): StatementValue {
  if (typeof value === 'bigint') throw new RowError('holds a number that is too large')
  return value
}
