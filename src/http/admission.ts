/**
 * Whether a caller may use a route now: what the route asks of them, and a limit. Who is known counts by
 * their own limit; a public route, whoever asks, and who is nobody, by the network of their address.
 */
import { NotSignedInError, refusalOf } from '../access/errors.ts'
import type { LimitState, Limits } from '../access/limits.ts'
import { may, type Permission } from '../access/principal.ts'
import type { Base } from '../base.ts'
import type { LimitClass } from '../config/rate-limits.ts'
import { networkOf } from '../lib/ip-address.ts'
import { TrustedProxies } from '../lib/trusted-proxies.ts'
import { innerOf } from './inner-request.ts'
import type { RequestObservers } from './observers.ts'
import type { RequestInfo } from './request-info.ts'
import { nameAfterRoute } from './request-span.ts'
import type { RouteTable } from './route-table.ts'

/** The little that we need of Bun's server. */
export interface Addresses {
  requestIP(request: Request): { address: string } | null
}

/** Where there is no socket, as in tests that call the application directly. */
const NO_ADDRESS = 'local'

export class Admission {
  readonly #limits: Limits
  readonly #routeTimes: RequestObservers['routeTimes']
  readonly #proxies: TrustedProxies
  #routes: Pick<RouteTable, 'isMeasured' | 'limitOf'> | undefined
  #addresses: () => Addresses | null = () => null

  constructor({
    config,
    limits,
    routeTimes,
  }: Pick<Base, 'config'> & Pick<RequestObservers, 'routeTimes'> & { limits: Limits }) {
    this.#limits = limits
    this.#routeTimes = routeTimes
    this.#proxies = new TrustedProxies(config.trusted_proxies)
  }

  /** Once all routes are there. @param server Bun's, while it listens. */
  start(routes: Pick<RouteTable, 'isMeasured' | 'limitOf'>, server: () => Addresses | null): void {
    this.#routes = routes
    this.#addresses = server
  }

  /**
   * @returns Who was counted.
   * @throws NotAllowedError
   * @throws SecondFactorNeededError
   * @throws NotSignedInError
   * @throws TooManyRequestsError
   */
  admit(request: Request, info: RequestInfo, route: string, permission: Permission | null): LimitState {
    if (!this.#routes) throw new Error('The pipeline has no routes yet.')
    const { method } = request
    info.is_admitted = true
    info.is_measured = this.#routes.isMeasured(method, route)
    this.enterRoute(info, method, route)
    return this.count(request, info, permission, this.#routes.limitOf(method, route))
  }

  enterRoute(info: RequestInfo, method: string, route: string): void {
    info.route = this.#routeTimes.of(method, route)
    info.route.begun()
    if (info.correlation.span) nameAfterRoute(info.correlation.span, method, route)
  }

  /** The same where the route is known, and entered. */
  count(request: Request, info: RequestInfo, permission: Permission | null, limit: LimitClass): LimitState {
    const { caller, at } = info
    if (permission !== null) {
      if (!caller) throw new NotSignedInError()
      if (!may(caller.principal, permission)) throw refusalOf(caller.principal, permission)
    }
    // A public route counts by address, whoever says they are somebody.
    if (permission === null) info.address = this.addressOf(request)
    const isKnown = caller !== null && permission !== null
    // Health is asked from where others may guess passwords: their penalties must not stop a good server.
    const kind = info.is_measured ? 'address' : 'unmeasured'
    const state = isKnown
      ? caller.limits
      : this.#limits.stateOf(`${kind}:${networkOf(info.address ?? NO_ADDRESS)}`)
    info.limit = this.#limits.take(state, limit, isKnown ? caller.plan : 'free', at)
    return state
  }

  /** Guessing is counted, too: of nobody, who gets to no route that would do it. */
  countGuess(request: Request, info: RequestInfo): void {
    info.address = this.addressOf(request)
    const state = this.#limits.stateOf(`address:${networkOf(info.address)}`)
    info.limit = this.#limits.take(state, 'public', 'free', info.at)
  }

  /** Behind proxies that are trusted, what they say. */
  addressOf(request: Request): string {
    const inner = innerOf(request)
    if (inner) return this.addressOf(inner.outer)
    const address = this.#addresses()?.requestIP(request)?.address ?? NO_ADDRESS
    return this.#proxies.clientOf(address, request.headers)
  }
}
