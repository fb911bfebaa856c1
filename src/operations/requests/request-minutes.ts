/**
 * Counts how requests go, for each organization and minute, and writes the counts to the database
 * once a minute and when the process stops. What this process has not written yet, it tells.
 *
 *   12:00            12:01            12:02
 *     ├─ current ──────┼─ closed ────────┼─ closed, written ─ forgotten by the next flush
 *     └ flush: a row   └ flush: the row, replaced
 *
 * Promises: counting takes a fraction of a microsecond, and makes nothing new but the first time in
 * a minute. A failed write is tried again by the next flush. Memory is bounded: beyond ten thousand
 * organizations in a minute the others count for the instance alone, and minutes that could not be
 * written for an hour are lost.
 *
 * A written minute stays for one more flush: whoever is reading may not see its row yet.
 */
import { getLogger } from '@logtape/logtape'
import type { Base } from '../../base.ts'
import { isDue, type Kept, MINUTE_MS, Minute, NOBODY, newKept } from './request-minute.ts'
import { putInstanceMinutes, putRequestMinutes, rowOf } from './request-minute-statements.ts'
import type { RequestTally } from './request-tally.ts'

const ORGANIZATIONS_A_MINUTE = 10_000
/** Of closed minutes: older ones no dashboard would show. */
const MINUTES_KEPT = 60
/** Of all of them together. */
const TALLIES_KEPT = 20_000
const WRITES_AT_ONCE = 10

const log = getLogger(['almanac', 'requests'])

/** What is not written, or was a moment ago. */
export interface HeldMinute {
  minute: number
  process_id: string
  tally: RequestTally
}

export class RequestMinutes implements AsyncDisposable {
  readonly #context: Pick<Base, 'db' | 'clock' | 'newId'>
  readonly #timer: Timer
  #process_id: string
  #current: Minute
  /** The oldest first. */
  #closed: Minute[] = []
  #flushing: Promise<void> = Promise.resolve()
  #hasFailed = false

  constructor(context: Pick<Base, 'db' | 'clock' | 'newId'>) {
    this.#context = context
    this.#process_id = context.newId()
    this.#current = this.#minuteAt(context.clock.now())
    this.#timer = setInterval(() => void this.flush(), MINUTE_MS)
    this.#timer.unref()
  }

  /** @param now Epoch ms, as all times here. */
  completed(organizationId: string | undefined, status: number, duration_us: number, now: number): void {
    const tally = this.#tallyOf(organizationId ?? NOBODY, now)
    tally.requests += 1
    if (status >= 500) tally.errors += 1
    tally.durations.add(duration_us)
  }

  cacheAsked(organizationId: string, isHit: boolean, now: number): void {
    const tally = this.#tallyOf(organizationId, now)
    if (isHit) tally.cache_hits += 1
    else tally.cache_misses += 1
  }

  /** Of an organization; of the instance without one. */
  held(organizationId?: string): HeldMinute[] {
    return [...this.#closed, this.#current].flatMap((one) => {
      const tally = organizationId === undefined ? one.whole : one.tallies.get(organizationId)?.tally
      return tally ? [{ minute: one.minute, process_id: one.process_id, tally }] : []
    })
  }

  /** Writes what is not written. A failure is logged, not thrown. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushCaught())
    return this.#flushing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  #tallyOf(organizationId: string, now: number): RequestTally {
    // Minutes do not go back: one that arrived before this minute began counts in it all the same.
    if (now >= this.#current.ends_at) this.#turn(now)
    return (this.#current.tallies.get(organizationId) ?? this.#firstOf(organizationId)).tally
  }

  #firstOf(organizationId: string): Kept {
    const { tallies } = this.#current
    const id = tallies.size <= ORGANIZATIONS_A_MINUTE ? organizationId : NOBODY
    const kept = tallies.get(id) ?? newKept()
    tallies.set(id, kept)
    return kept
  }

  #turn(now: number): void {
    if (this.#current.size > 0) this.#closed.push(this.#current)
    this.#current = this.#minuteAt(now)
    while (this.#closed.length > MINUTES_KEPT || this.#talliesKept() > TALLIES_KEPT) this.#closed.shift()
  }

  #talliesKept(): number {
    return this.#closed.reduce((sum, { tallies }) => sum + tallies.size, 0)
  }

  #minuteAt(now: number): Minute {
    return new Minute(Math.floor(now / MINUTE_MS), this.#process_id)
  }

  async #flushCaught(): Promise<void> {
    try {
      await this.#write()
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed)
        log.error('The counts of requests wait, they could not be written: {error}', { error })
      this.#hasFailed = true
    }
  }

  async #write(): Promise<void> {
    this.#keepTime(this.#context.clock.now())
    this.#closed = this.#closed.filter((minute) => !minute.isWritten)
    const minutes = [...this.#closed, this.#current]
    await this.#writeInstance(minutes)
    const organizations = new Set(minutes.flatMap(({ tallies }) => [...tallies.keys()]))
    organizations.delete(NOBODY)
    const ids = [...organizations]
    for (let at = 0; at < ids.length; at += WRITES_AT_ONCE) {
      const group = ids.slice(at, at + WRITES_AT_ONCE)
      // None may still be writing when this is over: the next flush would overtake it.
      const ends = await Promise.allSettled(group.map((id) => this.#writeOrganization(id, minutes)))
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    }
  }

  #keepTime(now: number): void {
    const { starts_at, ends_at } = this.#current
    if (now >= starts_at && now < ends_at) return
    // Where the clock was set back, minutes that come again must not replace what they were before.
    if (now < starts_at) this.#process_id = this.#context.newId()
    this.#turn(now)
  }

  async #writeInstance(minutes: Minute[]): Promise<void> {
    const due = minutes
      .map((minute) => ({ minute, size: minute.size }))
      .filter(({ minute, size }) => size > minute.written)
    if (due.length === 0) return
    const rows = due.map(({ minute }) => rowOf(minute, minute.whole))
    await this.#context.db.instance.write((tx) => tx.each(putInstanceMinutes, rows))
    for (const { minute, size } of due) minute.written = size
  }

  async #writeOrganization(id: string, minutes: Minute[]): Promise<void> {
    const due = minutes.flatMap((minute) => {
      const kept = minute.tallies.get(id)
      return kept && isDue(kept) ? [{ minute, kept, size: kept.tally.size }] : []
    })
    if (due.length === 0) return
    const rows = due.map(({ minute, kept }) => rowOf(minute, kept.tally))
    await this.#context.db.for(id).write((tx) => tx.each(putRequestMinutes, rows))
    for (const { kept, size } of due) kept.written = size
  }
}
