/**
 * Requests to addresses that somebody has given us. There is one way out for all of them.
 *
 *   url ──▶ is it one that may be ──▶ look up its host ──▶ are all addresses allowed ──▶ connect to those
 *
 * Promises: nothing is sent to an address that is not on the public internet, unless whoever runs the
 * instance has named it. What was looked up is what is connected to, so that a name which leads elsewhere
 * a moment later is of no use. Redirects are not followed. A request has an end, and what is read of its
 * answer a size. What goes out without TLS goes only where the operator has said so.
 */
import type { IncomingMessage, RequestOptions } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { plainAddress } from '../ip-address.ts'
import { inSpan } from '../tracing/in-span.ts'
import { ForbiddenAddressError, reasonOf, UnreachableError } from './errors.ts'
import { HostNames } from './host-names.ts'
import type { OutboundAllow } from './outbound-allow.ts'
import { isPublicAddress } from './public-address.ts'

export interface OutgoingRequest {
  url: URL
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string
  /** For all of it, from the name to the last byte that is read. */
  timeout_ms: number
  /** How much of the answer's body is read. */
  most_bytes: number
  signal?: AbortSignal
}

export interface OutgoingAnswer {
  status: number
  headers: IncomingMessage['headers']
  /** Its beginning, as UTF-8. */
  body: string
  duration_ms: number
}

export interface OutgoingOptions {
  /** All addresses of a host. */
  lookUp?: (host: string) => Promise<string[]>
  /** Whose certificates are believed, in PEM; those that the system believes where left out. */
  ca?: string
}

const LONGEST_URL = 2_000
const REFUSED = 400
/** Of what may come before an answer (`100 Continue`, hints): so that nobody holds us by it. */
const MOST_INTERIM_ANSWERS = 10

export class Outgoing {
  readonly #lookUp: (host: string) => Promise<string[]>

  constructor(
    readonly allow: OutboundAllow,
    readonly options: OutgoingOptions = {},
  ) {
    const names = new HostNames()
    this.#lookUp = options.lookUp ?? ((host) => names.addressesOf(host))
  }

  /**
   * Whether an address may be asked, as it is today: `send` looks again.
   *
   * @throws ForbiddenAddressError @throws UnreachableError where its host has no address.
   */
  async check(url: URL, timeout_ms: number): Promise<void> {
    const clock = startClock(timeout_ms)
    try {
      await Promise.race([this.#addressesOf(url), clock.rung])
    } finally {
      clock.stop()
    }
  }

  /**
   * @returns Whatever is answered, redirects and errors as well.
   * @throws ForbiddenAddressError @throws UnreachableError
   */
  send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const { method } = request
    // Not to whom: somebody has written that.
    return inSpan(method, 'client', { 'http.request.method': method }, async (span) => {
      const answer = await this.#send(request)
      span?.note({ 'http.response.status_code': answer.status })
      if (answer.status >= REFUSED) span?.fail(String(answer.status))
      return answer
    })
  }

  async #send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const started = performance.now()
    const clock = startClock(request.timeout_ms, request.signal)
    try {
      const addresses = await Promise.race([this.#addressesOf(request.url), clock.rung])
      const answer = await Promise.race([
        exchange(request, addresses, this.options.ca, clock.signal),
        clock.rung,
      ])
      return { ...answer, duration_ms: Math.round(performance.now() - started) }
    } catch (error) {
      throw failed(error)
    } finally {
      clock.stop()
    }
  }

  /** All of them allowed. */
  async #addressesOf(url: URL): Promise<string[]> {
    assertForm(url)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host)
      ? [host]
      : await this.#lookUp(host).catch((error) => Promise.reject(failed(error)))
    if (addresses.length === 0) throw new UnreachableError(reasonOf({ code: 'DNS_ENOTFOUND' }))
    const isNamed = (address: string) =>
      this.allow.hasHost(host) || this.allow.hasAddress(plainAddress(address) ?? '')
    if (!addresses.every((address) => isNamed(address) || isPublicAddress(address))) {
      throw new ForbiddenAddressError(
        `${url.host} leads to an address that is not on the public internet. Whoever runs this instance may allow it, by OUTBOUND_ALLOW.`,
      )
    }
    if (url.protocol !== 'https:' && !addresses.every(isNamed)) {
      throw new ForbiddenAddressError(
        `It must begin with https://, so that nobody on the way reads it. Whoever runs this instance may allow http:// for a host, by OUTBOUND_ALLOW.`,
      )
    }
    return addresses
  }
}

function failed(error: unknown): Error {
  if (error instanceof ForbiddenAddressError || error instanceof UnreachableError) return error
  return new UnreachableError(reasonOf(error), error)
}

/** @throws ForbiddenAddressError */
function assertForm({ protocol, username, password, href }: URL): void {
  if (!['https:', 'http:'].includes(protocol)) throw new ForbiddenAddressError('It must begin with https://.')
  if (username + password !== '') {
    throw new ForbiddenAddressError(
      'It must have no user and no password in it: they would be shown to others.',
    )
  }
  if (href.length > LONGEST_URL)
    throw new ForbiddenAddressError(`It must have at most ${LONGEST_URL} characters.`)
}

type Exchanged = Omit<OutgoingAnswer, 'duration_ms'>

/** The name stays in the request and for the certificate; only where it leads to is said by us. */
async function exchange(
  { url, method, headers, body, most_bytes }: OutgoingRequest,
  addresses: readonly string[],
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Exchanged> {
  const options: RequestOptions & { ca?: string } = {
    ...{ method, headers, signal, agent: false, lookup: leadingTo(addresses), ...(ca && { ca }) },
  }
  // Loaded when something first goes out: a start does not wait for it.
  const { request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (answer) => {
      beginningOf(answer, most_bytes).then((text) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text })
        // What is left of it, and the connection.
        asking.destroy()
      }, reject)
    })
    let interim = 0
    asking.on('information', () => {
      interim += 1
      if (interim > MOST_INTERIM_ANSWERS) asking.destroy(new UnreachableError(reasonOf(null)))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

function leadingTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, done) => {
    const [first] = found
    if (options.all) done(null, found)
    else done(null, first?.address ?? '', first?.family)
  }
}

async function beginningOf(answer: IncomingMessage, most_bytes: number): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    parts.push(part.subarray(0, most_bytes - bytes))
    bytes += part.length
    if (bytes >= most_bytes) break
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Ends what takes too long, or is no longer wanted. */
function startClock(timeout_ms: number, stopping?: AbortSignal) {
  const ending = new AbortController()
  const { promise: rung, reject } = Promise.withResolvers<never>()
  // Where nobody waits for it any more.
  rung.catch(() => {})
  const end = (reason: string) => {
    reject(new UnreachableError(reason))
    ending.abort()
  }
  const timer = setTimeout(() => end(`it did not answer within ${timeout_ms / 1000} s`), timeout_ms)
  const stop = () => end('the server was stopped meanwhile')
  if (stopping?.aborted) stop()
  stopping?.addEventListener('abort', stop, { once: true })
  return {
    ...{ rung, signal: ending.signal },
    stop: () => {
      clearTimeout(timer)
      stopping?.removeEventListener('abort', stop)
    },
  }
}
