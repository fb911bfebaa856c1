/**
 * One who listens: what they are told, one signal after the other, as they take them.
 *
 *   ready ─► what stands in the log after their number ─► wait ─► what was committed meanwhile ─► wait ─► …
 *                                                          └ nothing for a while: a beat
 *
 * Promises: nobody is told of what they do not see at that moment, and whose session, membership or key
 * has ended is told nothing more. Who has been told of a number and asks for what follows misses nothing
 * of it. Nothing is kept for who reads slowly: they read from the log later.
 */
import { getLogger } from '@logtape/logtape'
import { may, type Principal } from '../access/principal.ts'
import { isForeseen } from '../lib/app-error.ts'
import type { Listener, Part } from './channel.ts'
import type { AskedPage, LogPage } from './log-page.ts'
import type { EndReason, Signal } from './signals.ts'

/** Held for as long as a slow reader takes. */
const PAGE = 100
const log = getLogger(['almanac', 'live'])

export interface ConnectionNeeds {
  /** See `LogReader`. */
  read(asked: AskedPage): Promise<LogPage>
  /** See `Principals.follow`. */
  present(isDue?: boolean): Promise<Principal | null>
  beat_ms: number
  /** Called once, when it has ended. */
  closed(): void
}

export class Connection implements Listener {
  readonly #context: ConnectionNeeds
  #principal: Principal
  #seq: number | null
  #teams = ''
  readonly #news = new Set<Part>()
  #wake: () => void = () => {}
  #endReason: EndReason | null = null
  #cutOff: () => void = () => {}
  #isClosed = false

  /** @param after The last number that is known; `null`: from now on. */
  constructor(context: ConnectionNeeds, principal: Principal, after: number | null) {
    this.#context = context
    this.#principal = principal
    this.#seq = after
  }

  get principal(): Principal {
    return this.#principal
  }

  wake(part: Part): void {
    this.#news.add(part)
    this.#wake()
  }

  /** Lets it end with a last signal, at once where it waits. */
  end(reason: EndReason): void {
    this.#endReason ??= reason
    this.#wake()
  }

  /** @param cutOff Ends what carries the signals, whatever was not taken as yet. */
  carriedBy(cutOff: () => void): void {
    this.#cutOff = cutOff
  }

  /** Ends it without a word, where somebody takes nothing. */
  cutOff(): void {
    this.close()
    this.#cutOff()
  }

  /** Ends it without a word: nobody listens any more. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#wake()
    this.#context.closed()
  }

  async *signals(): AsyncGenerator<Signal, void> {
    try {
      yield* this.#untilEnd()
    } catch (error) {
      // The client goes on elsewhere or later, from its number.
      if (!isForeseen(error)) log.error('What changes could not be told: {error}', { error })
      yield { event: 'end', reason: 'busy' }
    } finally {
      this.close()
    }
  }

  async *#untilEnd(): AsyncGenerator<Signal, void> {
    yield* this.#begin()
    while (!this.#isOver) {
      const isDue = await this.#wait()
      if (this.#isOver) break
      const refused = yield* this.#lookAtAccess(isDue)
      if (refused) return yield { event: 'end', reason: refused }
      if (this.#news.delete('log')) yield* this.#tellChanges()
      if (this.#news.delete('metrics') && may(this.#principal, 'metrics.read')) yield { event: 'metrics' }
      if (isDue) yield { event: 'beat', seq: this.#seq ?? 0 }
    }
    if (this.#endReason) yield { event: 'end', reason: this.#endReason }
  }

  get #isOver(): boolean {
    return this.#isClosed || this.#endReason !== null
  }

  async *#begin(): AsyncGenerator<Signal, void> {
    const page = await this.#read(null)
    this.#teams = page.teams
    const isGone = this.#seq !== null && this.#seq > page.seq
    this.#seq = isGone ? page.seq : (this.#seq ?? page.seq)
    yield { event: 'ready', seq: this.#seq }
    if (isGone) yield { event: 'reset', seq: this.#seq, reason: 'gone' }
    else if (this.#seq < page.seq) yield* this.#tellChanges()
  }

  /** @returns Whether nothing has happened for as long as that may be. */
  async #wait(): Promise<boolean> {
    if (this.#news.size > 0 || this.#isOver) return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(true), this.#context.beat_ms)
    this.#wake = () => resolve(false)
    const isDue = await promise
    clearTimeout(timer)
    return isDue
  }

  /** @returns Why it ends, where it does. What has ended with time alone is found with the beats. */
  async *#lookAtAccess(isDue: boolean): AsyncGenerator<Signal, EndReason | null> {
    this.#news.delete('access')
    const present = await this.#context.present(isDue)
    if (!present) return 'not_signed_in'
    if (!may(present, 'changes.read')) return 'not_allowed'
    const [before, now] = [roleOf(this.#principal), roleOf(present)]
    this.#principal = present
    if (before !== now) yield this.#reset('access_changed')
    return null
  }

  async *#tellChanges(): AsyncGenerator<Signal, void> {
    for (let isLast = false; !isLast && !this.#isOver; ) {
      const after = this.#seq ?? 0
      const page = await this.#read(after)
      isLast = page.isLast
      if (this.#teams !== page.teams) {
        this.#teams = page.teams
        yield this.#reset('access_changed')
      }
      for (const change of page.told) {
        // What is left is read again by whoever they are then.
        if (this.#isOver || this.#news.has('access')) return this.wake('log')
        this.#seq = change.seq
        yield { event: 'change', change }
      }
      this.#seq = page.seq
      if (page.isGone) yield this.#reset('gone')
    }
  }

  #read(after: number | null): Promise<LogPage> {
    return this.#context.read({ principal: this.#principal, after, limit: PAGE })
  }

  #reset(reason: 'gone' | 'access_changed'): Signal {
    return { event: 'reset', seq: this.#seq ?? 0, reason }
  }
}

function roleOf(principal: Principal): string {
  return principal.kind === 'session' ? principal.role : ''
}
