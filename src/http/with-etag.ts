/** Answers that carry the tag of their version, for If-None-Match here and If-Match in a change. */

import { matchesTag } from '../cache/serialised.ts'
import { etagOf } from '../lib/etag.ts'

/** Elysia's, of the answer that is being made. */
interface Gathering {
  headers: Record<string, string | number | undefined>
}

/** @returns The thing itself, whose tag goes with it. */
export function withEtag<Thing extends object>(set: Gathering, thing: Thing): Thing {
  set.headers.etag = etagOf(thing)
  return thing
}

/** Whether the caller says that they have this version already. */
export function isNotModified(request: Request, thing: object): boolean {
  return matchesTag(request.headers.get('if-none-match'), etagOf(thing))
}
