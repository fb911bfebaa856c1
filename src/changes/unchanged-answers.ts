/**
 * Answers kept, already serialised, for as long as nothing changes in their organization.
 *
 *   ask ─► where does the log of changes end? ─┬─ where it ended then ─► the answer that was kept
 *                                              └─ further on ─► read, in the same transaction ─► keep
 *
 * Promises: nothing kept outlives a change, whichever process made it: the log is asked each time, and
 * moves in the transaction of what it tells (db/change-log.ts). What time alone changes ends when its
 * maker says. Memory is bounded. Activity that comes in stands in no log, and leaves what is kept.
 */
import { LRUCache } from 'lru-cache'
import { Serialised } from '../cache/serialised.ts'
import type { Database } from '../db/database.ts'
import type { Read } from '../db/handle.ts'
import { etagOfText } from '../lib/etag.ts'
import type { Clock } from '../lib/time/clock.ts'
import { findLastSeq } from './log-queries.ts'

const MAX_BYTES = 32 * 2 ** 20

/** How an answer is made. All times are epoch ms. */
export interface Making<T> {
  /** In the transaction that has asked the log. */
  read(q: Read, now: number): Promise<T>
  /** After it, with the same `now`. It holds as long as nothing changes, but no longer than it says. */
  write(read: T, now: number): Promise<{ body: string; holds_until: number }>
}

interface Kept {
  seq: number
  from: number
  until: number
  answer: Serialised
}

export class UnchangedAnswers {
  readonly #db: Database
  readonly #clock: Clock
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    // Packed as callers ask for it, an answer is there once or twice more.
    sizeCalculation: ({ answer }, name) => 3 * answer.body.length + 2 * name.length + 256,
  })

  constructor({ db, clock }: { db: Database; clock: Clock }) {
    this.#db = db
    this.#clock = clock
    // A database may have been put in the place of another, and its log may end where that did.
    db.onCommit((news) => {
      if (news === null) this.#kept.clear()
    })
  }

  /** @param name Tells it from the organization's others: of whom it is asked for, and what. */
  async get<T>(organizationId: string, name: string, { read, write }: Making<T>): Promise<Serialised> {
    const key = `${organizationId} ${name}`
    const now = this.#clock.now()
    const found = await this.#db.for(organizationId).read(async (q) => {
      const seq = (await q.all(findLastSeq))[0]?.seq ?? 0
      const kept = this.#find(key, seq, now)
      return kept ? { kept } : { kept, seq, made: await read(q, now) }
    })
    if (found.kept) return found.kept
    const { body, holds_until } = await write(found.made, now)
    const answer = new Serialised(body, etagOfText(body))
    if (holds_until > now) this.#kept.set(key, { seq: found.seq, from: now, until: holds_until, answer })
    return answer
  }

  #find(key: string, seq: number, now: number): Serialised | undefined {
    const kept = this.#kept.get(key)
    return kept && kept.seq === seq && now >= kept.from && now < kept.until ? kept.answer : undefined
  }
}
