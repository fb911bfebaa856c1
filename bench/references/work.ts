/**
 * What a request for a cached dashboard takes, done as one would by hand: the work that the
 * reference servers on Bun and on Node share, so that only the frameworks differ.
 *
 * Environment: BODY (a file, the answer), SECRET (of the tokens).
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

const LIMIT = 1_000_000_000
const WINDOW_MS = 60_000

interface Caller {
  session: string
  expires_at: number
  window: number
  used: number
}

export const body = readFileSync(process.env.BODY ?? '', 'utf8')
export const etag = `"${createHmac('sha256', '').update(body).digest('base64url').slice(0, 16)}"`

const secret = process.env.SECRET ?? ''
const callers = new Map<string, Caller>()

/** Verified once, then remembered until it ends. */
export function callerOf(authorization: string | undefined): Caller | undefined {
  const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined
  if (!token) return undefined
  const known = callers.get(token)
  if (known) return known.expires_at > Date.now() ? known : undefined
  const caller = verified(token)
  if (caller) callers.set(token, caller)
  return caller
}

function verified(token: string): Caller | undefined {
  const [header, payload, signature] = token.split('.')
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest()
  const given = Buffer.from(signature ?? '', 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const { sid, exp } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())
  return { session: sid, expires_at: exp * 1000, window: 0, used: 0 }
}

/** Whether one more is allowed in this minute. */
export function take(caller: Caller): boolean {
  const window = Math.floor(Date.now() / WINDOW_MS)
  if (caller.window !== window) {
    caller.window = window
    caller.used = 0
  }
  caller.used += 1
  return caller.used <= LIMIT
}

export function headersOf(correlation: string | undefined, startedAt: number): Record<string, string> {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(6)
  return {
    'x-correlation-id': correlation ?? randomUUID(),
    'x-request-id': randomUUID(),
    'x-service-name': 'reference',
    'x-request-duration': seconds,
    'x-process-time': seconds,
    'x-response-time': seconds,
    'content-type': 'application/json',
    'cache-control': 'private, no-cache',
    etag,
  }
}

export function logLine(
  status: number,
  headers: Record<string, string>,
  session: string | undefined,
): object {
  return {
    method: 'GET',
    path: '/api/v1/metrics/dashboard',
    status,
    duration: headers['x-request-duration'],
    correlation_id: headers['x-correlation-id'],
    session,
  }
}
