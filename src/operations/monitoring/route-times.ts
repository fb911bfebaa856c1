/**
 * How requests went in this process, by route, method and status: since the start for Prometheus, and
 * in the last 5 minutes, hour and day for people.
 *
 *   answered ─► current counts ──── each minute, and when somebody reads ──┬─► since the start
 *               (an array of bins)                                         └─► slots of the windows
 *
 * Promises: counting is two look-ups and an addition, and makes nothing new but the first time.
 * Memory is bounded by the routes and the statuses that there are: nothing that a caller writes is a key.
 */
import type { RouteObserver, RouteObservers } from '../../http/observers.ts'
import { RecentList } from '../../lib/recent-list.ts'
import { binOf, Sketch } from '../../lib/sketch.ts'

/** The last is of all that took longer than some ten minutes. */
const BINS = 1024
/** Of values below 1 the bin is -1. */
const FIRST_BIN = -1
const MINUTE_MS = 60_000
export const SLOW_US = 2_000_000
/** Whoever waits for a slow query takes as long at least: SLOW_QUERY_MS of db/query-stats.ts. */
const NOTICED_US = 100_000
const REMEMBERED = 500

/** The running slot is the last of them. */
export const WINDOWS = {
  '5m': { slot_ms: MINUTE_MS, slots: 5 },
  '1h': { slot_ms: 5 * MINUTE_MS, slots: 12 },
  '24h': { slot_ms: 60 * MINUTE_MS, slots: 24 },
} as const

export type WindowName = keyof typeof WINDOWS

/** A request that was slow or failed, for whoever looks for it. */
export interface RememberedRequest {
  method: string
  route: string
  status: number
  duration_us: number
  /** When it arrived: epoch ms. */
  at: number
  correlation_id: string
}

/** Of one route in a window. Durations are microseconds. */
export interface RouteWindow {
  method: string
  route: string
  count: number
  /** Answered with 5xx. */
  errors: number
  durations: Sketch
}

