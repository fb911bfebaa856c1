/**
 * The rows of a table of SQLite in the order in which they lie in the file, so that each page is read once;
 * those of one organization, which may be few among many, in the order of their keys.
 */
import type Sqlite from 'better-sqlite3'
import type { InstanceRead, Read } from '../handle.ts'
import { KEY_ORDERED } from '../key-ordered-tables.ts'
import { statement } from '../statement.ts'
import { archivedTables, keyOf, wholeKeyOf } from './archived-tables.ts'
import { ownerCondition } from './owner-condition.ts'
import { PageSize } from './page-size.ts'
import { quoted, sqliteLine } from './row-lines.ts'
import type { ArchivedTable } from './table-shape.ts'

export function sqliteRowsOf(q: Read | InstanceRead, table: ArchivedTable): AsyncGenerator<Uint8Array> {
  const owner = ownerCondition(q, table)
  if (owner !== null) return ownRows(q, table, owner)
  const key = KEY_ORDERED.includes(table.name) ? wholeKeyOf(table.name) : null
  const page = statement<{ after: RowPlace; count: number }, PlacedLine>(pageOf(table, key))
  return rowsByPlace(beforeAll(table, key), (after, count) => q.all(page, { after, count }))
}

/** All rows of a table of a file, whatever its schema is. */
export function rowsInFile(db: Sqlite.Database, table: ArchivedTable): AsyncGenerator<Uint8Array> {
  const key = keyThatOrders(db, table.name)
  const page = db.prepare(pageOf(table, key))
  return rowsByPlace(
    beforeAll(table, key),
    async (after, count) => page.all({ after, count }) as PlacedLine[],
  )
}

/** `null` where rows have numbers, and lie in their order. */
function keyThatOrders(db: Sqlite.Database, table: string): string[] | null {
  const isOrdered = db.prepare(`select wr from pragma_table_list where schema = 'main' and name = ?`).pluck()
  if (isOrdered.get(table) !== 1) return null
  return db
    .prepare('select name from pragma_table_info(?) where pk > 0 order by pk')
    .pluck()
    .all(table) as string[]
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

/** By the number of the last row, as if none had been deleted; where rows have none, they are counted. */
export async function countSqliteRoughly(q: InstanceRead): Promise<number> {
  const ends = archivedTables().map(({ name }) => {
    const end = KEY_ORDERED.includes(name) ? 'count(*)' : 'coalesce(max(rowid), 0)'
    return `(select ${end} from ${quoted(name)})`
  })
  const [found] = await q.all(
    statement<Record<never, never>, { count: number }>(`select ${ends.join(' + ')} as count`),
  )
  return found?.count ?? 0
}

/** The number of a row, or its key as a list in JSON. */
type RowPlace = number | string

interface PlacedLine {
  place: RowPlace
  line: string
}

const LEAST = Number.MIN_SAFE_INTEGER

/** @param key By which the rows lie; `null` for their numbers. @returns A place before the first row. */
function beforeAll({ columns }: ArchivedTable, key: string[] | null): RowPlace {
  if (key === null) return LEAST
  const kinds = new Map(columns.map(({ name, kind }) => [name, kind]))
  return JSON.stringify(key.map((name) => (kinds.get(name) === 'int' ? LEAST : '')))
}

/** @returns What to ask for each page: `:after`, `:count`. */
function pageOf(table: ArchivedTable, key: string[] | null): string {
  const from = `${sqliteLine(table)} as line from ${quoted(table.name)}`
  if (key === null) return `select rowid as place, ${from} where rowid > :after order by rowid limit :count`
  const names = key.map(quoted).join(', ')
  const after = key.map((_, i) => `json_extract(:after, '$[${i}]')`).join(', ')
  return `select json_array(${names}) as place, ${from}
    where (${names}) > (${after}) order by ${names} limit :count`
}

/**
 * @param readPage Asks it of one state that stands still.
 * @returns Lines, some hundred kilobytes together.
 */
async function* rowsByPlace(
  start: RowPlace,
  readPage: (after: RowPlace, count: number) => Promise<PlacedLine[]>,
): AsyncGenerator<Uint8Array> {
  const size = new PageSize()
  for (let after = start; ; ) {
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
