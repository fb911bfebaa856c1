/**
 * What every request passes:
 *
 *   arrive   correlation ─► preflight? ─► who is it? ── nobody, on a route that is not public ─► 401
 *   admit                    at the route, before its body is read: permission ─► limit ─► 403, 429
 *   key                      before the handler, with an Idempotency-Key: from here on, writes happen once
 *   leave                    one response with all headers at once ─► access log, counts
 *
 * One step at each end does the work of five: every hook of its own would cost a share of each
 * request, and so would a response that is made first and given its headers afterwards. A caller
 * whom we remember passes without a single wait.
 *
 * Between arriving and leaving lies the router, which parses and checks what the route declares.
 * What it has made of an address is known when the same is asked for again: of a route that is
 * `direct`, the pipeline then asks the handler itself (direct.ts).
 *
 *   arrive ─┬─► router ─► admit ─► parse, check ─► key ─► handler ─┬─► leave
 *           └─► admit ─────────── direct ────────────────► handler ─┘
 */
import { Elysia } from 'elysia'
import { originOf } from '../access/authorship.ts'
import { NotSignedInError } from '../access/errors.ts'
import { type LimitState, type Limits, TooManyRequestsError } from '../access/limits.ts'
import type { Permission } from '../access/principal.ts'
import type { Principals, RememberedPrincipal } from '../access/principals.ts'
import type { Base } from '../base.ts'
import { asDryRun, DryRunImpossibleError } from '../db/dry-run.ts'
import { withOrigin } from '../db/origin.ts'
import { asRequest, restartRequest } from '../db/time-limits.ts'
import { AppError } from '../lib/app-error.ts'
import { asWork, entered } from '../lib/current-correlation.ts'
import { type Addresses, Admission } from './admission.ts'
import { Answers, type Gathered } from './answer.ts'
import { Bodies, type HeldBody, limitsWithFiles } from './bodies.ts'
import { readBody } from './body.ts'
import { type Correlation, correlationOf, refuseDeepChain } from './correlation.ts'
import { presentedCredential } from './credential.ts'
import { CrossSite } from './cross-site.ts'
import { type DirectTarget, DirectTargets, type Parsed } from './direct.ts'
import type { IdempotencyKeys } from './idempotency.ts'
import { innerOf } from './inner-request.ts'
import type { RequestObservers } from './observers.ts'
import { missingRoute, NoSuchRouteError, refuseMalformedUrl, targetOf } from './path.ts'
import { problemOf } from './problem.ts'
import { afterTheRest, isCutOff } from './read-on.ts'
import {
  type AtTheRoute,
  arrivedRequest,
  type Pipeline,
  type RequestInfo,
  requestInfo,
  setRequestInfo,
} from './request-info.ts'
import { hasContent, InvalidRequestError, refuseContentOfGet, refuseVersion } from './request-shape.ts'
import { spanNameOf } from './request-span.ts'
import type { RouteTable } from './route-table.ts'

type Needs = Pick<Base, 'config' | 'clock'> &
  RequestObservers & { principals: Principals; limits: Limits; idempotency: IdempotencyKeys }
type Router = (request: Request) => Response | Promise<Response>

/** `undefined` would let the next parser read the body. */
const UNREAD = null
const REPLAYED = 'idempotent-replayed'
const DRY_RUN = 'dry-run'

export class RequestPipeline implements Pipeline {
  readonly #context: Needs
  readonly #crossSite: CrossSite
  readonly #admission: Admission
  readonly #answers: Answers
  readonly #bodies: Bodies
  readonly #direct = new DirectTargets()
  #routes: RouteTable | undefined

  constructor(context: Needs) {
    this.#context = context
    this.#crossSite = new CrossSite(context.config.allowed_origins)
    this.#admission = new Admission(context)
    this.#answers = new Answers(context, this.#crossSite)
    this.#bodies = new Bodies(limitsWithFiles(context.config.files_max_bytes))
  }

