/** Several members at once, as far as it matters to what belongs to people and teams. */
import type { Write } from '../db/handle.ts'
import { roleMay } from './principal.ts'
import type { Viewer } from './viewer.ts'
import { listActiveRoles, listTeamRolesOf } from './viewer-queries.ts'

/** As `readViewer` of a session of each of them; whoever is no active member has none. */
export async function readViewers(
  tx: Write,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Viewer>> {
  const roles = await listActiveRoles(tx, memberIds)
  const teams = await listTeamRolesOf(tx, [...roles.keys()])
  return new Map(
    Array.from(roles, ([member_id, role]) => [
      member_id,
      { seesAll: roleMay(role, 'organization.write'), member_id, teams: teams.get(member_id) ?? new Map() },
    ]),
  )
}
