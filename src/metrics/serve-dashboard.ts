/** The dashboard as it is served: computed once, kept serialised, dropped when the data changes. */
import type { Computed } from '../cache/cache.ts'
import type { Context } from '../context.ts'
import type { Serialised } from '../http/serialised.ts'
import type { Principal } from '../modules/auth/principal.ts'
import { readDashboardParts, systemMetrics } from './dashboard.ts'
import { keptDocument } from './kept-document.ts'
import type { Dashboard, DashboardQuery } from './schema.ts'

const TTL_MS = 15 * 60_000

type Needs = Pick<Context, 'db' | 'clock' | 'cache'>

export function serveDashboard(
  context: Needs,
  principal: Principal,
  query: DashboardQuery,
): Serialised | Promise<Serialised> {
  const { organization_id } = principal
  const name = query.as_of === undefined ? 'dashboard:metrics' : `dashboard:metrics:${query.as_of}`
  const compute = () => computeDashboard(context, organization_id, query.as_of)
  return context.cache.get(organization_id, name, compute, query.force_refresh === 'true')
}

async function computeDashboard(
  context: Needs,
  organization_id: string,
  asOf: string | undefined,
): Promise<Computed<Serialised>> {
  const now = context.clock.now()
  const { moment, parts } = await context.db
    .for(organization_id)
    .read((q) => readDashboardParts(q, now, asOf))
  const system = systemMetrics(context)
  // Today's dashboard ends with the day, whatever its time to live.
  const ttl_ms = moment.ends_at > now ? Math.min(TTL_MS, moment.ends_at - now) : TTL_MS
  const document: Omit<Dashboard, 'cache_metadata'> = {
    timestamp: new Date(now).toISOString(),
    organization_id,
    as_of: asOf ?? null,
    ...parts,
    system_metrics: system.metrics,
    notes: { ...parts.notes, ...system.notes },
  }
  const key = `dashboard:metrics:${organization_id}${asOf ? `:${asOf}` : ''}`
  return keptDocument(document, { key, now, ttl_ms })
}
