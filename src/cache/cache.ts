/**
 * Answers kept already serialised, by organization.
 *
 * Promises: an answer computed from data that has changed since is never kept, even when the
 * change came while it was being computed. Of many who ask for the same thing at once, one
 * computes. While changes by others are not heard of, nothing kept is served. None outlives its time
 * by the clock on the wall, though the machine has slept or the clock was set back. Memory is bounded.
 * Nobody calls `drop` but the commit listener.
 *
 *   ask ── kept? ── yes ────────────────────────────► hit
 *           └ no ── somebody computing? ── yes ─ wait ► miss, shared
 *                    └ no ── compute ── organization unchanged meanwhile? ── keep
 */
import { LRUCache } from 'lru-cache'
import { Buckets } from '../lib/buckets.ts'
import { continued } from '../lib/current-correlation.ts'
import { RecentMap } from '../lib/recent-map.ts'
import type { Clock } from '../lib/time/clock.ts'

/** How much room there is for them all. */
export const MAX_BYTES = 64 * 2 ** 20
const MAX_ORGANIZATIONS = 10_000
/** How exact the order of use is: what is asked for thousands of times a second is moved once. */
const USED_STEP_MS = 1000

export interface Kept {
  readonly body: string
  readonly etag: string
}

/** What `compute` gives: the answer for whoever waited, and the one to keep for those who follow. */
export interface Computed<T> {
  fresh: T
  kept: T
  /** Counted from the question on, not from the answer. */
  ttl_ms: number
}

/** How questions of one kind ended: that of the first word of their names. */
export interface PrefixCounts {
  readonly prefix: string
  hits: number
  misses: number
  /** How long computing took, in seconds. */
  readonly computing: Buckets
}

/** Of what nobody has given a kind, no more than these are told apart. */
const MOST_PREFIXES = 50
const BORDERS_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Hears how each question ended. */
export interface CacheCounts {
  cacheAsked(organizationId: string, isHit: boolean, now: number): void
}

interface Entry<T> {
  readonly counts: PrefixCounts
  readonly version: Version<T>
  readonly name: string
  readonly answer: T
  readonly from: number
  readonly until: number
  used_at: number
}

/** An organization until it changes: after that, nobody finds what is kept or being computed here. */
class Version<T> {
  readonly kept = new Map<string, Entry<T>>()
  readonly computing = new Map<string, Promise<Computed<T>>>()
}

export class ResponseCache<T extends Kept = Kept> {
  readonly #versions = new RecentMap<string, Version<T>>(MAX_ORGANIZATIONS)
  /** All that is kept, by use and size. */
  readonly #entries = new LRUCache<Entry<T>, true>({
    maxSize: MAX_BYTES,
    sizeCalculation: (_, { answer: { body, etag }, name }) =>
      2 * (body.length + etag.length + name.length) + 64,
    dispose: (_, entry) => {
      if (entry.version.kept.get(entry.name) === entry) entry.version.kept.delete(entry.name)
    },
  })

  readonly #prefixes = new Map<string, PrefixCounts>()

  constructor(
    readonly clock: Clock,
    readonly counts?: CacheCounts,
    /** Whether changes by others are heard of. While they are not, nothing kept is of use. */
    readonly isHearing: () => boolean = () => true,
  ) {}

  /**
   * The answer: at once when it is kept, which saves a busy server a wait on each request.
   *
   * @param refresh Compute anew although an answer is kept: neither a hit nor a miss.
   */
  get(
    organizationId: string,
    name: string,
    compute: () => Promise<Computed<T>>,
    refresh = false,
  ): T | Promise<T> {
    const version = this.#versionOf(organizationId)
    const now = this.clock.now()
    const kept = refresh ? undefined : version.kept.get(name)
    if (kept && now >= kept.from && now < kept.until && this.isHearing()) {
      this.counts?.cacheAsked(organizationId, true, now)
      kept.counts.hits += 1
      this.#use(kept, now)
      return kept.answer
    }
    if (!refresh) {
      this.counts?.cacheAsked(organizationId, false, now)
      this.#countsOf(name).misses += 1
    }
    const computing = version.computing.get(name) ?? this.#compute(organizationId, version, name, compute)
    return computing.then(({ fresh }) => fresh)
  }

  /** Forgets everything about an organization; without one, everything. */
  drop(organizationId?: string): void {
    if (organizationId === undefined) {
      this.#versions.clear()
      this.#entries.clear()
      return
    }
    const version = this.#versions.get(organizationId)
    if (!version) return
    this.#versions.delete(organizationId)
    for (const entry of version.kept.values()) this.#entries.delete(entry)
  }

  /** How questions ended since the start, by the first word of their names. */
  get prefixes(): PrefixCounts[] {
    return [...this.#prefixes.values()]
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get size(): number {
    return this.#entries.size
  }

  #use(entry: Entry<T>, now: number): void {
    if (now - entry.used_at < USED_STEP_MS) return
    entry.used_at = now
    this.#entries.get(entry)
  }

  async #compute(
    organizationId: string,
    version: Version<T>,
    name: string,
    compute: () => Promise<Computed<T>>,
  ) {
    const asked_at = this.clock.now()
    const begun = performance.now()
    const computing = continued(compute)
    version.computing.set(name, computing)
    try {
      const computed = await computing
      this.#countsOf(name).computing.add((performance.now() - begun) / 1000)
      // Else the data has changed meanwhile.
      if (this.#versions.get(organizationId) === version) this.#keep(version, name, computed, asked_at)
      return computed
    } finally {
      version.computing.delete(name)
    }
  }

  #keep(version: Version<T>, name: string, { kept, ttl_ms }: Computed<T>, asked_at: number): void {
    const entry: Entry<T> = {
      counts: this.#countsOf(name),
      version,
      name,
      answer: kept,
      from: asked_at,
      until: asked_at + ttl_ms,
      used_at: asked_at,
    }
    const before = version.kept.get(name)
    if (before) this.#entries.delete(before)
    this.#entries.set(entry, true)
    // One that is larger than all room was not taken.
    if (this.#entries.has(entry)) version.kept.set(name, entry)
  }

  #countsOf(name: string): PrefixCounts {
    const end = name.indexOf(':')
    const word = end === -1 ? name : name.slice(0, end)
    const prefix = this.#prefixes.size < MOST_PREFIXES || this.#prefixes.has(word) ? word : 'other'
    const known = this.#prefixes.get(prefix)
    if (known) return known
    const counts = { prefix, hits: 0, misses: 0, computing: new Buckets(BORDERS_S) }
    this.#prefixes.set(prefix, counts)
    return counts
  }

  #versionOf(organizationId: string): Version<T> {
    const known = this.#versions.get(organizationId)
    if (known) return known
    const version = new Version<T>()
    this.#versions.set(organizationId, version)
    return version
  }
}
