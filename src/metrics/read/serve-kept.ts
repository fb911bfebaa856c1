/** Documents that are read once and then served from the cache, until they change or grow old. */

import type { Base } from '../../base.ts'
import type { Computed } from '../../cache/cache.ts'
import { Serialised } from '../../cache/serialised.ts'
import type { Read } from '../../db/handle.ts'

interface Wanted {
  organization_id: string
  /** The kind of document. */
  name: string
  /** What tells it from others of its kind. */
  of?: string
  force_refresh?: 'true' | 'false' | undefined
  /** It is read in steps between which others have their turn. */
  takesLong?: boolean
}

interface Document {
  parts: object
  ttl_ms: number
}

/** @param read Called with the present, epoch ms, when nothing is kept. */
export function serveKept(
  { db, clock, cache }: Pick<Base, 'db' | 'clock' | 'cache'>,
  { organization_id, name, of, force_refresh, takesLong }: Wanted,
  read: (q: Read, now: number) => Promise<Document>,
): Serialised | Promise<Serialised> {
  const compute = async () => {
    const now = clock.now()
    const organization = db.for(organization_id)
    const body = (q: Read) => read(q, now)
    const document = await (takesLong
      ? organization.snapshot(body, 'heavy')
      : organization.read(body, 'heavy'))
    const key = `${name}:${organization_id}${of ? `:${of}` : ''}`
    return keptDocument(document, key, now)
  }
  return cache.get(organization_id, of ? `${name}:${of}` : name, compute, force_refresh === 'true')
}

/** A document as whoever waited for it gets it, and as those do who find it in the cache. */
function keptDocument({ parts, ttl_ms }: Document, cache_key: string, now: number): Computed<Serialised> {
  const text = (cache_hit: boolean) =>
    JSON.stringify({
      ...parts,
      cache_metadata: {
        generated_at: new Date(now).toISOString(),
        cache_ttl: Math.floor(ttl_ms / 1000),
        cache_key,
        cache_hit,
      },
    })
  const kept = text(true)
  // Weak, and one for both: they differ only in saying whether they came from the cache, so whoever
  // got the fresh one need not be sent the kept one.
  const etag = `W/"${Bun.hash(kept).toString(36)}"`
  return { fresh: new Serialised(text(false), etag), kept: new Serialised(kept, etag), ttl_ms }
}
