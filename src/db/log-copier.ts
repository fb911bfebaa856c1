/**
 * Copies what commits have written into SQLite's log into the database, on a thread of its own: of some
 * thousand pages that takes as long as others should not be held, and waits for the disk twice.
 *
 * Promises: who writes next waits for a moment only, in which a log of the usual length is copied, and begins
 * anew. What a long read has let grow (a backup, an export) is copied while others write. Where the thread
 * fails it is done here, so that the log does not grow for ever. What could not be copied at all (to a full
 * disk) is safe in the log, and the next time tries again. Nothing is copied into a file that has come to the
 * path of the database since. The thread ends when it is not needed for a while.
 */
import { join } from 'node:path'
import { getLogger } from '@logtape/logtape'
import { endsWithin } from '../lib/ends-within.ts'
import { LimitedWorker } from '../lib/limited-worker.ts'
import { ROOT } from '../lib/root.ts'
import { copyLog, type FileId, fileIdOf } from './copy-log.ts'

const log = getLogger(['almanac', 'database'])

const ENTRY = join(ROOT, 'src/db/log-worker.ts')
/** A disk that slow has given up before. */
const LIMIT_MS = 10 * 60_000
const IDLE_MS = 30_000
/** For the usual length, which takes a tenth of it on an ordinary disk. */
const AWAITED_MS = 500

export class LogCopier implements AsyncDisposable {
  readonly #thread: LimitedWorker<FileId, null>
  readonly #file: FileId
  #hasFailed = false
  /** What goes on. */
  #copying: Promise<void> | null = null

  /** @param path Of a database that is open. */
  constructor(path: string, entry = ENTRY) {
    this.#file = fileIdOf(path)
    this.#thread = new LimitedWorker(entry, { limit_ms: LIMIT_MS, idle_ms: IDLE_MS })
  }

  /** Resolves when it is copied, or takes long: then it goes on beside those who write. */
  async copy(): Promise<void> {
    if (this.#copying) return
    const copying = this.#copy().finally(() => {
      this.#copying = null
    })
    this.#copying = copying
    await endsWithin(AWAITED_MS, copying)
  }

  /** When all is copied that is being copied. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#copying
    this.#thread[Symbol.dispose]()
  }

  async #copy(): Promise<void> {
    try {
      await this.#thread.run(this.#file)
      this.#hasFailed = false
    } catch (error) {
      this.#tell(error)
      this.#copyHere()
    }
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
