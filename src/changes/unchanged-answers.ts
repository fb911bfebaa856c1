/**
 * Answers kept, already serialised, for as long as nothing changes in their organization.
 *
 *   ask ─► where does the log of changes end? ─┬─ where it ended then ─► the answer that was kept
 *                                              ├─ somebody makes it, who was told the same ─► wait for that
 *                                              └─ further on ─► read, in the same transaction ─► keep
 *
 * Promises: nothing kept outlives a change, whichever process made it: the log is asked each time, and
 * moves in the transaction of what it tells (db/change-log.ts). What time alone changes ends when its
 * maker says. Of many who ask for the same thing at once, one makes it. Memory is bounded. Activity that
 * comes in stands in no log, and leaves what is kept.
 */
import { LRUCache } from 'lru-cache'
import { Serialised } from '../cache/serialised.ts'
import type { Database } from '../db/database.ts'
import type { Read } from '../db/handle.ts'
import { etagOfText } from '../lib/etag.ts'
import type { Clock } from '../lib/time/clock.ts'
import { LogEnds } from './log-ends.ts'
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

/** It is being made of what there was when the log ended there. */
interface Underway {
  seq: number
  made: Promise<Kept>
}

class NotMadeError extends Error {}

interface Asked<T> {
  organizationId: string
  key: string
  now: number
  making: Making<T>
  /** Whether for who makes it already; who has waited in vain makes it alone. */
  waits: boolean
}

export class UnchangedAnswers {
  readonly #db: Pick<Database, 'for'>
  readonly #clock: Clock
  readonly #ends: LogEnds
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    // Packed as callers ask for it, an answer is there once or twice more.
    sizeCalculation: ({ answer }, name) => 3 * answer.body.length + 2 * name.length + 256,
  })
  readonly #underway = new Map<string, Underway>()
  /** How often another database has been put in the place of what was there. */
  #replacements = 0

  constructor({ db, clock }: { db: Pick<Database, 'for' | 'instance' | 'onCommit'>; clock: Clock }) {
    this.#db = db
    this.#clock = clock
    this.#ends = new LogEnds({ db })
    // A database may have been put in the place of another, and its log may end where that did.
    db.onCommit((news) => {
      if (news !== null) return
      this.#replacements += 1
      this.#kept.clear()
      this.#underway.clear()
    })
  }

  /** @param name Tells it from the organization's others: of whom it is asked for, and what. */
  get<T>(organizationId: string, name: string, making: Making<T>): Promise<Serialised> {
    const key = `${organizationId} ${name}`
    return this.#answer({ organizationId, key, now: this.#clock.now(), making, waits: true })
  }

  async #answer<T>(asked: Asked<T>): Promise<Serialised> {
    const kept = this.#kept.get(asked.key)
    if (kept && holdsAt(kept, asked.now) && (await this.#isAtEnd(asked, kept))) return kept.answer
    const { promise, resolve, reject } = Promise.withResolvers<Kept>()
    // Nobody may be waiting for it.
    promise.catch(() => {})
    try {
      const found = await this.#findOrRead(asked, promise)
      if ('answer' in found) return found.answer
      if ('others' in found) {
        const made = await found.others.catch(() => null)
        return made && holdsAt(made, asked.now) ? made.answer : this.#answer({ ...asked, waits: false })
      }
      const made = await this.#write(asked, found)
      if (!found.lacksTexts) resolve(made)
      return made.answer
    } finally {
      // Of no consequence where it was made: nobody is left waiting, whatever the way out.
      reject(new NotMadeError())
      if (this.#underway.get(asked.key)?.made === promise) this.#underway.delete(asked.key)
    }
  }

  /** Together with all who want to know it now: what is kept is given out without a transaction of one's own. */
  async #isAtEnd<T>({ organizationId }: Asked<T>, { seq }: Kept): Promise<boolean> {
    const replacements = this.#replacements
    const end = await this.#ends.endOf(organizationId).catch(() => null)
    return end === seq && replacements === this.#replacements
  }

  /** What is kept, or who makes it; else what it is made of, with the others told who makes it. */
  async #findOrRead<T>({ organizationId, key, now, making, waits }: Asked<T>, mine: Promise<Kept>) {
    const replacements = this.#replacements
    return this.#db.for(organizationId).read(async (q) => {
      const seq = (await q.all(findLastSeq))[0]?.seq ?? 0
      const kept = this.#kept.get(key)
      if (kept?.seq === seq && holdsAt(kept, now)) return kept
      const underway = this.#underway.get(key)
      // It is its own where the read has begun anew.
      if (waits && underway?.seq === seq && underway.made !== mine) return { others: underway.made }
      this.#underway.set(key, { seq, made: mine })
      const read = await making.read(q, now)
      // What comes while they are indexed may be missing, and moves no log when it is there.
      return { seq, replacements, read, lacksTexts: q.lacksTexts }
    })
  }

  async #write<T>(
    { key, now, making }: Asked<T>,
    found: { seq: number; replacements: number; read: T; lacksTexts: boolean },
  ): Promise<Kept> {
    const { body, holds_until } = await making.write(found.read, now)
    const made = {
      ...{ seq: found.seq, from: now, until: holds_until },
      answer: new Serialised(body, etagOfText(body)),
    }
    const isOfThisDatabase = found.replacements === this.#replacements
    if (holds_until > now && isOfThisDatabase && !found.lacksTexts) this.#kept.set(key, made)
    return made
  }
}

function holdsAt({ from, until }: Kept, now: number): boolean {
  return now === from || (now > from && now < until)
}
