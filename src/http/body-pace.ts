/**
 * How long bodies may take to come. One timer looks after all that are being read, and runs only while
 * there are any: a timer for each would cost more than reading most of them.
 */
export interface Pace {
  /** For the whole body. */
  within_ms: number
  /** After so long, at least this rate since it began. */
  after_ms: number
  bytes_per_s: number
}

export interface Pacer {
  readonly isLate: boolean
  received(bytes: number): void
  stop(): void
}

const LOOK_MS = 500

/** A reader of a stream is one. */
interface Reading {
  cancel(): Promise<void>
}

export class BodyPace {
  readonly #followed = new Set<Followed>()
  #timer: Timer | undefined

  /** What is late is cancelled: whoever waits for a reader is told that there is no more. */
  follow(reading: Reading, pace: Pace): Pacer {
    const followed = new Followed(reading, pace, () => this.#followed.delete(followed))
    this.#followed.add(followed)
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS)
    this.#timer.unref()
    return followed
  }

  #look(): void {
    const now = performance.now()
    for (const followed of this.#followed) followed.endIfLate(now)
    if (this.#followed.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

class Followed implements Pacer {
  readonly #reading: Reading
  readonly #pace: Pace
  readonly #startedAt = performance.now()
  #bytes = 0
  isLate = false

  constructor(
    reading: Reading,
    pace: Pace,
    readonly stop: () => void,
  ) {
    this.#reading = reading
    this.#pace = pace
  }

  received(bytes: number): void {
    this.#bytes += bytes
  }

  endIfLate(now: number): void {
    const { within_ms, after_ms, bytes_per_s } = this.#pace
    const passed = now - this.#startedAt
    const isSlow = passed > after_ms && this.#bytes < (passed / 1000) * bytes_per_s
    if (passed <= within_ms && !isSlow) return
    this.isLate = true
    this.stop()
    // It may have ended by itself meanwhile.
    this.#reading.cancel().catch(() => {})
  }
}
