/** Who may change a team. Everybody in the organization may see it, and who is in it. */
import { TeamLeadsOnlyError } from './errors.ts'
import type { Standing } from './standing.ts'

/** @throws TeamLeadsOnlyError */
export function assertMayLead({ isAbove, teams }: Standing, teamId: string): void {
  if (isAbove || teams.get(teamId) === 'lead') return
  throw new TeamLeadsOnlyError()
}
