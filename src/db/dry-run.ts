/**
 * Dry runs: a write whose body runs in earnest, in a transaction that is then rolled back. Whoever asks is
 * told what would have come of it, and is refused what would be refused.
 *
 *   begin ─► body: rules, rows, facts, rollups ─► what it came to is kept aside ─► rollback
 *
 * Promises: nothing of it is there afterwards: no row, no fact in a log, no cache that fell, nothing that was
 * to happen after the commit. Others who write at the same time are not rolled back with it (write-queue.ts).
 *
 * A dry run has one write. A second one would rest on what the first has not left: it is refused.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '../lib/app-error.ts'

export class DryRunImpossibleError extends AppError {
  constructor() {
    const what =
      'This cannot be tried out, because it is done in several steps, or outside the database. Nothing was changed. Leave Dry-Run away to do it.'
    super(422, 'dry_run_impossible', what)
  }
}

/** What a body came to, on its way out of the transaction, which it rolls back. */
class TriedOut extends Error {
  constructor(readonly outcome: unknown) {
    super('This was a dry run.')
  }
}

export class DryRun {
  #hasWritten = false

  /**
   * @param write Runs a body in a transaction, and rolls that back where the body throws.
   * @throws DryRunImpossibleError
   */
  async write<T, Handle extends { settle(): Promise<void> }>(
    write: (body: (handle: Handle) => Promise<never>) => Promise<unknown>,
    body: (handle: Handle) => Promise<T>,
  ): Promise<T> {
    if (this.#hasWritten) throw new DryRunImpossibleError()
    this.#hasWritten = true
    try {
      await write(async (handle) => {
        const outcome = await body(handle)
        // What was sent and not waited for may be refused, too.
        await handle.settle()
        throw new TriedOut(outcome)
      })
      throw new Error('A dry run was not rolled back.')
    } catch (error) {
      if (error instanceof TriedOut) return error.outcome as T
      throw error
    }
  }
}

const current = new AsyncLocalStorage<DryRun>()

/** Runs `fn`, whose write is tried out. */
export function asDryRun<T>(fn: () => T): T {
  return current.run(new DryRun(), fn)
}

/** Runs `fn`, whose writes are in earnest: what is done on the way, and for others, too. */
export function inEarnest<T>(fn: () => T): T {
  return current.exit(fn)
}

/** Of what is going on here. */
export function currentDryRun(): DryRun | undefined {
  return current.getStore()
}
