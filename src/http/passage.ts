/**
 * What every request passes:
 *
 *   arrive   correlation ─► preflight? ─► who is it? ── nobody, on a route that is not public ─► 401
 *   admit                    at the route, before its body is checked: permission ─► limit ─► 403, 429
 *   claim                    before the handler, with an Idempotency-Key: was this answered already?
 *   leave                    one response with all headers at once ─► access log
 *
 * One hook at each end does the work of five: every hook of its own would cost a share of each
 * request, and so would a response that is made first and given its headers afterwards. A caller
 * whom we remember passes without a single wait.
 */
import { Elysia, ElysiaCustomStatusResponse } from 'elysia'
import type { Context } from '../context.ts'
import type { AppError } from '../lib/app-error.ts'
import { NotSignedInError } from '../modules/auth/errors.ts'
import { may, type Permission } from '../modules/auth/principal.ts'
import type { RememberedPrincipal } from '../modules/auth/principals.ts'
import { NotAllowedError } from './access.ts'
import { readBody } from './body.ts'
import { TrustedProxies } from './client-address.ts'
import { correlationOf, refuseDeepChain } from './correlation.ts'
import { presentedCredential } from './credential.ts'
import { CrossSite } from './cross-site.ts'
import { type LimitClass, TooManyRequestsError } from './limits.ts'
import { NoSuchRouteError, pathOf, refuseMalformedUrl, WrongMethodError } from './path.ts'
import { problemOf } from './problem.ts'
import { type RequestInfo, requestInfo, setRequestInfo } from './request-info.ts'
import { matchesTag, Serialised } from './serialised.ts'

type Needs = Pick<Context, 'config' | 'clock' | 'principals' | 'limits' | 'accessLog' | 'idempotency'>

/** What the passage knows of the routes, once there are all of them. */
export interface RouteFacts {
  /** Whether anybody may ask for this without saying who he is. */
  isPublic(method: string, path: string): boolean
  /** What the path takes; nothing where there is no such path. */
  methodsAt(path: string): string[]
  /** Whether the route reads its body itself, as it comes. */
  readsStream(route: string): boolean
  limitOf(method: string, route: string): LimitClass
}

/** The little that we need of Bun's server. */
interface Addresses {
  requestIP(request: Request): { address: string } | null
}

/** `undefined` would let the next parser read the body. */
const UNREAD = null
/** Where there is no socket, as in tests that call the application directly. */
const NO_ADDRESS = 'local'

export class Passage {
  routes: RouteFacts = {
    isPublic: () => false,
    methodsAt: () => [],
    readsStream: () => false,
    limitOf: () => 'read',
  }
  readonly #context: Needs
  readonly #crossSite: CrossSite
  readonly #proxies: TrustedProxies
  readonly #constantHeaders: Headers

