/** What dashboards show in a state, as hashes: a restored one must show the same. */
import type { Base } from '../../base.ts'
import type { InstanceRead, Read } from '../../db/handle.ts'
import { listOrganizationIds } from '../../jobs/queries.ts'
import { readDashboardParts } from '../../metrics/read/dashboard.ts'
import { METRIC_VERSION } from '../../metrics/read/definitions.ts'
import { ArchiveError, type DashboardHashes, type Manifest, sha256 } from './archive/format.ts'

/** @param at Epoch ms: for when they are computed. */
export async function hashDashboards(q: InstanceRead, at: number): Promise<DashboardHashes> {
  const hashes: Record<string, string> = {}
  for (const { id } of await listOrganizationIds(q)) hashes[id] = await hashDashboard(q.within(id), at)
  return { metric_version: METRIC_VERSION, at: new Date(at).toISOString(), sha256: hashes }
}

/** Of the handle's organization. @param at Epoch ms. */
export async function hashDashboard(q: Read, at: number): Promise<string> {
  const { parts } = await readDashboardParts(q, at, undefined)
  return sha256(JSON.stringify(parts))
}

/** @returns In words, what was compared. @throws ArchiveError */
export async function compareDashboards(
  { db }: Pick<Base, 'db'>,
  { dashboards }: Pick<Manifest, 'dashboards'>,
): Promise<string> {
  if (!dashboards) return 'without dashboards to compare'
  const { sha256: hashes } = await db.instance.snapshot((q) => hashDashboards(q, Date.parse(dashboards.at)))
  const ids = Object.keys(hashes)
  if (dashboards.metric_version !== METRIC_VERSION) {
    return `${ids.length} dashboards can be computed (by other formulas than then, so that they were not compared)`
  }
  const other = Object.keys(dashboards.sha256).find((id) => hashes[id] !== dashboards.sha256[id])
  if (other !== undefined || ids.length !== Object.keys(dashboards.sha256).length) {
    throw new ArchiveError('damaged', `The dashboard of the organization ${other} is not what it was.`)
  }
  return `and so ${ids.length === 1 ? 'is 1 dashboard' : `are ${ids.length} dashboards`}`
}
