/** Who may change a team. Everybody in the organization may see it, and who is in it. */
import type { Principal } from '../auth/principal.ts'
import { TeamLeadsOnlyError } from './errors.ts'
import type { TeamRole } from './schema.ts'

/** Admins, and keys, which act for the organization. What a key may do at all, its scopes decide. */
function isAboveTeams(principal: Principal): boolean {
  return principal.kind === 'api_key' || principal.role === 'owner' || principal.role === 'admin'
}

/**
 * @param role The caller's in the team; `null` for somebody who is not in it.
 * @throws TeamLeadsOnlyError
 */
export function assertMayLead(principal: Principal, role: TeamRole | null): void {
  if (isAboveTeams(principal) || role === 'lead') return
  throw new TeamLeadsOnlyError()
}
