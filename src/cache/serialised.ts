import { tagsIn } from '../lib/etag.ts'

/**
 * An answer that stands ready as text, with its ETag. The request pipeline turns it into the response, or
 * into a 304 when the caller has this version already.
 */
export class Serialised {
  constructor(
    readonly body: string,
    readonly etag: string,
  ) {}
}

/** Whether an If-None-Match header holds the tag (RFC 9110: by weak comparison). */
export function matchesTag(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  if (condition === etag || condition === '*') return true
  return condition.trim() === '*' || tagsIn(condition).includes(etag)
}
