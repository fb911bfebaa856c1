/**
 * Answers kept already serialised, by organization.
 *
 * Promises: an answer computed from data that has changed since is never kept, even when the
 * change came while it was being computed. Of many who ask for the same thing at once, one
 * computes. None outlives its time by the clock on the wall, though the machine has slept. Memory is
 * bounded. Nobody calls `drop` but the commit listener.
 *
 *   ask ── kept? ── yes ────────────────────────────► hit
 *           └ no ── somebody computing? ── yes ─ wait ► miss, shared
 *                    └ no ── compute ── organization unchanged meanwhile? ── keep
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../lib/clock.ts'

const MAX_BYTES = 64 * 2 ** 20

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

export class ResponseCache<T extends Kept = Kept> {
  readonly #kept = new LRUCache<string, { answer: T; until: number }>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ answer: { body, etag } }, key) => 2 * (body.length + etag.length + key.length) + 64,
  })
  readonly #computing = new Map<string, Promise<Computed<T>>>()
  /** Moves with every change of an organization. Only those with something kept or computing stand here. */
  readonly #versions = new LRUCache<string, number>({ max: 10_000 })
  #nextVersion = 1
  hits = 0
  misses = 0

  constructor(readonly clock: Clock) {}

  /**
   * The answer: at once when it is kept, which saves a busy server a wait on each request.
   *
   * @param refresh Compute anew although an answer is kept.
   */
  get(
    organizationId: string,
    name: string,
    compute: () => Promise<Computed<T>>,
    refresh = false,
  ): T | Promise<T> {
    const version = this.#versionOf(organizationId)
    const key = `${organizationId} ${version} ${name}`
    const kept = refresh ? undefined : this.#kept.get(key)
    if (kept && this.clock.now() < kept.until) {
      this.hits += 1
      return kept.answer
    }
    this.misses += 1
    const computing = this.#computing.get(key) ?? this.#compute(organizationId, version, key, compute)
    return computing.then(({ fresh }) => fresh)
  }

  /** Forgets everything about an organization; without one, everything. */
  drop(organizationId?: string): void {
    if (organizationId === undefined) {
      this.#kept.clear()
      this.#versions.clear()
    } else {
      // The version is part of each key: old answers are out of reach, and age out of the memory.
      this.#versions.delete(organizationId)
    }
  }

  get bytes(): number {
    return this.#kept.calculatedSize
  }

  get size(): number {
    return this.#kept.size
  }

  async #compute(organizationId: string, version: number, key: string, compute: () => Promise<Computed<T>>) {
    const asked_at = this.clock.now()
    const computing = compute()
    this.#computing.set(key, computing)
    try {
      const computed = await computing
      if (this.#versions.peek(organizationId) === version) {
        this.#kept.set(key, { answer: computed.kept, until: asked_at + computed.ttl_ms })
      }
      return computed
    } finally {
      this.#computing.delete(key)
    }
  }

  #versionOf(organizationId: string): number {
    const known = this.#versions.get(organizationId)
    if (known !== undefined) return known
    const version = this.#nextVersion++
    this.#versions.set(organizationId, version)
    return version
  }
}
