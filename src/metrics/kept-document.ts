import type { Computed } from '../cache/cache.ts'
import { Serialised } from '../http/serialised.ts'

interface KeptDocument {
  /** The name in the cache, as `cache_key` tells it. */
  key: string
  /** Epoch ms. */
  now: number
  ttl_ms: number
}

/** A document as whoever waited for it gets it, and as those do who find it in the cache. */
export function keptDocument(parts: object, { key, now, ttl_ms }: KeptDocument): Computed<Serialised> {
  const text = (cache_hit: boolean) =>
    JSON.stringify({
      ...parts,
      cache_metadata: {
        generated_at: new Date(now).toISOString(),
        cache_ttl: Math.floor(ttl_ms / 1000),
        cache_key: key,
        cache_hit,
      },
    })
  const kept = text(true)
  // Weak, and one for both: they differ only in saying whether they came from the cache, so whoever
  // got the fresh one need not be sent the kept one.
  const etag = `W/"${Bun.hash(kept).toString(36)}"`
  return { fresh: new Serialised(text(false), etag), kept: new Serialised(kept, etag), ttl_ms }
}
