/**
 * Follows the log of changes of an organization: what stands there already, and then what comes,
 * whoever writes it.
 *
 *   from a number on ─► page ─► page ─► … ─► nothing more ─► wait for a commit ─► page ─► …
 *                                             └ by this process, or heard from another
 *
 * Promises: a reader misses nothing and is given nothing twice, since numbers have no gaps and grow in
 * the order of the commits (db/change-log.ts). Nothing is buffered: who reads slowly reads from the
 * database later. Who asks for what is no longer kept is told so.
 */
import type { Base } from '../base.ts'
import { AppError } from '../lib/app-error.ts'
import { findLastSeq, type LoggedChange, listChanges } from './log-queries.ts'

const PAGE = 500

export class ChangesGoneError extends AppError {
  constructor() {
    super(410, 'changes_gone', 'What followed is no longer kept. Read everything anew, and go on from now.')
  }
}

export class ChangeFeed {
  readonly #db: Base['db']
  readonly #waiting = new Map<string, Set<() => void>>()

  constructor({ db }: Pick<Base, 'db'>) {
    this.#db = db
    db.onCommit((news) => {
      const concerned = news?.map(({ organization_id }) => organization_id) ?? this.#waiting.keys()
      for (const id of concerned) this.#wake(id)
    })
  }

  /** Where the log ends now: who follows from here is told what comes. */
  async lastSeq(organizationId: string): Promise<number> {
    const [last] = await this.#db.for(organizationId).read((q) => q.all(findLastSeq))
    return last?.seq ?? 0
  }

  /**
   * Ends when `signal` aborts.
   *
   * @param after The number of the last change that is known already; 0 for none.
   * @throws ChangesGoneError
   */
  async *follow(organizationId: string, after: number, signal: AbortSignal): AsyncGenerator<LoggedChange[]> {
    const here = this.#db.for(organizationId)
    if (after > (await this.lastSeq(organizationId))) throw new ChangesGoneError()
    for (let seen = after; !signal.aborted; ) {
      // Before the look: what is committed meanwhile is seen by it, or ends the waiting.
      const { promise: committed, stop } = this.#nextCommit(organizationId, signal)
      try {
        const page = await here.read((q) => q.all(listChanges, { after: seen, limit: PAGE }))
        const [first] = page
        if (!first) await committed
        else {
          if (first.seq !== seen + 1) throw new ChangesGoneError()
          seen += page.length
          yield page
        }
      } finally {
        stop()
      }
    }
  }

  #nextCommit(organizationId: string, signal: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = () => resolve()
    const waiting = this.#waiting.get(organizationId) ?? new Set()
    this.#waiting.set(organizationId, waiting.add(wake))
    signal.addEventListener('abort', wake)
    const stop = () => {
      signal.removeEventListener('abort', wake)
      waiting.delete(wake)
      if (waiting.size === 0 && this.#waiting.get(organizationId) === waiting)
        this.#waiting.delete(organizationId)
    }
    return { promise, stop }
  }

  #wake(organizationId: string): void {
    for (const wake of this.#waiting.get(organizationId) ?? []) wake()
  }
}
