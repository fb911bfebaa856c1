/**
 * Sends ended spans to a collector, many at once.
 *
 *   ended ─► waiting (at most MOST_WAITING, the oldest go) ─► a batch ─► the collector
 *                                                               └ not now: again, a few times, later each time
 *
 * Promises: nobody waits for it, and nothing that happens here is thrown. What is lost is counted by its
 * reason, and told in the log, at most once a minute. The end of the process takes `LAST_MS` at most.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { getLogger } from '@logtape/logtape'
import { onNobodysBehalf } from '../../lib/current-correlation.ts'
import { endsWithin } from '../../lib/ends-within.ts'
import type { Span } from '../../lib/tracing/span.ts'
import type { Collector, Outcome } from './collector.ts'

const log = getLogger(['almanac', 'tracing'])

export const MOST_WAITING = 8_192
const BATCH = 512
const DELAY_MS = 5_000
const MOST_ATTEMPTS = 5
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const LAST_MS = 1_000
const TELL_MS = 60_000

/**
 * `queue_full`: they came faster than they could be sent. `unreachable`: the collector took none, however
 * often it was asked. `refused`: it will not have them. `stopped`: the process ended.
 */
export const LOSSES = ['queue_full', 'unreachable', 'refused', 'stopped', 'trace_too_long'] as const
export type Loss = (typeof LOSSES)[number]

export class SpanExporter implements AsyncDisposable {
  sent = 0
  readonly lost: Record<Loss, number> = {
    queue_full: 0,
    unreachable: 0,
    refused: 0,
    stopped: 0,
    trace_too_long: 0,
  }
  readonly #ending = new AbortController()
  #waiting: Span[] = []
  #timer: Timer | undefined
  #sending: Promise<void> | null = null
  #untold = 0
  #toldAt = Number.NEGATIVE_INFINITY
  #isWell = true

  /**
   * @param encode A batch as the collector takes it.
   * @param delay_ms How long spans wait for others.
   */
  constructor(
    readonly collector: Collector,
    readonly encode: (spans: readonly Span[]) => string,
    readonly delay_ms = DELAY_MS,
  ) {}

  get waiting(): number {
    return this.#waiting.length
  }

  add(span: Span): void {
    if (this.#ending.signal.aborted) {
      this.lose('stopped', 1, 'the process ends')
      return
    }
    if (this.#waiting.length >= MOST_WAITING) {
      this.#waiting.splice(0, BATCH)
      this.lose('queue_full', BATCH, 'they come faster than they are taken')
    }
    this.#waiting.push(span)
    this.#look()
  }

  lose(loss: Loss, count: number, reason: string): void {
    this.lost[loss] += count
    this.#untold += count
    if (performance.now() - this.#toldAt > TELL_MS) this.#tell(reason)
  }

  /** Sends what waits, or learns that it cannot be sent. */
  async flush(): Promise<void> {
    this.#begin()
    await this.#sending
  }

  /** The same, as far as that is possible in a second. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort()
    if (!(await endsWithin(LAST_MS, this.flush()))) {
      this.lost.stopped += this.#waiting.length
      this.#untold += this.#waiting.length
      this.#waiting = []
      this.collector.giveUp()
      await this.#sending
    }
    if (this.#untold > 0) this.#tell('they were not taken before the end')
  }

  /** Whether there is enough to be sent, now or later. */
  #look(): void {
    if (this.#sending) return
    if (this.#waiting.length >= BATCH) this.#begin()
    else this.#timer ??= onNobodysBehalf(() => setTimeout(() => this.#begin(), this.delay_ms).unref())
  }

  #begin(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending ??= onNobodysBehalf(() => this.#sendAll()).finally(() => {
      this.#sending = null
      if (this.#waiting.length > 0) this.#look()
    })
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, BATCH))
  }

  async #send(spans: readonly Span[]): Promise<void> {
    const batch = this.encode(spans)
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.collector.send(batch)
      const { signal } = this.#ending
      const isLast = attempt === MOST_ATTEMPTS || signal.aborted
      if (outcome.kind !== 'try_again' || isLast) {
        this.#settle(spans.length, outcome)
        return
      }
      await pause(pauseAfter(attempt, outcome.after_ms), undefined, { signal, ref: false }).catch(() => {})
    }
  }

  #settle(count: number, outcome: Outcome): void {
    if (outcome.kind === 'taken') this.#taken(count, outcome)
    else this.#notTaken(outcome.kind === 'refused' ? 'refused' : 'unreachable', count, outcome.reason)
  }

  #taken(count: number, { rejected, reason }: Extract<Outcome, { kind: 'taken' }>): void {
    const refused = Math.min(rejected, count)
    this.sent += count - refused
    if (refused > 0) this.#notTaken('refused', refused, `it rejects them: ${reason}`)
    else this.#isTaken()
  }

  #isTaken(): void {
    if (!this.#isWell) log.info('Traces are taken again by {collector}.', { collector: this.collector.name })
    this.#isWell = true
  }

  #tell(reason: string): void {
    const told = { spans: this.#untold, collector: this.collector.name, reason }
    this.#untold = 0
    this.#toldAt = performance.now()
    log.warn('{spans} spans of traces are lost, which were for {collector}: {reason}', told)
  }

  #notTaken(loss: Loss, count: number, reason: string): void {
    this.#isWell = false
    this.lose(loss, count, reason)
  }
}

/** As the collector says, or twice as long each time; by chance a little shorter, so that not all come at once. */
function pauseAfter(attempt: number, after_ms: number | null): number {
  const pause_ms = after_ms ?? FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
  return Math.min(pause_ms, LONGEST_PAUSE_MS)
}