  /** To be used before every route. */
  get plugin() {
    return new Elysia({ name: 'pipeline' })
      .wrap(around((request, router) => this.pass(request, router)))
      .onParse({ as: 'global' }, ({ request, route, contentType }) => this.#read(request, route, contentType))
      .mapResponse({ as: 'global' }, ({ request, responseValue, set }) =>
        this.leave(request, responseValue, set),
      )
  }

  /** Once all routes are there. @param server Bun's, while it listens. */
  start(routes: RouteTable, server: () => Addresses | null): void {
    this.#routes = routes
    this.#direct.start(routes.allDirect)
    this.#admission.start(routes, server)
  }

  get routes(): RouteTable {
    if (!this.#routes) throw new Error('The pipeline has no routes yet.')
    return this.#routes
  }

  /** From the request to its response. Waits by itself only for a caller whom we do not remember. */
  pass(request: Request, router: Router): Response | Promise<Response> {
    const answer = this.#pass(request, router)
    return isCutOff(request) ? afterTheRest(request, answer) : answer
  }

  #pass(request: Request, router: Router): Response | Promise<Response> {
    const info = this.#infoOf(request)
    try {
      const answer = this.#answer(request, info, router)
      if (!(answer instanceof Promise)) return answer
      return answer.catch((thrown) => this.#refuse(request, info, thrown))
    } catch (thrown) {
      return this.#refuse(request, info, thrown)
    }
  }

  #answer(request: Request, info: RequestInfo, router: Router): Response | Promise<Response> {
    const arriving = this.#arrive(request, info)
    if (arriving instanceof Response) return arriving
    const goOn = () => this.#goOn(request, info, router)
    return arriving ? arriving.then(() => asRequest(info.started_at, goOn)) : goOn()
  }

  /** The body, of whoever may use the route: who may not, or not now, is told before it is read. */
  #read(request: Request, route: string, contentType: string): Promise<unknown> | typeof UNREAD {
    const info = requestInfo(request)
    if (!info) throw new Error('a request that never arrived')
    const permission = this.routes.permissionOf(request.method, route)
    const caller = this.admit(request, info, route, permission)
    if (this.routes.readsStream(route)) return UNREAD
    const hold = (body: HeldBody) => {
      info.body = body
    }
    const kind = permission === null ? 'nobody' : 'known'
    const owner = { kind, caller, hold } as const
    const forms = { takesForm: this.routes.takesForm(route), filesBeside: this.routes.filesBeside(route) }
    return readBody(request, contentType, this.#bodies, owner, forms).finally(restartRequest)
  }

  #infoOf(request: Request): RequestInfo {
    const { headers, method, url } = request
    const target = targetOf(url)
    return arrivedRequest(this, {
      target,
      direct: this.#direct.find(method, target),
      correlation: this.#correlationOf(request),
      at: this.#context.clock.now(),
      cors_origin: this.#crossSite.readerOf(headers.get('origin')),
    })
  }

