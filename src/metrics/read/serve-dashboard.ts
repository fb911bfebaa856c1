/** The dashboard as it is served: computed once, kept serialised, dropped when the data changes. */

import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import { readRequests } from '../../operations/requests/read-requests.ts'
import type { RequestMinutes } from '../../operations/requests/request-minutes.ts'
import type { Dashboard, DashboardQuery } from './dashboard/schema.ts'
import { readDashboardParts } from './dashboard.ts'
import { serveKept } from './serve-kept.ts'
import { systemMetrics } from './system-metrics.ts'

const TTL_MS = 15 * 60_000
const NAME = 'dashboard:metrics'

export function serveDashboard(
  context: Pick<Base, 'db' | 'clock' | 'cache'> & { requests: RequestMinutes },
  { organization_id }: Principal,
  { as_of, force_refresh }: DashboardQuery,
): Serialised | Promise<Serialised> {
  const wanted = { organization_id, name: NAME, ...(as_of && { of: as_of }), force_refresh }
  return serveKept(context, wanted, async (q, now) => {
    const { moment, hasEnded, next_late_at, parts } = await readDashboardParts(q, now, as_of)
    const system = systemMetrics(context, hasEnded ? null : await readRequests(q, context, now))
    const dashboard: Omit<Dashboard, 'cache_metadata'> = {
      timestamp: new Date(now).toISOString(),
      organization_id,
      as_of: as_of ?? null,
      ...parts,
      system_metrics: system.metrics,
      notes: { ...parts.notes, ...system.notes },
    }
    // Today's dashboard ends with the day, or when the next task is late, whatever its time to live.
    const next_at = Math.min(moment.ends_at, (next_late_at ?? Infinity) + 1)
    const ttl_ms = moment.ends_at > now ? Math.min(TTL_MS, next_at - now) : TTL_MS
    return { parts: dashboard, ttl_ms }
  })
}
