/** The thread on which what stands in SQLite's log is copied into the database. */
import type { Told } from '../lib/limited-worker.ts'
import { copyLog, type FileId } from './copy-log.ts'

declare const self: Worker

self.onmessage = ({ data }: MessageEvent<FileId>) => {
  self.postMessage(told(data))
}

function told(file: FileId): Told<null> {
  try {
    copyLog(file)
    return { result: null }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : 'unknown' }
  }
}
