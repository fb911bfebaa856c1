/** Who hears of each request that was answered. */
import type { Tracer } from '../lib/tracing/span.ts'
import type { Correlation } from './correlation.ts'

export interface AnsweredRequest {
  method: string
  path: string
  status: number
  duration_us: number
  correlation: Correlation
  organization_id: string | undefined
  /** When the request arrived: epoch ms. */
  at: number
}

/** Hears of the requests of one route. Of each begun one it hears the end. */
export interface RouteObserver {
  begun(): void
  /** @param at When it arrived: epoch ms. */
  answered(status: number, duration_us: number, at: number, correlationId: string): void
}

export interface RouteObservers {
  of(method: string, route: string): RouteObserver
}

export interface RequestObservers {
  /** `null` where there are no traces. */
  tracing: Tracer | null
  accessLog: { add(request: AnsweredRequest): void }
  /** Counts requests, faults and durations. @param at Epoch ms. */
  requests: {
    completed(organizationId: string | undefined, status: number, duration_us: number, at: number): void
  }
  routeTimes: RouteObservers
}
