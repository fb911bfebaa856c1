/**
 * What is known about a request while it passes. Kept beside the request and not in Elysia's
 * `store`, which all requests share.
 */

import type { LimitState, LimitTaken } from '../access/limits.ts'
import type { Permission, Principal } from '../access/principal.ts'
import type { RememberedPrincipal } from '../access/principals.ts'
import type { HeldBody } from './bodies.ts'
import type { Correlation } from './correlation.ts'
import type { DirectTarget, Parsed } from './direct.ts'
import type { KeyedRequest } from './idempotency.ts'
import type { RouteObserver } from './observers.ts'
import { pathOf } from './path.ts'
import type { Given } from './request-shape.ts'

/** What the steps at a route ask of the pipeline. */
export interface Pipeline {
  /**
   * Whether the caller may use the route now.
   *
   * @returns Who was counted.
   * @throws NotAllowedError
   * @throws TooManyRequestsError
   */
  admit(request: Request, info: RequestInfo, route: string, permission: Permission | null): LimitState
  checkShape(request: Request, info: RequestInfo, given: AtTheRoute): void
  acceptKey(request: Request, route: string, body: unknown): void
  rememberTarget(request: Request, info: RequestInfo, route: string, parsed: Parsed, answer: unknown): void
  /** The path as it may stand in a log. */
  loggedPath(path: string): string
}

export interface AtTheRoute extends Omit<Given, 'search'> {
  route: string
}

export interface RequestInfo {
  readonly pipeline: Pipeline
  readonly correlation: Correlation
  /** Path and query. */
  readonly target: string
  readonly path: string
  /** What the router made of its target, where that is known. */
  readonly direct: DirectTarget | null
  /** When it arrived: epoch ms. */
  readonly at: number
  /** When it arrived: `performance.now()`. */
  readonly started_at: number
  /** From then until its answer was made. */
  duration_us: number
  /** The origin of another site's page that may read the answer. */
  readonly cors_origin: string | null
  caller: RememberedPrincipal | null
  /** Where a public route was asked from: what its limit counts by. */
  address: string | null
  /** What the route's limit said, for the answer's headers. */
  limit: LimitTaken | null
  /** Whether its caller may use the route, and was counted. */
  is_admitted: boolean
  /** What its body holds of memory until it is answered. */
  body: HeldBody | null
  /** Who hears of the requests of its route; `null` until it is known. */
  route: RouteObserver | null
  /** Whether it counts in how requests go: not on some routes. */
  is_measured: boolean
  /** Whether its response is made and logged. */
  is_answered: boolean
  /** Whether nothing of it is to be kept. */
  is_dry_run: boolean
  /** With its Idempotency-Key, where somebody sent one. */
  keyed: KeyedRequest | null
}

/** Before anything is known but what it says. */
export function arrivedRequest(
  pipeline: Pipeline,
  {
    target,
    direct,
    correlation,
    at,
    cors_origin,
  }: Pick<RequestInfo, 'target' | 'direct' | 'correlation' | 'at' | 'cors_origin'>,
): RequestInfo {
  return {
    pipeline,
    correlation,
    at,
    started_at: performance.now(),
    duration_us: 0,
    target,
    path: pathOf(target),
    direct,
    cors_origin,
    caller: null,
    address: null,
    limit: null,
    is_admitted: false,
    body: null,
    route: null,
    is_measured: true,
    is_answered: false,
    is_dry_run: false,
    keyed: null,
  }
}

const infos = new WeakMap<Request, RequestInfo>()

export function setRequestInfo(request: Request, info: RequestInfo): void {
  infos.set(request, info)
}

/** Absent only for what failed before it was made. */
export function requestInfo(request: Request): RequestInfo | undefined {
  return infos.get(request)
}

/** What is known of the caller's device. */
export function deviceOf(request: Request): { user_agent: string | null; address: string | null } {
  return { user_agent: request.headers.get('user-agent'), address: requestInfo(request)?.address ?? null }
}

/** That of the answer's header, for what goes on after it. */
export function correlationIdOf(request: Request): string {
  return requestInfo(request)?.correlation.correlation_id ?? crypto.randomUUID()
}

/** Who asks a public route, and from where. */
export function callerOf(request: Request): { principal: Principal | null; address: string | null } {
  const info = requestInfo(request)
  return { principal: info?.caller?.principal ?? null, address: info?.address ?? null }
}
