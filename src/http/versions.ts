/** Answers that carry the tag of their version, for If-None-Match here and If-Match in a change. */
import { ElysiaCustomStatusResponse, status } from 'elysia'
import { matchesTag } from '../cache/serialised.ts'
import { etagOf } from '../lib/etag.ts'

/** Elysia's, of the answer that is being made. */
interface Gathering {
  request: Request
  responseValue: unknown
  set: { headers: Record<string, string | number | undefined> }
}

/**
 * After the handler and before the response schema drops a field: the tag is that of the whole thing,
 * as it is in the check of If-Match.
 */
export function tagVersion({ request, responseValue, set }: Gathering) {
  // What was deleted has no version any more.
  if (request.method === 'DELETE') return undefined
  const isStatus = responseValue instanceof ElysiaCustomStatusResponse
  const etag = etagOf(isStatus ? responseValue.response : responseValue)
  set.headers.etag = etag
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isKnown = isRead && matchesTag(request.headers.get('if-none-match'), etag)
  return isKnown ? status(304, undefined) : undefined
}

/** What the caller has seen: given to the action, which looks at it where it has locked the thing. */
export function seenVersion({ request }: { request: Request }) {
  return { ifMatch: request.headers.get('if-match') }
}
