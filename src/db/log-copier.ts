/**
 * Copies what commits have written into SQLite's log into the database, on a thread of its own: of some
 * thousand pages that takes as long as others should not be held, and waits for the disk twice.
 *
 * Promises: what could not be copied is safe in the log, and the next time tries again. The thread ends
 * when it is not needed for a while.
 */
import { join } from 'node:path'
import { getLogger } from '@logtape/logtape'
import { LimitedWorker } from '../lib/limited-worker.ts'
import { ROOT } from '../lib/root.ts'

const log = getLogger(['almanac', 'database'])

const ENTRY = join(ROOT, 'src/db/log-worker.ts')
/** Nobody ends a thread that copies before a disk that slow has given up. */
const LIMIT_MS = 10 * 60_000
const IDLE_MS = 30_000

export class LogCopier implements Disposable {
  readonly #thread = new LimitedWorker<string, null>(ENTRY, { limit_ms: LIMIT_MS, idle_ms: IDLE_MS })

  constructor(readonly path: string) {}

  async copy(): Promise<void> {
    try {
      await this.#thread.run(this.path)
    } catch (error) {
      log.warn('What is in the log of the database could not be copied into it: {error}', { error })
    }
  }

  /** While nothing is copied. */
  [Symbol.dispose](): void {
    this.#thread[Symbol.dispose]()
  }
}
