/**
 * Limits that hold for all processes on one database together.
 *
 *   here    taken ─► counted at once, by this process alone
 *   ¼ s     what was taken since, of all callers, in a few notices ─► the other processes count it, too
 *
 * No request asks the database. The price is a quarter of a second: a caller who asks all processes at
 * once may take in that time what each of them would give alone.
 *
 * Promises: memory is bounded, and what is told in a turn. A notice that is lost is not told again.
 */

import type { Base } from '../base.ts'
import { LIMIT_CLASSES, type LimitClass } from '../config/rate-limits.ts'
import type { Limits, Taken } from './limits.ts'

const TELL_MS = 250
const CALLERS_AT_ONCE = 2_000
/** Postgres takes less than 8,000 bytes. */
const LONGEST_NOTICE = 7_000

export class SharedLimits implements Disposable {
  readonly #context: Pick<Base, 'db' | 'clock'> & { limits: Limits }
  readonly #timer: Timer

  constructor(context: Pick<Base, 'db' | 'clock'> & { limits: Limits }) {
    this.#context = context
    context.limits.share()
    context.db.onBroadcast((text) => this.#hear(text))
    this.#timer = setInterval(() => this.#tell(), TELL_MS)
    this.#timer.unref()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #tell(): void {
    const { db, clock, limits } = this.#context
    for (const notice of notices(limits.drainUntold(clock.now(), CALLERS_AT_ONCE))) db.broadcast(notice)
  }

  #hear(text: string): void {
    const now = this.#context.clock.now()
    for (const taken of read(text)) this.#context.limits.hear(taken, now)
  }
}

const PREFIX = 'limits:'

function* notices(all: Iterable<Taken>): Generator<string> {
  let lines = PREFIX
  for (const { caller, name, count, ends_at, penalty_ends_at, penalty_ms } of all) {
    const line = [LIMIT_CLASSES.indexOf(name), count, ends_at, penalty_ends_at, penalty_ms, caller].join(' ')
    if (lines.length + line.length > LONGEST_NOTICE) {
      yield lines
      lines = PREFIX
    }
    lines += `${line}\n`
  }
  if (lines !== PREFIX) yield lines
}

function* read(text: string): Generator<Taken> {
  if (!text.startsWith(PREFIX)) return
  for (const line of text.slice(PREFIX.length).split('\n')) {
    const [at, count, ends_at, penalty_ends_at, penalty_ms, caller] = line.split(' ')
    const name: LimitClass | undefined = LIMIT_CLASSES[Number(at)]
    if (caller === undefined || name === undefined) continue
    yield {
      caller,
      name,
      count: Number(count),
      ends_at: Number(ends_at),
      penalty_ends_at: Number(penalty_ends_at),
      penalty_ms: Number(penalty_ms),
    }
  }
}
