/** Correlation: the same id in the answer, in every log line, and later in every job and delivery. */
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** The caller's id when it is a UUID v4, else a new one. */
export function correlationId(headers: Headers): string {
  const given = headers.get('x-correlation-id')
  return given && UUID_V4.test(given) ? given.toLowerCase() : crypto.randomUUID()
}
