/**
 * Has collected what answers of many megabytes leave behind, before it lies about in heaps.
 *
 * By itself the collector looks again when as much has come as it last found in use. Where that was
 * much, as hundreds of bodies are, it looks so late that eight exports of four megabytes each, which is
 * what the system takes off our hands for clients that read nothing, left a hundred and fifty behind.
 *
 *   an export begins ─► collect ─► 16 MB made ─► collect ─► 16 MB made ─► …
 *
 * Promises: that takes no more than a twentieth of the time, and beginning takes it once in ten seconds.
 */
import { fullGC } from 'bun:jsc'

const EVERY_BYTES = 16 * 2 ** 20
const BEGINNINGS_APART_MS = 10_000
/** Many times what the last collection took. */
const SHARE = 20

export class Garbage {
  #made = 0
  #took = 0
  #endedAt = Number.NEGATIVE_INFINITY

  constructor(
    readonly collect: () => void = fullGC,
    readonly now: () => number = () => performance.now(),
  ) {}

  /** Before something long begins. */
  begins(): void {
    if (this.now() - this.#endedAt >= Math.max(BEGINNINGS_APART_MS, SHARE * this.#took)) this.#collectNow()
  }

  /** When it has made so many bytes. */
  made(bytes: number): void {
    this.#made += bytes
    if (this.#made >= EVERY_BYTES && this.now() - this.#endedAt >= SHARE * this.#took) this.#collectNow()
  }

  #collectNow(): void {
    const startedAt = this.now()
    this.collect()
    this.#endedAt = this.now()
    this.#took = this.#endedAt - startedAt
    this.#made = 0
  }
}