  constructor(context: Needs) {
    this.#context = context
    this.#crossSite = new CrossSite(context.config.allowed_origins)
    this.#proxies = new TrustedProxies(context.config.trusted_proxies)
    this.#constantHeaders = new Headers({
      'x-service-name': context.config.service_name,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      // Also where no page of another site asks: a cache must not hand it what it kept from others.
      ...(context.config.allowed_origins.length > 0 && { vary: 'Origin' }),
    })
  }

  /** The hooks. The first of them must stand before every route. */
  get plugin() {
    return new Elysia({ name: 'passage' })
      .onRequest(({ request, server }) => this.arrive(request, server))
      .onParse({ as: 'global' }, ({ request, route, contentType }) =>
        this.routes.readsStream(route) ? UNREAD : readBody(request, contentType),
      )
      .mapResponse({ as: 'global' }, ({ request, responseValue, set }) =>
        this.leave(request, responseValue, set),
      )
  }

  /** Waits only for a caller whom we do not remember. A returned response ends the request. */
  arrive(request: Request, peer: Addresses | null): Response | undefined | Promise<undefined> {
    const { headers } = request
    const origin = headers.get('origin')
    const info: RequestInfo = {
      passage: this,
      ...correlationOf(headers),
      started_at: performance.now(),
      cors_origin: this.#crossSite.readerOf(origin),
      caller: null,
      address: null,
      limit: null,
      claim: null,
    }
    setRequestInfo(request, info)
    refuseMalformedUrl(request.url)
    refuseDeepChain(info)
    if (request.method === 'OPTIONS') return this.#withHeaders(request, info, this.#options(request, origin))
    const presented = presentedCredential(headers)
    if (presented === null) return this.#letIn(request, info, null, peer)
    if (presented.isCookie) this.#crossSite.refuseForgedWrite(request)
    const remembered = this.#context.principals.remembered(presented.credential, this.#context.clock.now())
    if (remembered) return this.#letIn(request, info, remembered, peer)
    return this.#context.principals
      .verify(presented.credential)
      .then((found) => this.#letIn(request, info, found, peer))
  }

  #letIn(
    request: Request,
    info: RequestInfo,
    caller: RememberedPrincipal | null,
    peer: Addresses | null,
  ): undefined {
    info.caller = caller
    if (caller || this.routes.isPublic(request.method, pathOf(request.url))) return
    // Guessing is counted, too: no route will do it.
    const { limits, clock } = this.#context
    info.address = this.#addressOf(request, peer)
    info.limit = limits.take(limits.stateOf(`address:${info.address}`), 'public', 'free', clock.now())
    throw this.#missingRoute(request) ?? new NotSignedInError()
  }

  #options(request: Request, origin: string | null): Response {
    if (origin !== null) return this.#crossSite.preflight(origin)
    const methods = this.routes.methodsAt(pathOf(request.url))
    if (methods.length === 0) throw new NoSuchRouteError()
    return new Response(null, { status: 204, headers: { allow: methods.join(', ') } })
  }

  /** Why no route takes this request; `null` where one does. */
  #missingRoute({ method, url }: Request): AppError | null {
    const methods = this.routes.methodsAt(pathOf(url))
    if (methods.length === 0) return new NoSuchRouteError()
    return methods.includes(method) ? null : new WrongMethodError(method, methods)
  }

  /**
   * Whether the caller may use the route now.
   *
   * @throws NotAllowedError
   * @throws TooManyRequestsError
   */
  admit(
    request: Request,
    info: RequestInfo,
    permission: Permission | null,
    limit: LimitClass,
    peer: Addresses | null,
  ) {
    const { limits, clock } = this.#context
    const { caller } = info
    if (permission !== null) {
      if (!caller) throw new NotSignedInError()
      if (!may(caller.principal, permission)) throw new NotAllowedError(permission)
    }
    // A public route counts by address, whoever says he is somebody.
    if (permission === null) info.address = this.#addressOf(request, peer)
    const isKnown = caller !== null && permission !== null
    const state = isKnown ? caller.limits : limits.stateOf(`address:${info.address}`)
    info.limit = limits.take(state, limit, isKnown ? caller.plan : 'free', clock.now())
  }

  /**
   * For a POST with an Idempotency-Key by somebody whom we know. Imports take no part: what they
   * send is idempotent by itself.
   *
   * @returns The answer that the same request was given before.
   */
  claim(request: Request, route: string, body: unknown): Promise<Response | undefined> | undefined {
    if (request.method !== 'POST') return undefined
    const key = request.headers.get('idempotency-key')
    const info = requestInfo(request)
    if (key === null || !info?.caller || this.routes.readsStream(route)) return undefined
    const { principal } = info.caller
    const target = `POST ${request.url.slice(request.url.indexOf(pathOf(request.url)))}`
    return this.#context.idempotency.claim({ principal, key, target, body }).then((claimed) => {
      if (claimed instanceof Response) return claimed
      info.claim = claimed
      return undefined
    })
  }

  #addressOf(request: Request, peer: Addresses | null): string {
    const address = peer?.requestIP(request)?.address ?? NO_ADDRESS
    return this.#proxies.clientOf(address, request.headers.get('x-forwarded-for'))
  }

  /** The response to what a handler returned. Waits only where an Idempotency-Key is settled. */
  leave(request: Request, value: unknown, set: Answer): Response | Promise<Response> {
    const info = requestInfo(request)
    if (!info) throw new Error('a request that never arrived')
    return this.#settled(info, this.#responseTo(request, info, value, set))
  }

  #responseTo(request: Request, info: RequestInfo, value: unknown, set: Answer): Response {
    const [content, status] =
      value instanceof ElysiaCustomStatusResponse ? [value.response, value.code] : [value, statusOf(set)]
    if (content instanceof Response) return this.#withHeaders(request, info, content, set.headers)
    const headers = this.#headersOf(info, set.headers)
    if (content instanceof Serialised) return this.#sendSerialised(request, info, content, headers)
    const body = content === undefined || content === null ? null : JSON.stringify(content)
    if (body !== null && !headers.has('content-type')) headers.set('content-type', 'application/json')
    return this.#sent(request, info, new Response(body, { status, headers }))
  }

  /** The response to anything that was thrown. `code` is Elysia's word for its own errors. */
  fail(request: Request, thrown: unknown, code: string | number): Response | Promise<Response> {
    const info = requestInfo(request)
    const error = code === 'NOT_FOUND' ? (this.#missingRoute(request) ?? new NoSuchRouteError()) : thrown
    const problem = problemOf(error, code, info)
    if (!info) return new Response(problem.body, { status: problem.status, headers: problem.headers })
    if (error instanceof TooManyRequestsError) info.limit = error.taken
    const headers = this.#headersOf(info, problem.headers)
    const response = new Response(problem.body, { status: problem.status, headers })
    return this.#settled(info, this.#sent(request, info, response))
  }

  #settled(info: RequestInfo, response: Response): Response | Promise<Response> {
    return info.claim ? this.#context.idempotency.settle(info.claim, response) : response
  }

  #sendSerialised(request: Request, info: RequestInfo, { body, etag }: Serialised, headers: Headers) {
    headers.set('etag', etag)
    headers.set('cache-control', 'private, no-cache')
    if (matchesTag(request.headers.get('if-none-match'), etag)) {
      return this.#sent(request, info, new Response(null, { status: 304, headers }))
    }
    headers.set('content-type', 'application/json')
    return this.#sent(request, info, new Response(body, { headers }))
  }

  #withHeaders(
    request: Request,
    info: RequestInfo,
    response: Response,
    more: Answer['headers'] = {},
  ): Response {
    for (const [name, value] of this.#headersOf(info, more)) {
      if (name === 'vary') response.headers.append(name, value)
      else if (!response.headers.has(name)) response.headers.set(name, value)
    }
    return this.#sent(request, info, response)
  }

  #headersOf(info: RequestInfo, more: Answer['headers']): Headers {
    const seconds = ((performance.now() - info.started_at) / 1000).toFixed(6)
    // A copy of native headers costs less than naming the constant ones each time.
    const headers = new Headers(this.#constantHeaders)
    headers.set('x-correlation-id', info.correlation_id)
    headers.set('x-request-id', info.request_id)
    headers.set('x-request-duration', seconds)
    headers.set('x-process-time', seconds)
    headers.set('x-response-time', seconds)
    if (info.chain_depth > 0) headers.set('x-chain-depth', `${info.chain_depth}`)
    if (info.parent_correlation_id) headers.set('x-parent-correlation-id', info.parent_correlation_id)
    if (info.limit) {
      headers.set('x-ratelimit-limit', `${info.limit.limit}`)
      headers.set('x-ratelimit-remaining', `${info.limit.remaining}`)
      headers.set('x-ratelimit-reset', `${info.limit.resets_at}`)
    }
    if (info.cors_origin) this.#crossSite.nameReader(headers, info.cors_origin)
    for (const name in more) {
      const value = more[name]
      // Cookies are the one header that comes more than once.
      if (Array.isArray(value)) for (const one of value) headers.append(name, one)
      else headers.set(name, String(value))
    }
    return headers
  }

  #sent(request: Request, info: RequestInfo, response: Response): Response {
    this.#context.accessLog.add({
      at: this.#context.clock.now(),
      method: request.method,
      path: pathOf(request.url),
      status: response.status,
      duration_ms: performance.now() - info.started_at,
      correlation_id: info.correlation_id,
      request_id: info.request_id,
      parent_correlation_id: info.parent_correlation_id,
      organization_id: info.caller?.principal.organization_id,
    })
    return response
  }
}

/** What Elysia gathers for an answer. */
interface Answer {
  status?: number | string
  headers: Record<string, string | number | string[] | undefined>
}

function statusOf({ status }: Answer): number {
  return typeof status === 'number' ? status : 200
}
