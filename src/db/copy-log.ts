import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/** A database's file, as one tells it from another that has come to its path. */
export interface FileId {
  path: string
  dev: number
  ino: number
}

export function fileIdOf(path: string): FileId {
  const { dev, ino } = statSync(path)
  return { path, dev, ino }
}

/**
 * Copies what stands in the log of a SQLite database into it, as far as nobody reads what was there before. On a
 * connection that ends with it: later, another file may be at the path.
 *
 * @throws Error where another one is there by now: the log would be copied into what it is not of.
 */
export function copyLog(file: FileId): void {
  const database = new Sqlite(file.path, { fileMustExist: true, timeout: 0 })
  try {
    // Once it is open: which file that is stays as it is. Nothing was read from it or its log before.
    const { dev, ino } = statSync(file.path)
    if (dev !== file.dev || ino !== file.ino) throw new Error('Another file is in the place of the database.')
    database.pragma('wal_checkpoint(passive)')
  } finally {
    database.close()
  }
}
