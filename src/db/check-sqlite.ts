/** What a SQLite file must be before the process calls itself ready. */
import type Sqlite from 'better-sqlite3'

/** Such a file is read as a whole at the start, which takes a few milliseconds. */
const SMALL_BYTES = 8 * 2 ** 20

export class DamagedError extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

/** @throws SqliteError where nothing can be written: SQLite opens such a file without a word. */
export function assertWritable(db: Sqlite.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  db.exec('begin immediate')
  try {
    db.pragma(`user_version = ${version}`)
  } finally {
    db.exec('rollback')
  }
}

/**
 * Looks where every query has to begin: at the first page of each table and index. A small file is
 * read as a whole; to do that with a large one at each start would take minutes.
 *
 * @throws SqliteError or DamagedError
 */
export function assertSound(db: Sqlite.Database): void {
  const pages = db.pragma('page_count', { simple: true }) as number
  const pageBytes = db.pragma('page_size', { simple: true }) as number
  if (pages * pageBytes <= SMALL_BYTES) {
    assertQuickCheck(db)
    return
  }
  for (const { name, isTable, table } of listTrees(db)) {
    const by = isTable ? 'not indexed' : `indexed by ${quoted(name)}`
    db.prepare(`select 1 from ${quoted(table)} ${by} limit 1`).get()
  }
}

function assertQuickCheck(db: Sqlite.Database): void {
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw new DamagedError(String(found).split('\n').at(-1))
}

interface Tree {
  name: string
  table: string
  isTable: boolean
}

/** Without partial indexes, which can be asked for only with their own condition. */
function listTrees(db: Sqlite.Database): Tree[] {
  const rows = db
    .prepare(
      `select name, tbl_name as "table", type = 'table' as is_table from sqlite_schema
       where rootpage > 0 and coalesce(sql, '') not like '% where %'`,
    )
    .all() as { name: string; table: string; is_table: number }[]
  return rows.map(({ name, table, is_table }) => ({ name, table, isTable: is_table === 1 }))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
