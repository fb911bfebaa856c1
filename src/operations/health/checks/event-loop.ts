import type { EventLoopDelay } from '../../monitoring/event-loop-delay.ts'
import type { Finding } from '../check.ts'

/** From there on people notice. */
const SLOW_MS = 200

export function checkEventLoop({ loopDelay }: { loopDelay: EventLoopDelay }) {
  const delay = loopDelay.read()
  if (!delay) return { state: 'unknown', detail: 'The process has just started.' } satisfies Finding
  const [p50_ms, p99_ms, max_ms] = [delay.p50_ms, delay.p99_ms, delay.max_ms].map(
    (ms) => Math.round(ms * 10) / 10,
  )
  const isSlow = delay.p99_ms > SLOW_MS
  return {
    state: isSlow ? 'warning' : 'ok',
    detail: isSlow
      ? `In the last minute everybody waited up to ${max_ms} ms: the machine has too little to give, or long work holds the process.`
      : `In the last minute nobody waited longer than ${max_ms} ms for others.`,
    ...{ p50_ms, p99_ms, max_ms },
  } satisfies Finding & Record<string, unknown>
}
