/**
 * Requests that another site's page makes: which of them may read our answers (CORS), and which
 * may change something on the strength of a cookie (CSRF).
 */
import { AppError } from '../lib/app-error.ts'

export class CrossSiteWriteError extends AppError {
  constructor() {
    super(
      403,
      'cross_site_write',
      'A page of another site may not write or open a WebSocket with a cookie. Add its origin to ALLOWED_ORIGINS, or send a bearer token.',
    )
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Content-Encoding, Idempotency-Key, Dry-Run, If-Match, If-None-Match, Last-Event-ID, MCP-Protocol-Version, Mcp-Method, Mcp-Name, X-API-Key, X-Correlation-ID, X-Parent-Correlation-ID, X-Chain-Depth, Traceparent, Tracestate'
const EXPOSED_HEADERS =
  'Allow, Content-Disposition, Dry-Run, ETag, Idempotent-Replayed, Retry-After, X-Correlation-ID, X-Request-ID, X-Request-Duration, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Total-Rows, X-Time-Zone, X-Generated-At, X-Metric-Version, X-Partial'
const PREFLIGHT_SECONDS = '600'

export class CrossSite {
  readonly #allowed: ReadonlySet<string>

  constructor(allowedOrigins: readonly string[]) {
    this.#allowed = new Set(allowedOrigins)
  }

  /** The origin to name in the answer; `null` when there is none or it is not on the list. */
  readerOf(origin: string | null): string | null {
    return origin !== null && this.#allowed.has(origin) ? origin : null
  }

  /** Says in the answer that a page of this origin may read it. */
  nameReader(headers: Headers, origin: string): void {
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-allow-credentials', 'true')
    headers.set('access-control-expose-headers', EXPOSED_HEADERS)
  }

  /** The answer to a preflight; without CORS headers for an origin that is not on the list. */
  preflight(origin: string): Response {
    const headers: Record<string, string> = {}
    if (this.#allowed.has(origin)) {
      headers['access-control-allow-origin'] = origin
      headers['access-control-allow-credentials'] = 'true'
      headers['access-control-allow-methods'] = ALLOWED_METHODS
      headers['access-control-allow-headers'] = ALLOWED_HEADERS
      headers['access-control-max-age'] = PREFLIGHT_SECONDS
    }
    return new Response(null, { status: 204, headers })
  }

  /**
   * For a write that a cookie authenticates, or a WebSocket, on which a page of any site may read what comes.
   * Browsers say where it comes from (Sec-Fetch-Site, or
   * Origin in older ones); who says neither is no browser, and has no cookie that was not their own.
   *
   * @throws CrossSiteWriteError
   */
  refuseForgery(request: Request): void {
    if (SAFE_METHODS.has(request.method) && !request.headers.has('upgrade')) return
    const origin = request.headers.get('origin')
    if (origin !== null && this.#allowed.has(origin)) return
    const site = request.headers.get('sec-fetch-site')
    if (site !== null) {
      if (site !== 'same-origin' && site !== 'none') throw new CrossSiteWriteError()
      return
    }
    if (origin !== null && origin !== 'null' && hostOf(origin) === request.headers.get('host')) return
    if (origin !== null) throw new CrossSiteWriteError()
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
