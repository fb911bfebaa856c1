/** The end of the pipeline: one response with all its headers at once, its line in the access log, and its count. */
import { ElysiaCustomStatusResponse } from 'elysia'
import type { Base } from '../base.ts'
import { matchesTag, Serialised } from '../cache/serialised.ts'
import { type Encoding, encodingFor, packed } from '../lib/content-encoding.ts'
import { bodyInOnePiece } from './answer-body.ts'
import { AnswerHeaders, type MoreHeaders } from './answer-headers.ts'
import type { CrossSite } from './cross-site.ts'
import { isKnownMethod } from './known-methods.ts'
import type { AnsweredRequest, RequestObservers, RouteObserver } from './observers.ts'
import type { SerialisedProblem } from './problem.ts'
import type { RequestInfo } from './request-info.ts'
import { endRequestSpan } from './request-span.ts'

type Needs = Pick<Base, 'config'> & RequestObservers

/** Asking whether the caller has left costs more than all the rest of counting: not what was as quick. */
const QUICK_US = 1_000

/** Shorter ones fit into a packet or two as they are. */
const LEAST_PACKED = 1_400
/** What is packed for one caller alone costs that each time. */
const LEAST_PACKED_ONCE = 8_000

const NO_ROUTE = 'none'

/** What Elysia gathers for an answer. */
export interface Gathered {
  status?: number | string
  headers: MoreHeaders
}

const ACCEPT_ENCODING = 'accept-encoding'

const NOTHING: Gathered = { headers: {} }

export class Answers {
  readonly #context: Needs
  readonly #headers: AnswerHeaders
  readonly #scheme: string

  constructor(context: Needs, crossSite: CrossSite) {
    this.#context = context
    this.#scheme = context.config.public_url.startsWith('https:') ? 'https' : 'http'
    this.#headers = new AnswerHeaders(context.config, crossSite)
  }

  /** To what a handler returned. */
  to(request: Request, info: RequestInfo, value: unknown, gathered = NOTHING): Response {
    stopTheClock(info)
    const [content, status] =
      value instanceof ElysiaCustomStatusResponse ? [value.response, value.code] : [value, statusOf(gathered)]
    if (content instanceof Serialised) return this.#kept(request, info, content, gathered)
    if (content instanceof Response) return this.#completed(request, info, content, gathered)
    const headers = this.#headers.of(info, gathered.headers)
    const body = content === undefined || content === null ? null : JSON.stringify(content)
    if (body !== null && !headers.has('content-type')) headers.set('content-type', 'application/json')
    if (body === null || body.length < LEAST_PACKED_ONCE) {
      return this.#sent(request, info, new Response(body, { status, headers }))
    }
    headers.append('vary', ACCEPT_ENCODING)
    const encoding = encodingFor(request.headers.get(ACCEPT_ENCODING))
    if (encoding) nameEncoding(headers, encoding)
    const sent = encoding ? packed(body, encoding) : body
    return this.#sent(request, info, new Response(bodyInOnePiece(request.method, sent), { status, headers }))
  }

  problem(request: Request, info: RequestInfo, { status, body, headers }: SerialisedProblem): Response {
    stopTheClock(info)
    const init = { status, headers: this.#headers.of(info, headers) }
    return this.#sent(request, info, new Response(body, init))
  }

  #kept(request: Request, info: RequestInfo, kept: Serialised, { headers }: Gathered): Response {
    const { body, etag } = kept
    const isModified = !matchesTag(request.headers.get('if-none-match'), etag)
    const init = this.#headers.ofKept(info, kept, isModified, headers)
    if (!isModified) return this.#sent(request, info, new Response(null, init))
    const accepted = body.length < LEAST_PACKED ? null : request.headers.get(ACCEPT_ENCODING)
    const encoding = encodingFor(accepted)
    if (encoding === null)
      return this.#sent(request, info, new Response(bodyInOnePiece(request.method, body), init))
    // Its headers are its own: those that it was given are filled again for the next answer.
    const response = new Response(bodyInOnePiece(request.method, kept.packed(encoding)), init)
    nameEncoding(response.headers, encoding)
    return this.#sent(request, info, response)
  }

  #completed(request: Request, info: RequestInfo, response: Response, { headers }: Gathered): Response {
    for (const [name, value] of this.#headers.of(info, headers)) {
      if (name === 'vary') response.headers.append(name, value)
      else if (!response.headers.has(name)) response.headers.set(name, value)
    }
    return this.#sent(request, info, response)
  }

  #sent(request: Request, info: RequestInfo, response: Response): Response {
    info.is_answered = true
    info.body?.release()
    info.body = null
    const { at, correlation, caller, path, direct, duration_us, pipeline } = info
    const organization_id = caller?.principal.organization_id
    const answered: AnsweredRequest = {
      at,
      method: request.method,
      path: direct?.logged_path ?? pipeline.loggedPath(path),
      status: response.status,
      duration_us,
      correlation,
      organization_id,
    }
    this.#context.accessLog.add(answered)
    if (correlation.span) endRequestSpan(correlation.span, answered, this.#scheme)
    const route = info.route ?? this.#outsideRoutes(request.method)
    route.answered(response.status, duration_us, at, correlation.correlation_id)
    if (info.is_measured && (duration_us < QUICK_US || !request.signal.aborted)) {
      this.#context.requests.completed(organization_id, response.status, duration_us, at)
    }
    return response
  }

  /** Of what reached no route: whoever was nobody, or asked for what there is not. */
  #outsideRoutes(method: string): RouteObserver {
    const route = this.#context.routeTimes.of(isKnownMethod(method) ? method : 'other', NO_ROUTE)
    route.begun()
    return route
  }
}

/** A strong tag is that of these very bytes; what says how they are packed, `tagsIn` takes off again. */
function nameEncoding(headers: Headers, encoding: Encoding): void {
  headers.set('content-encoding', encoding)
  const etag = headers.get('etag')
  if (etag?.startsWith('"')) headers.set('etag', `${etag.slice(0, -1)}-${encoding}"`)
}

function stopTheClock(info: RequestInfo): void {
  info.duration_us = Math.round((performance.now() - info.started_at) * 1000)
}

function statusOf({ status }: Gathered): number {
  return typeof status === 'number' ? status : 200
}
