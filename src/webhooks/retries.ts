/** When a delivery that failed is attempted again. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** After the first failure, the second and so on: 27 hours and a half in all. After the last it is given up. */
const WAITS_MS = [
  ...[MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS],
]
/** Receivers that come back together are not all met at the same moment. */
const JITTER = 0.1

/** So many failures in a row are no accident: then nothing else is attempted for a while, either. */
const FAILURES_BEFORE_REST = 3
export const LONGEST_REST_MS = HOUR_MS
const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS
/** Of a delivery. What is said to come later than that was said by a clock that was set back since, and is due. */
export const LONGEST_WAIT_MS = LONGEST_RETRY_AFTER_MS

/** Without a single success for so long, a webhook is switched off. */
export const SWITCHED_OFF_AFTER_MS = 5 * 24 * HOUR_MS

/** @param attempts How many have failed. @returns How long to wait; `null` where it is given up. */
export function waitAfter(attempts: number, retryAfterMs: number, random: number): number | null {
  const wait = WAITS_MS[attempts - 1]
  return wait === undefined ? null : Math.max(Math.round(wait * (1 + JITTER * random)), retryAfterMs)
}

/** @param failures In a row, of whatever deliveries. @returns For how long its receiver is left alone; 0: it is not. */
export function restAfter(failures: number, retryAfterMs: number): number {
  const doublings = failures - FAILURES_BEFORE_REST
  const rest = doublings < 0 ? 0 : Math.min(MINUTE_MS * 2 ** Math.min(doublings, 10), LONGEST_REST_MS)
  return Math.max(rest, Math.min(retryAfterMs, LONGEST_REST_MS))
}

/** What a receiver asks for with 429 or 503, within bounds. @param now Epoch ms. */
export function retryAfterOf(status: number, header: string | undefined, now: number): number {
  if (header === undefined || (status !== 429 && status !== 503)) return 0
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS) : 0
}
