/**
 * What the router made of addresses that were asked for: of a route that is `direct`, the next who asks
 * for the same is answered by its handler, without the router.
 *
 *   first   target ─► router: which route, its parameters and query, checked ─► handler ─► remembered
 *   then    target ─────────────────────── remembered ───────────────────────► handler
 *
 * What a target means depends on nothing but itself, so it is matched, parsed and checked once. Who may
 * ask, and how often, is decided each time (pipeline.ts).
 *
 * Promises: only what was answered with something kept is remembered, and memory is bounded.
 */
import type { Permission, Principal } from '../access/principal.ts'
import { Serialised } from '../cache/serialised.ts'
import type { LimitClass } from '../config/rate-limits.ts'
import { RecentMap } from '../lib/recent-map.ts'

const MOST_REMEMBERED = 4_096
/** Of longer ones few are asked for twice. */
const LONGEST_TARGET = 400

export interface DirectRoute {
  path: string
  /** `null`: of a public one. */
  permission: Permission | null
  limit: LimitClass
  handler(given: Parsed & { principal: Principal | undefined }): unknown
}

/** What the router made of a target, as the route's schemas have it. */
export interface Parsed {
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, unknown>>
}

export interface DirectTarget extends DirectRoute, Parsed {
  /** Its path as it may stand in a log. */
  logged_path: string
}

export class DirectTargets {
  readonly #known = new RecentMap<string, DirectTarget>(MOST_REMEMBERED)

  /** @param target Path and query. */
  find(method: string, target: string): DirectTarget | null {
    return method === 'GET' ? (this.#known.get(target) ?? null) : null
  }

  /** @param answer What its handler has answered with. */
  remember(target: string, found: DirectTarget, answer: unknown): void {
    if (target.length > LONGEST_TARGET || !(answer instanceof Serialised)) return
    this.#known.set(target, found)
  }
}
