import Sqlite from 'better-sqlite3'

/**
 * Copies what stands in the log of a SQLite database into it, as far as nobody reads what was there before. On a
 * connection that ends with it: later, another file may be at the path.
 */
export function copyLog(path: string): void {
  const database = new Sqlite(path, { fileMustExist: true, timeout: 0 })
  try {
    database.pragma('wal_checkpoint(passive)')
  } finally {
    database.close()
  }
}
