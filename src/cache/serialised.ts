import { type Encoding, packed } from '../lib/content-encoding.ts'
import { tagsIn } from '../lib/etag.ts'

export type KeptHeaders = Readonly<Record<string, string>>

const NONE: KeptHeaders = {}

/**
 * An answer that stands ready as text, with its ETag and the headers of its own. The request pipeline turns
 * it into the response, or into a 304 when the caller has this version already. It is packed once for each
 * way in which callers ask for it, and what is packed is kept with it.
 */
export class Serialised {
  #packed: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> | undefined

  /** @param headers One object for all answers that have the same: what is made of them is kept for it. */
  constructor(
    readonly body: string,
    readonly etag: string,
    readonly headers: KeptHeaders = NONE,
  ) {}

  packed(encoding: Encoding): Uint8Array<ArrayBuffer> {
    this.#packed ??= {}
    this.#packed[encoding] ??= packed(this.body, encoding)
    return this.#packed[encoding]
  }
}

/** Whether an If-None-Match header holds the tag (RFC 9110: by weak comparison). */
export function matchesTag(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  if (condition === etag || condition === '*') return true
  return condition.trim() === '*' || tagsIn(condition).includes(etag.replace(/^W\//, ''))
}
