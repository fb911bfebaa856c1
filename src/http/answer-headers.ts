/** The headers that every answer has. */
import type { KeptHeaders, Serialised } from '../cache/serialised.ts'
import { decimal } from '../lib/decimal.ts'
import type { CrossSite } from './cross-site.ts'
import type { RequestInfo } from './request-info.ts'

/** What a route adds; Elysia gathers it in this form. */
export type MoreHeaders = Record<string, string | number | string[] | undefined>

interface Settings {
  service_name: string
  allowed_origins: readonly string[]
}

interface KeptInit {
  status: number
  headers: Headers
}

/** Headers that are filled again for each answer. */
class RefilledHeaders implements KeptInit {
  readonly #values: Record<string, string> = {}

  constructor(
    readonly status: number,
    readonly headers: Headers,
  ) {}

  /** What stands there already is not set again: natively that costs more than to compare. */
  set(name: string, value: string): void {
    if (this.#values[name] === value) return
    this.#values[name] = value
    this.headers.set(name, value)
  }
}

export class AnswerHeaders {
  readonly #crossSite: CrossSite
  readonly #constant: Headers
  /** Of kept answers, by the headers of their own: see `ofKept`. */
  readonly #kept = new WeakMap<KeptHeaders, { whole: RefilledHeaders; notModified: RefilledHeaders }>()

  constructor({ service_name, allowed_origins }: Settings, crossSite: CrossSite) {
    this.#crossSite = crossSite
    this.#constant = new Headers({
      'x-service-name': service_name,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      // Also where no page of another site asks: a cache must not hand it what it kept from others.
      ...(allowed_origins.length > 0 && { vary: 'Origin' }),
    })
  }

  of(info: RequestInfo, more: MoreHeaders): Headers {
    // A copy of native headers costs less than naming the constant ones each time.
    const headers = new Headers(this.#constant)
    setOwn(headers, info)
    this.#setRare(headers, info, more)
    return headers
  }

  /**
   * For an answer that was kept. `Response` copies natively what it is given, so one object that is
   * filled again for each answer serves them all, at half the price of a new one.
   *
   * @returns What `Response` is to be given before this is called again.
   */
  ofKept(
    info: RequestInfo,
    { etag, headers: own }: Pick<Serialised, 'etag' | 'headers'>,
    isModified: boolean,
    more: MoreHeaders,
  ): KeptInit {
    const { whole, notModified } = this.#keptWith(own)
    const usual = isModified ? whole : notModified
    setOwn(usual, info)
    usual.set('etag', etag)
    if (!isRare(info, more)) return usual
    // Else these would stay for the next answer.
    const headers = new Headers(usual.headers)
    this.#setRare(headers, info, more)
    return { status: usual.status, headers }
  }

  #keptWith(own: KeptHeaders) {
    const known = this.#kept.get(own)
    if (known) return known
    const headers = new Headers(this.#constant)
    headers.set('cache-control', 'private, no-cache')
    headers.append('vary', 'Accept-Encoding')
    const { 'content-type': type = 'application/json', ...others } = own
    for (const name in others) headers.set(name, others[name] ?? '')
    const notModified = new RefilledHeaders(304, headers)
    const whole = new RefilledHeaders(200, new Headers(headers))
    whole.set('content-type', type)
    this.#kept.set(own, { whole, notModified })
    return { whole, notModified }
  }

  #setRare(headers: Headers, info: RequestInfo, more: MoreHeaders): void {
    const { chain_depth, parent_correlation_id } = info.correlation
    if (chain_depth > 0) headers.set('x-chain-depth', `${chain_depth}`)
    if (parent_correlation_id) headers.set('x-parent-correlation-id', parent_correlation_id)
    if (info.cors_origin) this.#crossSite.nameReader(headers, info.cors_origin)
    for (const name in more) {
      const value = more[name]
      // Cookies are the one header that comes more than once.
      if (Array.isArray(value)) for (const one of value) headers.append(name, one)
      else headers.set(name, String(value))
    }
  }
}

/** What is different for each answer, and in all of them: with limits off no answer has theirs. */
function setOwn(headers: Pick<Headers, 'set'>, { correlation, duration_us, limit }: RequestInfo): void {
  const seconds = decimal(duration_us, 6)
  headers.set('x-correlation-id', correlation.correlation_id)
  headers.set('x-request-id', correlation.request_id)
  headers.set('x-request-duration', seconds)
  headers.set('x-process-time', seconds)
  headers.set('x-response-time', seconds)
  if (limit === null) return
  headers.set('x-ratelimit-limit', `${limit.limit}`)
  headers.set('x-ratelimit-remaining', `${limit.remaining}`)
  headers.set('x-ratelimit-reset', `${limit.resets_at}`)
}

function isRare({ correlation, cors_origin }: RequestInfo, more: MoreHeaders): boolean {
  for (const _ in more) return true
  return correlation.chain_depth > 0 || correlation.parent_correlation_id !== null || cors_origin !== null
}
