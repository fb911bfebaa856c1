/** What dashboards show in a state, as hashes of their numbers: a restored one must show the same. */
import type { Base } from '../../base.ts'
import type { InstanceRead, Read } from '../../db/handle.ts'
import { listOrganizationIds } from '../../jobs/queries.ts'
import { readDashboardParts } from '../../metrics/read/dashboard.ts'
import { METRIC_VERSION } from '../../metrics/read/definitions.ts'
import { ArchiveError, type DashboardHashes, type Manifest, sha256 } from './archive/format.ts'
import { DASHBOARD_NUMBERS, numbersOf } from './dashboard-numbers.ts'

/**
 * Of all organizations.
 *
 * @param at Epoch ms: for when they are computed.
 * @param numbers Those that count.
 */
export async function hashDashboards(
  q: InstanceRead,
  at: number,
  numbers = DASHBOARD_NUMBERS,
): Promise<DashboardHashes> {
  const hashes: Record<string, string> = {}
  for (const { id } of await listOrganizationIds(q)) hashes[id] = await hashOf(q.within(id), at, numbers)
  return asHashed(at, numbers, hashes)
}

/** Of the handle's organization alone. */
export async function hashDashboard(
  q: Read,
  at: number,
  numbers = DASHBOARD_NUMBERS,
): Promise<DashboardHashes> {
  return asHashed(at, numbers, { [q.organization_id]: await hashOf(q, at, numbers) })
}

/**
 * Whether this version computes the same: by the same formulas, and all the numbers that were hashed. It may
 * show others beside them.
 */
export function areComparable({ metric_version, numbers }: DashboardHashes): boolean {
  return metric_version === METRIC_VERSION && numbers.every((name) => DASHBOARD_NUMBERS.includes(name))
}

/** @returns In words, what was compared. @throws ArchiveError */
export async function compareDashboards(
  { db }: Pick<Base, 'db'>,
  { dashboards }: Pick<Manifest, 'dashboards'>,
): Promise<string> {
  if (!dashboards) return 'without dashboards to compare'
  const { at, numbers, sha256: wanted } = dashboards
  const { sha256: hashes } = await db.instance.snapshot((q) => hashDashboards(q, Date.parse(at), numbers))
  const ids = Object.keys(hashes)
  if (!areComparable(dashboards)) {
    return `${ids.length} dashboards can be computed (by other formulas than then, so that they were not compared)`
  }
  const other = Object.keys(wanted).find((id) => hashes[id] !== wanted[id])
  if (other !== undefined || ids.length !== Object.keys(wanted).length) {
    throw new ArchiveError('damaged', `The dashboard of the organization ${other} is not what it was.`)
  }
  return `and so ${ids.length === 1 ? 'is 1 dashboard' : `are ${ids.length} dashboards`}`
}

async function hashOf(q: Read, at: number, numbers: readonly string[]): Promise<string> {
  const { parts } = await readDashboardParts(q, at, undefined)
  return sha256(JSON.stringify(numbersOf(parts, numbers)))
}

function asHashed(at: number, numbers: readonly string[], hashes: Record<string, string>): DashboardHashes {
  const computed_at = new Date(at).toISOString()
  return { metric_version: METRIC_VERSION, at: computed_at, numbers: [...numbers], sha256: hashes }
}
