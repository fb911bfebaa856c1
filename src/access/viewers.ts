/** Several members at once, as far as it matters to what belongs to people and teams. */
import type { Write } from '../db/handle.ts'
import { roleMay } from './principal.ts'
import type { Standing } from './viewer.ts'
import { listActiveRoles, listTeamRolesOf } from './viewer-queries.ts'

/** As `readStanding` of a session of each of them; whoever is no active member has none. */
export async function readStandings(
  tx: Write,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const roles = await listActiveRoles(tx, memberIds)
  const teams = await listTeamRolesOf(tx, [...roles.keys()])
  return new Map(
    Array.from(roles, ([member_id, role]) => [
      member_id,
      { isAbove: roleMay(role, 'organization.write'), member_id, teams: teams.get(member_id) ?? new Map() },
    ]),
  )
}
