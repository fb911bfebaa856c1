/**
 * What the router made of addresses that were asked for: of a route that is `direct`, the next who asks
 * for the same is answered by its handler, without the router.
 *
 *   first   target ─► router: which route, its parameters and query, checked ─► handler ─► remembered
 *   then    target ─────────────────────── remembered ───────────────────────► handler
 *
 * What a target means depends on nothing but itself, so it is matched, parsed and checked once. Who may
 * ask, and how often, is decided each time (pipeline.ts). Where nothing but an id differs, as in
 * `/api/v1/tasks/ID`, there is nothing to parse: such a target is known before it was asked for.
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
const OF_ONE_THING = /^[^:]*\/:id$/
/** As we write it. In another way it is the router's to read. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const ID_LENGTH = 36
const NO_QUERY: Parsed['query'] = {}

export interface DirectRoute {
  path: string
  /** `null`: of a public one. */
  permission: Permission | null
  limit: LimitClass
  takesQuery: boolean
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
  /** By what stands before the id. */
  #ofOneThing: ReadonlyMap<string, DirectRoute> = new Map()

  /** Once all routes are there. */
  start(routes: readonly DirectRoute[]): void {
    const some = routes.filter(({ path, takesQuery }) => OF_ONE_THING.test(path) && !takesQuery)
    this.#ofOneThing = new Map(some.map((route) => [route.path.slice(0, -':id'.length), route]))
  }

  /** @param target Path and query. */
  find(method: string, target: string): DirectTarget | null {
    return method === 'GET' ? (this.#known.get(target) ?? this.#thingAt(target)) : null
  }

  #thingAt(target: string): DirectTarget | null {
    const route = this.#ofOneThing.get(target.slice(0, -ID_LENGTH))
    const id = target.slice(-ID_LENGTH)
    return route && ID.test(id) ? { ...route, params: { id }, query: NO_QUERY, logged_path: target } : null
  }

  /** @param answer What its handler has answered with. */
  remember(target: string, found: DirectTarget, answer: unknown): void {
    if (target.length > LONGEST_TARGET || !(answer instanceof Serialised)) return
    this.#known.set(target, found)
  }
}
