/**
 * How many requests there were, and how they went. Tallies of parts add up to that of the whole:
 * sums and sketches do, where rates and percentiles could not.
 */
import { type Bins, Sketch } from '../../lib/sketch.ts'

/** As it is kept in a row. */
export interface Tallied {
  requests: number
  errors: number
  cache_hits: number
  cache_misses: number
  durations: Bins
}

export class RequestTally {
  requests = 0
  /** Answered with 5xx. */
  errors = 0
  cache_hits = 0
  cache_misses = 0
  /** Microseconds. */
  readonly durations = new Sketch()

  add({ requests, errors, cache_hits, cache_misses, durations }: Tallied): void {
    this.requests += requests
    this.errors += errors
    this.cache_hits += cache_hits
    this.cache_misses += cache_misses
    this.durations.merge(durations)
  }

  get tallied(): Tallied {
    const { requests, errors, cache_hits, cache_misses } = this
    return { requests, errors, cache_hits, cache_misses, durations: this.durations.bins }
  }

  /** Moves with everything that is counted, and never back. */
  get size(): number {
    return this.requests + this.cache_hits + this.cache_misses
  }
}
