/** How requests went by route, in the process that is asked. */
import type { Base } from '../../base.ts'
import type { Sketch } from '../../lib/sketch.ts'
import {
  type RememberedRequest,
  type RouteTimes,
  type RouteWindow,
  SLOW_US,
  type WindowName,
} from './route-times.ts'
import type { Performance, RoutePerformance, SlowRequest } from './schema.ts'

type Needs = Pick<Base, 'clock'> & { routeTimes: RouteTimes }

export function readPerformance({ clock, routeTimes }: Needs): Performance {
  const now = clock.now()
  const windowOf = (name: WindowName) => {
    const routes = routeTimes.window(name, now).map(routeToWire)
    return { routes: routes.sort((a, b) => b.count - a.count) }
  }
  const slow = routeTimes.remembered().filter(({ duration_us }) => duration_us >= SLOW_US)
  return {
    process_id: process.pid,
    windows: { '5m': windowOf('5m'), '1h': windowOf('1h'), '24h': windowOf('24h') },
    slow_requests: { threshold_ms: SLOW_US / 1000, items: slow.map(requestToWire) },
  }
}

export function requestToWire(request: RememberedRequest): SlowRequest {
  const { method, route, status, duration_us, at, correlation_id } = request
  const duration_ms = milliseconds(duration_us)
  return { method, route, status, duration_ms, at: new Date(at).toISOString(), correlation_id }
}

function routeToWire({ method, route, count, errors, durations }: RouteWindow): RoutePerformance {
  const [p50_ms, p95_ms, p99_ms] = [50, 95, 99].map((percent) => percentileOf(durations, percent))
  return { method, route, count, errors, p50_ms: p50_ms ?? 0, p95_ms: p95_ms ?? 0, p99_ms: p99_ms ?? 0 }
}

/** Nobody reads a window of no requests: there is none. */
function percentileOf(durations: Sketch, percent: number): number {
  return milliseconds(durations.percentile(percent) ?? 0)
}

function milliseconds(duration_us: number): number {
  return Math.round(duration_us / 10) / 100
}
