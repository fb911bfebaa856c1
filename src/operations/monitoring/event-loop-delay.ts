/**
 * How late the event loop is: five times a second a timer notes by how much it rang after its time.
 * While something holds the loop everybody waits that long, whatever they ask for.
 *
 * Promises: constant memory; the timer keeps no process alive.
 */
import { Buckets } from '../../lib/buckets.ts'

const EVERY_MS = 200
/** While a process starts, its loop is held by that, and by nobody's request. */
const WARM_UP_MS = 3_000
/** A minute. */
const SAMPLES_KEPT = 300
const BORDERS_S = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

export interface LoopDelay {
  p50_ms: number
  p99_ms: number
  max_ms: number
}

export class EventLoopDelay implements Disposable {
  /** Since the start, in seconds. */
  readonly buckets = new Buckets(BORDERS_S)
  readonly #samples = new Float64Array(SAMPLES_KEPT)
  readonly #timer: Timer
  #count = 0
  #expected = performance.now() + EVERY_MS

  constructor() {
    this.#timer = setInterval(() => this.#note(), EVERY_MS)
    this.#timer.unref()
  }

  /** Of the last minute; `null` in the first moments. */
  read(): LoopDelay | null {
    const known = Math.min(this.#count, SAMPLES_KEPT)
    if (known === 0) return null
    const sorted = this.#samples.slice(0, known).sort()
    const at = (share: number) => sorted[Math.ceil(share * known) - 1] ?? 0
    return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #note(): void {
    const now = performance.now()
    const delay_ms = Math.max(0, now - this.#expected)
    this.#expected = now + EVERY_MS
    if (now < WARM_UP_MS) return
    this.#samples[this.#count % SAMPLES_KEPT] = delay_ms
    this.#count += 1
    this.buckets.add(delay_ms / 1000)
  }
}
