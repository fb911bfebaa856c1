/**
 * When texts are indexed. Not with each write: to index one text by itself costs a write a sixth of its
 * pages on SQLite, and on Postgres three ways there and back; some dozens together cost little more.
 *
 *   write ─► queued in its transaction ─┬─ many wait ─► indexed in the same transaction
 *                                       ├─ somebody searches ─► indexed before
 *                                       └─ the job comes by ─► indexed then
 *
 * Promises: whoever searches finds all that was answered before, whichever process has written it: a read
 * that looks for texts while some wait begins anew (`Database.onTextsWait`). What waits is in the database.
 */

import type { OrganizationDatabase } from '../../db/database.ts'
import { changesOf, type Fact } from '../../db/facts.ts'
import type { BeforeCommit, InstanceWrite } from '../../db/handle.ts'
import { growingLru } from '../../lib/growing-lru.ts'
import { nextTurn } from '../../lib/next-turn.ts'
import { kindsOf, type Resource } from '../../resources/resource.ts'
import { CHARACTERS_AT_ONCE, indexQueued, SLICE } from './index-texts.ts'
import { TextKinds } from './text-kinds.ts'

/** So many of an organization are indexed together. */
const MANY = 32
/** Organizations of which it is known how much waits; of others, little will. */
const MOST_COUNTED = 10_000
/** What others have queued is indexed with them: of a long queue, after an update, little. */
const OTHERS_AT_ONCE = 20
/** Beyond it somebody who searches waits no longer: texts may come faster than they are indexed. */
const WAITED_MS = 4_000

export class LateIndexing {
  readonly #kinds: TextKinds
  readonly #searched: ReadonlySet<string>
  /** About how many wait that this process has written: those of writers that failed are counted, too. */
  readonly #waiting = growingLru<string, number>(MOST_COUNTED)

  constructor(resources: readonly Resource[]) {
    this.#kinds = new TextKinds(resources)
    this.#searched = new Set(kindsOf(resources, 'text'))
  }

  readonly beforeCommit: BeforeCommit = async (tx, recorded) => {
    const byOrganization = Map.groupBy(recorded, ({ organization_id }) => organization_id)
    for (const [id, own] of byOrganization)
      await this.#wrote(
        tx,
        id,
        own.map(({ fact }) => fact),
      )
  }

  /** Indexes what waits when it is asked, as far as it is no long queue. */
  async indexWaiting(here: OrganizationDatabase): Promise<void> {
    const end = performance.now() + WAITED_MS
    do {
      const { hasMore } = await here.write((tx) => indexQueued(tx, this.#kinds, SLICE, 'all'))
      if (!hasMore) return
      await nextTurn()
    } while (performance.now() < end)
  }

  async #wrote(tx: InstanceWrite, id: string, facts: readonly Fact[]): Promise<void> {
    const telling = facts.map((fact) => this.#textsOf(fact)).filter((texts) => texts > 0)
    const waiting = telling.reduce((sum, texts) => sum + texts, this.#waiting.get(id) ?? 0)
    if (telling.length === 0) return
    this.#waiting.set(id, waiting)
    if (waiting < MANY) return
    const most = { texts: waiting + OTHERS_AT_ONCE, characters: telling.length * CHARACTERS_AT_ONCE }
    const { texts, hasMore } = await indexQueued(tx.within(id), this.#kinds, most)
    if (hasMore) this.#waiting.set(id, Math.max(0, waiting - texts))
    else this.#waiting.delete(id)
  }

  /** How many may have come or changed with a fact. */
  #textsOf(fact: Fact): number {
    return changesOf(fact).filter(({ kind }) => this.#searched.has(kind)).length
  }
}
