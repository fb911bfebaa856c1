/** The thread on which what stands in SQLite's log is copied into the database. */
import Sqlite from 'better-sqlite3'
import type { Told } from '../lib/limited-worker.ts'

declare const self: Worker

self.onmessage = ({ data }: MessageEvent<string>) => {
  self.postMessage(told(data))
}

function told(path: string): Told<null> {
  try {
    copyLog(path)
    return { result: null }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : 'unknown' }
  }
}

/** On a connection that ends with it: later, another file may be at the path. */
function copyLog(path: string): void {
  const database = new Sqlite(path, { fileMustExist: true, timeout: 0 })
  try {
    database.pragma('wal_checkpoint(passive)')
  } finally {
    database.close()
  }
}