export class RouteTimes implements RouteObservers {
  readonly #routes = new Map<string, Map<string, Route>>()
  readonly #windows = Object.fromEntries(
    Object.keys(WINDOWS).map((name) => [name, new Map<number, Map<Route, RouteWindow>>()]),
  ) as Record<WindowName, Map<number, Map<Route, RouteWindow>>>
  readonly #remembered = new RecentList<RememberedRequest>(REMEMBERED)
  /** What they asked for, by their correlation id. */
  readonly #noticed = new RecentList<readonly [correlation_id: string, asked: string]>(REMEMBERED)
  #minute = Number.NEGATIVE_INFINITY
  /** What is answered from then on belongs to another minute. */
  #minuteEndsAt = Number.NEGATIVE_INFINITY

  of(method: string, route: string): RouteObserver {
    let methods = this.#routes.get(route)
    if (!methods) {
      methods = new Map()
      this.#routes.set(route, methods)
    }
    let found = methods.get(method)
    if (!found) {
      found = new Route(this, method, route)
      methods.set(method, found)
    }
    return found
  }

  /** @param now Epoch ms. */
  keepTime(now: number): void {
    // Back as well: a clock that was set back begins its minutes anew.
    if (now < this.#minuteEndsAt && now >= this.#minuteEndsAt - MINUTE_MS) return
    this.#fold()
    this.#minute = Math.floor(now / MINUTE_MS)
    this.#minuteEndsAt = (this.#minute + 1) * MINUTE_MS
  }

  remember(request: RememberedRequest): void {
    this.#remembered.add(request)
  }

  /** Slow and failed requests, the newest first. */
  remembered(): RememberedRequest[] {
    return this.#remembered.newestFirst()
  }

  notice(correlation_id: string, asked: string): void {
    this.#noticed.add([correlation_id, asked])
  }

  /** What the requests that took long asked for, as `GET /api/v1/tasks`, by their correlation id. */
  noticed(): ReadonlyMap<string, string> {
    return new Map(this.#noticed.newestFirst())
  }

  /** Of each route that was asked for in the window. @param now Epoch ms. */
  window(name: WindowName, now: number): RouteWindow[] {
    this.keepTime(now)
    this.#fold()
    const { slot_ms, slots } = WINDOWS[name]
    const last = Math.floor(now / slot_ms)
    const merged = new Map<Route, RouteWindow>()
    for (const [at, routes] of this.#windows[name]) {
      if (at > last || at <= last - slots) continue
      for (const [route, part] of routes) addTo(windowOf(merged, route), part)
    }
    return [...merged.values()]
  }

  /** Since the start. */
  totals(): RouteTotals[] {
    this.#fold()
    return this.#all().map(({ method, name, in_progress, statuses }) => ({
      ...{ method, route: name, in_progress },
      statuses: [...statuses.values()],
    }))
  }

  #all(): Route[] {
    return [...this.#routes.values()].flatMap((methods) => [...methods.values()])
  }

  #fold(): void {
    for (const route of this.#all()) {
      for (const tally of route.statuses.values()) this.#foldTally(route, tally)
    }
    for (const name of Object.keys(WINDOWS) as WindowName[]) this.#dropOld(name)
  }

  #foldTally(route: Route, tally: StatusTally): void {
    if (tally.pending === 0) return
    const at = this.#minute * MINUTE_MS
    const parts = (Object.keys(WINDOWS) as WindowName[]).map((name) => this.#slot(name, at, route))
    tally.drain((bin, count) => {
      for (const part of parts) {
        part.count += count
        if (tally.status >= 500) part.errors += count
        part.durations.addToBin(bin, count)
      }
    })
  }

  #slot(name: WindowName, at: number, route: Route): RouteWindow {
    const slot = Math.floor(at / WINDOWS[name].slot_ms)
    let routes = this.#windows[name].get(slot)
    if (!routes) {
      routes = new Map()
      this.#windows[name].set(slot, routes)
    }
    return windowOf(routes, route)
  }

  #dropOld(name: WindowName): void {
    const { slot_ms, slots } = WINDOWS[name]
    const oldest = Math.floor((this.#minute * MINUTE_MS) / slot_ms) - slots
    for (const at of this.#windows[name].keys()) if (at <= oldest) this.#windows[name].delete(at)
  }
}

export interface RouteTotals {
  method: string
  route: string
  in_progress: number
  statuses: StatusTally[]
}

class Route implements RouteObserver {
  in_progress = 0
  readonly statuses = new Map<number, StatusTally>()
  #latest: StatusTally | undefined

  constructor(
    readonly times: RouteTimes,
    readonly method: string,
    readonly name: string,
  ) {}

  begun(): void {
    this.in_progress += 1
  }

  answered(status: number, duration_us: number, at: number, correlation_id: string): void {
    this.in_progress -= 1
    this.times.keepTime(at)
    if (this.#latest?.status !== status) this.#latest = this.#tallyOf(status)
    this.#latest.add(duration_us)
    if (duration_us < NOTICED_US && status < 500) return
    const { method, name: route } = this
    this.times.notice(correlation_id, `${method} ${route}`)
    if (duration_us < SLOW_US && status < 500) return
    this.times.remember({ method, route, status, duration_us, at, correlation_id })
  }

  #tallyOf(status: number): StatusTally {
    const known = this.statuses.get(status)
    if (known) return known
    const tally = new StatusTally(status)
    this.statuses.set(status, tally)
    return tally
  }
}

/** Of one status of a route: how many took how long. */
export class StatusTally {
  count = 0
  sum_us = 0
  /** Since the start, by bin. */
  readonly bins = new Float64Array(BINS)
  /** Not added to the others yet. */
  pending = 0
  readonly #pending = new Uint32Array(BINS)

  constructor(readonly status: number) {}

  add(duration_us: number): void {
    const at = Math.min(binOf(duration_us) - FIRST_BIN, BINS - 1)
    this.#pending[at] = (this.#pending[at] ?? 0) + 1
    this.pending += 1
    this.sum_us += duration_us
  }

  /** Adds what is pending to what has been since the start. @param each Hears of each bin. */
  drain(each: (bin: number, count: number) => void): void {
    for (let at = 0; at < BINS && this.pending > 0; at += 1) {
      const count = this.#pending[at] ?? 0
      if (count === 0) continue
      each(at + FIRST_BIN, count)
      this.bins[at] = (this.bins[at] ?? 0) + count
      this.count += count
      this.pending -= count
      this.#pending[at] = 0
    }
  }

  /** Each bin that holds anything. */
  *filled(): Generator<{ bin: number; count: number }> {
    for (let at = 0; at < BINS; at += 1) {
      const count = this.bins[at] ?? 0
      if (count > 0) yield { bin: at + FIRST_BIN, count }
    }
  }
}

function windowOf(routes: Map<Route, RouteWindow>, route: Route): RouteWindow {
  const known = routes.get(route)
  if (known) return known
  const { method, name } = route
  const made = { method, route: name, count: 0, errors: 0, durations: new Sketch() }
  routes.set(route, made)
  return made
}

function addTo(whole: RouteWindow, { count, errors, durations }: RouteWindow): void {
  whole.count += count
  whole.errors += errors
  whole.durations.merge(durations.bins)
}
