/** A copy of a SQLite file in one state of it, while others may go on writing. */
import Sqlite from 'better-sqlite3'

/** A part of about 4 MB is copied before the loop has a turn. */
const PAGES_AT_ONCE = 1_000

/** @param to Of a file that is not there yet. @param show Hears the share that is done: 0 to 1. */
export async function copySqlite(from: string, to: string, show: (share: number) => void): Promise<void> {
  const db = new Sqlite(from, { readonly: true, timeout: 5_000 })
  try {
    // As long as it reads one state, what others commit does not begin the copy anew.
    db.exec('begin; select count(*) from sqlite_schema')
    await db.backup(to, {
      progress({ totalPages, remainingPages }) {
        if (totalPages > 0) show(1 - remainingPages / totalPages)
        return PAGES_AT_ONCE
      },
    })
  } finally {
    db.close()
  }
}
