/** How the memory for answers of this process is used, by kind of answer. */
import type { Base } from '../../base.ts'
import { MAX_BYTES } from '../../cache/cache.ts'
import { percentage } from '../../lib/rounding.ts'
import type { CacheMetrics } from './schema.ts'

export function readCacheMetrics({ cache }: Pick<Base, 'cache'>): CacheMetrics {
  return {
    process_id: process.pid,
    entries: cache.size,
    bytes: cache.bytes,
    most_bytes: MAX_BYTES,
    prefixes: cache.prefixes.map(({ prefix, hits, misses, computing }) => ({
      prefix,
      hits,
      misses,
      hit_rate: percentage(hits, hits + misses),
      mean_ms: computing.count === 0 ? null : Math.round((computing.sum / computing.count) * 1e5) / 100,
    })),
  }
}
