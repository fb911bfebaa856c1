/** The thread on which what stands in SQLite's log is copied into the database. */
import type { Told } from '../lib/limited-worker.ts'
import { copyLog } from './copy-log.ts'

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
