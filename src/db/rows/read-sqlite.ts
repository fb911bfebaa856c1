/**
 * The rows of a table of SQLite in the order in which they lie in the file, so that each page is read once;
 * those of one organization, which may be few among many, in the order of their keys.
 */
import type { InstanceRead, Read } from '../handle.ts'
import { statement } from '../statement.ts'
import { archivedTables, keyOf } from './archived-tables.ts'
import { ownerCondition } from './owner-condition.ts'
import { PageSize } from './page-size.ts'
import { quoted, sqliteLine } from './row-lines.ts'
import type { ArchivedTable } from './table-shape.ts'

export function sqliteRowsOf(q: Read | InstanceRead, table: ArchivedTable): AsyncGenerator<Uint8Array> {
  const owner = ownerCondition(q, table)
  if (owner !== null) return ownRows(q, table, owner)
  const page = statement<{ after: number; count: number }, PlacedLine>(sqlitePage(table))
  return sqliteRows((after, count) => q.all(page, { after, count }))
}

type Place = Record<string, string | number>
type OwnRow = Place & { line: string }

async function* ownRows(
  q: Read | InstanceRead,
  table: ArchivedTable,
  owner: string,
): AsyncGenerator<Uint8Array> {
  const key = keyOf(table.name)
  const names = key.map(quoted).join(', ')
  const after = key.map((_, i) => `:after_${letter(i)}`).join(', ')
  const page = (isFirst: boolean) =>
    statement<Place, OwnRow>(`select ${sqliteLine(table)} as line, ${names}
      from ${quoted(table.name)} where ${owner} ${isFirst ? '' : `and (${names}) > (${after})`}
      order by ${names} limit :count`)
  const [first, next] = [page(true), page(false)]
  const size = new PageSize()
  for (let place: Place | null = null; ; ) {
    const { rows: count } = size
    const rows: OwnRow[] = place ? await q.all(next, { ...place, count }) : await q.all(first, { count })
    const last = rows.at(-1)
    if (!last) return
    const lines = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''))
    size.took(rows.length, lines.length)
    yield lines
    if (rows.length < count) return
    place = Object.fromEntries(key.map((name, i) => [`after_${letter(i)}`, last[name] ?? '']))
  }
}

/** Names of values have no digits. */
function letter(i: number): string {
  return String.fromCharCode(97 + i)
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
