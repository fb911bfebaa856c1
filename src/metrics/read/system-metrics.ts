/**
 * How the server does: for this organization's requests of the last 60 minutes, and as a whole.
 *
 * Promises: nobody sees how much another organization asks. What is of the whole instance says so,
 * and is not about requests.
 */
import type { Base } from '../../base.ts'
import { ratioToTenth } from '../../lib/rounding.ts'
import { WINDOW_MINUTES } from '../../operations/requests/read-requests.ts'
import type { RequestTally } from '../../operations/requests/request-tally.ts'
import type { Dashboard } from './dashboard/schema.ts'
import { LOW_N, type Note, type Noted, rate } from './formulas.ts'
import { coded } from './reasons.ts'

const PERCENTILE = 95
const WINDOW = `the last ${WINDOW_MINUTES} minutes`
const NO_REQUESTS = `no requests in ${WINDOW}`
const OF_THE_INSTANCE = { scope: 'instance', window: 'now' }

interface SystemMetrics {
  metrics: Dashboard['system_metrics']
  notes: Record<string, Note>
}

/** @param tally `null` for a day that is past: how its requests went is not shown. */
export function systemMetrics(
  { db, cache }: Pick<Base, 'db' | 'cache'>,
  tally: RequestTally | null,
): SystemMetrics {
  const responseTime = tally ? responseTimeOf(tally) : ofAPastDay()
  const hitRate = tally ? hitRateOf(tally) : ofAPastDay()
  const errorRate = tally ? errorRateOf(tally) : ofAPastDay()
  return {
    metrics: {
      api_response_time: responseTime.value,
      cache_hit_rate: hitRate.value,
      database_connections: db.openConnections(),
      cache_memory: ratioToTenth(cache.bytes, 2 ** 20),
      error_rate: errorRate.value,
    },
    notes: {
      api_response_time: { ...coded(responseTime.note ?? {}), window: WINDOW },
      cache_hit_rate: { ...coded(hitRate.note ?? {}), window: WINDOW },
      error_rate: { ...coded(errorRate.note ?? {}), window: WINDOW },
      database_connections: OF_THE_INSTANCE,
      cache_memory: OF_THE_INSTANCE,
    },
  }
}

function ofAPastDay(): Noted {
  return { value: null, note: { reason: 'known of the present only, not of a past day' } }
}

/** Milliseconds: the nearest rank, within 1 %. */
function responseTimeOf({ requests, durations }: RequestTally): Noted {
  const duration_us = durations.percentile(PERCENTILE)
  if (duration_us === null) return { value: null, note: { reason: NO_REQUESTS } }
  const note: Note = { percentile: PERCENTILE, n: requests }
  if (requests < LOW_N) note.low_n = true
  return { value: Math.round(duration_us / 100) / 10, note }
}

function errorRateOf({ requests, errors }: RequestTally): Noted {
  return requests === 0 ? { value: null, note: { reason: NO_REQUESTS } } : rate(errors, requests)
}

function hitRateOf({ cache_hits, cache_misses }: RequestTally): Noted {
  const asked = cache_hits + cache_misses
  if (asked === 0) return { value: null, note: { reason: 'nothing was asked of the cache' } }
  return rate(cache_hits, asked)
}