  #correlationOf({ method, headers }: Request): Correlation {
    const correlation = correlationOf(headers)
    const { tracing } = this.#context
    if (tracing) correlation.span = tracing.begin(spanNameOf(method), 'server', headers)
    return correlation
  }

  /** @returns The response where it ends the pipeline already, or what to wait for. */
  #arrive(request: Request, info: RequestInfo): Response | undefined | Promise<void> {
    refuseMalformedUrl(request.url)
    refuseDeepChain(info.correlation)
    if (request.method === 'OPTIONS') return this.#answers.to(request, info, this.#options(request, info))
    const presented = presentedCredential(request.headers)
    if (presented === null || this.routes.isSelfContained(request.method, info.path))
      return this.#letIn(request, info, null)
    if (presented.isCookie) this.#crossSite.refuseForgery(request)
    const remembered = this.#context.principals.remembered(presented.credential, info.at, info.started_at)
    if (remembered) return this.#letIn(request, info, remembered)
    const verifying = asWork(info.correlation, () => this.#context.principals.verify(presented.credential))
    return verifying.then((found) => this.#letIn(request, info, found))
  }

  #letIn(request: Request, info: RequestInfo, caller: RememberedPrincipal | null): undefined {
    info.caller = caller
    if (caller || info.direct?.permission === null || this.routes.isPublic(request.method, info.path)) return
    this.#admission.countGuess(request, info)
    throw this.#missingRoute(request, info) ?? new NotSignedInError()
  }

  #goOn(request: Request, info: RequestInfo, router: Router): Response | Promise<Response> {
    const { caller, correlation, direct } = info
    // What a GET should not have, the router refuses.
    if (direct && !hasContent(request.headers))
      return entered(correlation, () => this.#goDirectly(request, info, direct))
    setRequestInfo(request, info)
    const { correlation_id, span } = correlation
    const address = this.#admission.addressOf(request)
    const tool = innerOf(request)?.tool
    const by = { correlation_id, address, ...(span && { span }), ...(tool && { tool }) }
    const origin = originOf(caller?.principal ?? null, by)
    return withOrigin(origin, () => asRequest(info.started_at, () => this.#askRouter(request, info, router)))
  }

  #askRouter(request: Request, info: RequestInfo, router: Router): Response | Promise<Response> {
    info.is_dry_run = isDryRun(request)
    if (info.is_dry_run) return asDryRun(() => router(request))
    const key = request.method === 'GET' ? null : request.headers.get('idempotency-key')
    if (key === null || !info.caller) return router(request)
    info.keyed = this.#context.idempotency.requestOf(info.caller.principal, key)
    return info.keyed.run(() => router(request))
  }

  #goDirectly(
    request: Request,
    info: RequestInfo,
    { path, permission, limit, params, query, handler }: DirectTarget,
  ): Response | Promise<Response> {
    this.#admission.enterRoute(info, 'GET', path)
    this.#admission.count(request, info, permission, limit)
    const value = handler({ principal: info.caller?.principal, params, query })
    if (!(value instanceof Promise)) return this.#answers.to(request, info, value)
    return value.then((settled) => this.#answers.to(request, info, settled))
  }

  #options(request: Request, { path }: RequestInfo): Response {
    const origin = request.headers.get('origin')
    if (origin !== null) return this.#crossSite.preflight(origin)
    const methods = this.routes.methodsAt(path)
    if (methods.length === 0) throw new NoSuchRouteError()
    return new Response(null, { status: 204, headers: { allow: methods.join(', ') } })
  }

  #missingRoute({ method }: Request, { path }: RequestInfo): AppError | null {
    return missingRoute(method, this.routes.methodsAt(path))
  }

  admit(request: Request, info: RequestInfo, route: string, permission: Permission | null): LimitState {
    const counted = this.#admission.admit(request, info, route, permission)
    if (info.is_dry_run && !this.routes.takesDryRun(request.method, route)) throw new DryRunImpossibleError()
    return counted
  }

  loggedPath(path: string): string {
    return this.routes.loggedPath(path)
  }

  /** @throws InvalidRequestError where it holds what the route's schemas do not know. */
  checkShape(request: Request, { target, path }: RequestInfo, { route, ...given }: AtTheRoute): void {
    const { method } = request
    const shape = this.routes.shapeOf(method, route)
    if (shape === undefined) return
    if (method === 'GET' || method === 'HEAD') refuseContentOfGet(request.headers)
    else if (!this.routes.looksAtVersion(method, route)) refuseVersion(request.headers)
    shape.check({ ...given, search: target.slice(path.length + 1) })
  }

  /**
   * For a request with an Idempotency-Key by somebody whom we know. Imports take no part, because what
   * they send is idempotent by itself, nor do exports, which change nothing.
   */
  acceptKey(request: Request, route: string, body: unknown): void {
    const info = requestInfo(request)
    if (!info?.keyed || !this.routes.takesKey(request.method, route)) return
    info.keyed.accept(`${request.method} ${info.target}`, body)
  }

  /** What a direct route was asked for, so that who asks for it again does not pass the router. */
  rememberTarget(
    { method }: Request,
    { target, path }: RequestInfo,
    route: string,
    parsed: Parsed,
    answer: unknown,
  ): void {
    const found = method === 'GET' ? this.routes.direct(route) : undefined
    if (!found) return
    const logged_path = this.routes.loggedPath(path)
    this.#direct.remember(target, { ...found, ...parsed, logged_path }, answer)
  }

  /** The response to what a handler returned. */
  leave(request: Request, value: unknown, gathered: Gathered): Response {
    const info = requestInfo(request)
    if (!info) throw new Error('a request that never arrived')
    // A problem comes by here once more, as the response that it is already.
    if (info.is_answered && value instanceof Response) return value
    if (info.keyed?.isReplayed) gathered.headers[REPLAYED] = 'true'
    if (info.is_dry_run) gathered.headers[DRY_RUN] = 'true'
    return this.#answers.to(request, info, value, gathered)
  }

  /** The response to anything that was thrown beyond the router. `code` is Elysia's word for its own errors. */
  fail(request: Request, thrown: unknown, code: string | number): Response {
    const info = requestInfo(request)
    if (!info) throw new Error('a request that never arrived')
    const error =
      code === 'NOT_FOUND'
        ? (this.#missingRoute(request, info) ?? new NoSuchRouteError())
        : unwrapped(thrown, code)
    return this.#refuse(request, info, error, code)
  }

  #refuse(request: Request, info: RequestInfo, thrown: unknown, code: string | number = 'UNKNOWN'): Response {
    if (thrown instanceof TooManyRequestsError) info.limit = thrown.taken
    const problem = problemOf(thrown, code, info, this.routes.refusalPageAt(info.path))
    if (info.keyed?.isReplayed) problem.headers[REPLAYED] = 'true'
    return this.#answers.problem(request, info, problem)
  }
}

/** Whether it is only to be tried out. A read changes nothing anyway. @throws InvalidRequestError */
function isDryRun({ method, headers }: Request): boolean {
  const asked = headers.get(DRY_RUN)
  if (asked === null || method === 'GET' || method === 'HEAD') return false
  if (asked === 'true' || asked === 'false') return asked === 'true'
  throw new InvalidRequestError({ 'Dry-Run': 'must be true or false' })
}

/** What a parser throws, Elysia puts into an error of its own. */
function unwrapped(thrown: unknown, code: string | number): unknown {
  return code === 'PARSE' && thrown instanceof Error && thrown.cause instanceof AppError
    ? thrown.cause
    : thrown
}

/** Elysia's type of what surrounds the whole application does not say what it is given. */
function around(pass: (request: Request, router: Router) => Response | Promise<Response>) {
  const surround = (router: Router) => (request: Request) => pass(request, router)
  return surround as unknown as Parameters<Elysia['wrap']>[0]
}
