/** Conditional answers (RFC 9110): 304 without a body when the caller has this version already. */
export function conditional(request: Request, { body, etag }: { body: string; etag: string }): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'private, no-cache', etag }
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}

function matches(condition: string | null, etag: string): boolean {
  if (condition === null) return false
  if (condition === etag || condition === '*') return true
  return condition.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
