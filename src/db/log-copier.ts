/**
 * Copies what commits have written into SQLite's log into the database, on a thread of its own: of some
 * thousand pages that takes as long as others should not be held, and waits for the disk twice.
 *
 * Promises: where the thread fails it is done here, so that the log does not grow for ever. What could not be
 * copied at all (to a full disk) is safe in the log, and the next time tries again. Nothing is copied into a
 * file that has come to the path of the database since. The thread ends when it is not needed for a while.
 */
import { join } from 'node:path'
import { getLogger } from '@logtape/logtape'
import { LimitedWorker } from '../lib/limited-worker.ts'
import { ROOT } from '../lib/root.ts'
import { copyLog, type FileId, fileIdOf } from './copy-log.ts'

const log = getLogger(['almanac', 'database'])

const ENTRY = join(ROOT, 'src/db/log-worker.ts')
/** A disk that slow has given up before. */
const LIMIT_MS = 10 * 60_000
const IDLE_MS = 30_000

export class LogCopier implements Disposable {
  readonly #thread: LimitedWorker<FileId, null>
  readonly #file: FileId
  #hasFailed = false

  /** @param path Of a database that is open. */
  constructor(path: string, entry = ENTRY) {
    this.#file = fileIdOf(path)
    this.#thread = new LimitedWorker(entry, { limit_ms: LIMIT_MS, idle_ms: IDLE_MS })
  }

  async copy(): Promise<void> {
    try {
      await this.#thread.run(this.#file)
      this.#hasFailed = false
    } catch (error) {
      this.#tell(error)
      this.#copyHere()
    }
  }

  /** While nothing is copied. */
  [Symbol.dispose](): void {
    this.#thread[Symbol.dispose]()
  }

  #copyHere(): void {
    try {
      copyLog(this.#file)
    } catch {
      // Told already, of the thread.
    }
  }

  /** Once, and not for each group of writers. */
  #tell(error: unknown): void {
    if (!this.#hasFailed) {
      log.warn('The thread that copies the log of the database into it has failed: {error}', { error })
    }
    this.#hasFailed = true
  }
}
