/** Who hears of each request that was answered. */
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

export interface RequestObservers {
  accessLog: { add(request: AnsweredRequest): void }
  /** Counts requests, faults and durations. @param at Epoch ms. */
  requests: {
    completed(organizationId: string | undefined, status: number, duration_us: number, at: number): void
  }
}
