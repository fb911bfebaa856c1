/** What dashboards show in a state, as hashes: a restored one must show the same. */
import type { InstanceRead } from '../../db/handle.ts'
import { listOrganizationIds } from '../../jobs/queries.ts'
import { readDashboardParts } from '../../metrics/read/dashboard.ts'
import { METRIC_VERSION } from '../../metrics/read/definitions.ts'
import { type DashboardHashes, sha256 } from './archive/format.ts'

/** @param at Epoch ms: for when they are computed. */
export async function hashDashboards(q: InstanceRead, at: number): Promise<DashboardHashes> {
  const hashes: Record<string, string> = {}
  for (const { id } of await listOrganizationIds(q)) hashes[id] = await hashDashboard(q, id, at)
  return { metric_version: METRIC_VERSION, at: new Date(at).toISOString(), sha256: hashes }
}

async function hashDashboard(q: InstanceRead, organizationId: string, at: number): Promise<string> {
  const { parts } = await readDashboardParts(q.within(organizationId), at, undefined)
  return sha256(JSON.stringify(parts))
}
