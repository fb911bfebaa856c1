/**
 * The path of a request, and which paths are none.
 *
 * What never gets here, because Bun answers it by itself and has no hook for it: a malformed request
 * line or header, two lengths (400); a request line with headers of more than 16 KiB, or more than
 * about 200 headers (431), all with empty bodies; and a method that HTTP does not know, on which Bun
 * closes the connection without a word.
 */
import { AppError } from '../lib/app-error.ts'

export const LONGEST_URL = 8 * 2 ** 10

export class MalformedPathError extends AppError {
  constructor() {
    super(400, 'malformed_path', 'The path holds a % that begins no UTF-8 character, or a NUL (%00).')
  }
}

export class MalformedHostError extends AppError {
  constructor() {
    super(400, 'malformed_host', 'The Host header names no host.')
  }
}

export class UrlTooLongError extends AppError {
  constructor() {
    super(414, 'url_too_long', `The address is longer than ${LONGEST_URL} characters.`)
  }
}

export class NoSuchRouteError extends AppError {
  constructor() {
    super(
      404,
      'no_such_route',
      'There is no such path. Those of the API begin with /api/v1, and /docs lists them.',
    )
  }
}

export class WrongMethodError extends AppError {
  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super(405, 'method_not_allowed', `This path does not take ${method}, but ${allowed.join(', ')}.`, {
      allowed,
    })
  }
}

/** Why none of a path's methods takes a request; `null` where one does. */
export function missingRoute(method: string, methods: readonly string[]): AppError | null {
  if (methods.length === 0) return new NoSuchRouteError()
  return methods.includes(method) ? null : new WrongMethodError(method, methods)
}

/** Path and query of an absolute URL, without building a URL object for it. */
export function targetOf(url: string): string {
  // Where the Host header is no host, Bun gives the bare path in place of a URL.
  if (url.startsWith('/')) return url
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start === -1 ? '/' : url.slice(start)
}

/** What stands before the query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

/**
 * Elysia would take a broken sequence for U+FFFD, so that different texts name the same thing.
 *
 * @throws MalformedHostError, MalformedPathError, UrlTooLongError
 */
export function refuseMalformedUrl(url: string): void {
  if (url.startsWith('/')) throw new MalformedHostError()
  if (url.length > LONGEST_URL) throw new UrlTooLongError()
  if (!url.includes('%')) return
  const path = pathOf(targetOf(url))
  if (path.includes('%00')) throw new MalformedPathError()
  try {
    decodeURIComponent(path)
  } catch {
    throw new MalformedPathError()
  }
}
