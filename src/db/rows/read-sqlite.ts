/** The rows of a table of SQLite in the order in which they lie in the file, so that each page is read once. */
import type { InstanceRead, Read } from '../handle.ts'
import { statement } from '../statement.ts'
import { archivedTables } from './archived-tables.ts'
import { ownerColumn } from './owner-column.ts'
import { PageSize } from './page-size.ts'
import { quoted, sqliteLine } from './row-lines.ts'
import type { ArchivedTable } from './table-shape.ts'

export function sqliteRowsOf(q: Read | InstanceRead, table: ArchivedTable): AsyncGenerator<Uint8Array> {
  const owner = ownerColumn(q, table)
  // Without `+` it would look an organization up by an index, and sort.
  const page = statement<{ after: number; count: number }, PlacedLine>(
    sqlitePage(table, owner === null ? 'true' : `+${owner} = :organization_id`),
  )
  return sqliteRows((after, count) => q.all(page, { after, count }))
}

/** By the number of the last row, as if none had been deleted. */
export async function countSqliteRoughly(q: InstanceRead): Promise<number> {
  const ends = archivedTables().map(({ name }) => `coalesce((select max(rowid) from ${quoted(name)}), 0)`)
  const [found] = await q.all(
    statement<Record<never, never>, { count: number }>(`select ${ends.join(' + ')} as count`),
  )
  return found?.count ?? 0
}

export interface PlacedLine {
  place: number
  line: string
}

/** @param only A condition on the rows. @returns What to ask for each page: `:after`, `:count`. */
export function sqlitePage(table: ArchivedTable, only = 'true'): string {
  return `select rowid as place, ${sqliteLine(table)} as line from ${quoted(table.name)}
    where rowid > :after and ${only} order by rowid limit :count`
}

/**
 * @param readPage Asks it of one state that stands still.
 * @returns Lines, some hundred kilobytes together.
 */
export async function* sqliteRows(
  readPage: (after: number, count: number) => Promise<PlacedLine[]>,
): AsyncGenerator<Uint8Array> {
  const size = new PageSize()
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows: count } = size
    const page = await readPage(after, count)
    const last = page.at(-1)
    if (!last) return
    const lines = Buffer.from(page.map(({ line }) => `${line}\n`).join(''))
    size.took(page.length, lines.length)
    yield lines
    if (page.length < count) return
    after = last.place
  }
}
