/** What those who run the instance want to know, of all organizations together. */
import type { Base } from '../../base.ts'
import { readRollupDrift } from '../../metrics/rebuild/rollup-drift.ts'
import { readInstanceRequests, WINDOW_MINUTES } from '../requests/read-requests.ts'
import type { RequestMinutes } from '../requests/request-minutes.ts'

export async function readDetailedHealth(context: Pick<Base, 'db' | 'clock'> & { requests: RequestMinutes }) {
  const { requests, errors, durations } = await readInstanceRequests(context, context.clock.now())
  const duration_us = durations.percentile(95)
  return {
    requests: {
      window_minutes: WINDOW_MINUTES,
      completed: requests,
      errors,
      ...(duration_us === null
        ? { response_time_p95_ms: null, reason: 'no requests' }
        : { response_time_p95_ms: Math.round(duration_us / 100) / 10 }),
    },
    rollup_drift: await readRollupDrift(context),
  }
}
