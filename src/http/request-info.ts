/**
 * What is known about a request while it passes. Kept beside the request and not in Elysia's
 * `store`, which all requests share.
 */
import type { Principal } from '../modules/auth/principal.ts'

export interface RequestInfo {
  correlation_id: string
  request_id: string
  /** `performance.now()` when it arrived. */
  started_at: number
  principal: Principal | null
  /** The status of the answer, where something was thrown. */
  error_status?: number
}

const infos = new WeakMap<Request, RequestInfo>()

export function setRequestInfo(request: Request, info: RequestInfo): void {
  infos.set(request, info)
}

/** Absent only for what failed before the first hook. */
export function requestInfo(request: Request): RequestInfo | undefined {
  return infos.get(request)
}
