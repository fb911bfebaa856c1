/**
 * What a trace says of a request: the names of OpenTelemetry's conventions for HTTP
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/), and no more than the access log. What a
 * caller may write, such as a query or a user agent, is left out.
 */
import type { Span } from '../lib/tracing/span.ts'
import { isKnownMethod } from './known-methods.ts'
import type { AnsweredRequest } from './observers.ts'

const OTHER_METHOD = '_OTHER'
const FAILED = 500

/** Until its route is known. */
export function spanNameOf(method: string): string {
  return isKnownMethod(method) ? method : 'HTTP'
}

/** @param route Its template. */
export function nameAfterRoute(span: Span, method: string, route: string): void {
  span.name = `${spanNameOf(method)} ${route}`
  span.note({ 'http.route': route })
}

/** @param scheme Of the address at which people reach this instance. */
export function endRequestSpan(span: Span, request: AnsweredRequest, scheme: string): void {
  const { method, path, status, organization_id, correlation } = request
  span.note({
    'http.request.method': isKnownMethod(method) ? method : OTHER_METHOD,
    'url.path': path,
    'url.scheme': scheme,
    'http.response.status_code': status,
    'almanac.correlation_id': correlation.correlation_id,
    'almanac.request_id': correlation.request_id,
    ...(organization_id !== undefined && { 'almanac.organization_id': organization_id }),
  })
  if (status >= FAILED) span.fail(String(status))
  span.end()
}
