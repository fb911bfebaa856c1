/** In the OpenAPI document, the headers that mean the same on every route: see `docs/api.md`. */
type Json = Record<string, unknown>

const IDEMPOTENCY_KEY = parameter(
  'Idempotency-Key',
  'Makes it safe to send again: for a day, the same request with the same key is answered as before, and nothing is done twice.',
  { minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
)
const DRY_RUN = parameter(
  'Dry-Run',
  '`true` tries it out: everything is checked and done, you are answered as if it were so, and nothing of it is kept.',
  { enum: ['true', 'false'] },
)
const IF_MATCH = parameter(
  'If-Match',
  'The `ETag` of what is to be changed: a later version is left alone, with 412.',
)
const IF_NONE_MATCH = parameter(
  'If-None-Match',
  'The `ETag` of an answer that you have: 304 while it is the same.',
)

const ETAG = header('Of this version, for If-Match and If-None-Match.')
const REPLAYED = header('`true`: all of it had been done before, with this Idempotency-Key.')
const RETRY_AFTER = header('Seconds after which it may be sent again.', 'integer')

interface RouteFacts {
  statuses: readonly string[]
  takesKey: boolean
  takesDryRun: boolean
  isVersioned: boolean
}

export function headerParameters({ statuses, takesKey, takesDryRun }: RouteFacts): Json[] {
  return [
    ...(takesKey ? [IDEMPOTENCY_KEY] : []),
    ...(takesDryRun ? [DRY_RUN] : []),
    ...(statuses.includes('412') ? [IF_MATCH] : []),
    ...(statuses.includes('304') ? [IF_NONE_MATCH] : []),
  ]
}

/** What stands in the answer with this status. */
export function answerHeaders(
  status: number,
  { statuses, takesKey, isVersioned }: RouteFacts,
): Json | undefined {
  const isVersion = isVersioned || statuses.includes('304')
  const headers = {
    ...(isVersion && (status < 400 || status === 412) && status !== 204 && { ETag: ETAG }),
    ...(takesKey && status < 300 && { 'Idempotent-Replayed': REPLAYED }),
    ...((status === 429 || status === 503) && { 'Retry-After': RETRY_AFTER }),
  }
  return Object.keys(headers).length > 0 ? headers : undefined
}

function parameter(name: string, description: string, limits: Json = {}): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string', ...limits } }
}

function header(description: string, type = 'string'): Json {
  return { description, schema: { type } }
}
