/**
 * What every request passes, in this order:
 *
 *   correlation ─► who is it? ─► route: may it? ─► body ─► handler ─► headers ─► access log
 *                     │ nobody, and the route is not public
 *                     └──────────► 401, before the body is read
 *
 * Limits, CORS and idempotency have their places between the second and the third.
 */
import { getLogger } from '@logtape/logtape'
import { Elysia } from 'elysia'
import type { Context } from '../context.ts'
import { authenticate } from '../modules/auth/authenticate.ts'
import { NotSignedInError } from '../modules/auth/errors.ts'
import { readBody } from './body.ts'
import { correlationId } from './correlation.ts'
import { problemResponse } from './problem.ts'
import { type RequestInfo, requestInfo, setRequestInfo } from './request-info.ts'

const log = getLogger(['almanac', 'access'])

/** `undefined` would let the next parser read the body. */
const UNREAD = null

type Needs = Pick<Context, 'config' | 'db' | 'clock' | 'tokens'>

/** What the passage knows of the routes, once there are all of them. */
export interface RouteFacts {
  /** Whether anybody may ask for this without saying who he is. */
  isPublic(method: string, path: string): boolean
  /** Whether the route reads its body itself, as it comes. */
  readsStream(route: string): boolean
}

export function passage(context: Needs, routes: RouteFacts) {
  return new Elysia({ name: 'passage' })
    .onRequest(async ({ request }) => {
      const info: RequestInfo = {
        correlation_id: correlationId(request.headers),
        request_id: crypto.randomUUID(),
        started_at: performance.now(),
        principal: null,
      }
      setRequestInfo(request, info)
      info.principal = await authenticate(context, request.headers)
      if (!info.principal && !routes.isPublic(request.method, pathOf(request.url)))
        throw new NotSignedInError()
    })
    .onParse({ as: 'global' }, ({ request, route, contentType }) =>
      routes.readsStream(route) ? UNREAD : readBody(request, contentType),
    )
    .mapResponse({ as: 'global' }, ({ request, set }) => {
      const info = requestInfo(request)
      if (info) Object.assign(set.headers, answerHeaders(info, context.config.service_name))
    })
    .onAfterResponse({ as: 'global' }, ({ request, route, set, responseValue }) => {
      const info = requestInfo(request)
      if (!info) return
      const status = responseValue instanceof Response ? responseValue.status : set.status
      logAccess(request, route, info, info.error_status ?? Number(status ?? 200))
    })
}

/** The answer to a thrown error, with the headers that every answer has. */
export function answerError(
  context: Needs,
  request: Request,
  error: unknown,
  code: string | number,
): Response {
  const info = requestInfo(request)
  const response = problemResponse(error, code, info)
  if (info) {
    info.error_status = response.status
    const headers = Object.entries(answerHeaders(info, context.config.service_name))
    for (const [name, value] of headers) response.headers.set(name, value)
  }
  return response
}

function answerHeaders(info: RequestInfo, serviceName: string): Record<string, string> {
  const seconds = ((performance.now() - info.started_at) / 1000).toFixed(6)
  return {
    'x-correlation-id': info.correlation_id,
    'x-request-id': info.request_id,
    'x-service-name': serviceName,
    'x-request-duration': seconds,
    'x-process-time': seconds,
    'x-response-time': seconds,
    'x-content-type-options': 'nosniff',
  }
}

function logAccess(request: Request, route: string, info: RequestInfo, status: number): void {
  log.info('{method} {path} {status} {duration_ms} ms', {
    method: request.method,
    path: pathOf(request.url),
    route,
    status,
    duration_ms: Math.round((performance.now() - info.started_at) * 1000) / 1000,
    correlation_id: info.correlation_id,
    organization_id: info.principal?.organization_id,
  })
}

/** The path of an absolute URL, without building a URL object for it. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  if (start === -1) return '/'
  const end = url.indexOf('?', start)
  return end === -1 ? url.slice(start) : url.slice(start, end)
}
