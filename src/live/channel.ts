/**
 * The connections of one organization, and what wakes them.
 *
 *   a commit, by whichever process ─► the log may have moved ── at most 5 times a second ─► look ─► wake all
 *                                  └► metrics have moved ────── once a second ────────────────────► wake all
 *                                  └► rights have changed ───── at once ──────────────────────────► wake all
 *
 * Promises: a commit costs a flag, whatever number listens. Of activity alone, which stands in no log,
 * nobody looks into the log; what another process did is looked for once for all who listen.
 */
import type { Base } from '../base.ts'
import { findLastSeq } from '../changes/log-queries.ts'
import type { CommitNews } from '../db/database.ts'
import { changesOf, type Fact } from '../db/facts.ts'
import { asPart } from '../db/time-limits.ts'
import { Throttle } from '../lib/throttle.ts'
import type { LogReader } from './log-reader.ts'

const LOG_EVERY_MS = 200
const METRICS_EVERY_MS = 1_000

/** What a connection looks after when it is woken. */
export type Part = 'log' | 'metrics' | 'access'

export interface Listener {
  wake(part: Part): void
}

export class Channel implements Disposable {
  readonly listeners = new Set<Listener>()
  readonly #read: () => Promise<number>
  readonly #log = new Throttle(LOG_EVERY_MS, () => void this.#lookForChanges())
  readonly #metrics = new Throttle(METRICS_EVERY_MS, () => this.#wakeAll('metrics'))
  /** Whether it is known, without a look, that the log has moved. */
  #hasMoved = false
  /** Where the log ended at the last look. */
  #seq = -1

  /** For all of its connections. */
  readonly reader: LogReader

  constructor({ db, reader }: Pick<Base, 'db'> & { reader: LogReader }, organizationId: string) {
    this.reader = reader
    const here = db.for(organizationId)
    this.#read = async () => (await asPart(() => here.read((q) => q.all(findLastSeq))))[0]?.seq ?? 0
  }

  /** `null`: something may have been missed. */
  hear(news: Pick<CommitNews, 'facts' | 'changes_access'> | null): void {
    if (news === null || news.changes_access) this.#wakeAll('access')
    const facts = news?.facts ?? null
    const isLogged = facts?.some((fact) => changesOf(fact).length > 0)
    if (isLogged) this.#hasMoved = true
    if (facts === null || isLogged) this.#log.ask()
    if (facts === null || facts.some(movesMetrics)) this.#metrics.ask()
  }

  [Symbol.dispose](): void {
    this.#log[Symbol.dispose]()
    this.#metrics[Symbol.dispose]()
  }

  async #lookForChanges(): Promise<void> {
    const isKnown = this.#hasMoved
    this.#hasMoved = false
    // Who is woken looks, too, and says what is wrong with the database.
    const seq = isKnown ? -1 : await this.#read().catch(() => -1)
    if (seq === -1 || seq !== this.#seq) this.#wakeAll('log')
    this.#seq = seq
  }

  #wakeAll(part: Part): void {
    for (const listener of this.listeners) listener.wake(part)
  }
}

/** Those that have a type move rollups; with an organization, the borders of its days may move. */
function movesMetrics(fact: Fact): boolean {
  return 'type' in fact || fact.kind === 'organization'
}
